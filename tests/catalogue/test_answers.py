"""What is answered first, and what one does next: on every day, for every kind of programme."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from catalogue import wording
from catalogue.life.seeding import seed_examples
from catalogue.wording import Answer
from programmes import sheet as sheets
from programmes.kinds import Kind
from programmes.sheet import Sheet
from tests import factories
from tests.catalogue.page_text import plain
from tests.catalogue.test_sessions import intake
from tests.kinds import empty_sheet, full_sheet
from tests.strategies import any_sheet

TODAY: Final = date(2026, 11, 30)
QUESTIONS: Final = {
    *("Pour qui ?", "Qui paie ?", "Résultats", "Rentrée", "Session", "Semaine", "Rythme", "Durée"),
}


pytestmark = pytest.mark.django_db  # so that there is one to read the examples from


@pytest.fixture(scope="module")
def examples(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Sheet]:
    with django_db_blocker.unblock(), transaction.atomic():
        editions = seed_examples()
        transaction.set_rollback(True)
    return {edition.slug: sheets.load(edition.sheet) for edition in editions}


def told(answer: Answer) -> str:
    lead = f"[{answer.lead}]" if answer.lead else ""
    said = answer.text or ("" if lead else answer.absent)
    return plain(f"{answer.question} {lead} {', '.join(filter(None, (said, answer.unsaid)))}")


def all_told(sheet: Sheet, day: date = TODAY) -> list[str]:
    return [told(answer) for answer in wording.answers(sheet, day)]


def answer_to(question: str, sheet: Sheet, day: date = TODAY) -> str:
    (found,) = [one for one in all_told(sheet, day) if one.startswith(question)]
    return found.removeprefix(question).strip()


EXAMPLES: Final = {
    "bts-mco": [
        "Pour qui ? Avoir un baccalauréat général, technologique ou professionnel",
        "Qui paie ? [0 € pour vous] sous contrat, payé par l’OPCO de l’entreprise",
        "Résultats [23 reçus sur 26] en 2026",
        (
            "Rentrée [commencée le 7 septembre 2026] dernières places, "
            "candidatures jusqu’au 7 décembre 2026"
        ),
        "Semaine lundi et mardi au centre, le reste en entreprise",
    ],
    "bac-pro-mcv": [
        (
            "Pour qui ? Sortir de troisième, ou de seconde professionnelle des métiers de la "
            "relation client"
        ),
        "Qui paie ? [0 € pour vous] sous contrat, payé par l’OPCO de l’entreprise",
        "Résultats non communiqués",
        "Rentrée [6 septembre 2027] candidatures du 1er février 2027 au 27 août 2027, 20 places",
        "Rythme 1 semaine au centre, 2 en entreprise",
    ],
    "cap-epc": [
        "Pour qui ? Aucun diplôme n’est demandé ; savoir lire, écrire et compter",
        "Qui paie ? demandeurs d’emploi : 6 300 € pour la formation…",
        "Résultats non communiqués",
        "Rentrée plus d’entrée : enregistrement terminé le 31 août 2025",
        "Semaine lundi à jeudi au centre",
    ],
    "tp-ntc": [
        "Pour qui ? Avoir une première expérience de la vente, ou un titre de niveau 4",
        (
            "Qui paie ? demandeurs d’emploi : 5 600 € pour la formation ; "
            "salariés : 6 200 € pour la formation…"
        ),
        "Résultats non communiqués",
        "Session [1er février 2027] candidatures ouvertes jusqu’au 15 janvier 2027, 14 places",
        "Semaine lundi à vendredi au centre",
    ],
    "cqp-vente": [
        "Pour qui ? Travailler dans la vente, ou y avoir travaillé six mois",
        (
            "Qui paie ? demandeurs d’emploi : 2 660 € pour la formation ; "
            "salariés : 2 660 € pour la formation ou sur devis"
        ),
        "Résultats [21 reçus sur 24] en 2026",
        "Session [2 mars 2027] candidatures ouvertes jusqu’au 12 février 2027, 12 places",
        "Semaine mardi au centre",
    ],
    "bachelor-rdc": [
        "Pour qui ? Avoir un titre de niveau 5 dans le commerce, ou trois ans d’expérience",
        "Qui paie ? salariés : 3 900 € pour la formation…",
        "Résultats non communiqués",
        "Session [15 janvier 2027] candidatures ouvertes jusqu’au 4 janvier 2027, 15 places",
        "Rythme un vendredi sur deux, dont trois en classe virtuelle",
    ],
    "but-tc": [
        "Pour qui ? Avoir un baccalauréat : général, ou technologique STMG",
        "Qui paie ? salariés : 4 800 € par an…",
        "Résultats non communiqués",
        "Rentrée [1er septembre 2027] candidatures du 20 janvier 2027 au 12 mars 2027, 52 places",
        "Semaine lundi à vendredi au centre",
    ],
    "tosa-excel": [
        "Pour qui ? Savoir ouvrir, enregistrer et retrouver un fichier",
        (
            "Qui paie ? demandeurs d’emploi et particuliers : 690 € par personne ; "
            "salariés : 790 € par personne…"
        ),
        "Résultats voir Chiffres clés",
        "Session [8 mars 2027] dernières places, candidatures jusqu’au 22 février 2027",
        "Durée [14 heures, soit 2 jours] lundi et mardi",
    ],
    "reseaux-sociaux": [
        "Pour qui ? Savoir se servir d’un téléphone connecté",
        "Qui paie ? salariés : 3 200 € par groupe ou sur devis ; particuliers : 480 € par personne",
        "Résultats [4,6/5 de satisfaction] en 2026, 38 réponses",
        "Session [4 février 2027] candidatures ouvertes jusqu’au 28 janvier 2027, 10 places",
        "Durée [14 heures, soit 2 jours] jeudi et vendredi",
    ],
}


def test_each_example_answers_what_one_asks_first(examples: dict[str, Sheet]) -> None:
    assert {name: all_told(sheet) for name, sheet in examples.items()} == EXAMPLES


def test_the_examples_say_the_same_until_a_day_of_theirs_comes(examples: dict[str, Sheet]) -> None:
    """And never one thing in full and another in brief: two years, day after day."""
    for sheet in examples.values():
        before: tuple[str, str] | None = None
        for day in (TODAY + timedelta(days=number) for number in range(730)):
            step = wording.next_step(sheet, day)
            assert step.start or step.state
            assert step.brief
            now = (step.start, step.state)
            if before and now != before:
                assert days_of(sheet) & {day, day - timedelta(days=1)}, (sheet.slug, day)
            before = now


def days_of(sheet: Sheet) -> set[date]:
    names = ("starts_on", "ends_on", "applications_open_on", "applications_close_on")
    days = {getattr(one, name) for one in sheet.intakes for name in names}
    return {day for day in days if day}


# --- The next step, as days pass

OPENS: Final = {"applications_open_on": "2027-01-15", "applications_close_on": "2027-08-27"}
NEXT: Final = intake("2028-09-04", applications_open_on="2028-01-17")
STEPS: Final[list[tuple[str, dict[str, Any], tuple[str, str, str]]]] = [
    (
        "2026-11-30",
        {"intakes": [intake("2027-09-06", places=25, applications_open_on="2027-01-15")]},
        (
            "6 septembre 2027",
            "candidatures à partir du 15 janvier 2027, 25 places",
            "candidatures dès le 15 janvier 2027",
        ),
    ),
    (
        "2027-01-14",
        {"intakes": [intake("2027-09-06", **OPENS)]},
        (
            "6 septembre 2027",
            "candidatures du 15 janvier 2027 au 27 août 2027",
            "candidatures dès le 15 janvier 2027",
        ),
    ),
    (
        "2027-01-15",
        {"intakes": [intake("2027-09-06", places=25, **OPENS)]},
        (
            "6 septembre 2027",
            "candidatures ouvertes jusqu’au 27 août 2027, 25 places",
            "candidatures ouvertes",
        ),
    ),
    (
        "2027-05-01",
        {"intakes": [intake("2027-09-06", places=25, state="last", **OPENS)]},
        (
            "6 septembre 2027",
            "dernières places, candidatures jusqu’au 27 août 2027",
            "dernières places",
        ),
    ),
    (
        "2027-05-01",
        {"intakes": [intake("2027-09-06", state="waiting", **OPENS)]},
        (
            "6 septembre 2027",
            "liste d’attente, candidatures jusqu’au 27 août 2027",
            "liste d’attente",
        ),
    ),
    (
        "2027-05-01",
        {"intakes": [intake("2027-09-06", state="full", **OPENS), NEXT]},
        (
            "4 septembre 2028",
            "candidatures à partir du 17 janvier 2028, complet pour le 6 septembre 2027",
            "candidatures dès le 17 janvier 2028",
        ),
    ),
    (
        "2027-05-01",
        {"intakes": [intake("2027-09-06", state="full", **OPENS)], "start_month": 9},
        (
            "6 septembre 2027",
            "complet ; prochaine rentrée en septembre, dates à venir",
            "prochaine rentrée en septembre",
        ),
    ),
    (
        "2027-05-01",
        {"intakes": [intake("2027-09-06", state="full", **OPENS)]},
        ("6 septembre 2027", "complet", "complet"),
    ),
    (
        "2027-08-28",
        {"intakes": [intake("2027-09-06", **OPENS)], "start_month": 9},
        (
            "6 septembre 2027",
            "candidatures closes ; prochaine rentrée en septembre, dates à venir",
            "prochaine rentrée en septembre",
        ),
    ),
    (
        "2027-09-20",
        {"intakes": [intake("2027-09-06", applications_close_on="2027-12-01")]},
        (
            "commencée le 6 septembre 2027",
            "candidatures jusqu’au 1er décembre 2027",
            "candidatures ouvertes",
        ),
    ),
    (
        "2027-12-02",
        {"intakes": [intake("2027-09-06", applications_close_on="2027-12-01")], "start_month": 9},
        ("septembre, dates à venir", "", "rentrée en septembre"),
    ),
    (
        "2027-12-02",
        {"intakes": [intake("2027-09-06")]},
        ("la dernière le 6 septembre 2027, dates à venir", "", "dates à venir"),
    ),
    (
        "2027-12-02",
        {"permanent_entry": True, "intakes": [NEXT]},
        ("entrées et sorties permanentes", "", "entrée toute l’année"),
    ),
    ("2027-12-02", {}, ("", "", "")),
    (
        "2029-01-01",
        {
            "registry": "rncp",
            "registry_code": "38368",
            "registration_ends_on": "2028-12-31",
            "intakes": [intake("2029-09-03")],
        },
        ("", "plus d’entrée : enregistrement terminé le 31 décembre 2028", "plus d’entrée"),
    ),
]


@pytest.mark.parametrize(("day", "facts", "said"), STEPS)
def test_the_next_step_follows_the_day(
    day: str, facts: dict[str, Any], said: tuple[str, str, str]
) -> None:
    sheet = factories.bare_sheet(kind="bts", **facts)

    step = wording.next_step(sheet, date.fromisoformat(day))

    assert tuple(map(plain, (step.start, step.state, step.brief))) == said


def reached(**changes: str) -> Sheet:
    unknown = {"phone": "", "email": "", "website": ""}
    stored = sheets.dump(factories.bare_sheet())["centre"]
    centre = {**stored, **unknown, **{k: v for k, v in changes.items() if k in unknown}}
    own = {k: v for k, v in changes.items() if k not in unknown}
    return factories.bare_sheet(short_title="BTS N&D", centre=centre, **own)


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (
            reached(contact_email="a@exemple.fr", email="b@exemple.fr", phone="05 00 00 00 00"),
            (
                "Écrire au centre",
                "mailto:a@exemple.fr?subject=Question%20sur%20la%20formation%20BTS%20N%26D",
            ),
        ),
        (
            reached(phone="05 00 00 00 00", website="https://exemple.fr/"),
            ("Appeler le 05 00 00 00 00", "tel:0500000000"),
        ),
        (
            reached(phone="à venir", website="https://exemple.fr/"),
            ("Voir le site du centre", "https://exemple.fr/"),
        ),
        (reached(website="javascript:alert(1)"), None),
        (reached(), None),
    ],
)
def test_one_action_the_first_that_there_is(sheet: Sheet, said: tuple[str, str] | None) -> None:
    found = wording.action(sheet)

    assert (found and (plain(found.label), found.url)) == said


# --- Each answer


def test_a_long_prerequisite_leads_to_the_admission() -> None:
    rows = [{"kind": "prerequisite", "text": "Avoir le bac et " + "très " * 30 + "envie"}]
    (entry, *_) = wording.answers(factories.bare_sheet(requirements=rows), TODAY)

    assert entry.text.endswith("…")
    assert len(entry.text) <= 101
    assert entry.anchor == "admission"


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([], "non communiqués"),
        ([factories.key_figure(year=2024, n=14, value="78.6")], "[11 reçus sur 14] en 2024"),
        ([factories.key_figure(year=2024, n=1, value="100")], "[1 reçu sur 1] en 2024"),
        # No number of people out of 14 makes 80 %.
        (
            [factories.key_figure(year=2024, n=14, value="80")],
            "[80 % de réussite] en 2024, 14 candidats",
        ),
        (
            [factories.key_figure(year=2024, n=None, value="80")],
            "[80 % de réussite] en 2024, effectif non communiqué",
        ),
        ([factories.key_figure(kind="breach", year=2024, n=20)], "voir Chiffres clés"),
        (
            [factories.key_figure(year=2024, n=14, value="50", public="free_candidates")],
            "voir Chiffres clés",
        ),
    ],
)
def test_results_in_people_where_their_number_is_known(
    figures: list[dict[str, Any]], said: str
) -> None:
    assert answer_to("Résultats", factories.bare_sheet(key_figures=figures)) == said


@pytest.mark.parametrize("kind", Kind)
def test_what_a_kind_lacks_is_not_asked(kind: Kind) -> None:
    for sheet in (full_sheet(kind), empty_sheet(kind)):
        asked = [answer.question.replace("\u202f", " ") for answer in wording.answers(sheet, TODAY)]

        assert set(asked) <= QUESTIONS
        assert len(asked) == len(set(asked))
        assert ("Résultats" in asked) is (sheet.profile.certifies or bool(sheet.key_figures))
        assert sheet.profile.by_year <= ({"Semaine", "Rythme"} & set(asked) != set())


def in_two_years() -> st.SearchStrategy[date]:
    return st.dates(date(2026, 1, 1), date(2028, 1, 1))


@given(sheet=any_sheet(), day=in_two_years())
def test_any_sheet_is_answered_on_any_day(sheet: Sheet, day: date) -> None:
    for answer in wording.answers(sheet, day):
        assert answer.question
        assert answer.is_known or answer.absent
        assert len(answer.text) <= 255 + 400
    found = wording.action(sheet)
    assert found is None or found.url.startswith(("mailto:", "tel:", "http://", "https://"))
