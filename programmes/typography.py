"""French typography, applied when a text is shown, never when it is stored.

People type straight apostrophes and plain spaces; readers get what the Imprimerie nationale's
rules ask for. Addresses of pages and people are left alone. Pure, and idempotent.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from .text import legible
from .vocabulary import Month, Scale

NARROW = "\u202f"  # narrow no-break space: before a sign or a symbol
WIDE = "\u00a0"  # no-break space: before a word
MINUS = "\u2212"

# Web addresses, with or without their scheme, and e-mail addresses: copied as they are.
_ADDRESS = re.compile(
    r"((?:https?://|www\.|mailto:)[^\s«»<>]+|[^\s«»<>@,;:()]+@[^\s«»<>@,;:()]+\.\w+"
    r"|\b[\w-]+(?:\.[\w-]+)+/[^\s«»<>]*)"
)
_SYMBOLS = "h|min|s|km|cm|m|kg|Go"
_WORDS = "ans?|mois|jours?|semaines?|heures?|minutes?|points?|euros?|unités?|places?|personnes?"
_SPACE = "[ \t\u00a0\u202f]"
# In this order: a later rule may rely on an earlier one.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=\w)'", "’"),
        (r"\.{3,}", "…"),
        (rf"«{_SPACE}*", f"«{NARROW}"),
        (rf"(?<=\S){_SPACE}*»", f"{NARROW}»"),
        (rf"(?<=\S){_SPACE}+(?=[;:!?%€])", NARROW),
        (r"(?<=[\w»)\]’…])(?=[;!?]+(?:[\s»)\]]|$))", NARROW),
        (r"(?<=[\w»)\]’])(?=:(?:\s|$))", NARROW),
        (r"(?<=\d)(?=[%€])", NARROW),
        (rf"(?i)\b(bac){_SPACE}*\+{_SPACE}*(?=\d)", rf"\1{NARROW}+{NARROW}"),
        # Thousands: spaced by hand, or bare before a unit (a bare number may be a year).
        (rf"(?<![\d,.])(\d{{1,3}}){_SPACE}(?=\d{{3}}(?!\d))", rf"\1{NARROW}"),
        (rf"(?<=\d{{3}}){_SPACE}(?=\d{{3}}(?!\d))", NARROW),
        (
            rf"(?<![\d,.])(\d{{1,3}})(\d{{3}})(?={_SPACE}*(?:h|heures?|€|euros?)(?!\w))",
            rf"\1{NARROW}\2",
        ),
        (rf"(?<=\d){_SPACE}+(?=(?:{_SYMBOLS})(?!\w))", NARROW),
        (rf"(?<=\d){_SPACE}+(?=(?:{_WORDS})(?!\w))", WIDE),
        (rf"(?<=\dh){_SPACE}*(?=\d\d(?!\d))|(?<=\d)(?=h\d\d(?!\d))", NARROW),
        (rf"(?<=\d{NARROW}h){_SPACE}+(?=\d)", NARROW),
        (rf"(?i)\b(niveau|bloc|année){_SPACE}+(?=\d)", rf"\1{WIDE}"),
        (rf"\b([Nn]°){_SPACE}*(?=\d)", rf"\1{NARROW}"),
    )
)


# The same words stand on page after page: twenty rules for each, once.
@lru_cache(maxsize=4096)
def typeset(text: str, before: str = "") -> str:
    """The text as French print writes it: spaces, apostrophes, ellipses; nothing that nobody sees.

    `before`: the sign that it follows, where it was cut from its line.
    """
    parts = _ADDRESS.split(legible(text))
    # An odd part is an address: `split` keeps what its group caught.
    return "".join(
        part if i % 2 else _typeset(part, "a" if i else before) for i, part in enumerate(parts)
    )


def _typeset(text: str, before: str) -> str:
    # A letter stands for an address or a sign, so that « adresse ; puis » keeps its rule.
    stand_in = before if before.isalnum() else before.strip() and "a"
    text = stand_in + text
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text[len(stand_in) :]


def number(value: Decimal | int) -> str:
    """« 1 350 », « 92,9 », « −2,5 »: no zero that says nothing, a true minus."""
    exact = Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole, _, cents = f"{abs(exact):f}".partition(".")
    cents = cents.rstrip("0")
    sign = MINUS if exact < 0 else ""
    return sign + f"{int(whole):,}".replace(",", NARROW) + (f",{cents}" if cents else "")


def siret(digits: str) -> str:
    """« 356 000 000 00048 », as the registers print it: the SIREN by threes, then the place."""
    groups = (digits[:3], digits[3:6], digits[6:9], digits[9:])
    return NARROW.join(filter(None, groups))


def percent(value: Decimal | int) -> str:
    return f"{number(value)}{NARROW}%"


def points(value: Decimal | int) -> str:
    """A difference between two rates, always with its sign: « +3 points », « −2,5 points »."""
    sign = "+" if value > 0 else ""
    return f"{sign}{number(value)}{WIDE}point{'' if -2 < value < 2 else 's'}"


def scaled(value: Decimal | int, scale: Scale) -> str:
    """« 92,9 % », « −2,5 points », « 4,6/5 »."""
    if scale is Scale.PERCENT:
        return percent(value)
    return points(value) if scale is Scale.POINTS else f"{number(value)}/{scale.highest}"


def euros(value: Decimal | int) -> str:
    """« 8 417 € »; cents only when there are some, and then both: « 12,50 € »."""
    exact = Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    cents = f"{abs(exact) % 1:.2f}"[2:]
    sign = MINUS if exact < 0 else ""
    amount = sign + number(int(abs(exact))) + ("" if cents == "00" else f",{cents}")
    return f"{amount}{NARROW}€"


def duration(minutes: int) -> str:
    """« 4 h », « 1 h 30 », « 40 min »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NARROW}min"
    return f"{hours}{NARROW}h" + (f"{NARROW}{rest:02}" if rest else "")


def count(value: int, singular: str, plural: str = "") -> str:
    """« 1 jour », « 2 jours »: French puts the plural from 2 up."""
    noun = (plural or f"{singular}s") if value >= 2 else singular
    return f"{number(value)}{WIDE}{noun}"


_FEMININE = (
    "zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit",
    "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize",
)  # fmt: skip


def file_size(octets: int) -> str:
    """« 1,2 Mo », « 84 ko »; never nothing."""
    if octets >= 1_000_000:
        return f"{number((Decimal(octets) / 1_000_000).quantize(Decimal('0.1')))}{WIDE}Mo"
    return f"{number(max(1, round(octets / 1000)))}{WIDE}ko"


def in_words(value: int) -> str:
    """A small feminine count in letters (« sept unités »), a larger one in digits."""
    return _FEMININE[value] if 0 <= value < len(_FEMININE) else number(value)


def day_of_month(value: date) -> str:
    return "1er" if value.day == 1 else str(value.day)


def long_date(value: date) -> str:
    """« 1er janvier 2024 »."""
    return f"{day_of_month(value)} {Month(value.month).label} {value.year}"


def listed(items: Iterable[object], word: str = "et") -> str:
    """« lundi, mardi et jeudi »."""
    *first, last = [str(item) for item in items] or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def capitalized(text: str) -> str:
    """The first letter only: the rest may hold a name."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Inside a sentence: the first letter only, as initials stay what they are."""
    return text[:1].lower() + text[1:]


def elided(word: str, following: str) -> str:
    """« d’octobre », « de septembre »: `word` is de, que, le…"""
    vowel = following[:1].casefold() in "aeiouyâàéèêëîïôöùûü" and following != ""
    return f"{word[:-1]}’{following}" if vowel else f"{word} {following}"
