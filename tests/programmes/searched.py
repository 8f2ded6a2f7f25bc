"""The catalogue of the table of searches: seed, examples, and some that others look like."""

from typing import Any, Final, NamedTuple

from django.db import transaction

from catalogue.life.seeding import seed, seed_examples
from programmes import sheet as sheets
from programmes.search import Row, read_rows
from programmes.sheet import Sheet
from tests import factories

AGEN: Final = factories.site("Campus d’Agen", "9 rue de l’Exemple\n47000 Agen")
BORDEAUX: Final = factories.site("Campus de Bordeaux", "2 rue de l’Exemple\n33000 Bordeaux")


class Searched(NamedTuple):
    """Their rows, and the address of each by its key."""

    rows: tuple[Row, ...]
    slugs: dict[int, str]


def searched() -> Searched:
    """Read from the database as the catalogue does; nothing stays in it."""
    known = [*_sheets_of_the_seed(), *_sheets_of_the_examples(), *_others()]
    with transaction.atomic():
        slugs = {factories.published(sheet).pk: sheet.slug for sheet in known}
        rows = read_rows()
        transaction.set_rollback(True)
    return Searched(rows, slugs)


def _sheets_of_the_seed() -> list[Sheet]:
    with transaction.atomic():
        edition = seed()
        transaction.set_rollback(True)
    assert edition
    return [sheets.load(edition.sheet)]


def _sheets_of_the_examples() -> list[Sheet]:
    with transaction.atomic():
        editions = seed_examples()
        transaction.set_rollback(True)
    return [sheets.load(edition.sheet) for edition in editions]


def _others() -> list[Sheet]:
    return [
        _at(
            AGEN,
            slug="bts-gpme",
            short_title="BTS GPME",
            full_title="Gestion de la PME",
            kind="bts",
            level=5,
            nsf="314",
            work_study="required",
            occupations=[_job("Assistante de gestion"), _job("Secrétaire-comptable")],
            funding_options=[_apprenticeship()],
        ),
        _at(
            BORDEAUX,
            slug="tp-am",
            short_title="TP AM",
            full_title="Agent magasinier",
            kind="titre_pro",
            level=3,
            nsf="311",
            occupations=[_job("Magasinière cariste"), _job("Préparateur·rice de commandes")],
        ),
        _at(
            BORDEAUX,
            slug="cap-aepe",
            short_title="CAP AEPE",
            full_title="Accompagnant éducatif petite enfance",
            kind="cap",
            level=3,
            nsf="332",
            lead="Accueillir et accompagner de jeunes enfants. Ancien CAP Petite enfance.",
            occupations=[_job("Agent de crèche"), _job("ATSEM"), _job("Assistante maternelle")],
        ),
        _at(
            AGEN,
            slug="cap-cuisine",
            short_title="CAP Cuisine",
            full_title="Cœur de gamme et pâtes fraîches",
            kind="cap",
            level=3,
            nsf="221",
            work_study="possible",
            delivery_mode="on_site",
            lead="Pour une brasserie : 100 % maison.",
            occupations=[_job("Cuisinier·ère"), _job("Management \u00e9qui\u00adpe")],
            funding_options=[_apprenticeship()],
        ),
        _at(
            None,
            slug="but-info",
            short_title="BUT Info",
            full_title="Informatique : C++, C# et R&D",
            kind="but",
            level=6,
            nsf="326",
            delivery_mode="distance",
            occupations=[_job("Développeuse web"), _job("zig\u200czag")],
        ),
    ]


def _at(site: dict[str, str] | None, **changes: Any) -> Sheet:
    """With a session there, without any date of applications."""
    empty = factories.bare_sheet()
    if site is None:
        return factories.bare_sheet(**changes)
    centre = empty.centre.model_dump() | {"sites": [site]}
    start = {
        "starts_on": "2027-09-06", "ends_on": None, "places": None, "site": site["name"],
        "applications_open_on": None, "applications_close_on": None, "state": "open",
        **factories.AS_PROGRAMME,
    }  # fmt: skip
    return factories.bare_sheet(centre=centre, intakes=[start], **changes)


def _job(title: str) -> dict[str, str]:
    return {"family": "", "title": title, "rome_code": "", "rome_label": "", "url": ""}


def _apprenticeship() -> dict[str, Any]:
    scheme = {
        "code": "apprentissage", "name": "Contrat d’apprentissage", "former_name": "",
        "public_concerned": "", "is_work_study": True, "url": "",
    }  # fmt: skip
    return {"scheme": scheme, **factories.UNPRICED, "remaining_cost": "0"}
