"""What each kind of programme says on its page, its card and in the catalogue; what it leaves out.

The table of words stands in `test_words_of_kinds.py`; here are the facts that decide.
"""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from catalogue import wording
from catalogue.outputs.pdf.data import paper_data
from catalogue.views import public
from programmes.sections import sections_of
from programmes.sheet import Sheet
from programmes.typography import number
from tests import factories
from tests.catalogue.page_text import plain
from tests.catalogue.test_programme_page import TODAY, html_of, read, read_section, unit


@pytest.fixture(autouse=True)
def no_page_in_memory() -> None:
    public.forget()


def sections(sheet: Sheet, day: date = TODAY) -> list[str]:
    return [section.name for section in sections_of(sheet, day)]


def printed(sheet: Sheet, section: str, day: date = TODAY) -> Any:
    """What the paper says there, every space made plain."""
    said = paper_data(
        sheet, number=1, published_on=day, address="https://a.fr/", page_url="https://a.fr/"
    )
    return next((_plain(one["body"]) for one in said["sections"] if one["name"] == section), None)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return plain(value) if isinstance(value, str) else value


def intake(day: str) -> dict[str, Any]:
    unknown = ["ends_on", "places", "site", "applications_open_on", "applications_close_on"]
    as_programme = factories.AS_PROGRAMME
    return {**dict.fromkeys(unknown), **as_programme, "starts_on": day, "state": "open"}


def option(*, contract: bool = False, **changes: Any) -> dict[str, Any]:
    scheme = {
        "code": "dispositif",
        "name": "Dispositif",
        "former_name": "",
        "public_concerned": "",
        "is_work_study": contract,
        "url": "",
    }
    return {"scheme": scheme, **factories.UNPRICED, **changes}


def contract_alone() -> Sheet:
    return factories.bare_sheet(funding_options=[option(contract=True)])


def exemption(**changes: Any) -> dict[str, Any]:
    blank = {
        "situation": "un titre",
        "legal_source": "",
        "acquired_units": False,
        "units": [],
        "blocs": [],
        "entry_year": None,
        "words": "",
        "on_request": True,
        "ends_on": None,
    }
    return {**blank, **changes}


