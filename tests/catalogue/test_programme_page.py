"""The programme page: what a visitor reads at `/formations/<slug>/`, and how it is answered."""

import gzip
import json
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import given
from pytest_django import DjangoAssertNumQueries

from catalogue.life import publishing
from catalogue.outputs.pdf.data import paper_data
from catalogue.views import public
from programmes import sheet as sheets
from programmes.models import Edition, Programme
from programmes.sections import SECTIONS, sections_of
from programmes.sheet import Sheet
from tests import factories
from tests.catalogue.page_text import PageText
from tests.environment import ROOT
from tests.seeded import seeded
from tests.strategies import any_sheet

TODAY = date(2026, 3, 10)
ADDRESS = "/formations/bts-ndrc/"


@pytest.fixture(autouse=True)
def nothing_in_memory() -> None:
    """A rolled back test gives its keys to the next one."""
    public.forget()


def html_of(sheet: Sheet, today: date = TODAY) -> str:
    edition = Edition(sheet=sheets.dump(sheet), number=3, published_at=factories.PUBLISHED_AT)
    return public.render(edition, today)


def read(sheet: Sheet, today: date = TODAY) -> str:
    """The page's text, every space made plain."""
    return " ".join(PageText(html_of(sheet, today)).text.split())


def read_section(sheet: Sheet, anchor: str, today: date = TODAY) -> str:
    anchors = [section.anchor for section in sections_of(sheet, today)]
    following = [*anchors, None][anchors.index(anchor) + 1]
    page = PageText(html_of(sheet, today))
    return " ".join(page.between(anchor, following).split())


def figure(**changes: Any) -> dict[str, Any]:
    return factories.key_figure(**{"year": 2024, "n": None, "source": "", **changes})


def unit(**changes: Any) -> dict[str, Any]:
    paper: dict[str, Any] = {
        "title": "",
        "form": "written",
        "mode": None,
        "in_course_for": [],
        "duration_minutes": 240,
        "preparation_minutes": None,
        "coefficient": "3",
    }
    blank = {"heading": "", "code": "U1", "title": "Épreuve", "blocs": [], "optional": False}
    blank |= {"coefficient": None, "credits": None}
    return {**blank, "group": "general", "note": "", "papers": [paper], **changes}


def option(name: str = "CPF", **changes: Any) -> dict[str, Any]:
    scheme = {
        "code": name.lower().replace(" ", "-"),
        "name": name,
        "former_name": "",
        "public_concerned": "",
        "is_work_study": changes.pop("is_work_study", False),
        "url": "",
    }
    scheme["former_name"] = changes.pop("former_name", "")
    return {"scheme": scheme, **factories.UNPRICED, **changes}


# --- What it says


def test_title_badges_and_edition() -> None:
    text = read(factories.example_sheet())

    assert "BTS NDRC Négociation et digitalisation de la relation client" in text
    for badge in (
        "Diplôme d’État",
        "Niveau 5 (bac + 2)",
        "RNCP 38368",
        "En alternance",
        "En présentiel",
        "Blocs validables séparément",
        "Mise à jour le 2 mars 2026",
    ):
        assert badge in text
    assert "Édition n° 3, publiée le 2 mars 2026." in text


def test_what_one_asks_first_is_answered_before_the_text() -> None:
    sheet = factories.example_sheet(**factories.ONE_WEEK)

    (before, lead, *_) = read(sheet).partition(sheet.lead)

    assert lead
    for answer in (
        "Pour qui ? Être titulaire d’un baccalauréat ou d’un titre de niveau 4",
        "Qui paie ? 0 € pour vous sous contrat, payé par l’OPCO de l’entreprise",
        "Résultats 11 reçus sur 14 en 2024",
        "Rentrée 1er septembre 2026 candidatures closes",
        "Semaine lundi et mardi au centre, le reste en entreprise",
    ):
        assert answer in before


def test_the_four_figures_stand_with_the_duration() -> None:
    text = read_section(factories.example_sheet(**factories.ONE_WEEK), "duree")

    assert "1 350 h Durée de la formation 2 ans De septembre à juin" in text
    assert "2 jours Par semaine au centre 25 Places au maximum" in text


