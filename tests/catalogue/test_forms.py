"""The public forms and the templates that draw them: what is named, what is told, what is kept."""

import ast
import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from django.forms.renderers import TemplatesSetting
from django.test import Client

from catalogue.life import publishing
from tests import factories, gallery
from tests.catalogue.page_text import PageText, plain
from tests.environment import ROOT

CONTROLS = {"input", "select", "textarea"}


class Page(HTMLParser):
    """The elements of a page, each with its attributes and what stands around it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.named: set[str] = set()
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if tag == "label" and given.get("for"):
            self.named.add(str(given["for"]))
        if tag in CONTROLS and "label" in self._open:
            self.named.add(str(given.get("id")))
        if tag == "label":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._open.pop()

    def ids(self) -> list[str]:
        return [str(given["id"]) for _, given in self.elements if given.get("id")]

    def controls(self) -> list[dict[str, str | None]]:
        """What one types in or ticks."""
        return [
            given
            for tag, given in self.elements
            if tag in CONTROLS and given.get("type") != "hidden"
        ]

    def described(self) -> list[str]:
        """The texts that describe a field or a group."""
        return [
            one
            for _, given in self.elements
            for one in (given.get("aria-describedby") or "").split()
        ]

    def named_by(self, anchor: str) -> str:
        """The tag that a link leads to."""
        (tag,) = [tag for tag, given in self.elements if given.get("id") == anchor]
        return tag


def assert_whole(html: str) -> None:
    """Each id is there once, each control has a name, what describes is there, links lead there."""
    page = Page(html)
    ids = page.ids()
    assert sorted(ids) == sorted(set(ids))
    assert [one for one in page.controls() if one.get("id") not in page.named] == []
    assert set(page.described()) <= set(ids)
    problems = html.partition('<div class="problems"')[2].partition("</div>")[0]
    anchors = re.findall(r'href="#([^"]+)"', problems)
    assert {page.named_by(one) for one in anchors} <= {*CONTROLS, "fieldset"}
    # What is wrong is said beside its field as well, which knows it.
    for error in re.findall(r'<div class="error" id="([^"]+)"', html):
        assert error in page.described()


# --- The pack


def test_everything_has_a_name_and_each_mistake_leads_to_its_field() -> None:
    assert_whole(gallery.page())


@pytest.mark.parametrize("kind", gallery.KINDS)
def test_a_wrong_answer_is_told_in_the_summary_beside_the_field_and_to_the_field(kind: str) -> None:
    html = gallery.drawn(gallery.Everything("faux"))
    summary, _, rest = html.partition("</div>")

    link = re.search(rf'<a href="#(id_2-{kind}\w*)">{kind.capitalize()}, faux</a>', summary)
    assert link
    assert f'id="{link[1]}"' in rest
    told = rest.partition(f'id="id_2-{kind}_error"')[2].partition("</p>")[0]
    assert told.startswith('><p><span class="vh">Erreur\u202f: </span>')
    assert f'aria-describedby="id_2-{kind}_helptext id_2-{kind}_error"' in rest
    assert re.search(rf'name="2-{kind}"[^>]* aria-invalid="true"', rest)


def test_what_is_wrong_with_the_whole_is_told_without_a_link() -> None:
    assert "<li>Ces réponses ne vont pas ensemble.</li>" in gallery.drawn(
        gallery.Everything("faux")
    )


@pytest.mark.parametrize("state", ["vide", "rempli", "aide", "bloqué", "facultatif"])
def test_without_a_mistake_there_is_no_summary(state: str) -> None:
    assert "problems" not in gallery.drawn(gallery.Everything(state))


def test_what_was_typed_is_kept_to_the_letter() -> None:
    html = gallery.page()

    assert "Léa &amp; Tom &lt;b&gt;" in html
    assert ">\nBonjour,\n\n\nune question.</textarea>" in html  # blank lines too
    assert 'value="lea@"' in html
    assert 'value="2027-09-01"' in html


@pytest.mark.parametrize("kind", gallery.KINDS)
def test_an_optional_field_says_so_and_no_other_does(kind: str) -> None:
    optional = plain(gallery.drawn(gallery.Everything("facultatif")))

    assert f"{kind.capitalize()}, facultatif (facultatif)" in optional
    assert "(facultatif)" not in gallery.drawn(gallery.Everything("vide"))


def test_disabled_fields_are_disabled_one_by_one() -> None:
    controls = Page(gallery.drawn(gallery.Everything("bloqué"))).controls()

    assert [one["name"] for one in controls if "disabled" not in one] == ["3-piege"]


def test_boxes_stand_in_a_group_with_its_name() -> None:
    html = gallery.drawn(gallery.Everything("aide"))

    for kind, role in (("boutons", ' role="radiogroup"'), ("cases", "")):
        assert (
            f'<fieldset class="boxes" id="id_4-{kind}" '
            f'aria-describedby="id_4-{kind}_helptext"{role}>'
            f"\n<legend>{kind.capitalize()}, aide</legend>"
        ) in html


def test_the_field_for_machines_is_out_of_reach_of_people() -> None:
    html = gallery.drawn(gallery.Everything("vide"))

    assert '<div class="vh" aria-hidden="true"><label for="id_0-piege">' in html
    assert re.search(r'<input [^>]*name="0-piege"[^>]* tabindex="-1" autocomplete="off"', html)


def test_fields_without_a_layout_are_drawn_in_their_order() -> None:
    bare = gallery.page().partition('class="tel-quel"')[2]

    assert bare.index('name="nom"') < bare.index('name="genre"')
    assert 'id="id_nom_error"' in bare


def test_a_box_is_drawn_as_by_its_template() -> None:
    for kind in ("boutons", "cases"):
        form = gallery.Everything("rempli")
        quick = [box.tag() for box in form[kind]]
        form = gallery.Everything("rempli")
        form.renderer = TemplatesSetting()
        assert [box.tag() for box in form[kind]] == quick


def test_it_stays_out_of_the_admin() -> None:
    def of_the_pack(name: str) -> bool:
        return name.startswith(("crispy_forms", "catalogue.views.forms"))

    templates = [
        *(ROOT / "templates" / "admin").rglob("*.html"),
        *(ROOT / "templates" / "registration").rglob("*.html"),
    ]
    # Django's own widgets stand in a folder of that name.
    texts = {file: file.read_text().replace("django/forms/", "") for file in templates}
    assert [file for file, text in texts.items() if "crispy" in text or "forms/" in text] == []
    for file in (ROOT / "catalogue" / "admin").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert not of_the_pack(node.module or ""), file
            elif isinstance(node, ast.Import):
                assert not any(of_the_pack(one.name) for one in node.names), file


# --- The forms of today


@pytest.fixture
def programmes() -> None:
    for slug, kind, level in (("aa", "cap", 3), ("bb", "bts", 5), ("cc", "bts", 5)):
        sheet = factories.bare_sheet(slug=slug, short_title=slug.upper(), kind=kind, level=level)
        factories.published(sheet)


WILD = "<script>&é\x00 \u200b'\"%_🎓" + "x" * 300


@pytest.mark.django_db
@pytest.mark.usefixtures("programmes")
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?q=bts&niveau=5&tri=titre",
        "/?q=plomberie",
        "/?niveau=99",
        "/?niveau=5&niveau=99&mode=loin&lieu=x&centre=y&financement=z&tri=hasard&page=x&q=a&q=b",
        "/comparer/",
        "/comparer/?f=aa",
        "/comparer/?f=zz",
        "/e/",
        "/e/?code=",
        "/e/zzzzzz/",
        *(
            f"{form}={quote(WILD)}"
            for form in (
                "/?q", "/?niveau", "/?mode", "/?lieu", "/?centre", "/?financement", "/?tri",
                "/?page",                 "/comparer/?f", "/e/?code",
            )
        ),
    ],
)  # fmt: skip
def test_whatever_is_asked_the_form_is_whole(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code < 500
    assert_whole(response.content.decode())
    assert "<script>&" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("programmes")
def test_a_filter_that_is_not_understood_leads_to_its_group(client: Client) -> None:
    html = client.get("/?niveau=99&lieu=nulle-part&tri=hasard").content.decode()
    problems = html.partition('<div class="problems"')[2].partition("</div>")[0]

    assert re.findall(r"<li>(.*?)</li>", problems.replace("\u202f", " ")) == [
        '<a href="#niveau_0">Niveau</a> : « 99 » : pas dans ce catalogue, laissé de côté.',
        '<a href="#lieu">Lieu</a> : « nulle-part » : pas dans ce catalogue, laissé de côté.',
        "Tri : « hasard » : cet ordre n’existe pas.",
    ]
    assert '<fieldset class="boxes" id="niveau" aria-describedby="niveau_error">' in html


@pytest.mark.django_db
@pytest.mark.usefixtures("programmes")
def test_a_search_that_is_too_long_stays_in_its_box(client: Client) -> None:
    words = "mot " * 60

    assert f'value="{words}"' in client.get(f"/?q={quote(words)}").content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("programmes")
def test_the_order_goes_along_with_the_next_search(client: Client) -> None:
    hidden = r'<input type="hidden" name="(\w+)" value="(\w+)"'

    assert re.findall(hidden, client.get("/?tri=titre").content.decode()) == [("tri", "titre")]
    assert re.findall(hidden, client.get("/?page=1").content.decode()) == []


def followed(client: Client, typed: str) -> tuple[int, str]:
    response = client.get("/e/", {"code": typed}, follow=True)
    html = response.content.decode()
    assert_whole(html)
    return response.status_code, html


@pytest.mark.django_db
def test_a_code_typed_by_hand_leads_to_its_paper(client: Client) -> None:
    programme = factories.ProgrammeFactory.create(slug="bts", short_title="BTS")
    code = publishing.publish(programme, None).short_code or ""

    for typed in (
        f" {code.upper()} ",
        f"{code[:3]}-{code[3:]}",
        f"https://formations.exemple.fr/e/{code}/",
        f"formations.exemple.fr/e/{code}",
    ):
        response = client.get("/e/", {"code": typed})
        assert (response.status_code, response["Location"]) == (302, f"/e/{code}/"), typed
    assert "/e/" in PageText(client.get(f"/e/{code}/").content.decode()).links


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ("", 400, "Recopiez le code qui est imprimé sur la fiche."),
        ("   ", 400, "Recopiez le code qui est imprimé sur la fiche."),
        ("---", 400, "Un code a six signes, et celui-ci en a 0."),
        ("🎓", 400, "Un code a six signes, et celui-ci en a 0."),
        ("abc", 404, "Un code a six signes, et celui-ci en a 3."),
        ("abcdefgh", 404, "Un code a six signes, et celui-ci en a 8."),
        ("abcde0", 404, "Aucun code ne contient « 0 »."),
        ("é" * 500, 404, "Un code a six signes"),
        ("<b>'\"%", 404, "Un code a six signes"),
        ("abc234", 404, "Aucune fiche ne porte ce code : comparez chaque signe."),
    ],
)
def test_a_code_that_is_nobodys_is_told_beside_the_field(
    client: Client, typed: str, status: int, sentence: str
) -> None:
    answered, html = followed(client, typed)

    assert answered == status
    assert sentence in plain(html)
    assert "<title>Erreur" in html
    assert 'aria-describedby="id_code_helptext id_code_error"' in html


@pytest.mark.django_db
def test_a_code_that_was_not_asked_for_is_no_mistake(client: Client) -> None:
    html = client.get("/e/").content.decode()

    assert "problems" not in html
    assert '<form action="/e/" class="search" novalidate>' in html