def bloc(title: str, **changes: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {
        "kind": "professional",
        "number": None,
        "official_number": "",
        "introduction": "",
        "objectives": [],
    }
    return {**blank, "title": title, **changes}


# Sections


@pytest.mark.parametrize(
    ("section", "alone"),
    [
        ("references", {"nsf": "312t"}),
        ("references", {"formacodes": ["34566"]}),
        ("references", {"exact_title": "Intitulé"}),
        ("references", {"former_codes": ["RNCP34030"]}),
        ("references", {"teaching_body": "Lycée"}),
        ("references", {"level": 5}),
        ("references", {"blocs_only": True}),
        ("duration", {"duration_scope": "en apprentissage"}),
        ("duration", {"end_month": 6}),
        ("duration", {"company_weeks": 8}),
        ("exam", {"score": "score sur 1 000"}),
        ("exam", {"rules_text": "Tout compte."}),
        ("exam", {"results": "obtained"}),
        ("exam", {"grid_from": 2026}),
        ("exam", {"rules": "titre_pro"}),
    ],
)
def test_a_fact_that_stands_alone_has_its_section_and_is_read_there(
    section: str, alone: dict[str, Any]
) -> None:
    sheet = factories.bare_sheet(**alone)

    assert section in sections(sheet)
    assert section not in sections(factories.bare_sheet())
    assert printed(sheet, section)
    before = read(factories.bare_sheet())
    assert len(read(sheet)) > len(before) + 30


def test_rules_that_speak_of_a_mean_say_nothing_without_units() -> None:
    assert "exam" not in sections(factories.bare_sheet(rules="bts"))
    assert "exam" not in sections(factories.bare_sheet(rules="own"))


def test_a_month_of_end_and_a_scope_are_read_without_the_rest() -> None:
    sheet = factories.bare_sheet(end_month=6, duration_scope="en apprentissage")

    text = read_section(sheet, "duree")
    assert "Durée en apprentissage" in text
    assert "Non communiqué : durée" in text
    assert "Période jusqu’en juin" in text
    (length, *_) = printed(sheet, "duration")["rows"]
    assert "".join(run["text"] for run in length["runs"]) == "En apprentissage"


def test_a_score_without_units_makes_a_section_of_its_own() -> None:
    tosa = factories.bare_sheet(
        kind="certification", registry="rs", results="score", score="score sur 1 000 et niveau"
    )

    text = read_section(tosa, "examen")
    assert text == "Certification Résultat : score sur 1 000 et niveau."
    assert printed(tosa, "exam")["introduction"] == "Résultat : score sur 1 000 et niveau."


def test_stated_facts_decide_what_is_there() -> None:
    """An older edition and an import may state what forms of that kind do not ask."""
    bare = factories.bare_sheet(kind="titre_pro")
    example = factories.example_sheet(kind="titre_pro", ects=120)

    assert "coefficient" not in read(bare)
    assert "ECTS" not in read(bare)
    text = read(example)
    for said in (
        "Coef.",
        f"Total des coefficients {number(example.total_coefficient or 0)}",
        "120 crédits ECTS",
    ):
        assert said in text
    assert example.model_copy(update={"ects": None}).profile.has("ects") is False


# What is registered


@pytest.mark.parametrize(
    ("changes", "link"),
    [
        ({"registry": "rncp", "registry_code": "38368"}, "/recherche/rncp/38368/"),
        ({"registry": "rs", "registry_code": "6289"}, "/recherche/rs/6289/"),
    ],
)
def test_the_link_leads_into_the_right_register(changes: dict[str, Any], link: str) -> None:
    sheet = factories.bare_sheet(**changes)

    other = "/rs/" if "/rncp/" in link else "/rncp/"
    assert f"https://www.francecompetences.fr{link}" in html_of(sheet)
    assert other not in html_of(sheet)


def test_the_day_after_its_end_page_and_paper_say_that_a_registration_is_over() -> None:
    sheet = factories.bare_sheet(
        kind="bts",
        registry="rncp",
        registry_code="38368",
        registered_on="2024-01-01",
        registration_ends_on="2026-11-29",
    )
    last, after = date(2026, 11, 29), date(2026, 11, 30)
    over = "enregistrement terminé le 29 novembre 2026"

    assert "jusqu’au 29 novembre 2026" in read(sheet, last)
    assert over not in read(sheet, last)
    text = read(sheet, after)
    assert text.count(over) == 3, "for whom would start, beside the code, and in its section"
    assert "jusqu’au 29 novembre" not in text
    for day, said in ((last, False), (after, True)):
        runs = [
            run["text"] for row in printed(sheet, "references", day)["rows"] for run in row["runs"]
        ]
        assert any(over in one for one in runs) is said


def test_what_no_register_holds_is_not_said_to_be_missing_from_one() -> None:
    assert "certificateur, répertoire." in read(factories.bare_sheet(kind="autre"))
    unregistered = read(factories.bare_sheet(kind="autre", registry="none", kind_label="stage"))
    assert "Répertoire aucun" in unregistered
    assert "répertoire." not in unregistered
    assert "Répertoire" not in read(factories.bare_sheet(kind="attestation"))


def test_a_former_code_and_several_certifiers_are_told() -> None:
    certifiers = [
        {"name": "Ministère", "siret": ""},
        {"name": "Branche", "siret": "35600000000048"},
    ]
    sheet = factories.bare_sheet(former_codes=["RNCP34030"], certifiers=certifiers)

    text = read(sheet)
    assert "Certificateurs Ministère et Branche (SIRET 356 000 000 00048)" in text
    assert "Ancien code RNCP34030" in text


def test_blocs_alone_are_no_whole_certification() -> None:
    sheet = factories.bare_sheet(kind="titre_pro", blocs_only=True, blocs_separately=True)

    text = read(sheet)
    assert "Étendue les CCP du programme seulement, sans le titre en entier" in text
    assert "Validation du titre entier" not in text


# Exemptions


def test_an_exemption_that_can_help_nobody_is_not_offered() -> None:
    ended = exemption(situation="un ancien diplôme", words="tout", ends_on="2026-08-31")
    lasting = exemption(situation="un autre diplôme", words="la moitié")
    both = factories.bare_sheet(kind="bts", exemptions=[ended, lasting])
    last, after = date(2026, 8, 31), date(2026, 9, 1)

    assert "un ancien diplôme" in read(both, last)
    assert "Jusqu’au 31 août 2026" in read(both, last)
    assert "un ancien diplôme" not in read(both, after)
    assert "un autre diplôme" in read(both, after)
    assert [row["situation"] for row in printed(both, "exemptions", after)["rows"]] == [
        "un autre diplôme"
    ]

    alone = factories.bare_sheet(kind="bts", exemptions=[ended])
    assert "exemptions" in sections(alone, last)
    assert "exemptions" not in sections(alone, after)
    assert "Dispenses" not in read(alone, after)


def test_an_exemption_may_be_of_blocs_of_a_year_or_in_words() -> None:
    granted = exemption(blocs=["Vendre"], entry_year=2, words="après étude")
    sheet = factories.bare_sheet(kind="titre_pro", blocs=[bloc("Vendre")], exemptions=[granted])

    said = "CCP « Vendre », entrée en 2e année, après étude"
    assert said in read_section(sheet, "dispenses")
    paper = printed(sheet, "exemptions")
    assert (paper["granted"], paper["is_wide"]) == ("Équivalence", True)
    assert paper["introduction"] == "Ce que vous avez déjà peut être reconnu, à votre demande."
    (row,) = paper["rows"]
    assert row["granted"]["text"] == said


def test_a_long_bloc_that_counts_is_named_in_full() -> None:
    title = "Négocier une solution technique et commerciale et consolider l’expérience client"
    sheet = factories.bare_sheet(
        kind="titre_pro", blocs=[bloc(title)], exemptions=[exemption(blocs=[title])]
    )

    assert f"CCP « {title} »" in read_section(sheet, "dispenses")
    (row,) = printed(sheet, "exemptions")["rows"]
    assert row["granted"]["text"] == f"CCP « {title} »"


# The exam


def exam_of(**changes: Any) -> Sheet:
    return factories.bare_sheet(
        **{"kind": "bts", "rules": "bts", "exam_units": [unit()], **changes}
    )


def paper_of(**changes: Any) -> dict[str, Any]:
    (blank,) = unit()["papers"]
    return {**blank, **changes}


def test_while_coefficients_are_checked_neither_bar_nor_total_is_drawn() -> None:
    units = [unit(), unit(code="U2", title="Autre")]
    sure, doubtful = exam_of(exam_units=units), exam_of(exam_units=units, exam_in_doubt=True)
    checking = "Les coefficients sont en cours de vérification : le total n’est pas donné."

    assert "Total des coefficients 6" in read(sure)
    assert 'class="shares"' in html_of(sure)
    assert checking not in read(sure)
    text = read(doubtful)
    assert checking in text
    assert "Total" not in text
    assert 'class="shares"' not in html_of(doubtful)
    assert "Épreuve Coef." in text, "each coefficient stays"
    for sheet, total, bar in ((sure, "6", 2), (doubtful, "", 0)):
        said = printed(sheet, "exam")
        assert (said["total"], len(said["shares"])) == (total, bar)
    assert printed(doubtful, "exam")["doubt"] == checking


def test_no_total_is_given_while_a_compulsory_unit_has_no_coefficient() -> None:
    units = [unit(), unit(code="U2", title="Autre", papers=[paper_of(coefficient=None)])]
    sheet = exam_of(exam_units=units)

    text = read_section(sheet, "examen")
    assert "Total" not in text
    assert "U2 Autre unité générale Écrit – 4 h" in text
    assert printed(sheet, "exam")["total"] == ""


def test_without_coefficients_there_is_no_column_for_them() -> None:
    sheet = exam_of(
        kind="titre_rncp", rules="own", exam_units=[unit(papers=[paper_of(coefficient=None)])]
    )

    assert (
        "Une évaluation. Évaluations et durées Évaluation Durée U1 Épreuve Écrit 4 h"
        in read_section(sheet, "examen")
    )
    assert 'colspan="2"' in html_of(sheet)
    said = printed(sheet, "exam")
    assert (said["has_coefficients"], said["has_preparation"], said["total"]) == (False, False, "")


def test_a_unit_may_have_the_coefficient_itself() -> None:
    units = [unit(coefficient="4", papers=[paper_of(coefficient=None)]), unit(code="U2", title="B")]
    sheet = exam_of(exam_units=units)

    text = read_section(sheet, "examen")
    assert "U1 Épreuve coefficient 4, unité générale Écrit – 4 h" in text
    assert "Total des coefficients 7" in text
    first, _ = printed(sheet, "exam")["compulsory"][0]["units"]
    assert first["coefficient"] == "4"
    assert "oefficient" not in first["note"]


def test_units_stand_under_their_heading_and_need_no_code() -> None:
    units = [
        unit(heading="E4", code="U41", title="Un"),
        unit(heading="E4", code="U42", title="Deux"),
        unit(code="", title="Sans code"),
    ]
    sheet = exam_of(exam_units=units, exemptions=[exemption(units=["U41", "Sans code"])])

    text = read_section(sheet, "examen").partition("Coef.")[2]
    assert text.count("E4") == 1
    assert (
        text.index("E4") < text.index("U41 Un") < text.index("U42 Deux") < text.index("Sans code")
    )
    html = html_of(sheet)
    assert '<a href="#unite-sans-code">Sans code</a>' in html
    assert 'id="unite-sans-code"' in html
    groups = printed(sheet, "exam")["compulsory"]
    assert [(one["heading"], len(one["units"])) for one in groups] == [("E4", 2), ("", 1)]


def test_units_with_credits_and_no_papers_are_a_list() -> None:
    units = [
        unit(code="UE1", title="Droit", papers=[], credits=1),
        unit(code="UE2", title="Gestion", papers=[], credits=6),
    ]
    sheet = exam_of(kind="but", rules="ects", results="credits", exam_units=units)

    text = read_section(sheet, "examen")
    assert text.startswith("Unités et crédits Deux unités d’enseignement.")
    assert "Chaque unité d’enseignement réussie donne des crédits ECTS." in text
    assert "UE1 Droit 1 crédit ECTS" in text
    assert "UE2 Gestion 6 crédits ECTS" in text
    assert "non communiqué" not in text
    assert 'class="exam"' not in html_of(sheet)
    assert 'id="unite-ue1"' in html_of(sheet)
    assert not printed(sheet, "exam")["has_papers"]


def test_a_paper_says_its_title_its_form_and_who_marks_it() -> None:
    papers = [
        paper_of(title="EG1 : français", mode="in_course"),
        paper_of(form="online_test", mode="by_public", duration_minutes=None, coefficient=None),
    ]
    sheet = exam_of(kind="cap", rules="cap", exam_units=[unit(papers=papers)])

    text = read_section(sheet, "examen")
    assert "EG1 : français, écrit CCF 3 4 h" in text
    assert "Test en ligne ponctuel ou CCF, selon le candidat – –" in text
    assert text.endswith("CCF : contrôle en cours de formation.")
    assert "?" not in text
    first, second = printed(sheet, "exam")["compulsory"][0]["units"][0]["papers"]
    assert (first["name"], first["mode"]) == ("EG1 : français, écrit", "CCF")
    assert (second["coefficient"], second["time"]) == ("–", "–")


@pytest.mark.parametrize(
    ("rules", "grouped"),
    [("bts", True), ("bac_pro", True), ("cap", True), ("own", False)],
)
def test_groups_are_told_by_the_rules_and_optional_units_by_the_total(
    rules: str, grouped: bool
) -> None:
    units = [
        unit(group="professional"),
        unit(code="U2", title="B"),
        unit(code="UF", title="C", optional=True),
    ]
    sheet = exam_of(rules=rules, exam_units=units)

    text = read_section(sheet, "examen")
    # By the rule, which names them, or else beside each.
    in_the_rule = "unités professionnelles (U1)" in text
    beside_it = "unité professionnelle" in text.partition("Coef.")[2]
    assert (in_the_rule or beside_it) is grouped
    assert not (in_the_rule and beside_it)
    rule = "Une unité facultative n’entre pas dans le total des coefficients."
    assert rule in text
    assert rule in printed(sheet, "exam")["notes"]
    assert printed(sheet, "exam")["outside"] == "Facultative, hors total."


def test_paper_says_the_group_of_a_unit_where_the_rule_does_not_name_it() -> None:
    units = [unit(group="professional"), unit(code="U2", title="B")]
    nameless = [{**one, "code": ""} for one in units]
    nameless[1]["title"] = "C"

    def notes(**changes: Any) -> list[str]:
        (group,) = printed(exam_of(**changes), "exam")["compulsory"]
        return [one["note"] for one in group["units"]]

    assert notes(exam_units=units) == ["", ""], "« aux unités professionnelles (U1) »"
    groups = ["Unité professionnelle.", "Unité générale."]
    assert notes(exam_units=nameless) == groups
    assert notes(exam_units=units, rules="bac_pro") == groups


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("bts", "possibles avec au moins 10 de moyenne aux unités professionnelles (U1)."),
        ("bac_pro", "un oral de contrôle est possible avec au moins 10 à l’épreuve de pratique"),
        ("cap", "de 10 sur 20 de moyenne aux unités professionnelles (U1)."),
    ],
)  # fmt: skip
def test_each_rule_says_what_it_takes(rules: str, said: str) -> None:
    sheet = exam_of(
        rules=rules, exam_units=[unit(group="professional"), unit(code="U2", title="B")]
    )

    assert said in read_section(sheet, "examen")
    assert said in printed(sheet, "exam")["introduction"]