def test_the_next_step_has_one_thing_to_press() -> None:
    sheet = factories.example_sheet()
    html = html_of(sheet, date(2025, 3, 1))

    assert html.count('class="button"') == 1
    subject = "?subject=Question%20sur%20la%20formation%20BTS%20NDRC"
    assert f"mailto:{sheet.contact_email}{subject}" in PageText(html).links
    assert "Candidatures ouvertes Écrire au centre" in read(sheet, date(2025, 3, 1))


def test_the_contents_name_every_section_and_lead_to_it() -> None:
    html = html_of(factories.example_sheet())

    for section in SECTIONS:
        assert f'<a href="#{section.anchor}">{section.title}</a>' in html
        assert f'<section id="{section.anchor}"' in html


def test_a_section_without_content_is_absent() -> None:
    sheet = factories.bare_sheet()

    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", html_of(sheet))

    assert headings == ["Sommaire", "Contact"]


def test_exam_table_with_durations_coefficients_and_total() -> None:
    text = read_section(factories.example_sheet(), "examen")

    assert "Quatre unités, dont une facultative." in text
    assert "On est reçu à partir de 10 sur 20 de moyenne." in text
    # The rule above has named the professional units.
    assert "U4 Relation client et négociation-vente Dossier à remettre. Oral 5 1 h" in text
    assert "Écrit 2,5 3 h 10 min Pratique 1,5 40 min 5 min" in text
    total, optional = (
        text.index("Total des coefficients 12"),
        text.index("UF1 Langue vivante étrangère 2"),
    )
    assert total < optional
    assert "Une unité facultative n’entre pas dans le total des coefficients." in text


def test_a_bts_says_which_units_open_a_second_chance() -> None:
    sheet = factories.example_sheet()
    said = (
        "De 8 à moins de 10, des épreuves de contrôle sont possibles avec au moins 10 de moyenne "
        "aux unités professionnelles (U4 et U5)."
    )

    assert said in read_section(sheet, "examen")
    for group in ("professional", "general"):
        alike = factories.example_sheet(
            blocs=[], exemptions=[], exam_units=[unit(code=code, group=group) for code in "AB"]
        )
        assert "épreuves de contrôle" not in read_section(alike, "examen")
    other = factories.example_sheet(rules=None)
    assert "épreuves de contrôle" not in read_section(other, "examen")


def test_units_already_acquired_stand_beside_those_that_are_named() -> None:
    text = read_section(factories.example_sheet(), "dispenses")

    assert "U1 et U4" in text
    assert "U5 et unités acquises" in text


@pytest.mark.parametrize(
    ("academy", "said"),
    [("Bordeaux", "académie de Bordeaux"), ("Amiens", "académie d’Amiens")],
)
def test_the_centre_names_its_academy(academy: str, said: str) -> None:
    stored = sheets.dump(factories.example_sheet())["centre"]
    sheet = factories.example_sheet(centre={**stored, "academy": academy})

    assert f"CFA de l’Exemple, {said}" in read_section(sheet, "contact")


def test_the_bar_above_the_exam_says_each_share() -> None:
    html = html_of(factories.example_sheet())

    label = re.search(r'<svg class="shares" role="img" aria-label="(.*?)"', html)

    assert label
    assert " ".join(label[1].split()) == (
        "Part de chaque unité dans le total : U1 25 %, U4 42 % et U5 33 %"
    )


def test_an_exam_of_one_unit_or_of_optional_units_only() -> None:
    one = read_section(factories.bare_sheet(exam_units=[unit()]), "examen")
    assert one.startswith("Certification Une unité. Évaluation")
    assert "Total des coefficients 3" in one

    optional = read_section(factories.bare_sheet(exam_units=[unit(optional=True)]), "examen")
    assert "Une unité facultative." in optional
    assert "Total" not in optional


def test_what_an_exam_paper_does_not_say_stays_open() -> None:
    silent = factories.bare_sheet(exam_units=[unit(papers=[])])

    assert "Non communiqué : épreuves de certaines unités." in read_section(silent, "examen")


