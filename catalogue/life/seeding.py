"""The first content of a catalogue, loaded once and never again.

What staff edited or deleted is theirs: only a catalogue that was never used is seeded.
"""

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


@transaction.atomic
def seed() -> Edition | None:
    """Load the fixtures into an empty catalogue and publish edition 1; None if it is not empty.

    All or nothing. Of two callers at once on PostgreSQL, the second one fails on the centre's
    unique name and leaves nothing; on SQLite it waits, then finds the catalogue seeded.
    """
    if contents():
        return None
    # Our rows come without primary keys, so loaddata leaves every sequence right.
    call_command("loaddata", *FIXTURES, verbosity=0)
    return publish(Programme.objects.get(), None)
