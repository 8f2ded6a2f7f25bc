"""Addresses of pages, as people type them and as browsers may follow them."""

import re
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from .text import legible

#: The fields that hold one, whatever row they stand in.
FIELDS: Final = frozenset({"url", "website", "inserjeunes_url"})

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+-]*:(?!\d)", re.IGNORECASE)
_OF_THE_WEB: Final = re.compile("https?://", re.IGNORECASE)
_is_address: Final = URLValidator(schemes=["http", "https"])


def completed(typed: str) -> str:
    """« exemple.fr/page » as https://exemple.fr/page; an address that has its scheme as it is."""
    if not typed or _SCHEME.match(typed):
        return typed
    return f"https://{typed.lstrip('/')}"


def validate_web_address(address: str) -> None:
    if not _OF_THE_WEB.match(address):
        raise ValidationError("Une adresse commence par https:// ou http://.", code="scheme")
    _is_address(address)


def followed(address: str) -> str:
    """The address if a browser may go there, else nothing: a sheet may come from anywhere."""
    address = legible(address)
    return address if _OF_THE_WEB.match(address) else ""


def host(address: str) -> str:
    """« francecompetences.fr »: where a link goes, for people."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