def test_each_bloc_says_which_unit_assesses_it() -> None:
    sheet = factories.example_sheet()

    said = "Relation client et négociation-vente Bloc 1 · RNCP38368BC01 · Évaluation : U4"
    assert said in read(sheet)
    assert '<a href="#unite-u4">U4</a>' in html_of(sheet)
    assert 'id="unite-u4"' in html_of(sheet)


def test_an_elective_bloc_is_a_choice() -> None:
    text = read_section(factories.example_sheet(), "programme")

    assert "Un module au choix" in text
    assert "Sobriété numérique ou Mobilité" in text
    assert "Mobilité ou" not in text


def test_language_activities_show_their_level() -> None:
    text = read_section(factories.example_sheet(), "programme")

    assert "Lire niveau B2 du cadre européen (CECRL)" in text
    assert "Saluer niveau A1" in text


def test_a_bloc_without_number_says_its_kind() -> None:
    bloc = {
        "kind": "general",
        "number": None,
        "official_number": "",
        "title": "Français",
        "introduction": "",
        "objectives": [{"text": "Un détail sans objectif", "level": 2, "cefr_level": None}],
    }

    text = read_section(factories.bare_sheet(blocs=[bloc]), "programme")

    assert "Français Enseignement général" in text
    assert "Un détail sans objectif" in text


def test_occupations_are_grouped_by_family_with_code_and_link() -> None:
    sheet = factories.example_sheet()

    text = read_section(sheet, "debouches")

    assert text.index("Chargé de clientèle") < text.index("Vendeur") < text.index("Banque et ass")
    assert "D1402 Relation commerciale grands comptes et entreprises (site exemple.fr)" in text
    assert "https://exemple.fr/metiers/D1402" in PageText(html_of(sheet)).links


def test_funding_names_price_payer_and_remaining_cost() -> None:
    text = read_section(factories.example_sheet(), "financement")

    assert "Contrat d’apprentissage (site exemple.fr) (ex‑Apprentissage) Cours du jour" in text
    assert "0 € Aucun reste à charge pour la personne sous ce contrat" in text
    assert "Coût indicatif 7 500 € par an Prise en charge l’OPCO de l’entreprise" in text
    assert "Date du tarif 1er janvier 2025" in text
    assert "6 999,99 €" in text
    assert "Reste à charge : 150,50 € par an" in text


def test_no_remaining_cost_is_promised_to_those_without_a_contract() -> None:
    options = [
        option("Apprentissage", is_work_study=True, remaining_cost="0", amount="8417"),
        option("France Travail", former_name="Pôle emploi"),
        option("CPF"),
    ]
    sheet = factories.bare_sheet(funding_options=options)

    text = read_section(sheet, "financement")

    others = text[text.index("Autres dispositifs") :]
    assert "France Travail (ex‑Pôle emploi) CPF Non communiqué" in others
    assert "date du tarif, tarif et reste à charge des autres dispositifs." in others
    assert "Aucun reste" not in others
    assert "Qui paie ? 0 € pour vous sous contrat" in read(sheet)


def test_pass_rates_are_charted_and_said() -> None:
    sheet = factories.example_sheet()

    text = read_section(sheet, "chiffres")

    assert "11 reçus sur 14 soit 78,6 % de réussite à l’examen en 2024, promotion 2022" in text
    assert "100 % 2022 effectif : 14 92,9 % 2023 effectif : 28 78,6 % 2024" in text
    assert "Source : Résultats du centre (site exemple.fr)." in text
    assert "Part des candidats présents à l’examen qui l’ont réussi." in text
    # The drawing says nothing more: nobody is read the same three rates twice.
    chart = html_of(sheet).partition('<figure class="trend">')[2].partition("</figure>")[0]
    assert '<svg aria-hidden="true"' in chart
    assert "aria-label" not in chart


def test_small_cohorts_are_warned_of() -> None:
    text = read_section(factories.example_sheet(), "chiffres")

    assert (
        "Petit effectif. Un élève de plus ou de moins : 71 ou 86 %. Petit effectif aussi en 2022 "
        "(14) : un seul résultat fait varier ce taux d’au moins 7 points." in text
    )