@pytest.mark.parametrize("rules", ["bts", "cap"])
def test_a_professional_unit_without_a_code_is_not_left_out_of_the_rule(rules: str) -> None:
    units = [
        unit(group="professional"),
        unit(code="", title="B", group="professional"),
        unit(code="U3", title="C"),
    ]
    sheet = exam_of(rules=rules, exam_units=units)

    said = (
        "10 de moyenne aux unités professionnelles."
        if rules == "bts"
        else ("10 sur 20 de moyenne aux unités professionnelles.")
    )
    assert said in read_section(sheet, "examen")
    (group,) = printed(sheet, "exam")["compulsory"]
    assert [one["note"] for one in group["units"]] == [
        "Unité professionnelle.",
        "Unité professionnelle.",
        "Unité générale.",
    ]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (2024, 2029, "Modalités valables pour les sessions 2024 à 2029."),
        (2027, 2027, "Modalités valables pour la session 2027."),
        (2024, None, "Modalités valables à partir de la session 2024."),
        (None, 2029, "Modalités valables jusqu’à la session 2029."),
    ],
)
def test_the_sessions_of_a_grid_are_said(first: int | None, last: int | None, said: str) -> None:
    sheet = exam_of(grid_from=first, grid_until=last)

    assert said in read_section(sheet, "examen")
    assert said in printed(sheet, "exam")["introduction"]


