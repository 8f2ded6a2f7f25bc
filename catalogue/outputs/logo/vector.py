"""An SVG drawn into a PNG, by the compiler in a process of its own; looked at first.

SVG is a language: it may name files, ask for fonts, run scripts, grow when it is read. Only what
draws lines and surfaces is let through, and what else would be missing from the drawing is told.
"""

from typing import Final
from xml.parsers import expat

from catalogue.outputs.compiling import compiled
from programmes.typography import NARROW

from .refused import LogoRefused

_PATIENCE: Final = 15  # seconds; a logo takes half of one
_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_TEXTS: Final = frozenset({"text", "tspan", "textPath", "tref", "altGlyph"})
_ELSEWHERE: Final = frozenset({"image", "feImage", "foreignObject", "iframe", "video", "audio"})


class _NotDrawn(Exception):
    """The compiler could not draw it."""


def is_meant(content: bytes) -> bool:
    """Markup that speaks of SVG, in any encoding; whether it is one is asked later."""
    plain = content.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
    return plain.lstrip(b"\xff\xfe \t\r\n").startswith(b"<") and b"svg" in plain


def png(content: bytes) -> bytes:
    """Raises `LogoRefused`."""
    _look(content)
    try:
        return compiled(
            "logo.worker",
            content,
            seconds=_PATIENCE,
            failure=_NotDrawn,
            starts_with=b"\x89PNG",
        )
    except _NotDrawn as fault:
        raise LogoRefused(
            f"Ce SVG ne peut pas être dessiné{NARROW}: exportez-le en PNG et envoyez celui-ci."
        ) from fault


def _look(content: bytes) -> None:
    reader = expat.ParserCreate(namespace_separator=" ")
    reader.EntityDeclHandler = _refuse_entity
    elements = _Elements()
    reader.StartElementHandler = elements.look
    try:
        reader.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise LogoRefused(
            f"Ce SVG ne peut pas être lu{NARROW}: le fichier est coupé ou abîmé."
        ) from error


def _refuse_entity(*_: object) -> None:
    raise LogoRefused(
        f"Ce SVG définit des entités, que nous ne lisons pas{NARROW}: enregistrez-le comme "
        "« SVG simple »."
    )


class _Elements:
    def __init__(self) -> None:
        self.is_first = True

    def look(self, qualified: str, _attributes: dict[str, str]) -> None:
        namespace, _, name = qualified.rpartition(" ")
        if self.is_first and (namespace, name) != (_NAMESPACE, "svg"):
            raise LogoRefused("Ce fichier n’est pas une image SVG.")
        self.is_first = False
        if name in _TEXTS:
            raise LogoRefused(
                f"Ce SVG contient du texte, qui serait écrit dans une autre police{NARROW}: "
                "convertissez les textes en tracés."
            )
        if name in _ELSEWHERE:
            raise LogoRefused(
                f"Ce SVG contient autre chose que des tracés ({name}), que nous ne dessinons pas"
                f"{NARROW}: exportez-le en PNG et envoyez celui-ci."
            )