@pytest.mark.parametrize(("n", "warned"), [(1, True), (19, True), (20, False), (None, False)])
def test_small_means_under_twenty(n: int | None, warned: bool) -> None:
    sheet = factories.bare_sheet(key_figures=[figure(kind="breach", n=n)])

    assert ("Petit effectif" in read_section(sheet, "chiffres")) is warned


def test_what_a_figure_does_not_say_is_said() -> None:
    sheet = factories.bare_sheet(
        capacity=25, key_figures=[figure(), figure(kind="drop_out", year=None, value="0")]
    )

    text = read_section(sheet, "chiffres")

    assert "80 % de réussite à l’évaluation en 2024." in text
    assert "0 % Abandon de la formation Part des apprenants" in text
    assert text.count("ommuniqué") == 1
    assert "Non communiqué : année de certains chiffres, effectif, source." in text
    assert (
        "Le groupe compte 25 personnes au plus : un seul résultat fait varier "
        "un taux d’au moins 4 points." in text
    )


def test_added_value_is_a_signed_difference_without_a_bar() -> None:
    sheet = factories.bare_sheet(key_figures=[figure(kind="added_value", value="-3.5", n=30)])

    text = read_section(sheet, "chiffres")

    assert "−3,5 points Valeur ajoutée 2024, effectif : 30." in text
    assert "<svg" not in html_of(sheet)


def test_one_pass_rate_needs_no_chart() -> None:
    html = html_of(factories.bare_sheet(key_figures=[figure()]))

    assert "80\u202f%" in html
    assert "<svg" not in html


def test_intakes_to_come_are_listed_with_their_places_and_applications() -> None:
    text = read_section(factories.example_sheet(), "duree", date(2025, 3, 1))

    assert (
        "Du 1er septembre 2025 au 30 juin 2027, Campus du Nord, 25 places, "
        "2 semaines au centre, 2 en entreprise, 2 soirs par semaine au centre (mercredi et jeudi), "
        "de 18 h à 21 h, "
        "en présentiel et à distance. "
        "Candidatures ouvertes jusqu’au 31 août 2025." in text
    )
    assert "12 places. Complet." in text
    assert "Dates à venir" not in text


def test_an_intake_that_started_is_no_longer_shown() -> None:
    sheet = factories.example_sheet()

    assert "2025" not in read_section(sheet, "duree", date(2026, 3, 1))
    assert "Rentrée en septembre, dates à venir." in read_section(sheet, "duree", date(2027, 1, 1))


def test_applications_close_on_their_day_whatever_the_draft_says() -> None:
    sheet = factories.example_sheet()

    assert "Candidatures closes" in read_section(sheet, "duree", date(2025, 9, 1))
    assert "Candidatures du 15 janvier 2025 au 31 août 2025" in read_section(
        sheet, "duree", date(2025, 1, 1)
    )


def test_without_intake_the_month_is_given() -> None:
    sheet = factories.bare_sheet(start_month=9)

    assert "Session en septembre, dates à venir." in read(sheet)


def test_every_site_is_given_with_its_access() -> None:
    text = read_section(factories.example_sheet(), "contact")

    assert "Campus du Nord 1 rue de l’Exemple 47000 Agen 47240 Bon-Encontre Bus 3" in text
    assert "Campus du Sud 2 rue de l’Exemple" in text
    assert "Téléphone 05 00 00 00 00" in text


def test_missing_mentions_stay_open_once_a_section() -> None:
    sheet = factories.bare_sheet(kind="titre_rncp", equivalence="BTS")
    text = read(sheet)

    for mention in (
        "Qui paie ? non communiqué",
        "Session non communiquée",
        "Non communiqué : délai d’accès.",
        "Non communiqué : certificateur, répertoire.",
        "Non communiqué : adresse, téléphone, e-mail.",
        "Raison sociale, SIRET, déclaration d’activité (NDA) et certificat Qualiopi",
    ):
        assert mention in text
    for section in sections_of(sheet, TODAY):
        assert read_section(sheet, section.anchor).count("Non communiqué") <= 1