# Time and money


def test_a_course_of_two_days_has_no_week_and_no_price_a_year() -> None:
    sheet = factories.bare_sheet(
        kind="certification",
        hours=14,
        training_days=2,
        length=2,
        length_unit="days",
        training_weekdays=[1, 2],
        funding_options=[
            option(amount="590", basis="course", priced_on="2026-01-01", remaining_cost="50")
        ],
    )

    text = read(sheet)
    assert "Durée 14 heures, soit 2 jours Rythme lundi et mardi" in text
    assert 'class="week"' not in html_of(sheet)
    for word in ("par semaine", "par an", "Période", "hors du centre"):
        assert word not in text
    assert "Coût indicatif 590 € pour la formation" in text
    assert "Reste à charge : 50 € pour la formation" in text
    assert printed(sheet, "duration")["week"] == []
    (way,) = printed(sheet, "funding")["stated"]
    assert plain(way["label"]["text"]) == "Reste à charge : 50 € pour la formation"


@pytest.mark.parametrize("kind", ["attestation", "bts"])
def test_a_price_has_no_basis_but_the_one_that_is_stated(kind: str) -> None:
    unsaid = option(amount="590", priced_on="2026-01-01")
    by_year = {**unsaid, "basis": "year"}

    said = read(factories.bare_sheet(kind=kind, funding_options=[unsaid]))
    assert "Coût indicatif Date du tarif 1er janvier 2026" in said
    said = read(factories.bare_sheet(kind=kind, funding_options=[by_year]))
    assert "Coût indicatif par an Date du tarif 1er janvier 2026" in said


