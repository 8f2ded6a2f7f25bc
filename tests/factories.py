"""Rows and sheets for tests and benches: cheap, plausible, the same each time."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final

from factory.declarations import Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from programmes import sheet as sheets
from programmes.kinds import Kind, Rules
from programmes.listing import columns
from programmes.models import (
    Bloc,
    Edition,
    ExamPaper,
    ExamUnit,
    Objective,
    Programme,
    Site,
    StoredFile,
    TrainingCentre,
)
from programmes.sheet import Sheet
from programmes.vocabulary import (
    BlocKind,
    DeliveryMode,
    LengthUnit,
    Level,
    Month,
    PaperForm,
    Registry,
    Weekday,
)
from tests.environment import ROOT

PUBLISHED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BATCH = 500


class TrainingCentreFactory(DjangoModelFactory[TrainingCentre]):
    class Meta:
        model = TrainingCentre
        django_get_or_create = ("name",)

    name = "CFA de l’Exemple"

    class Params:
        identified = Trait(
            legal_name="Association de gestion du CFA de l’Exemple",
            uai="0470974D",
            siret="35600000000048",
            nda="11780000078",
            qualiopi_number="2024-EX-0001",
        )
        reachable = Trait(
            phone="05 00 00 00 00", email="accueil@exemple.fr", website="https://exemple.fr/"
        )


class SiteFactory(DjangoModelFactory[Site]):
    class Meta:
        model = Site

    centre = SubFactory(TrainingCentreFactory)
    name = Sequence(lambda n: f"Campus {n}")
    address = "1 rue de l’Exemple\n47000 Agen"


class ProgrammeFactory(DjangoModelFactory[Programme]):
    """A draft with its titles only; traits add what a test is about."""

    class Meta:
        model = Programme
        skip_postgeneration_save = True

    centre = SubFactory(TrainingCentreFactory)
    slug = Sequence(lambda n: f"formation-{n}")
    short_title = Sequence(lambda n: f"Titre {n}")
    full_title = "Formation d’exemple"

    class Params:
        archived = Trait(archived_at=PUBLISHED_AT)
        bts = Trait(
            level=Level.LEVEL_5,
            kind=Kind.BTS,
            registry=Registry.RNCP,
            registry_code="38368",
            rules=Rules.BTS,
        )
        described = Trait(
            lead="Apprendre un métier, un exemple après l’autre.",
            presentation="Un paragraphe.\n\nUn autre.",
            hours=1350,
            length=2,
            length_unit=LengthUnit.YEARS,
            start_month=Month.SEPTEMBER,
            end_month=Month.JUNE,
            training_weekdays=[Weekday.MONDAY, Weekday.TUESDAY],
            capacity=25,
            delivery_mode=DeliveryMode.ON_SITE,
        )

    @post_generation
    def exam(self: Programme, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        """`exam=True`: one professional bloc, its objective, and the unit that assesses it."""
        if not (create and extracted):
            return
        bloc = Bloc.objects.create(
            programme=self, kind=BlocKind.PROFESSIONAL, number=1, title="Bloc d’exemple"
        )
        Objective.objects.create(bloc=bloc, text="Donner l’exemple")
        unit = ExamUnit.objects.create(programme=self, code="U1", title="Épreuve d’exemple")
        unit.blocs.add(bloc)
        ExamPaper.objects.create(
            unit=unit, form=PaperForm.WRITTEN, duration_minutes=240, coefficient=3
        )


#: A price line of which nothing is known, without its scheme (JSON).
UNPRICED: dict[str, Any] = {
    "label": "", "publics": [], "intake": None, "site": None, "amount": None, "basis": None,
    "tax": None, "on_request": False, "payer": "", "remaining_cost": None, "priced_on": None,
}  # fmt: skip


def example_sheet(**changes: Any) -> Sheet:
    """A sheet with something in every field; `changes` replace some of its values (JSON)."""
    stored = json.loads((ROOT / "tests/programmes/first_generation_sheet.json").read_text())
    return sheets.load({**_filled(sheets.upgrade(stored)), **changes})


def _filled(stored: dict[str, Any]) -> dict[str, Any]:
    """With something in the fields that the first generation did not have."""
    units, exemptions = stored["exam_units"], stored["exemptions"]
    units[0] |= {"heading": "Culture et langues", "credits": 6}
    units[0]["papers"][0] |= {"title": "Synthèse et écriture personnelle", "mode": "by_public"}
    units[0]["papers"][0]["in_course_for"] = ["apprentices", "students"]
    units[3]["papers"][0]["mode"] = "final"
    units[3]["papers"][0]["coefficient"] = None
    units[3]["coefficient"] = "1.00"
    exemptions[0] |= {
        "blocs": [stored["blocs"][0]["title"]],
        "entry_year": 2,
        "words": "dossier étudié par le jury",
        "ends_on": "2028-12-31",
    }
    figures = stored["key_figures"]
    of_some = {"origin": "official", "national_value": "52.40", "public": "apprentices"}
    figures[3] |= {**of_some, "group": "site du Nord", "scope": "bloc 1"}
    figures[4] |= {"value": None, "undisclosed": "effectif inférieur à 20"}
    stored["certifiers"][0]["siret"] = "35600000000048"
    stored["centre"]["sites"][0] |= {
        "postcode": "47240",
        "town": "Bon-Encontre",
        "uai": "0470974D",
        "siret": "35600000000048",
    }
    stored["intakes"][0] |= {
        "rhythm_kind": "evenings",
        "cycle_at_centre": 2,
        "cycle_in_company": 2,
        "training_weekdays": [3, 4],
        "rhythm": "de 18 h à 21 h",
        "delivery_mode": "mixed",
    }
    contract, job_seekers = stored["funding_options"]
    contract |= {
        "label": "cours du jour",
        "publics": ["apprentices"],
        "site": stored["centre"]["sites"][0]["name"],
    }
    session = stored["intakes"][-1]
    job_seekers |= {
        "tax": "net",
        "intake": ", ".join(filter(None, (session["starts_on"], session["site"]))),
    }
    prices = [
        contract,
        job_seekers,
        {
            "scheme": job_seekers["scheme"],
            **UNPRICED,
            "label": "groupe de 8 au plus",
            "basis": "group",
            "on_request": True,
        },
    ]
    stored["centre"]["documents"] = [document("rules", "site d’Agen", "a")]
    return stored | {
        "documents": [document("other", "Trousseau", "b")],
        "kind_label": "diplôme d’exemple",
        "field_of_study": "Commerce, vente",
        "exact_title": "Négociation et digitalisation de la relation client",
        "funding_options": prices,
        "former_codes": ["RNCP34030"],
        "centre_role": "partner",
        "partner": "Lycée de l’Exemple",
        "teaching_body": "UFA de l’Exemple",
        "ects": 120,
        "company_weeks": 16,
        "rhythm_kind": "alternating",
        "cycle_at_centre": 1,
        "cycle_in_company": 2,
        "rules_text": "Les notes se compensent.",
        "results": "points",
        "score": "note sur 20",
        "contact_name": "service des admissions",
        "contact_phone": "05 00 00 00 02",
        "contact_email": "admissions@exemple.fr",
        "start_notes": [
            {"publics": ["apprentices", "pro_contract"], "text": "signer d’abord un contrat"}
        ],
        "grid_from": 2024,
        "grid_until": 2029,
    }


def document(kind: str, title: str = "", letter: str = "a") -> dict[str, Any]:
    """One as a sheet has it (JSON); `letter`: of its hash."""
    return {
        "kind": kind,
        "title": title,
        "digest": letter * 64,
        "size": 84_500,  # one more is said otherwise
        "pages": 4,
        "added_on": "2026-03-02",
    }


def keep_files(sheet: Sheet) -> None:
    """As if each file that the sheet names had been sent to this site."""
    StoredFile.objects.bulk_create(
        (
            StoredFile(digest=one.digest, content=b"%PDF-", size=one.size, pages=one.pages)
            for one in sheet.files
        ),
        ignore_conflicts=True,
    )


def site(name: str, address: str) -> dict[str, str]:
    """A place as a sheet has it, with its address alone."""
    nothing = dict.fromkeys(sheets.Site.model_fields, "")
    return nothing | {"name": name, "address": address}


#: What an intake says where it has no rhythm nor mode of its own (JSON).
AS_PROGRAMME: Final[dict[str, Any]] = {
    "rhythm_kind": None,
    "cycle_at_centre": None,
    "cycle_in_company": None,
    "training_weekdays": [],
    "rhythm": "",
    "delivery_mode": None,
}


#: For the example: with the same days in every week (JSON).
ONE_WEEK: Final[dict[str, Any]] = {
    "rhythm_kind": "weekdays",
    "cycle_at_centre": None,
    "cycle_in_company": None,
}


def key_figure(**changes: Any) -> dict[str, Any]:
    """A pass rate of 80 % among 25, of everybody, in 2025; an added value is in points."""
    scale = "points" if changes.get("kind") == "added_value" else "percent"
    return {
        "kind": "pass", "horizon": None, "year": 2025, "value": "80", "scale": scale,
        "undisclosed": "", "n": 25, "public": None, "group": "", "cohort": "", "scope": "",
        "national_value": None, "origin": None, "source": "relevé de l’académie", "url": "",
    } | changes  # fmt: skip


def bare_sheet(**changes: Any) -> Sheet:
    """A sheet with titles and nothing else; `changes` replace some of its values (JSON)."""
    programme = ProgrammeFactory.build(slug="formation", short_title="Titre")
    empty = {name: _nothing(name, value) for name, value in example_sheet()}
    centre = dict.fromkeys(sheets.Centre.model_fields, "") | {
        "name": programme.centre.name,
        "qualiopi_expires_on": None,
        "sites": (),
        "documents": (),
    }
    titles = {name: getattr(programme, name) for name in ("slug", "short_title", "full_title")}
    return Sheet.model_validate({**empty, "centre": centre, **titles, **changes})


def _nothing(name: str, value: object) -> object:
    """What a draft holds before anybody fills that field in."""
    if isinstance(value, bool):
        return None if name == "blocs_separately" else False
    if isinstance(value, str) and not isinstance(value, Enum):
        return ""
    return () if isinstance(value, tuple) else None


def published(
    sheet: Sheet | None = None,
    *,
    programme: Programme | None = None,
    number: int = 1,
    current: bool = True,
    published_at: datetime = PUBLISHED_AT,
    kept: dict[str, Any] | None = None,
    short_code: str = "",
) -> Edition:
    """A published edition of a sheet, without the way through the draft tables; `kept`: that sheet
    as an older release stored it."""
    sheet = sheet or example_sheet()
    programme = programme or ProgrammeFactory.create(
        slug=sheet.slug, short_title=sheet.short_title, full_title=sheet.full_title
    )
    edition = _edition(sheet, programme, number, current, published_at)
    edition.sheet = kept or edition.sheet
    edition.short_code = short_code or edition.short_code
    edition.save()
    return edition


def published_in_numbers(count: int, sheet: Sheet | None = None) -> list[Edition]:
    """As many programmes online, each with its titles and address; 10,000 take seconds."""
    sheet = sheet or example_sheet()
    editions: list[Edition] = []
    for numbers in _batches(count):
        copies = [
            sheet.model_copy(
                update={
                    "slug": f"formation-en-nombre-{number}",
                    "short_title": f"Titre {number:05}",
                    "level": Level(3 + number % 5),
                }
            )
            for number in numbers
        ]
        centre = TrainingCentreFactory.create()
        programmes = Programme.objects.bulk_create(
            ProgrammeFactory.build(
                centre=centre,
                slug=copy.slug,
                short_title=copy.short_title,
                full_title=copy.full_title,
            )
            for copy in copies
        )
        editions += Edition.objects.bulk_create(
            _edition(copy, programme, 1, True, PUBLISHED_AT)
            for copy, programme in zip(copies, programmes, strict=True)
        )
    return editions


def _batches(count: int) -> Iterator[range]:
    for start in range(0, count, BATCH):
        yield range(start, min(start + BATCH, count))


def _edition(
    sheet: Sheet, programme: Programme, number: int, current: bool, published_at: datetime
) -> Edition:
    return Edition(
        programme=programme,
        sheet=sheets.dump(sheet),
        fingerprint=sheets.fingerprint(sheet),
        number=number,
        short_code=f"{programme.pk:x}x{number}"[-8:],
        published_at=published_at,
        current=current,
        **columns(sheet),
    )