def test_no_button_leads_nowhere() -> None:
    html = html_of(factories.bare_sheet())

    assert 'class="button"' not in html
    assert [link for link in PageText(html).links if "mailto" in link or "tel:" in link] == []


def test_the_disability_contact_can_be_called_and_written_to() -> None:
    sheet = factories.example_sheet()

    assert "Référent handicap Camille Exemple, 05 00 00 00 01, handicap@exemple.fr" in read(sheet)
    assert {"tel:0500000001", "mailto:handicap@exemple.fr"} <= set(PageText(html_of(sheet)).links)


def test_an_older_edition_dials_and_writes_as_meant() -> None:
    """F08, F10: what was stored before it was mended."""
    nobody = {"contact_name": "", "contact_phone": "", "contact_email": ""}
    sheet = factories.example_sheet(**nobody)
    centre = sheet.centre.model_copy(
        update={
            "phone": "\u200e+33 (0)5 53 00 00 00 (24h)",
            "email": "accueil@exemple.fr\u200e",
            "website": "https://exemple.fr/\u200e",
            "disability_contact_phone": "à venir",
        }
    )
    html = html_of(sheet.model_copy(update={"centre": centre}))
    printed = json.dumps(
        paper_data(
            sheet.model_copy(update={"centre": centre}),
            number=3,
            published_on=TODAY,
            address="https://exemple.fr/e/abc/",
            page_url="https://exemple.fr/formations/x/",
        ),
        ensure_ascii=False,
    )

    links = {link for link in PageText(html).links if link.startswith(("tel:", "mailto:"))}
    assert links == {
        "tel:+33553000000",
        "mailto:accueil@exemple.fr",
        "mailto:accueil@exemple.fr?subject=Question%20sur%20la%20formation%20BTS%20NDRC",
        "mailto:handicap@exemple.fr",
    }
    assert "à venir" in html
    for said in (html, printed):
        assert "\u200e" not in said
        assert "tel:+33553000000" in said
        assert 'https://exemple.fr/"' in said


def test_the_marks_of_a_long_text_are_read_on_the_page() -> None:
    html = html_of(
        factories.example_sheet(
            presentation="**Durée** : voir [le site](https://exemple.fr).\n1. un\n2. deux"
        )
    )

    assert '<strong>Durée</strong>\u202f: voir <a href="https://exemple.fr">le site<' in html
    assert '<ol class="numbered">' in html


# --- Any sheet


