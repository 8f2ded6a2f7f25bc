"""The first content of a catalogue, loaded once and never again.

What staff edited or deleted is theirs: only a catalogue that was never used is seeded, with the
content of its first centre or with examples of every family.
"""

from collections.abc import Iterable

from django.core.management import call_command
from django.db import transaction

from admissions.models import FundingScheme
from programmes.models import Edition, Programme, TrainingCentre

from .publishing import publish

# Names for `manage.py loaddata`, parents before children.
FIXTURES = (
    "centre",
    "funding_schemes",
    "bts_ndrc/programme",
    "bts_ndrc/blocs",
    "bts_ndrc/exam",
    "bts_ndrc/requirements",
    "bts_ndrc/exemptions",
    "bts_ndrc/funding_options",
    "bts_ndrc/occupations",
    "bts_ndrc/further_studies",
    "bts_ndrc/key_figures",
    "bts_ndrc/review_notes",
)
# A programme of each family, of a centre that does not exist; one file each.
EXAMPLES = (
    "exemples/centre",
    "fields_of_study",
    "funding_schemes",
    "exemples/bts-mco",
    "exemples/bac-pro-mcv",
    "exemples/cap-epc",
    "exemples/tp-ntc",
    "exemples/cqp-vente",
    "exemples/bachelor-rdc",
    "exemples/but-tc",
    "exemples/tosa-excel",
    "exemples/reseaux-sociaux",
)


def contents() -> list[str]:
    """What the catalogue holds already, in French: « 1 formation », « 7 dispositifs… »."""
    tables = (
        Programme.objects.all(),
        TrainingCentre.objects.all(),
        FundingScheme.objects.all(),
        Edition.objects.all(),
    )
    counted = [(table.count(), table.model._meta) for table in tables]
    return [
        f"{count} {meta.verbose_name if count == 1 else meta.verbose_name_plural}"
        for count, meta in counted
        if count
    ]


def seed() -> Edition | None:
    """Load the fixtures into an empty catalogue and publish edition 1; None if it is not empty."""
    editions = _load(FIXTURES)
    return editions[0] if editions else None


def seed_examples() -> list[Edition]:
    """The same with the examples, in their order; none if the catalogue is not empty.

    They are published whatever they lack, as the seed is: what could not be found of a real
    certification stays empty, and says so on the page.
    """
    return _load(EXAMPLES)


@transaction.atomic
def _load(fixtures: Iterable[str]) -> list[Edition]:
    """All or nothing. Of two callers at once on PostgreSQL, the second one fails on the centre's
    unique name and leaves nothing; on SQLite it waits, then finds the catalogue seeded.
    """
    if contents():
        return []
    # Our rows come without primary keys, so loaddata leaves every sequence right.
    call_command("loaddata", *fixtures, verbosity=0)
    return [publish(programme, None) for programme in Programme.objects.order_by("pk")]
