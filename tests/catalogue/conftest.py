"""Imports wait until the settings are there, which is after this file is read."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from programmes.models import Programme


@pytest.fixture
def programme(db: None) -> "Programme":
    """The seed's one programme, online as it was published."""
    from catalogue.seeding import seed
    from programmes.models import Programme

    seed()
    return Programme.objects.get()


@pytest.fixture
def page(programme: "Programme") -> str:
    """The address where staff edit it."""
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
