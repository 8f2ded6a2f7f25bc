"""A restore that is tried aside: what cannot be restored is no backup."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from pydantic import ValidationError

from catalogue.outputs.pdf.fact_sheet import FactSheetFailed, fact_sheet
from catalogue.safekeeping.archive import Reader, Told, told_nobody
from catalogue.safekeeping.failed import Failed
from catalogue.safekeeping.restoring import restored_aside
from catalogue.views.programme_page import article_of, page_around
from programmes import sheet as sheets
from programmes.models import Edition
from programmes.typography import count


@dataclass(frozen=True, slots=True)
class Proof:
    """What was done with the restored site, in words."""

    sentences: list[str]


def drill(reader: Reader, told: Told = told_nobody) -> Proof:
    """Raises `Failed` at the first thing that is not as it was. The site is never touched."""
    with restored_aside(reader, told):
        return Proof([_rows(reader), _editions(), *_drawn()])


def _rows(reader: Reader) -> str:
    manifest = reader.manifest
    rows = count(manifest.rows, "ligne relue", "lignes relues")
    return f"{rows} dans {count(len(manifest.tables), 'table')}."


def _editions() -> str:
    """Each by its fingerprint, as it was made then, and by what today's code reads in it."""
    done = 0
    for edition in Edition.objects.order_by("pk").only("sheet", "fingerprint").iterator(50):
        if as_stored(edition.sheet) != edition.fingerprint:
            raise Failed(f"L’édition {edition.pk} n’a plus l’empreinte de sa publication.")
        try:
            sheets.load(edition.sheet)
        except (ValidationError, ValueError) as fault:
            raise Failed(f"L’édition {edition.pk} ne se lit plus\u202f: {fault}.") from fault
        done += 1
    checked = "édition vérifiée par son empreinte", "éditions vérifiées par leur empreinte"
    return f"{count(done, *checked)}."


def as_stored(sheet: dict[str, Any]) -> str:
    """The fingerprint of what an edition keeps, in whichever version it was written."""
    canonical = json.dumps(sheet, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _drawn() -> Iterator[str]:
    edition = Edition.objects.current().order_by("-published_at").first()
    if edition is None or edition.number is None or edition.published_at is None:
        yield "Aucune formation en ligne\u202f: ni page ni fiche à dessiner."
        return
    sheet, number = sheets.load(edition.sheet), edition.number
    day = timezone.localdate(edition.published_at)
    address = settings.SITE_URL + reverse("programme", args=[sheet.slug])
    said = f"de {sheet.short_title}, édition n° {number}"

    def page() -> str:
        today = timezone.localdate()
        article = article_of(sheet, number=number, published_on=day, today=today)
        return page_around(article)

    html = _made(f"La page {said}", page)
    if sheet.short_title not in html:
        raise Failed(f"La page {said} ne dit pas son titre.")
    yield f"Page {said}\u202f: dessinée."
    pdf = _made(
        f"La fiche {said}",
        lambda: fact_sheet(
            sheet, number=number, published_on=day, address=address, page_url=address
        ),
    )
    yield f"Fiche PDF {said}\u202f: dessinée ({count(len(pdf) // 1024, 'Ko', 'Ko')})."


def _made(what: str, make: Callable[[], Any]) -> Any:
    try:
        return make()
    except (FactSheetFailed, ValueError, LookupError) as fault:
        raise Failed(f"{what} ne se dessine pas\u202f: {fault}") from fault
