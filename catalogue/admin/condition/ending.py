"""What ends on a day: the centres' Qualiopi certificates, the registrations of what is online."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from catalogue.admin.dashboard import Row
from catalogue.life.states import State
from programmes.sheet import Sheet
from programmes.typography import NARROW, long_date

from .facts import Fact, Judgement

#: An audit is asked for months ahead; so is a new registration.
SOON: Final = timedelta(days=120)


def facts(rows: Iterable[Row]) -> Iterator[Fact]:
    """As the drafts have it: what is corrected there and not published stands in what waits."""
    today = timezone.localdate()
    online = [one for one in rows if one.standing.state in (State.ONLINE, State.MODIFIED)]
    read = [(row, row.checks.sheet) for row in online if row.checks.sheet]
    yield from _certificates(read, today)
    yield from _registrations(read, today)
    if settings.SITE_URL.startswith("https"):
        yield Fact(
            "Certificat TLS de l’adresse",
            "Le serveur placé devant le site le porte\u202f: sa fin ne se voit pas d’ici.",
            Judgement.UNKNOWN,
            "Regardez-la sur la machine.",
            "certbot certificates",
        )


def _certificates(read: list[tuple[Row, Sheet]], today: date) -> Iterator[Fact]:
    centres = {row.programme.centre_id: sheet.centre for row, sheet in read}
    for key, centre in centres.items():
        name, address = (
            f"Certificat Qualiopi, {centre.name}",
            reverse("admin:programmes_trainingcentre_change", args=[key]),
        )
        ends = centre.qualiopi_expires_on
        if ends is None:
            said, todo = (
                "Son échéance n’est pas renseignée.",
                "Renseignez-la sur la page du centre.",
            )
            yield Fact(name, said, Judgement.LOOK, todo, address=address)
        else:
            yield _ends(name, ends, today, "Renouvelez-le, puis corrigez son échéance.", address)


def _registrations(read: list[tuple[Row, Sheet]], today: date) -> Iterator[Fact]:
    """Only those that end: a catalogue has tens of others."""
    dated = [(row, sheet.registration_ends_on) for row, sheet in read if sheet.registration_ends_on]
    if not dated:
        return
    near = [(row, ends) for row, ends in dated if ends - today <= SOON]
    for row, ends in sorted(near, key=lambda one: one[1]):
        yield _ends(
            f"Enregistrement, {row.programme.short_title}",
            ends,
            today,
            "Cherchez ce qui le remplace au répertoire, puis corrigez la formation.",
            reverse("admin:programmes_programme_change", args=[row.programme.pk]),
        )
    if not near:
        first = min(ends for _, ends in dated)
        said = f"Le premier prend fin le {long_date(first)}."
        yield Fact("Enregistrements des certifications", said, Judgement.GOOD)


def _ends(name: str, ends: date, today: date, todo: str, address: str) -> Fact:
    if ends < today:
        said = f"A pris fin le {long_date(ends)}."
        return Fact(name, said, Judgement.ACT, todo, address=address)
    said = f"Prend fin le {long_date(ends)}."
    if ends - today <= SOON:
        days = (ends - today).days
        left = f"dans {days} jours" if days > 1 else ("demain" if days else "aujourd’hui")
        said = f"{said.removesuffix('.')}{NARROW}: {left}."
        return Fact(name, said, Judgement.LOOK, todo, address=address)
    return Fact(name, said, Judgement.GOOD)
