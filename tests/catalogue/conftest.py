"""Imports wait until the settings are there, which is after this file is read."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

if TYPE_CHECKING:
    from django.test import Client

    from programmes.models import Programme


@pytest.fixture
def seed_day() -> Iterator[datetime]:
    """The test takes place on the seed's own day."""
    from tests.seeded import SEED_DAY

    with time_machine.travel(SEED_DAY):
        yield SEED_DAY


@pytest.fixture
def programme(db: None, seed_day: datetime) -> "Programme":
    """The seed's one programme, online as it was published. What ages in it has not aged yet."""
    from programmes.models import Programme
    from tests.seeded import seeded

    seeded()
    return Programme.objects.get()


@pytest.fixture
def page(programme: "Programme", few_notes: None) -> str:
    """The address where staff edit it, with few of its notes."""
    from django.urls import reverse

    return reverse("admin:programmes_programme_change", args=[programme.pk])


@pytest.fixture
def other(db: None) -> "Client":
    """Somebody else at work at the same time."""
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client()
    client.force_login(
        User.objects.create_superuser("camille", first_name="Camille", last_name="Durand")
    )
    return client


@pytest.fixture
def few_notes(programme: "Programme") -> None:
    """The 43 notes of the seed are a third of the fields of its page, and no part of its sheet."""
    kept = programme.review_notes.values_list("pk", flat=True)[:2]
    programme.review_notes.exclude(pk__in=list(kept)).delete()
