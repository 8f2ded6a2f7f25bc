"""Official codes as people type or paste them, and the one way in which each is stored.

« rncp 38 368 », the address of a record, a SIRET in groups: what is meant is plain, so it is
understood. Each function gives the stored form, or raises `ValidationError` with a French sentence
that says what to change. `identifiers.py` says what makes a stored code right.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.core.exceptions import ValidationError

from .colours import accent, validate_accent
from .identifiers import (
    validate_bloc_number,
    validate_cfd,
    validate_formacodes,
    validate_former_codes,
    validate_nda,
    validate_nsf,
    validate_postcode,
    validate_registry_code,
    validate_rome,
    validate_siret,
    validate_uai,
)
from .text import legible

# Between the groups of a code.
_GAPS: Final = re.compile(r"[\s.\-‐‒–—−_]+")
# Before a code, once the gaps are gone.
_LABEL: Final = "CODE|NUM[EÉ]RO|N[°O]|:"
# Room for a list of addresses; what is longer was pasted by mistake, and takes long to look at.
_LONGEST: Final = 1000


def visible(text: str) -> str:
    """What one sees of it, in ordinary digits and spaces (１ as 1)."""
    if len(text) > _LONGEST:
        raise ValidationError("C’est trop long : tapez le code seul.", code="too_long")
    seen = unicodedata.normalize("NFKC", legible(text))
    return "".join(one for one in seen if unicodedata.category(one) != "Mn").strip()


def _joined(text: str) -> str:
    return _GAPS.sub("", text.upper())


def _bare(text: str, shape: str, name: str) -> str:
    """In capitals, without what parts its groups, and without its own name before it.

    A code pasted with its title is refused: the title would be lost unseen.
    """
    seen = visible(text)
    followed = re.match(rf"({shape})[\s:–—-]+[^\W\d_]{{2}}", seen.upper())
    if followed:
        raise ValidationError(
            f"Gardez le code seul, {followed[1]} : ce qui le suit n’en fait pas partie.",
            code="words_after",
        )
    joined = _joined(seen)
    found = re.fullmatch(rf"(?:{_LABEL}|{name})*({shape})", joined)
    return found[1] if found else re.sub(rf"^(?:{_LABEL}|{name})*", "", joined)


# The two national registers of certifications


RNCP: Final = "rncp"
RS: Final = "rs"
BOTH: Final = (RNCP, RS)


@dataclass(frozen=True, slots=True)
class Registration:
    """A code in a register; `register` is None where its digits alone do not say which."""

    register: str | None
    code: str

    def __str__(self) -> str:
        """« RNCP38368 », « RS6289 », or the digits."""
        return f"{(self.register or '').upper()}{self.code}"


@dataclass(frozen=True, slots=True)
class _Register:
    example: str
    name: str  # « un code … »
    digits: tuple[int, int]


# The Répertoire spécifique took over the numbers of the Inventaire, from the first ones on.
_REGISTERS: Final = {
    RNCP: _Register("RNCP38368", "du RNCP", (3, 5)),
    RS: _Register("RS6289", "du Répertoire spécifique", (1, 5)),
}
_ADDRESS: Final = re.compile(r"https?:|[\w-]+(?:\.[\w-]+)+/", re.IGNORECASE)
_RECORD: Final = re.compile(
    r"(?:https?://)?(?:www\.)?francecompetences\.fr/recherche/(rncp|rs)/(?:rncp|rs)?([0-9]+)/?"
    r"(?:[?#].*)?",
    re.IGNORECASE,
)
_CODE: Final = re.compile(rf"(?:{_LABEL}|TITRE|FICHE)*(RNCP|RS)?(?:{_LABEL})*([0-9]+)")
_BLOC: Final = re.compile(
    rf"(?:{_LABEL}|BLOC)*(RNCP|RS)?(?:{_LABEL})*([0-9]+)B(?:LO)?C(?:{_LABEL})*([0-9]+)"
)


def registration(text: str, registers: Collection[str] = BOTH) -> Registration:
    """« RNCP38368 », « RS 6289 », « 38368 », the address of a record at France compétences.

    `registers`: those that are meant there; a code of another one is refused, and digits alone
    are of the only one.
    """
    found = _registration(visible(text), registers)
    if found.register is not None and found.register not in registers:
        raise ValidationError(
            f"C’est un code {_REGISTERS[found.register].name} : il faut ici un code "
            f"{' ou '.join(_REGISTERS[one].name for one in registers)}, comme "
            f"{_examples(registers)}.",
            code="register",
        )
    possible = registers if found.register is None else (found.register,)
    _check_length(found.code, possible)
    if len(possible) == 1:
        (register,) = possible
        return Registration(register, found.code)
    return found


def _registration(seen: str, registers: Collection[str]) -> Registration:
    if _ADDRESS.match(seen):
        record = _RECORD.fullmatch(seen)
        if record is None:
            raise ValidationError(
                "Cette adresse n’est pas celle d’une fiche de France compétences, comme "
                "https://www.francecompetences.fr/recherche/rncp/38368/ : copiez celle de la "
                "fiche, ou tapez le code.",
                code="address",
            )
        return Registration(record[1].lower(), record[2])
    joined = _joined(seen)
    if _BLOC.fullmatch(joined):
        raise ValidationError(
            "C’est le numéro d’un bloc : gardez ce qui précède BC, le code de la certification.",
            code="bloc",
        )
    found = _CODE.fullmatch(joined)
    if found is None:
        raise ValidationError(
            f"Tapez un code comme {_examples(registers)}, ou collez l’adresse de la fiche de "
            "France compétences.",
            code="registration",
        )
    return Registration((found[1] or "").lower() or None, found[2])


def _examples(registers: Collection[str]) -> str:
    return " ou ".join(_REGISTERS[one].example for one in registers)


def _check_length(code: str, registers: Collection[str]) -> None:
    least = min(_REGISTERS[one].digits[0] for one in registers)
    most = max(_REGISTERS[one].digits[1] for one in registers)
    count = len(code)
    if least <= count <= most:
        return
    slip = "qu’aucun n’est en trop" if count > most else "qu’aucun ne manque"
    raise ValidationError(
        f"Ce code a {count} chiffre{'s' if count > 1 else ''} : il en faut {least} à {most}, "
        f"comme {_examples(registers)}. Vérifiez {slip}.",
        code="length",
    )


def registry_code(text: str) -> str:
    """The digits alone, of either register."""
    return registration(text).code


def registered(text: str, register: str | None) -> Registration:
    """A code beside the register that was chosen for it; None: the code has to tell."""
    found = registration(text)
    if register is None:
        return _of_a_register(found)
    if register not in BOTH:
        raise ValidationError(
            "Choisissez le répertoire de ce code, ou videz ce champ.", code="no_register"
        )
    if found.register not in (None, register):
        raise ValidationError(
            f"C’est un code {_REGISTERS[found.register or register].name} : choisissez ce "
            f"répertoire, ou tapez un code {_REGISTERS[register].name}, comme "
            f"{_examples([register])}.",
            code="register",
        )
    return registration(found.code, (register,))


def _of_a_register(found: Registration) -> Registration:
    if found.register is None:
        raise ValidationError(
            f"Dites de quel répertoire est {found} : RNCP{found} ou RS{found}.",
            code="no_register",
        )
    return found


def former_codes(text: str) -> tuple[str, ...]:
    """« RNCP34030, RS 5000 »: whole codes, each with its register, in the order given."""
    found: dict[str, None] = {}
    for piece in re.split(r"[,;\n]|\bet\b", visible(text)):
        # Spaces part codes as well as digits: the name of a register begins the next one.
        ways = piece.split() if _ADDRESS.search(piece) else re.split(r"(?i)(?=RNCP|RS)", piece)
        for one in filter(None, map(str.strip, ways)):
            found[str(_of_a_register(registration(one)))] = None
    return tuple(found)


def bloc_number(text: str) -> str:
    """« rncp38368bc1 » as RNCP38368BC01."""
    joined = _joined(visible(text))
    found = _BLOC.fullmatch(joined)
    if found and found[1] == "RS":
        raise ValidationError(
            "Une certification du Répertoire spécifique n’a pas de blocs : laissez vide, ou "
            "tapez un numéro comme RNCP38368BC01.",
            code="bloc_register",
        )
    if re.fullmatch(r"(?:BLOC|BC)*[0-9]{1,2}", joined):
        raise ValidationError(
            "Mettez le code RNCP devant le numéro du bloc : RNCP38368BC01.", code="bloc_alone"
        )
    number = f"RNCP{found[2]}BC{found[3]:>02}" if found else joined
    validate_bloc_number(number)
    return number


# Codes of trades and subjects


def rome(text: str) -> str:
    code = _bare(text, r"[A-Z][0-9]{4}", "ROME")
    validate_rome(code)
    return code


def cfd(text: str) -> str:
    code = _bare(text, r"[A-Z0-9]{3}[0-9]{3}[A-Z0-9]{2}", "CFD")
    validate_cfd(code)
    return code


def postcode(text: str) -> str:
    code = _bare(text, r"[0-9]{5}", "postal")
    validate_postcode(code)
    return code


def nsf(text: str) -> str:
    """« 312T » as 312t."""
    code = _bare(text, r"[0-9]{2,3}[A-Z]?", "NSF").lower()
    validate_nsf(code)
    return code


def formacodes(text: str) -> list[str]:
    """Between spaces or commas, « 34 566 » being one of them."""
    found: dict[str, None] = {}
    named = re.sub(r"(?i)^(?:codes?\s+)?formacodes?\s*(?:n°)?\s*:?", "", visible(text))
    for piece in re.split(r"[,;\n]+", named):
        whole = piece.split()
        if re.fullmatch(r"[0-9]{5}", "".join(whole)):
            whole = ["".join(whole)]
        for code in whole:
            _check_formacode(code)
            found[code] = None
    return list(found)


def _check_formacode(code: str) -> None:
    try:
        validate_formacodes([code])
    except ValidationError as error:
        shown = code if len(code) <= 20 else f"{code[:19]}…"
        raise ValidationError(
            f"« {shown} » n’est pas un Formacode, qui compte 5 chiffres : 34566.", code="formacode"
        ) from error


# Numbers of the centre


def uai(text: str) -> str:
    code = _bare(text, r"[0-9]{7}[A-Z]", "UAI|RNE")
    if re.fullmatch(r"[0-9]{7}", code):
        raise ValidationError(
            "Il manque la lettre qui suit les 7 chiffres : 0470974D.", code="uai_letter"
        )
    validate_uai(code)
    return code


def siret(text: str) -> str:
    code = _bare(text, r"[0-9]{14}", "SIRET|SIREN")
    if re.fullmatch(r"[0-9]{9}", code):
        raise ValidationError(
            "Ces 9 chiffres sont un SIREN : ajoutez les 5 de l’établissement.", code="siren"
        )
    validate_siret(code)
    return code


def nda(text: str) -> str:
    code = _bare(text, r"[0-9][0-9AB]{10}", "NDA")
    validate_nda(code)
    return code


#: By what checks a stored code.
SPELLINGS: Final[Mapping[Callable[..., None], Callable[[str], Any]]] = MappingProxyType(
    {
        validate_registry_code: registry_code,
        validate_former_codes: former_codes,
        validate_bloc_number: bloc_number,
        validate_rome: rome,
        validate_cfd: cfd,
        validate_postcode: postcode,
        validate_nsf: nsf,
        validate_formacodes: formacodes,
        validate_uai: uai,
        validate_siret: siret,
        validate_nda: nda,
        validate_accent: accent,
    }
)


def spelling_of(checks: Sequence[Callable[..., None]]) -> Callable[[str], Any] | None:
    """How a field is read, by what checks it: a new code field has nothing else to say."""
    return next((read for check, read in SPELLINGS.items() if check in checks), None)
