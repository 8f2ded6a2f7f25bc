"""How versions 1 and 2 of the sheet read a long text: the page's own rule then, frozen."""

import re

_BULLET = re.compile(r"^\s*[-–—•*]\s+(?=\S)")

#: A paragraph or a list, and its lines or items.
OldBlock = tuple[str, tuple[str, ...]]


def prose(text: str) -> tuple[OldBlock, ...]:
    """A blank line parts paragraphs, a bullet opens an item of a list."""
    blocks: list[OldBlock] = []
    kind = ""  # of the block that the next line may continue
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            kind = ""
            continue
        item = _BULLET.sub("", raw).strip() if _BULLET.match(raw) else None
        new = "list" if item is not None else "paragraph"
        words = item if item is not None else line
        if new == kind:
            blocks[-1] = (new, (*blocks[-1][1], words))
        else:
            blocks.append((new, (words,)))
        kind = new
    return tuple(blocks)
