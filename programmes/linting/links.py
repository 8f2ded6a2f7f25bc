"""Links that no longer answer: what the last check found, at the places that name them."""

from collections.abc import Iterator, Mapping

from programmes.sheet import Sheet
from programmes.typography import NARROW

from .places import addresses
from .remark import Remark, doubtful


def dead_links(sheet: Sheet, found: Mapping[str, str]) -> Iterator[Remark]:
    """`found`: address → what was wrong, and when: « réponse 404, le 2 mars 2026 »."""
    for written in addresses(sheet) if found else ():
        said = found.get(written.text.strip())
        if said:
            sentence = f"Ce lien ne répond plus ({said}){NARROW}: {written.text.strip()}"
            yield doubtful("dead_link", written.section, written.place, sentence)