def test_a_title_under_contract_starts_with_a_rentree() -> None:
    intakes = [intake("2026-10-05")]
    alone = factories.bare_sheet(kind="titre_pro", intakes=intakes)
    contract = factories.bare_sheet(kind="titre_pro", intakes=intakes, work_study="possible")
    # One contract in a list states nothing of the programme.
    listed = alone.model_copy(
        update={"funding_options": contract_alone().funding_options, "work_study": None}
    )

    assert "Session 5 octobre 2026" in read(alone)
    assert "Session 5 octobre 2026" in read(listed)
    assert "En alternance" not in read(listed)
    assert "Prochaines sessions (état au 10 mars 2026) Le 5 octobre 2026." in read_section(
        alone, "duree"
    )
    assert "Rentrée 5 octobre 2026" in read(contract)
    assert "Non communiqué : durée, période" in read(contract)
    assert printed(contract, "duration")["start"] == "Rentrée"


def test_only_what_lasts_years_has_a_last_one() -> None:
    figures = [factories.key_figure(kind="further_study")]
    long = factories.bare_sheet(kind="bts", key_figures=figures)
    short = factories.bare_sheet(kind="bts", length=3, length_unit="months", key_figures=figures)

    assert "apprenants en dernière année qui" in read(long)
    assert "apprenants en fin de formation qui" in read(short)
    assert "dernière année" not in read(short)


