"""The guide of the team: read inside the admin, and true to what is on the screen."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Final

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from markdown_it import MarkdownIt

from catalogue.admin.guide import FILE, anchor, parsed
from catalogue.duties import DUTIES, Severity
from programmes.models import Edition, Programme
from tests.environment import ROOT
from tests.seeded import seeded

TEXT: Final = FILE.read_text(encoding="utf-8")
# What a page shows only in a state that the seed is not in is looked up where it is written.
GAP: Final = "\ue000"  # where a template puts in a word of its own
SOURCES: Final = [
    *(ROOT / "templates/admin").rglob("*.html"),
    *(ROOT / "static/js/admin").glob("*.js"),
]


class Words(HTMLParser):
    """Each run of text of a page, and what its buttons say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "submit":
            self.found.add(given.get("value") or "")
        # The buttons that a script adds say so in the page's data.
        self.found.update(
            re.findall(r'"addText": "([^"]+)"', given.get("data-inline-formset") or "")
        )

    def handle_data(self, data: str) -> None:
        for run in data.split(GAP):
            self.found.add(" ".join(run.split()).removesuffix("\u202f:").removesuffix(" :"))


def words(html: str) -> set[str]:
    parser = Words()
    parser.feed(html)
    return parser.found


def written_in_sources() -> Iterator[str]:
    for file in SOURCES:
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".js":
            yield from re.findall(r"'([^'\n]+)'", text)
        else:
            text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.S)
            yield from words(re.sub(r"\{[%{].*?[%}]\}", GAP, text))


def on_screen() -> set[str]:
    """Everything that the pages named by the guide say, one run of text each."""
    client = Client()
    found = words(client.get("/admin/login/").content.decode())
    client.force_login(User.objects.create_superuser("quelqu-un", password="x"))
    Programme.objects.update(capacity=24)
    programme = Programme.objects.get()
    bloc, unit = programme.blocs.first(), programme.exam_units.first()
    edition = Edition.objects.current().get()
    assert bloc
    assert unit
    user = User.objects.get()
    steps = ["change", "publier", "retirer", "archiver", "apercu", "comparer", "historique"]
    steps += ["partager", "dupliquer", "importer", "preuve", "type", "centre"]
    pages = [
        reverse("admin:index"),
        reverse("admin:password_change"),
        reverse("admin:programmes_programme_changelist"),
        reverse("admin:auth_user_changelist"),
        reverse("admin:auth_user_change", args=[user.pk]),
        reverse("admin:programmes_bloc_change", args=[bloc.pk]),
        reverse("admin:programmes_examunit_change", args=[unit.pk]),
        reverse("admin:programmes_trainingcentre_change", args=[programme.centre_id]),
        reverse("admin:programmes_programme_restore", args=[programme.pk, edition.pk]),
        *(f"/admin/programmes/programme/{programme.pk}/{step}/" for step in steps),
        f"/admin/programmes/programme/{programme.pk}/type/?kind=titre_pro&kind_label=",
    ]
    for page in pages:
        found |= words(client.get(page).content.decode())
    change = reverse("admin:programmes_programme_change", args=[programme.pk])
    # The guide’s other example speaks otherwise.
    Programme.objects.update(kind="titre_pro")
    return found | words(client.get(change).content.decode())


def bold(text: str) -> list[str]:
    """What stands in bold: by the guide's own rule, the words of the screen."""
    found = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        inside = token.children or []
        for opening, content in pairwise(inside):
            if opening.type == "strong_open":
                found.append(content.content)
    return found


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_each_control_in_bold_is_on_a_screen() -> None:
    seeded()
    known = on_screen() | set(written_in_sources())

    named = bold(TEXT)

    assert len(set(named)) > 80
    assert [one for one in dict.fromkeys(named) if one not in known] == []


def test_the_mentions_that_block_are_the_ones_in_the_code() -> None:
    part = TEXT.partition("### Les mentions qui bloquent")[2].partition("\n## ")[0]

    listed = re.findall(r"^- (.+)$", part, flags=re.M)

    assert listed == [duty.label for duty in DUTIES if duty.severity is Severity.BLOCKING]


def test_each_link_inside_the_guide_leads_somewhere() -> None:
    anchors = {anchor(title) for title in re.findall(r"^##+ (.+)$", TEXT, flags=re.M)}

    links = re.findall(r"(?<!!)\[[^]]*\]\(([^)]+)\)", re.sub("`[^`\n]*`", "", TEXT))

    assert links
    assert [link for link in links if link.removeprefix("#") not in anchors] == []


def test_no_two_parts_share_an_anchor() -> None:
    titles = re.findall(r"^##+ (.+)$", TEXT, flags=re.M)

    assert len({anchor(title) for title in titles}) == len(titles)


def test_the_guide_is_typeset_in_french() -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`|\|---[^\n]*", "", TEXT, flags=re.S)

    assert "# Rôles et comptes" in prose
    assert re.findall(r".{10}[ \u00a0][;:!?»]|«[ \u00a0].{10}|\w'\w", prose) == []


def test_html_in_the_text_is_shown_and_never_run() -> None:
    guide = parsed(
        "# Titre\n\n## Une partie\n\n<script>alert(1)</script> [x](javascript:alert(1))\n"
    )

    assert "<script" not in guide.html
    assert "&lt;script&gt;" in guide.html
    assert 'href="javascript' not in guide.html


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_whoever_may_log_in_reads_it() -> None:
    user = User.objects.create_user("accueil", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="Admissions"))
    client = Client()
    client.force_login(user)

    response = client.get("/admin/guide/")

    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1>Guide de l’équipe</h1>") == 1
    for title in re.findall(r"^## (.+)$", TEXT, flags=re.M):
        assert f'<a href="#{anchor(title)}">{title}</a>' in html
        assert f'<h2 id="{anchor(title)}">{title}</h2>' in html
    assert "no-store" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert client.post("/admin/guide/").status_code == 405


@pytest.mark.django_db
def test_a_stranger_is_asked_to_log_in(client: Client) -> None:
    response = client.get("/admin/guide/")

    assert response.status_code == 302
    assert response["Location"] == "/admin/login/?next=/admin/guide/"


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_the_guide_is_one_click_from_the_first_page(admin_client: Client) -> None:
    assert '<a href="/admin/guide/">Guide</a>' in admin_client.get("/admin/").content.decode()
