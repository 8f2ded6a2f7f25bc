"""`python -m bench.fill N`: brings a seeded database to N published programmes."""

import sys

import django

django.setup()

from programmes import sheet as sheets  # noqa: E402
from programmes.listing import columns  # noqa: E402
from programmes.models import Edition, Programme  # noqa: E402

SUBJECTS = ("commerce", "gestion", "mécanique", "boulangerie", "cœur de métier", "numérique", "IA")
BATCH = 500


def fill(total: int) -> None:
    """Copies of the seed's current edition under other titles, levels, hours and addresses."""
    seed = Edition.objects.current().get(slug="bts-ndrc")
    sheet = sheets.load(seed.sheet)
    for start in range(1, total, BATCH):
        numbers = range(start, min(start + BATCH, total))
        copies = [_copy(sheet, number) for number in numbers]
        programmes = Programme.objects.bulk_create(
            Programme(
                centre=seed.programme.centre,
                slug=copy.slug,
                short_title=copy.short_title,
                full_title=copy.full_title,
            )
            for copy in copies
        )
        Edition.objects.bulk_create(
            Edition(
                programme=programme,
                sheet=sheets.dump(copy),
                fingerprint=sheets.fingerprint(copy),
                number=1,
                short_code=f"b{programme.pk:07x}",
                published_at=seed.published_at,
                current=True,
                **columns(copy),
            )
            for programme, copy in zip(programmes, copies, strict=True)
        )


def _copy(sheet: sheets.Sheet, number: int) -> sheets.Sheet:
    subject = SUBJECTS[number % len(SUBJECTS)]
    return sheet.model_copy(
        update={
            "slug": f"bench-{number}",
            "short_title": f"Titre {number}",
            "full_title": f"Formation {number} en {subject}",
            "hours": 400 + number % 1000,
            "level": list(type(sheet.level or 5))[number % 5] if sheet.level else None,
            "funding_options": sheet.funding_options[: 1 + number % 6],
        }
    )


if __name__ == "__main__":
    fill(int(sys.argv[1]))
