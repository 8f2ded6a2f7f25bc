"""The examples: a programme of each family of a centre that does not exist, true of what does.

What could not be found of a real certification stays empty in the fixtures; the tables below say
what follows from that, by name, so that nothing else may be wrong with an example.
"""

import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Final

import pypdfium2
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from catalogue.duties import state_of_duties
from catalogue.life.draft import read_sheet
from catalogue.life.seeding import EXAMPLES, seed, seed_examples
from catalogue.life.transfer.file import sheet_in, written
from catalogue.life.transfer.receiving import receive
from programmes import sheet as sheets
from programmes.kinds import Family
from programmes.linting import Remark, Severity, lint
from programmes.models import Edition, Programme, ReviewNote
from programmes.sheet import Sheet
from programmes.vocabulary import Registry, ResultKind, WorkStudy
from tests.catalogue.outputs.papers import elements, paper, text
from tests.catalogue.test_seed import OUR_APPS, everything
from tests.catalogue.test_words_of_kinds import (
    TABLE,
    found,
    in_order,
    on_page,
    on_paper,
    unfitting,
)
from tests.catalogue.test_words_of_kinds import everything as everything_said
from tests.seeded import SEED_DAY

TODAY: Final = SEED_DAY.date()
NAMES: Final = tuple(
    file.removeprefix("exemples/")
    for file in EXAMPLES
    if file not in {"exemples/centre", "fields_of_study", "funding_schemes"}
)
MOST_PAGES: Final = 4

# The duties that would stop somebody from publishing it again, and why they are open.
BLOCKING: Final[dict[str, dict[str, str]]] = {
    "cap-epc": {"registry_code": "RNCP34947 ended on 31 August 2025: that is what it shows"},
    "cqp-vente": {"registry_code": "in which register it stands, if in any, was not found"},
    "bachelor-rdc": {"certifier": "who certifies RNCP37849 was not found"},
    "but-tc": {"registry_code": "the RNCP has one sheet a parcours; none was found"},
}
WRONG: Final[dict[str, dict[str, str]]] = {
    "cap-epc": {"registration_ended": "as above"},
}
# Code → how many, and why they stay.
DOUBTFUL: Final[dict[str, dict[str, tuple[int, str]]]] = {
    "bts-mco": {
        "unit_without_paper": (3, "the copy of the grid stops at E42"),
        "exam_in_doubt": (1, "the same"),
        "small_cohort": (1, "two free candidates, a series of their own"),
    },
    "bac-pro-mcv": {
        "unit_without_paper": (12, "coefficients were read, neither forms nor durations"),
        "exam_in_doubt": (1, "professional coefficients were not found"),
    },
    "cap-epc": {
        "unit_without_paper": (6, "papers of the general unit alone were found"),
        "exam_in_doubt": (1, "coefficients of EP2 and EP3 were not found"),
    },
    "cqp-vente": {"bloc_without_unit": (4, "what each evaluation covers was not read")},
    "bachelor-rdc": {"exam_in_doubt": (1, "the certifier's rules were not found")},
    "but-tc": {"exam_in_doubt": (1, "the UE and their credits were not found")},
}
# What page and paper must say of it, beside all that the table of words forbids.
SAID: Final[dict[str, tuple[str, ...]]] = {
    "bts-mco": ("e2 communication", "u42", "rentrée", "120 crédits ects", "niveau 5 (bac + 2)"),
    "bac-pro-mcv": ("rncp 38399", "unité professionnelle", "oral de contrôle"),
    "cap-epc": ("ccf", "enregistrement terminé le 31 août 2025", "(ep1, ep2 et ep3)"),
    "tp-ntc": ("ccp", "jury", "session", "8 semaines", "5 600 € pour la formation"),
    "cqp-vente": (
        *("certificat de qualification professionnelle", "session", "jury", "évaluation", "poei"),
        *("trouver d’abord une entreprise", "net de taxe", "sur devis"),
    ),
    "bachelor-rdc": ("blocs du programme seulement", "non communiqué", "session"),
    "but-tc": ("180 crédits ects", "iut des deux rives", "rentrée"),
    "tosa-excel": (
        *("rs 7256", "score sur 1 000", "session", "module", "690 € par personne"),
        *("net de taxe par personne", "net de taxe par groupe", "sur devis"),
    ),
    "reseaux-sociaux": (
        *("net de taxe par personne", "net de taxe par groupe", "sur devis", "4,6/5"),
        *("session", "module"),
    ),
}


