"""Long texts, in which version 3 reads lists, bold and links."""

import re
from collections.abc import Mapping
from typing import Final

from programmes.upgrades.stored import Stored

# What version 3 reads as a list, as bold or as a link, version 2 read as it was typed. This is how
# the parser of version 3 found it, whatever that one becomes. Bullets were lists before.
_NUMBER: Final = r"[1-9][0-9]{0,2}\.\s+\S"
_BULLET: Final = r"[-–—•*●○◦▪▫■□◆◇❖⦁‣⁃➢➤►▶▸]\s+\S|[\ue000-\uf8ff]\s*\S"
_OPENING: Final = re.compile(rf"\s*(?=1\.\s+\S|\\+(?:{_NUMBER}|{_BULLET}))")
_MARK: Final = re.compile(
    r"(?<!\\)\\*(?:(?P<bold>(?<!\*)\*\*)(?![\s*]).+?(?<![\s*])\*\*(?!\*)"
    r"|(?P<link>\[)(?!\s)[^\[\]]+\]\((?i:"
    r"https://[\w-]+(?:\.[\w-]+)*(?::[0-9]{1,5})?(?:[/?#](?:[^\s()]|\([^\s()]*\))*)?"
    r"|mailto:[^\s()@<>]+@[^\s()@<>]+|tel:\+?[0-9][0-9 .-]*)\))"
)


def escaped(text: str, longest: int) -> str:
    """The text of version 2 that version 3 reads as it was: a backslash before each new mark.

    One that would then be too long is left: a mark in it becomes bold, and no form is blocked.
    """
    said = "".join(map(_escaped, text.splitlines(keepends=True)))
    return said if len(said) <= longest else text


def _escaped(line: str) -> str:
    said, at = "", 0
    if opening := _OPENING.match(line):
        said, at = f"{opening[0]}\\", opening.end()
    while mark := _MARK.search(line, at):
        after = mark.end("bold" if mark["bold"] else "link")
        said += f"{line[at : mark.start()]}\\{line[mark.start() : after]}"
        at = after
    return said + line[at:]


#: The long texts, and what each may hold.
TEXTS: Final[Mapping[str, int]] = {
    "presentation": 5000,
    "continuous_assessment": 3000,
    "examining_authority": 3000,
    "rules_text": 2000,
    "teaching_methods": 5000,
    "means": 3000,
}
OF_A_BLOC: Final[Mapping[str, int]] = {"introduction": 2000}
OF_A_CENTRE: Final[Mapping[str, int]] = {"accessibility": 2000}


def texts(stored: Stored) -> Stored:
    """No text of before means more than it did."""
    return {
        **_marked(stored, TEXTS),
        "centre": _marked(stored["centre"], OF_A_CENTRE),
        "blocs": [_marked(bloc, OF_A_BLOC) for bloc in stored["blocs"]],
    }


def _marked(stored: Stored, texts: Mapping[str, int]) -> Stored:
    return stored | {name: escaped(stored[name], longest) for name, longest in texts.items()}
