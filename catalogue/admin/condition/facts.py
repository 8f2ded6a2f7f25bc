"""A fact, how it is judged, and what to do about it."""

from dataclasses import dataclass

from django.db.models import TextChoices


class Judgement(TextChoices):
    GOOD = "good", "bon"
    LOOK = "look", "à voir"
    ACT = "act", "à faire"
    UNKNOWN = "unknown", "non mesuré"


@dataclass(frozen=True, slots=True)
class Fact:
    """`todo`: nothing where nothing is to be done; `command`: what to type, on the machine;
    `address`: the page of the admin where it is done."""

    name: str
    said: str
    judgement: Judgement
    todo: str = ""
    command: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    anchor: str
    facts: tuple[Fact, ...]