# What nothing of it ever says, beside what its family never does: page, paper, card, picture.
NEVER: Final[dict[str, tuple[str, ...]]] = {
    "tosa-excel": ("par an", "inserjeunes", "dernière année", "en alternance"),
    "reseaux-sociaux": ("par an", "inserjeunes", "dernière année", "en alternance"),
    "tp-ntc": ("par an", "en alternance", "dernière année"),
    "cqp-vente": ("par an", "inserjeunes", "dernière année", "en alternance", "bac +"),
    "cap-epc": ("par an", "en alternance"),
    "bachelor-rdc": ("par an", "en alternance", "bac +"),
}
# How the price is told where it is one of a person.
PER_PERSON: Final = ("tosa-excel", "reseaux-sociaux")


pytestmark = pytest.mark.django_db  # so that there is one to read the examples from


@pytest.fixture(scope="module")
def examples(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Sheet]:
    """Loaded and published once for all these tests, then rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        editions = seed_examples()
        transaction.set_rollback(True)
    return {edition.slug: sheets.load(edition.sheet) for edition in editions}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def sheet(examples: dict[str, Sheet], name: str) -> Sheet:
    return examples[name]


def command(**options: bool) -> str:
    output = StringIO()
    call_command("seed", stdout=output, **options)
    return output.getvalue().replace("\u202f", " ").replace("\u00a0", " ")


# --- Once, and only once


@pytest.mark.django_db
def test_the_command_loads_the_examples_then_says_why_it_changes_nothing() -> None:
    first = command(examples=True)
    before = everything()
    second, other = command(examples=True), command()

    assert "Exemples chargés : 9 formations en ligne (BTS MCO, Bac pro MCV, CAP EPC" in first
    assert f"{ReviewNote.objects.count()} notes de relecture à traiter" in first
    assert "Exemples : rien n’a été changé, car le catalogue contient déjà 9 formations" in second
    assert "Contenu initial : rien n’a été changé" in other
    assert everything() == before


@pytest.mark.django_db
def test_a_used_catalogue_gets_no_example() -> None:
    seed()
    before = everything()

    assert "rien n’a été changé, car le catalogue contient déjà 1 formation" in command(
        examples=True
    )
    assert seed_examples() == []
    assert everything() == before


# --- What they show


def test_there_is_one_of_each_family_that_has_a_name(
    examples: dict[str, Sheet],
) -> None:
    assert tuple(examples) == NAMES
    assert {sheet.profile.family for sheet in examples.values()} == {
        Family.STATE_DIPLOMA,
        Family.HIGHER_DIPLOMA,
        Family.TITRE_PRO,
        Family.CQP,
        Family.CERTIFIER_TITLE,
        Family.SPECIFIC,
        Family.UNCERTIFIED,
    }


def test_they_differ_in_what_a_catalogue_has_to_tell(examples: dict[str, Sheet]) -> None:
    def those(**facts: object) -> set[str]:
        return {
            name
            for name, sheet in examples.items()
            if all(getattr(sheet, field) == value for field, value in facts.items())
        }

    assert those(is_work_study=True) == {"bts-mco", "bac-pro-mcv"}
    assert those(blocs_only=True) == {"bachelor-rdc"}
    assert those(registry=Registry.RS, results=ResultKind.SCORE) == {"tosa-excel"}
    assert those(ects=None) == set(NAMES) - {"bts-mco", "but-tc"}
    assert those(exam_in_doubt=False) == {*("tp-ntc", "cqp-vente", "tosa-excel", "reseaux-sociaux")}
    assert {intake.site for sheet in examples.values() for intake in sheet.intakes} == {
        "Site de Rive-Haute (fictif)",
        "Site de Rive-Basse (fictif)",
    }
    headings = {unit.heading for unit in examples["bts-mco"].exam_units}
    assert any(heading.startswith("E4 ") for heading in headings)
    assert [name for name, sheet in examples.items() if sheet.key_figures] == [
        "bts-mco",
        "cqp-vente",
        "tosa-excel",
        "reseaux-sociaux",
    ]


# Kept for fiction by Arcep.
_FICTION: Final = re.compile(r"(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98) \d\d \d\d")


def test_the_centre_is_nobody_and_says_so(examples: dict[str, Sheet]) -> None:
    (centre,) = {sheet.centre for sheet in examples.values()}
    stored = centre.model_dump()

    said_fictive = [value for name, value in stored.items() if name.endswith("name")]
    assert all("ficti" in one for one in (*said_fictive, *(site.name for site in centre.sites)))
    assert len(centre.sites) == 2
    assert not any((centre.uai, centre.siret, centre.nda, centre.qualiopi_number))
    assert all(_FICTION.fullmatch(stored[one]) for one in ("phone", "disability_contact_phone"))
    addresses = [
        *re.findall(r"(?:https?://|@)([\w.-]+)", written(next(iter(examples.values())))),
    ]
    assert {one.removeprefix("www.") for one in addresses} == {"exemple.fr"}


def test_each_says_that_it_is_an_example(sheet: Sheet) -> None:
    assert "Cette fiche est un exemple" in sheet.presentation
    assert all("exemple fictif" in figure.source for figure in sheet.key_figures)


@pytest.mark.django_db
def test_every_row_is_one_that_staff_could_save() -> None:
    seed_examples()

    for app in OUR_APPS:
        for model in apps.get_app_config(app).get_models():
            for row in model._base_manager.all():
                if not isinstance(row, Edition):
                    row.full_clean()
    notes = ReviewNote.objects.all()
    assert set(notes.values_list("programme__slug", flat=True)) == set(NAMES)
    assert all(len(note.text) > 80 for note in notes)


# --- What stays open


def test_no_duty_blocks_but_those_that_are_named(name: str, sheet: Sheet) -> None:
    blocking = {one.duty.code for one in state_of_duties(sheet, TODAY) if one.blocks}

    assert blocking == set(BLOCKING.get(name, {}))


def of(severity: Severity, sheet: Sheet) -> Iterator[Remark]:
    return (one for one in lint(sheet, TODAY) if one.severity is severity)


def test_nothing_is_wrong_but_what_is_named(name: str, sheet: Sheet) -> None:
    assert {one.code for one in of(Severity.WRONG, sheet)} == set(WRONG.get(name, {}))


def test_nothing_is_doubtful_but_what_is_named(name: str, sheet: Sheet) -> None:
    expected = {code: count for code, (count, _) in DOUBTFUL.get(name, {}).items()}

    assert Counter(one.code for one in of(Severity.DOUBTFUL, sheet)) == expected


# --- On page, on paper, in a file


@pytest.mark.django_db
def test_each_has_its_page_its_card_and_its_paper(client: Client) -> None:
    editions = seed_examples()
    catalogue = client.get("/").content.decode()

    for edition in editions:
        assert client.get(f"/formations/{edition.slug}/").status_code == 200
        assert f"/formations/{edition.slug}/" in catalogue


def test_the_paper_has_four_pages_at_most(sheet: Sheet) -> None:
    assert len(pypdfium2.PdfDocument(paper(sheet, published_on=TODAY))) <= MOST_PAGES


@pytest.mark.django_db
def test_an_export_makes_the_same_programme_elsewhere(sheet: Sheet) -> None:
    file = written(sheet)
    programme = Programme()

    received = receive(sheet_in(file.encode()), programme, lambda _right: True)

    assert received.differences == []
    assert written(read_sheet(programme.pk)) == file


# --- The words


def test_nothing_says_what_its_kind_does_not_have(sheet: Sheet) -> None:
    """The fixtures keep to the table as well: nothing has to be told apart."""
    assert unfitting(sheet) == []


def test_page_and_paper_say_what_it_is_about(name: str, sheet: Sheet) -> None:
    for said in (on_page(sheet, TODAY), on_paper(sheet, TODAY)):
        assert [word for word in SAID[name] if word not in said] == []


def read_in(file: bytes) -> str:
    """What is read of a printed file, with what describes its drawings."""
    return in_order([text(file), [one.alt for one in elements(file)]])


@pytest.mark.parametrize("name", NEVER, indirect=True)
def test_nothing_says_what_is_not_true_of_it(name: str, sheet: Sheet) -> None:
    outputs = dict(everything_said(sheet))
    outputs["printed file"] = read_in(paper(sheet, published_on=TODAY))

    wrong = [
        (word, output)
        for output, said in outputs.items()
        for word in NEVER[name]
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said)
    ]

    assert len(outputs) == 10, "page, paper, card… on two days, picture and printed file"
    assert wrong == []


@pytest.mark.parametrize("name", PER_PERSON, indirect=True)
def test_a_short_course_says_its_price_a_person(sheet: Sheet) -> None:
    amount = next(row.amount for row in sheet.funding_options if row.amount is not None)
    file = read_in(paper(sheet, published_on=TODAY))

    # In the summary, then beside each line that is one person's.
    assert f"{amount:.0f} € par personne" in on_page(sheet, TODAY)
    for said in (on_page(sheet, TODAY), on_paper(sheet, TODAY), file):
        assert "net de taxe par personne" in said


@pytest.mark.parametrize("name", ["tp-ntc", "cqp-vente"], indirect=True)
def test_work_study_is_told_once_it_is_stated(sheet: Sheet) -> None:
    stated = sheet.model_copy(update={"work_study": WorkStudy.POSSIBLE})

    assert "en alternance" in on_page(stated, TODAY)


def test_the_printed_file_keeps_to_these_words(sheet: Sheet) -> None:
    said = read_in(paper(sheet, published_on=TODAY))

    assert found(TABLE[sheet.profile.family].never, said, sheet) == []
