"""The steps of a programme's life: withdraw, archive, bring back. Each is a POST.

Those that take a page offline ask first. Publishing has a page of its own (`publish.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from catalogue.life import publishing
from catalogue.life.states import Standing

from .frame import StaffPage, Visit


def public_address(standing: Standing) -> str | None:
    """Of the page that visitors see, while there is one."""
    return reverse("programme", args=[standing.public_slug]) if standing.public_slug else None


def _withdraw(visit: Visit) -> str:
    edition = publishing.withdraw(visit.programme)
    messages.success(visit.request, "La page n’est plus en ligne. Le brouillon est intact.")
    return f"Retirée du site\u202f: édition n° {edition.number}."


def _archive(visit: Visit) -> str:
    publishing.archive(visit.programme)
    messages.success(visit.request, "La formation est archivée. Ses éditions restent lisibles.")
    return "Archivée."


def _unarchive(visit: Visit) -> str:
    publishing.unarchive(visit.programme)
    messages.success(
        visit.request,
        "La formation est désarchivée. Elle reste hors ligne jusqu’à sa prochaine publication.",
    )
    return "Désarchivée."


@dataclass(frozen=True, slots=True)
class Step:
    """`do`: takes it, tells so, and returns what the history says of it. May raise `Refused`."""

    name: str
    address: str
    do: Callable[[Visit], str]
    question: str = ""
    consequence: str = ""
    button: str = ""


STEPS = (
    Step(
        "withdraw",
        "retirer",
        _withdraw,
        "Retirer cette formation du site\u202f?",
        "Sa page et sa fiche ne seront plus accessibles\u202f; l’adresse répondra que la formation "
        "n’est plus proposée. Le brouillon et les éditions restent, et vous pourrez republier.",
        "Retirer du site",
    ),
    Step(
        "archive",
        "archiver",
        _archive,
        "Archiver cette formation\u202f?",
        "Elle quitte le site si elle y est, et la liste des formations en cours. "
        "Rien n’est supprimé\u202f: vous pourrez la désarchiver.",
        "Archiver",
    ),
    Step("unarchive", "desarchiver", _unarchive),
)


def _take(step: Step, visit: Visit) -> HttpResponse:
    if visit.acts:
        with transaction.atomic():
            visit.log(step.do(visit))
    elif step.question:
        return visit.show("confirm_step", step.question, step=step)
    return visit.leave()


PAGES = [
    StaffPage(
        f"<int:pk>/{step.address}/",
        step.name,
        partial(_take, step),
        rights=("publish",),
        takes_post=True,
    )
    for step in STEPS
]
