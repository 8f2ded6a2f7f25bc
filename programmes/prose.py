"""The long texts of a sheet: plain text with four liberties, read once, into one tree.

« - » and « 1. » open the items of a list, **bold** and [text](address) do what they say, where
the address is one of https, mailto or tel. All else stands as it was typed, each line break
included: « 2027. Rentrée », « # 1 du secteur » and « a * b » mean nothing. A backslash right before
one of these marks leaves it as typed: « \\**x** ».

What page, paper and comparison say is drawn from the tree, so it cannot differ.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Final, TypeAlias

from . import text as plain_text
from .typography import typeset

#: The fields that hold one, whatever row they stand in.
FIELDS: Final = frozenset(
    {
        "presentation", "continuous_assessment", "examining_authority", "rules_text",
        "teaching_methods", "means", "introduction", "accessibility",
    }
)  # fmt: skip


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    LIST = "list"
    STEPS = "steps"  # numbered from 1


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind. `url` is where they lead; empty: nowhere."""

    text: str
    strong: bool = False
    url: str = ""


Line: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (its lines) or a list (its items)."""

    kind: BlockKind
    lines: tuple[Line, ...]


# Private codes of a word processor's symbol fonts. What it draws so inside a line has a cousin that
# every font knows.
_PRIVATE: Final = "[\ue000-\uf8ff]"
_DRAWN: Final = str.maketrans(
    {**dict.fromkeys("\uf0a7\uf0b7\uf02d", "•"), "\uf0fc": "✓", "\uf0e0": "→"}
)
# Where text alone is taken, it writes them as « · », « o » and « § »: the last two are bullets
# before a tab alone, since « § 2 » is a paragraph of the law.
_DRAWN_BULLET: Final = re.compile(
    rf"^[ \t\u00a0]*(?:{_PRIVATE}\s*|·[^\S\n]+|[o§][^\S\n]*\t[^\S\n]*)(?=\S)", re.MULTILINE
)

# At the start of a line. The signs other than « - » are those that word processors and hands write.
_BULLET: Final = rf"[-–—•*●○◦▪▫■□◆◇❖⦁‣⁃➢➤►▶▸]\s+(?=\S)|{_PRIVATE}\s*(?=\S)"
_NUMBER: Final = r"(?P<number>[1-9][0-9]{0,2})\.\s+(?=\S)"
_MARKER: Final = re.compile(rf"(?P<kept>\\*)(?:{_NUMBER}|(?P<bullet>{_BULLET}))")

# Inside a line. Two stars exactly, close to the words that they make bold.
_BOLD: Final = r"(?<!\*)\*\*(?![\s*])(?P<bold>.+?)(?<![\s*])\*\*(?!\*)"
_LINK: Final = (
    r"\[(?P<words>(?!\s)[^\[\]]+)\]\((?P<url>(?i:"
    r"https://[\w-]+(?:\.[\w-]+)*(?::[0-9]{1,5})?(?:[/?#](?:[^\s()]|\([^\s()]*\))*)?"
    r"|mailto:[^\s()@<>]+@[^\s()@<>]+|tel:\+?[0-9][0-9 .-]*))\)"
)
_MARK: Final = re.compile(rf"(?<!\\)(?P<kept>\\*)(?:{_BOLD}|{_LINK})")


def legible(text: str) -> str:
    """What one reads of it. The items of a pasted list become items of a list."""
    listed = _DRAWN_BULLET.sub("- ", plain_text.one_line_end(text))
    return plain_text.legible(listed.translate(_DRAWN))


def parse(text: str) -> tuple[Block, ...]:
    """Its blocks. A blank line parts them; a numbered list alone may go on after it."""
    blocks: list[Block] = []
    is_new = True
    for typed in text.splitlines():
        last = blocks[-1] if blocks else None
        kind, number, words = _opened(typed.strip(), last)
        line = tuple(_runs(words))
        if not any(run.text.strip() for run in line):
            is_new = True
            continue
        if kind is BlockKind.STEPS:
            is_new = number == 1
        if last and last.kind is kind and not is_new:
            blocks[-1] = Block(kind, (*last.lines, line))
        else:
            blocks.append(Block(kind, (line,)))
        is_new = False
    return tuple(blocks)


def _opened(line: str, last: Block | None) -> tuple[BlockKind, int, str]:
    """What a line is, its number in a numbered list, and its words.

    A number opens an item only where it is the next one: years and articles stay what they are.
    """
    marker = _MARKER.match(line)
    if marker is None:
        return BlockKind.PARAGRAPH, 0, line
    if marker["kept"]:
        return BlockKind.PARAGRAPH, 0, line[1:]
    words = line[marker.end() :]
    if marker["bullet"]:
        return BlockKind.LIST, 0, words
    number = int(marker["number"])
    following = len(last.lines) + 1 if last and last.kind is BlockKind.STEPS else 1
    if number in (1, following):
        return BlockKind.STEPS, number, words
    return BlockKind.PARAGRAPH, 0, line


def _runs(words: str, *, strong: bool = False, url: str = "") -> Iterator[Run]:
    said = ""  # before the next mark
    at = 0
    while mark := _MARK.search(words, at):
        said += words[at : mark.start()]
        if mark["kept"]:
            after = mark.end("kept") + (2 if mark["bold"] else 1)
            said += words[mark.start() + 1 : after]
            at = after
            continue
        yield from _run(said, strong, url)
        if mark["bold"]:
            yield from _runs(mark["bold"], strong=True, url=url)
        else:
            yield from _runs(mark["words"], strong=strong, url=_address(mark["url"]))
        said, at = "", mark.end()
    yield from _run(said + words[at:], strong, url)


def _run(words: str, strong: bool, url: str) -> Iterator[Run]:
    # A text that was stored before texts were cleaned may still hold what nobody sees.
    seen = plain_text.legible(words.translate(_DRAWN))
    if seen:
        yield Run(seen, strong, url)


def _address(typed: str) -> str:
    url = plain_text.legible(typed)
    return re.sub("[ .-]", "", url) if url.lower().startswith("tel:") else url


def printed(text: str, clean: Callable[[str], str] = str) -> tuple[Block, ...]:
    """Its blocks as French print sets them. `clean`: to what each run comes down before that."""
    found = []
    for block in parse(text):
        lines = tuple(filter(None, (_printed(line, clean) for line in block.lines)))
        if lines:
            found.append(Block(block.kind, lines))
    return tuple(found)


def _printed(line: Line, clean: Callable[[str], str]) -> Line:
    runs: list[Run] = []
    before = ""
    for run in line:
        words = typeset(clean(run.text), before)
        if words:
            runs.append(replace(run, text=words))
            before = words[-1]
    return tuple(runs) if any(run.text.strip() for run in runs) else ()


def plain(text: str) -> str:
    """As one reads it where there is no bold and no link: an address follows its words."""
    return "\n\n".join("\n".join(_plain_lines(block)) for block in parse(text))


def _plain_lines(block: Block) -> Iterator[str]:
    for number, line in enumerate(block.lines, start=1):
        opening = {BlockKind.LIST: "- ", BlockKind.STEPS: f"{number}. "}.get(block.kind, "")
        yield opening + "".join(_plain_runs(line))


def _plain_runs(line: Line) -> Iterator[str]:
    for url, runs in groupby(line, key=lambda run: run.url):
        yield "".join(run.text for run in runs) + (f" ({url})" if url else "")


def addresses(text: str) -> tuple[str, ...]:
    """Where its links lead, in order."""
    urls = (run.url for block in parse(text) for line in block.lines for run in line)
    return tuple(dict.fromkeys(filter(None, urls)))
