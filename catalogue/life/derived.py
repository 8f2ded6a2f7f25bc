"""What published editions keep beside their sheet, brought to the rules of today.

They are written when an edition is made (`programmes/listing.py`): a newer rule would never reach
what is online. `manage.py prepare` runs this at each deploy; the sheets stay as they are.
"""

from typing import Final

from django.db import transaction

from programmes import sheet as sheets
from programmes.listing import VERSION, columns
from programmes.models import Edition

# A transaction each, so that nobody waits long and what was done stays done.
BATCH: Final = 200


def derive_again() -> int:
    """Of all that were ever online, current or not; how many there were to do."""
    older = Edition.objects.published().filter(derived_version__lt=VERSION).order_by("pk")
    done = 0
    while batch := list(older.only("sheet", "derived_version")[:BATCH]):
        with transaction.atomic():
            for edition in batch:
                bring_up_to_date(edition)
        done += len(batch)
    return done


def bring_up_to_date(edition: Edition) -> None:
    if edition.derived_version < VERSION:
        of_today = columns(sheets.load(edition.sheet))
        Edition.objects.filter(pk=edition.pk).derive_again(of_today)
