"""A password is long, and nobody would guess it. Nothing else is asked of it (NIST SP 800-63B).

zxcvbn estimates in how many tries somebody finds it who knows common passwords, words, names,
dates, keyboards and what people do to them. It reads English: here it is given the words of French
passwords, of the site and of the person, and the password without its disguise as well.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from programmes.models import Site, TrainingCentre
from programmes.text import fold
from programmes.typography import NARROW

SHORTEST: Final = 15
#: A hundred thousand million tries. Four random words stand 10^14 or more.
LEAST: Final = 11.0
#: What the estimator reads; nobody's password becomes easier by what follows.
_READ: Final = 72

# On every list of French passwords, or what one types when asked for fifteen characters here.
_FRENCH: Final = (
    "motdepasse mot passe motsdepasse code secret azerty azertyuiop qsdfgh qsdfghjklm wxcvbn "
    "wxcvbnazerty aqwzsx bonjour bonsoir bienvenue soleil marseille doudou loulou chouchou "
    "chocolat nicolas jetaime amour coucou camille princesse football maison famille vacances "
    "coeur chat chien cheval licorne papillon etoile liberte egalite fraternite france paris "
    "lyon toulouse bordeaux agen formation formations cfa centre apprenti apprentis "
    "apprentissage alternance alternant ecole lycee campus etudiant etudiants eleve eleves "
    "professeur prof direction directeur directrice secretariat accueil admission admissions "
    "catalogue programme site admin administrateur administration equipe compte connexion "
    "utilisateur ordinateur internet bts bac janvier fevrier mars avril mai juin juillet aout "
    "septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche "
    "printemps ete automne hiver annee rentree toutlemonde lemonde merci salut changer "
    "changemoi provisoire temporaire nouveau nouvelle correcthorsebatterystaple"
)

SHORT_MESSAGE: Final = (
    f"{SHORTEST} caractères au moins, il y en a {{length}}{NARROW}: quatre mots sans rapport "
    "entre eux se retiennent bien."
)
GUESSABLE: Final = (
    f"Ce mot de passe se devine, même écrit autrement{NARROW}: il suit des mots courants, une "
    "suite, une date, ou des mots du site ou de votre nom. Prenez quatre mots sans rapport entre "
    "eux."
)


class LongEnough:
    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < SHORTEST:
            message = SHORT_MESSAGE.format(length=len(password))
            raise ValidationError(message, code="password_too_short")

    def get_help_text(self) -> str:
        return (
            f"{SHORTEST} caractères au moins, de toute sorte{NARROW}: par exemple quatre mots sans "
            "rapport entre eux."
        )


class HardToGuess:
    def validate(self, password: str, user: Any = None) -> None:
        if len(password) >= SHORTEST and strength(password, user) < LEAST:
            raise ValidationError(GUESSABLE, code="password_guessable")

    def get_help_text(self) -> str:
        return "Ni mot de passe courant, ni suite, ni mots du site ou de votre nom."


def strength(password: str, user: Any = None) -> float:
    """How many tries, as a power of ten, in the spelling that is found first."""
    known = [*_of_person(user), *_of_site(), *_FRENCH.split()]
    spellings = {password, password.casefold(), _undisguised(password)}
    return min(_estimated(one[:_READ], known) for one in spellings if one)


def _estimated(password: str, known: list[str]) -> float:
    return float(zxcvbn(password, user_inputs=known)["guesses_log10"])


def _undisguised(password: str) -> str:
    """« M0t-dé-Passe.12345 » is « m0tdepasse12345 »; the estimator reads the zero."""
    return re.sub(r"[\s.,;:?_*/'\"()-]", "", fold(password))


def _of_person(user: Any) -> Iterator[str]:
    for name in ("username", "first_name", "last_name", "email"):
        yield from _words(getattr(user, name, ""))


def _of_site() -> Iterator[str]:
    yield from _words(urlsplit(settings.SITE_URL).hostname or "")
    for centre in TrainingCentre.objects.values_list("name", "legal_name"):
        yield from _words(" ".join(centre))
    for site in Site.objects.values_list("name", "town"):
        yield from _words(" ".join(site))


@cache
def _words(text: str) -> tuple[str, ...]:
    """Each of its words, and all of them in one."""
    words = re.findall(r"[a-z0-9]{3,}", fold(text))
    return tuple(dict.fromkeys([*words, "".join(words)])) if words else ()
