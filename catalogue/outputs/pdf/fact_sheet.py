"""The fact sheet on paper: a sheet in, a PDF out. Pure: the same sheet gives the same bytes.

One file is PDF/UA-1 (read by assistive technology) and PDF/A-2a (kept for years). Where a sheet
cannot be set under these standards, the file is made once more without them and the fault is
logged; where that fails too, `FactSheetFailed` is raised, never a broken file returned.
"""

import hashlib
import json
import logging
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from catalogue.outputs.compiling import compiled
from catalogue.outputs.dress import PLAIN, Dress, from_best
from programmes.sheet import Sheet

from .data import paper_data
from .font import FONT_VERSION
from .text import lost_characters

logger = logging.getLogger(__name__)

_HERE: Final = Path(__file__).parent
_ROOT: Final = _HERE.parent.parent.parent
_STANDARDS: Final = ("ua-1", "a-2a")
# Modules elsewhere whose words are printed.
WORDS: Final = tuple(
    str(file.relative_to(_ROOT))
    for pattern in (
        "catalogue/wording/*.py",
        "programmes/brief.py",
        "programmes/colours.py",
        "programmes/costs.py",
        "programmes/head_counts.py",
        "programmes/kinds/*.py",
        "programmes/naming/labels.py",
        "programmes/naming/rows.py",
        "programmes/nouns.py",
        "programmes/phones.py",
        "programmes/prose.py",
        "programmes/rhythms.py",
        "programmes/sections.py",
        "programmes/series.py",
        "programmes/sessions.py",
        "programmes/sheet.py",
        "programmes/text.py",
        "programmes/typography.py",
        "programmes/upgrades/**/*.py",
        "programmes/vocabulary.py",
        "programmes/web.py",
    )
    for file in sorted(_ROOT.glob(pattern))
)
# A large sheet takes two seconds; on a busy machine, some more.
_PATIENCE: Final = 60


class FactSheetFailed(Exception):
    """The paper could not be made."""


def _version() -> str:
    packages = " ".join(version(name) for name in ("typst", "segno", "fonttools"))
    digest = hashlib.sha256(f"{packages} {FONT_VERSION}".encode())
    words = [_ROOT / name for name in WORDS]
    look = [
        *(_HERE.parent / name for name in ("look.typ", "qr.py", "dress.py")),
        _ROOT / "static/css/tokens.css",
    ]
    own = [*sorted(_HERE.glob("*.typ")), *sorted(_HERE.glob("*.py"))]
    for file in [*own, *look, *words]:
        digest.update(f"{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


#: Changes with whatever but the sheet shapes the bytes: template, compiler, font.
VERSION: Final = _version()


def fact_sheet(
    sheet: Sheet,
    *,
    number: int | None,
    published_on: date,
    address: str,
    page_url: str,
    dress: Dress = PLAIN,
) -> bytes:
    """The paper of an edition; of a draft, which says so on each page, without a number.

    `address` is the absolute address that says whether this paper is current, `page_url` that of
    the programme's page; `dress` how the site looks, which changes no word. Raises
    `FactSheetFailed`.
    """
    if lost := lost_characters(sheet):
        logger.info("Fact sheet %s: replaced or left out %s.", sheet.slug, " ".join(lost[:50]))
    data = json.dumps(
        paper_data(
            sheet, number=number, published_on=published_on, address=address, page_url=page_url
        ),
        ensure_ascii=False,
        sort_keys=True,
    )
    # Read by everybody without the logo rather than by some with it.
    first, *others = (
        (standards, worn) for standards in (_STANDARDS, ()) for worn in from_best(dress)
    )
    try:
        return _compiled(data, published_on, *first)
    except FactSheetFailed as fault:
        failed: Exception = fault
    for standards, worn in others:
        without = "the logo" if standards else "PDF/UA and PDF/A"
        logger.error("Fact sheet %s: made again without %s.", sheet.slug, without, exc_info=failed)
        try:
            return _compiled(data, published_on, standards, worn)
        except FactSheetFailed as fault:
            failed = fault
    raise failed


def _compiled(paper_data: str, published_on: date, standards: Sequence[str], dress: Dress) -> bytes:
    midnight = datetime.combine(published_on, datetime.min.time(), UTC)
    request = {
        "paper": paper_data,
        "dress": dress.inputs(),
        "standards": list(standards),
        "timestamp": int(midnight.timestamp()),
    }
    made = compiled(
        "pdf.worker",
        json.dumps(request).encode(),
        seconds=_PATIENCE,
        failure=FactSheetFailed,
        starts_with=b"%PDF-",
    )
    if not made.rstrip().endswith(b"%%EOF"):
        raise FactSheetFailed("the file is cut short")
    return made
