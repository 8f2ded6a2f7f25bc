"""What the site's stylesheets cannot say of a centre: the colours of its accent, its logo. Pure.

No page holds a style of its own: each of these is a file, under the policy of all others.
"""

from hashlib import sha256
from typing import Final

from programmes.colours import DAY, by_night
from programmes.models import Ground

# In the head of the admin, in rem.
_HEIGHT: Final = 2.25
_WIDEST: Final = 11.0
_INK: Final = "#13141a"
_HEAD: Final = ":is(#site-name, .login #content > h1)::before"


def of_accent(accent: str) -> str:
    """Linked after the site's own, whose tokens it overrides in the same layer."""
    return (
        "@layer tokens {\n"
        f"  :root {{ --accent-ink: {accent}; }}\n"
        "  @media (prefers-color-scheme: dark) {\n"
        f"    :root {{ --accent-ink: {by_night(accent)}; }}\n"
        "  }\n"
        "  @media print {\n"
        f"    :root {{ --accent: {accent}; }}\n"
        "  }\n"
        "}\n"
    )


def digest(accent: str) -> str:
    """Another one where the rule by which tones are made has changed."""
    return sha256(of_accent(accent).encode()).hexdigest()[:8]


def of_head(address: str, width: int, height: int, ground: str) -> str:
    """The logo above each page of the admin, whose head is drawn without asking for it."""
    shown = min(_HEIGHT, _WIDEST * height / width)
    css = (
        f"{_HEAD} {{\n"
        '  content: "";\n'
        "  display: block;\n"
        f"  width: {shown * width / height:.3f}rem;\n"
        f"  height: {shown:.3f}rem;\n"
        "  margin-bottom: .35rem;\n"
        f'  background: url("{address}") center / contain no-repeat content-box border-box;\n'
        "}\n"
    )
    if ground == Ground.LIGHT:
        plate = _plate(DAY.grounds[0][1])
        css += f"@media (prefers-color-scheme: dark) {{\n  {plate}}}\n"
    elif ground == Ground.DARK:
        css += f"@media (prefers-color-scheme: light) {{\n  {_plate(_INK)}}}\n"
    return css


def _plate(colour: str) -> str:
    return f"{_HEAD} {{ padding: .3rem; background-color: {colour}; }}\n"