class Outline(HTMLParser):
    """Checks that tags nest, gathers anchors and what leads to them."""

    VOID = frozenset({"br", "input", "link", "meta", "path", "rect"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.anchors: list[str] = []
        self.leading: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.attributes |= attributes.keys()
        if tag not in self.VOID:
            self.open.append(tag)
        if "id" in attributes:
            self.anchors.append(attributes["id"])
        if (address := attributes.get("href", "")).startswith("#"):
            self.leading.add(address[1:])
        elif tag == "a":
            self.addresses.append(address)
        self.leading |= set(attributes.get("aria-labelledby", "").split())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.VOID, tag

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(sheet=any_sheet())
def test_any_sheet_makes_a_sound_page(sheet: Sheet) -> None:
    outline = Outline(html_of(sheet))

    assert outline.open == []
    assert len(outline.anchors) == len(set(outline.anchors))
    assert outline.leading <= set(outline.anchors)
    assert not {"style", "onclick", "srcdoc"} & outline.attributes
    schemes = ("/", "https://", "http://", "mailto:", "tel:")
    assert [
        address for address in outline.addresses if not address.lower().startswith(schemes)
    ] == []


def test_what_people_type_is_escaped_and_set() -> None:
    typed = 'L\'<b>été</b> & "Co" : 12% ?'
    stored = factories.example_sheet().model_dump(mode="json")
    stored = typed_everywhere(stored, typed)
    # An address is written as addresses are.
    html = re.sub(r'href="mailto:[^"]*"', "", html_of(Sheet.model_validate(stored)))

    assert "<b>été" not in html
    assert "L'" not in html
    assert "L&#x27;" not in html
    assert " ?" not in html
    assert " :" not in html
    assert "12%" not in html


# Identifiers, addresses and references: no prose.
_LEFT = frozenset(
    {
        "slug", "url", "website", "email", "phone", "uai", "siret", "nda", "registry_code", "cfd",
        "nsf", "formacodes", "code", "official_number", "rome_code", "units", "blocs",
        "former_codes", "site", "digest", "inserjeunes_url", "disability_contact_phone",
        "disability_contact_email",
        "qualiopi_number", "postcode", "contact_phone", "contact_email", "undisclosed",
    }
)  # fmt: skip
_CHOICES = frozenset(
    {
        "kind", "registry", "centre_role", "length_unit", "delivery_mode", "rules", "results",
        "form", "mode", "group", "state", "cefr_level", "level", "work_study", "rhythm_kind",
        "scale", "public", "origin", "publics", "basis", "tax",
    }
)  # fmt: skip


def typed_everywhere(value: Any, text: str) -> Any:
    """The same sheet with `text` in place of everything that somebody typed in words."""
    if isinstance(value, list):
        return [typed_everywhere(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    changed = {}
    emptied: dict[str, list[Any]] = {"intakes": [], "exam_units": [], "exemptions": []}
    for name, item in {**value, **{k: v for k, v in emptied.items() if k in value}}.items():
        words = isinstance(item, str) and name not in _LEFT | _CHOICES
        dated = isinstance(item, str) and re.fullmatch(r"\d{4}-\d\d-\d\d|-?\d+\.\d\d", item)
        changed[name] = text if words and not dated else typed_everywhere(item, text)
    for index, bloc in enumerate(changed.get("blocs", [])):
        bloc["title"] = f"{text} {index}"
    for index, site in enumerate(changed.get("sites", [])):
        site["name"] = f"{text} {index}"
    if changed.get("site"):
        changed["site"] = f"{text} 0"
    if "intake" in changed:
        changed["intake"] = None
    return changed


def test_an_address_that_runs_a_script_is_no_link() -> None:
    occupation = {
        "family": "",
        "title": "Métier",
        "rome_code": "",
        "rome_label": "",
        "url": "javascript:alert(1)",
    }

    assert "javascript:" not in html_of(factories.bare_sheet(occupations=[occupation]))


@pytest.mark.django_db
def test_the_page_and_its_stylesheets_fit_in_the_first_packets(client: Client) -> None:
    seeded()
    html = client.get(ADDRESS, headers={"accept-encoding": "gzip"}).content
    names = re.findall(r"/static/(css/[\w.-]+)", gzip.decompress(html).decode())

    styles = [gzip.compress((ROOT / "static" / name).read_bytes()) for name in names]

    assert len(styles) == 3
    assert len(html) + sum(map(len, styles)) <= 14_336


@pytest.mark.parametrize("name", ["tokens.css", "site.css", "programme.css"])
def test_stylesheets_need_neither_force_nor_identifiers(name: str) -> None:
    css = (ROOT / "static" / "css" / name).read_text()
    selectors = re.sub(r"\{[^{}]*\}", "{}", css)

    assert "!important" not in css
    assert not re.search(r"#[a-z]", selectors)


# --- How it is answered


@pytest.mark.django_db
def test_a_page_takes_two_queries_then_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.published()

    with django_assert_num_queries(2):
        first = client.get(ADDRESS)
    with django_assert_num_queries(1) as captured:
        second = client.get(ADDRESS)

    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert '"sheet"' not in captured.captured_queries[0]["sql"]


@pytest.mark.django_db
def test_a_large_sheet_takes_no_more_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    units = [unit(code=f"U{number}", title=f"Épreuve {number}") for number in range(20)]
    factories.published(factories.example_sheet(exam_units=units, exemptions=[]))

    with django_assert_num_queries(2):
        client.get(ADDRESS)


@pytest.mark.django_db
def test_a_visitor_who_has_the_page_is_not_sent_it_again(client: Client) -> None:
    factories.published(factories.bare_sheet(slug="bts-ndrc"))
    response = client.get(ADDRESS)

    again = client.get(ADDRESS, headers={"if-none-match": response["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert not response.cookies
    assert response["Cache-Control"].startswith("public")


@pytest.mark.django_db
def test_a_page_with_intakes_changes_with_the_day(client: Client) -> None:
    factories.published()

    with time_machine.travel(date(2025, 8, 20), tick=False):
        before = client.get(ADDRESS)
    with time_machine.travel(date(2025, 8, 20) + timedelta(days=365), tick=False):
        after = client.get(ADDRESS)

    assert "septembre 2025" in before.content.decode()
    assert "septembre 2025" not in after.content.decode()
    assert before["ETag"] != after["ETag"]


@pytest.mark.django_db
def test_publishing_again_shows_at_once(client: Client) -> None:
    programme = factories.ProgrammeFactory.create(
        slug="bts-ndrc", bts=True, described=True, exam=True
    )
    author = User.objects.create_user("autrice")
    publishing.publish(programme, author)
    first = client.get(ADDRESS)

    Programme.objects.filter(pk=programme.pk).update(full_title="Nouvel intitulé")
    assert client.get(ADDRESS).content == first.content
    publishing.publish(programme, author)

    second = client.get(ADDRESS)
    assert "Nouvel intitulé" in second.content.decode()
    assert "Édition n° 2" in second.content.decode()
    assert second["ETag"] != first["ETag"]


@pytest.mark.django_db
def test_an_unknown_address_is_not_found(client: Client) -> None:
    factories.ProgrammeFactory.create(slug="bts-ndrc")  # a draft never published

    response = client.get(ADDRESS)

    assert response.status_code == 404
    assert "Page introuvable" in response.content.decode()


@pytest.mark.django_db
def test_a_former_address_leads_to_the_current_one(client: Client) -> None:
    programme = factories.ProgrammeFactory.create(slug="ancien")
    publishing.publish(programme, None)
    Programme.objects.filter(pk=programme.pk).update(slug="nouveau")
    publishing.publish(programme, None)

    response = client.get("/formations/ancien/")

    assert response.status_code == 301
    assert response["Location"] == "/formations/nouveau/"
    assert response["Cache-Control"]


@pytest.mark.django_db
def test_an_address_taken_over_shows_who_has_it_now(client: Client) -> None:
    programme = factories.ProgrammeFactory.create(slug="partage", short_title="Première")
    publishing.publish(programme, None)
    Programme.objects.filter(pk=programme.pk).update(slug="autre")
    publishing.publish(programme, None)
    successor = factories.ProgrammeFactory.create(slug="partage", short_title="Seconde")
    publishing.publish(successor, None)

    assert "Seconde" in client.get("/formations/partage/").content.decode()

    publishing.withdraw(successor)

    # The last to bear it is gone; the one before is still taught, and reachable.
    assert client.get("/formations/partage/")["Location"] == "/formations/autre/"


@pytest.mark.django_db
def test_a_withdrawn_programme_is_gone(client: Client) -> None:
    programme = factories.ProgrammeFactory.create(slug="bts-ndrc")
    publishing.publish(programme, None)
    publishing.withdraw(programme)

    response = client.get(ADDRESS)

    assert response.status_code == 410
    assert "Cette formation n’est plus proposée" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_the_page_is_read_only(method: str) -> None:
    response = Client(enforce_csrf_checks=True).generic(method, ADDRESS)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "Cette page se lit seulement" in response.content.decode()


@pytest.mark.django_db
def test_head_gives_the_headers_only(client: Client) -> None:
    factories.published()

    response = client.head(ADDRESS)

    assert response.status_code == 200
    assert response.content == b""
    assert int(response["Content-Length"]) > 0


@pytest.mark.django_db
def test_the_way_back_is_all_that_a_search_changes(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """And the page is not drawn again for each search that leads to it: one query, as ever."""
    seeded()
    plain = client.get(ADDRESS).content.decode()

    with django_assert_num_queries(1):
        found = client.get(f"{ADDRESS}?depuis=q%3Dvente%26page%3D2").content.decode()

    up = '<a rel="up" href="/">Formations</a>'
    back = '<a rel="up" href="/?q=vente&amp;page=2">Vos résultats</a>'
    assert plain.count(up) == 1
    assert found == plain.replace(up, back)
