"""A draft is read once per request, and what is done is what was read."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.life import publishing
from programmes import sheet as sheets
from programmes.models import Edition, PreviewLink, Programme, TrainingCentre

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

Readings = Counter[int]
READ = re.compile(r'name="read"[^>]* value="([^"]+)"')


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> Readings:
    """How often each programme's draft was made a sheet of, by its key."""
    counted: Readings = Counter()
    read = sheets.read

    def counting(programme: Programme) -> sheets.Sheet:
        counted[programme.pk] += 1
        return read(programme)

    monkeypatch.setattr(sheets, "read", counting)
    return counted


@pytest.fixture
def modified(programme: Programme) -> Programme:
    """Online, with a draft that says something else and lacks nothing indispensable."""
    Programme.objects.update(capacity=24, access_delay="un mois")
    publishing.snapshot(programme, None)
    return programme


def page(name: str, programme: Programme, *more: int) -> str:
    return reverse(f"admin:programmes_programme_{name}", args=[programme.pk, *more])


def list_of_programmes(_: Programme) -> str:
    return reverse("admin:programmes_programme_changelist")


def first_page(_: Programme) -> str:
    return reverse("admin:index")


def compared_with_itself(programme: Programme) -> str:
    return f"{page('compare', programme)}?de=brouillon&a=brouillon"


def an_edition(programme: Programme) -> str:
    return reverse("admin:programmes_edition_read", args=[Edition.objects.get(number=1).pk])


def proof_of_a_draft(programme: Programme) -> str:
    publishing.withdraw(programme)
    return page("proof", programme)


def shared(programme: Programme) -> str:
    colleague = User.objects.create_user("collegue")
    return reverse("preview", args=[PreviewLink.objects.make(programme, colleague)[1]])


PAGES: Mapping[str, Callable[[Programme], str]] = {
    **{
        name: lambda programme, name=name: page(name, programme)  # type: ignore[misc]
        for name in ("change", "publish", "compare", "preview", "preview_pdf", "editions", "export")
    },
    "list": list_of_programmes,
    "dashboard": first_page,
    "compare, the draft with itself": compared_with_itself,
    "an edition": an_edition,
    "proof": proof_of_a_draft,
    "shared preview": shared,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_each_draft_once(
    admin_client: Client, modified: Programme, readings: Readings, name: str
) -> None:
    address = PAGES[name](modified)
    readings.clear()

    assert admin_client.get(address).status_code == 200

    assert readings == {modified.pk: 1}


def test_the_first_page_reads_each_of_its_programmes_once(
    admin_client: Client, modified: Programme, readings: Readings
) -> None:
    publishing.publish(publishing.duplicate(modified, "copie", None), None)
    TrainingCentre.objects.update(phone="05 53 00 00 00")
    keys = Programme.objects.values_list("pk", flat=True)
    readings.clear()

    assert admin_client.get(reverse("admin:index")).status_code == 200

    assert readings == dict.fromkeys(keys, 1)


def asked(client: Client, address: str) -> str:
    """The mark of what the page shows."""
    found = READ.search(client.get(address).content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize("mark", ["as it was read", "of before"])
def test_publishing_reads_the_draft_once_and_publishes_that(
    admin_client: Client, modified: Programme, readings: Readings, mark: str
) -> None:
    address = page("publish", modified)
    read = asked(admin_client, address)
    if mark == "of before":
        Programme.objects.update(capacity=23)
    readings.clear()

    answer = admin_client.post(address, {"read": read})

    assert answer.status_code == (302 if mark == "as it was read" else 200)
    assert readings == {modified.pk: 1}


def test_republishing_reads_each_draft_once(
    admin_client: Client, modified: Programme, readings: Readings
) -> None:
    TrainingCentre.objects.update(phone="05 53 00 00 00")
    address = reverse("admin:programmes_programme_republish")
    readings.clear()
    html = admin_client.get(address).content.decode()
    assert readings == {modified.pk: 1}
    (mark,) = re.findall(r'name="read"[^>]* value="([^"]+)"', html)
    readings.clear()

    admin_client.post(address, {"read": mark})

    assert Edition.objects.current().get().number == 2
    assert readings == {modified.pk: 1}


def test_restoring_reads_the_draft_before_and_after_and_no_more(
    admin_client: Client, modified: Programme, readings: Readings
) -> None:
    address = page("restore", modified, Edition.objects.get(number=1).pk)
    readings.clear()
    mark = asked(admin_client, address)
    assert readings == {modified.pk: 2}
    readings.clear()

    admin_client.post(address, {"read": mark})

    assert readings == {modified.pk: 2}
    assert Programme.objects.get().capacity == 25


def test_the_draft_is_read_inside_the_lock(
    admin_client: Client, modified: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves just before publishing is alone with the programme: nothing goes online."""
    address = page("publish", modified)
    mark = asked(admin_client, address)
    lock = publishing.lock

    def after_a_save(*keys: int, **others: Any) -> list[Programme]:
        Programme.objects.update(lead="D’une collègue")
        return lock(*keys, **others)

    monkeypatch.setattr(publishing, "lock", after_a_save)
    answer = admin_client.post(address, {"read": mark})

    assert "la formation a changé entre-temps" in answer.content.decode()
    assert Edition.objects.current().get().number == 1


def cost(act: Callable[[], HttpResponse]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_publishing_costs_no_second_reading(admin_client: Client, modified: Programme) -> None:
    """A reading is 19 queries: there were 36 to ask and 72 to publish with two and three."""
    address = page("publish", modified)
    read = asked(admin_client, address)

    assert cost(lambda: admin_client.get(address)) <= 30  # type: ignore[arg-type, return-value]
    assert cost(lambda: admin_client.post(address, {"read": read})) <= 50  # type: ignore[arg-type, return-value]
    assert Edition.objects.current().get().number == 2