# Further studies


def test_years_after_the_bac_are_those_of_diplomas() -> None:
    study = [{"title": "Licence", "level": 6, "url": ""}]

    assert "Licence Niveau 6 (bac + 3)" in read(
        factories.bare_sheet(kind="bts", further_studies=study)
    )
    title = read(factories.bare_sheet(kind="titre_pro", further_studies=study))
    assert "Licence Niveau 6" in title
    assert "bac" not in title


def test_initials_stay_capitals_in_the_midst_of_a_line() -> None:
    sheet = factories.bare_sheet(kind="cap", level=3)

    said = "certificat d’aptitude professionnelle, niveau 3 (CAP)"
    assert f"Diplôme {said}" in read(sheet)
    (row,) = printed(sheet, "references")["rows"]
    assert row["runs"][0]["text"] == said.capitalize().replace("(cap)", "(CAP)")


# Blocs


def test_only_the_professional_blocs_of_a_title_are_ccp() -> None:
    blocs = [
        bloc("Vendre", number=1),
        bloc("Animer"),
        bloc("Anglais", kind="general", number=3),
        bloc("Sécurité", kind="elective"),
    ]
    sheet = factories.bare_sheet(kind="titre_pro", blocs=blocs)

    labels = ["CCP 1", "Certificat de compétences professionnelles", "Bloc 3", "Un module au choix"]
    assert [plain(wording.bloc_label(sheet, one)) for one in sheet.blocs] == labels
    paper = printed(sheet, "blocs")
    assert [one["kind"] for one in (*paper["professional"], *paper["others"])] == labels


# Cards, catalogue, search


def card(client: Client) -> str:
    return plain(client.get("/").content.decode())


@pytest.mark.django_db
def test_a_card_leaves_out_what_its_kind_does_not_have(client: Client) -> None:
    factories.published(factories.bare_sheet(kind="attestation", training_days=2))

    text = card(client)
    assert "Attestation de formation" in text
    assert "Durée 2 jours" in text
    assert "Session non communiquée" in text
    for label in ("Niveau", "Réussite non", "Rythme", "Rentrée"):
        assert label not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kinds", "label"),
    [
        (["bts", "bts"], "Niveau 5 (bac + 2)"),
        (["bts", "titre_pro"], "Niveau 5"),
        (["titre_pro", "bts"], "Niveau 5"),
        (["titre_pro"], "Niveau 5"),
    ],
)
def test_a_level_of_the_filter_is_in_years_where_all_of_that_level_are_diplomas(
    client: Client, kinds: list[str], label: str
) -> None:
    for index, kind in enumerate(kinds):
        factories.published(factories.bare_sheet(slug=f"a{index}", kind=kind, level=5))
    factories.published(factories.bare_sheet(slug="b", kind="titre_pro", level=3))

    html = " ".join(client.get("/").content.decode().split())
    filters = html.partition("<legend>Niveau")[2].partition("</fieldset>")[0]
    assert f"<span>{label}</span>" in filters


@pytest.mark.django_db
def test_the_catalogue_tells_the_levels_only_where_each_programme_has_one(client: Client) -> None:
    factories.published(factories.bare_sheet(slug="a", kind="bts", level=5))
    assert "Formations de niveau 5" in card(client)

    factories.published(factories.bare_sheet(slug="b", kind="certification", registry="rs"))
    assert "de niveau 5" not in card(client)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["bac + 2", "bac+2", "niveau 5"])
def test_a_diploma_is_found_by_its_years_after_the_bac(client: Client, words: str) -> None:
    """And before a title of that level, which is none, but which one looks for too."""
    factories.published(factories.bare_sheet(slug="a", short_title="ZDiplôme", kind="bts", level=5))
    factories.published(
        factories.bare_sheet(slug="b", short_title="Titre", kind="titre_pro", level=5)
    )

    found = plain(client.get("/", {"q": words}).content.decode())
    in_order = found.index("ZDiplôme Formation") < found.index("Titre Formation")
    assert in_order is (words != "niveau 5")
    # Its level stands before the title of a diploma.
    of_the_title = found[found.index("Titre Formation") :]
    assert "bac + 2" not in of_the_title.partition("Niveau 5 (bac + 2) ZDiplôme")[0]
