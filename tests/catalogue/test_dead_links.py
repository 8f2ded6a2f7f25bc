"""Links that did not answer, shown to staff where they are written."""

import re
from datetime import date
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from catalogue.life import links
from catalogue.life.links import CheckedLink
from programmes.linting import lint
from programmes.models import DeadLink, Programme, TrainingCentre
from tests.factories import example_sheet

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

DAY = date(2026, 12, 1)


def read(client: Client, address: str) -> str:
    text = re.sub(r"<[^>]+>", "", unescape(client.get(address).content.decode()))
    return re.sub(r"\s+", " ", text)


def test_a_dead_link_is_told_at_each_place_that_names_it() -> None:
    sheet = example_sheet()
    address = sheet.centre.website

    found = lint(sheet, DAY, None, {address: "réponse 404, le 1er décembre 2026"})
    known = lint(sheet, DAY)

    (told,) = [one for one in found if one not in known]
    assert (told.code, told.section) == ("dead_link", "contact")
    assert "réponse 404, le 1er décembre 2026" in told.sentence
    assert address in told.sentence


def test_the_programme_shows_what_the_last_check_found(
    admin_client: Client, programme: Programme
) -> None:
    row = programme.further_studies.first()
    assert row
    row.url = "https://exemple.fr/disparu"
    row.save()
    page = reverse("admin:programmes_programme_change", args=[programme.pk])
    assert "ne répond plus" not in read(admin_client, page)

    DeadLink.objects.replace([(row.url, "réponse 404")], DAY)

    said = read(admin_client, page)
    assert said.count("Ce lien ne répond plus (réponse 404, le 1er décembre 2026)") == 2
    assert "Poursuites d’études 2 poursuites d’études 1 à vérifier" in said
    assert "5 remarques" in read(admin_client, reverse("admin:index"))


def test_a_check_replaces_the_one_before(
    monkeypatch: pytest.MonkeyPatch, programme: Programme
) -> None:
    TrainingCentre.objects.update(website="https://exemple.fr")
    DeadLink.objects.replace([("https://exemple.fr/reparu", "réponse 500")], DAY)

    def answers(urls: Any, **_: Any) -> list[CheckedLink]:
        return [
            CheckedLink(url, "réponse 404" if url == "https://exemple.fr" else "") for url in urls
        ]

    monkeypatch.setattr("catalogue.management.commands.check_links.check", answers)
    with pytest.raises(CommandError, match="L’administration les montre à leur place"):
        call_command("check_links", stdout=StringIO())
    assert list(DeadLink.objects.values_list("url", "problem")) == [
        ("https://exemple.fr", "réponse 404")
    ]

    TrainingCentre.objects.update(website="")
    call_command("check_links", stdout=StringIO())
    assert not DeadLink.objects.exists()


def test_the_longest_address_is_kept() -> None:
    address = "https://exemple.fr/" + "é" * 481

    DeadLink.objects.replace([(address, "serveur injoignable")], DAY)

    assert DeadLink.objects.get().url == address
    assert links.is_web(address)
