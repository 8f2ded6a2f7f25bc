"""Official identifiers of French training and how to check them.

Each function takes what is to be stored (`spellings.py` reads what a person typed) and raises
`ValidationError` with a French sentence.
Rules and sources: RNCP and ROME sheets, INSEE (SIRET, Luhn key), RAMSESE (UAI check letter).
"""

import re

from django.core.exceptions import ValidationError

from .vocabulary import Public

UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
LA_POSTE = "356000000"


def _pattern(pattern: str, message: str, code: str, value: str) -> None:
    if not re.fullmatch(pattern, value, re.ASCII):
        raise ValidationError(message, code=code)


def validate_registry_code(value: str) -> None:
    """The digits alone; which register they belong to stands beside them."""
    _pattern(
        r"\d{1,5}",
        "Un code compte 3 à 5 chiffres au RNCP, 5 au plus au Répertoire spécifique : "
        "RNCP38368, RS6289.",
        "registry_code",
        value,
    )


def validate_rncp(value: str) -> None:
    """Named by the first migration, from when there was one register."""
    _pattern(r"\d{3,5}", "Un code RNCP compte 3 à 5 chiffres : RNCP38368.", "rncp", value)


def validate_former_codes(value: object) -> None:
    """Whole codes, with their register: « RNCP34030 »."""
    if not isinstance(value, list | tuple) or not all(
        isinstance(code, str) and re.fullmatch(r"RNCP\d{3,5}|RS\d{1,5}", code, re.ASCII)
        for code in value
    ):
        raise ValidationError("Un ancien code s’écrit RNCP34030 ou RS5000.", code="former_codes")


def validate_bloc_number(value: str) -> None:
    _pattern(
        r"RNCP\d{3,5}BC\d{1,2}",
        "Le numéro officiel d’un bloc s’écrit comme RNCP38368BC01.",
        "bloc_number",
        value,
    )


def validate_rome(value: str) -> None:
    _pattern(
        r"[A-Z]\d{4}", "Un code ROME compte une majuscule et 4 chiffres : D1402.", "rome", value
    )


def validate_cfd(value: str) -> None:
    """Code formation diplôme, e.g. 32031212 for the BTS NDRC."""
    _pattern(
        r"[A-Z0-9]{3}\d{3}[A-Z0-9]{2}",
        "Un code formation diplôme (CFD) compte 8 caractères : 32031212.",
        "cfd",
        value,
    )


def validate_postcode(value: str) -> None:
    _pattern(r"\d{5}", "Un code postal compte 5 chiffres : 47000.", "postcode", value)


def validate_nsf(value: str) -> None:
    _pattern(
        r"\d{2,3}[a-z]?",
        "Un code NSF compte 2 ou 3 chiffres, suivis au plus d’une minuscule : 312t.",
        "nsf",
        value,
    )


def validate_formacodes(value: object) -> None:
    if not isinstance(value, list | tuple) or not all(
        isinstance(code, str) and re.fullmatch(r"\d{5}", code, re.ASCII) for code in value
    ):
        raise ValidationError("Un Formacode compte 5 chiffres : 34566.", code="formacode")


def validate_weekdays(value: object) -> None:
    if (
        not isinstance(value, list | tuple)
        or any(isinstance(day, bool) or not isinstance(day, int) for day in value)
        or not all(1 <= day <= 7 for day in value)
        or list(value) != sorted(set(value))
    ):
        raise ValidationError(
            "Les jours vont de 1 (lundi) à 7 (dimanche), dans l’ordre.", code="weekdays"
        )


def validate_publics(value: object) -> None:
    in_order = [one.value for one in Public if isinstance(value, list | tuple) and one in value]
    if not isinstance(value, list | tuple) or list(value) != in_order:
        raise ValidationError(
            "Les publics sont ceux de la liste, chacun une fois, dans l’ordre.", code="publics"
        )


def validate_nda(value: str) -> None:
    _pattern(
        r"(?=.{11}\Z)(?:\d|(?<=2)[AB])+",
        "Un numéro de déclaration d’activité (NDA) compte 11 caractères : "
        "des chiffres, avec 2A ou 2B pour la Corse.",
        "nda",
        value,
    )


def validate_uai(value: str) -> None:
    """Seven digits and a check letter: the digits modulo 23 (0470974D is valid)."""
    _pattern(r"\d{7}[A-Z]", "Un code UAI compte 7 chiffres et une lettre.", "uai", value)
    if value[7] != UAI_LETTERS[int(value[:7]) % 23]:
        raise ValidationError(
            "La lettre de ce code UAI ne correspond pas à ses chiffres : "
            "vérifiez qu’aucun n’est inversé.",
            code="uai_key",
        )


def validate_siret(value: str) -> None:
    """Fourteen digits with a Luhn key; La Poste's establishments sum to a multiple of 5."""
    _pattern(r"\d{14}", "Un numéro SIRET compte 14 chiffres : 356 000 000 00048.", "siret", value)
    digits = [int(digit) for digit in value]
    doubled = [digit * 2 if index % 2 == 0 else digit for index, digit in enumerate(digits)]
    luhn = sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0
    if not luhn and not (value.startswith(LA_POSTE) and sum(digits) % 5 == 0):
        raise ValidationError(
            "La clé de ce numéro SIRET est fausse : vérifiez qu’aucun chiffre n’est inversé.",
            code="siret_key",
        )
