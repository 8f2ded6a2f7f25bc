"""What editions keep beside their sheet: made anew by each deploy whose rules are newer."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.life import derived, publishing
from catalogue.life.derived import derive_again
from catalogue.management.commands import prepare
from programmes.listing import VERSION, columns
from programmes.models import Edition, Programme
from tests import factories

pytestmark = pytest.mark.django_db


def made_by_older_rules(*editions: Edition, **columns: Any) -> None:
    """As they stood before the deploy: found by nothing but their titles."""
    older = {"derived_version": VERSION - 1, "search_text": "titre", "badge": "", **columns}
    pks = [edition.pk for edition in editions]
    models.QuerySet.update(Edition.objects.filter(pk__in=pks), **older)


def found(client: Client, words: str) -> bool:
    return "Aucune formation" not in client.get(f"/?q={words}").content.decode()


def test_what_was_published_before_is_found_by_the_new_rules(client: Client) -> None:
    sheet = factories.bare_sheet(
        short_title="NDRC", kind="bts", registry="rncp", registry_code="38368",
        former_codes=["RNCP34030"],
    )  # fmt: skip
    made_by_older_rules(factories.published(sheet))
    searched = ["34030", "RNCP34030", "38368", "brevet de technicien"]
    assert not any(found(client, words) for words in searched)

    assert derive_again() == 1

    assert all(found(client, words) for words in searched)


def test_each_column_is_that_of_the_sheet_and_the_sheet_stays() -> None:
    edition = factories.published()
    before = Edition.objects.values().get()
    made_by_older_rules(
        edition, funding="", sites="", length="", is_work_study=False, registry="", level=None,
        pass_rate=None, dated_until=None, registered_until=None, starts={},
    )  # fmt: skip
    assert Edition.objects.values().get() != before

    derive_again()

    assert Edition.objects.values().get() == before
    after = Edition.objects.get()
    assert {name: getattr(after, name) for name in columns(factories.example_sheet())} == columns(
        factories.example_sheet()
    )


def test_past_and_withdrawn_editions_follow_too() -> None:
    programme = factories.ProgrammeFactory.create()
    first = publishing.publish(programme, None)
    Programme.objects.update(lead="Autrement.")
    second = publishing.publish(programme, None)
    publishing.withdraw(programme)
    made_by_older_rules(first, second)

    assert derive_again() == 2

    assert set(Edition.objects.values_list("derived_version", flat=True)) == {VERSION}


def test_a_snapshot_of_before_the_deploy_follows_when_it_is_published(client: Client) -> None:
    programme = factories.ProgrammeFactory.create(
        short_title="Titre", kind="bts", registry="rncp", registry_code="38368"
    )
    snapshot = publishing.snapshot(programme, None)
    assert snapshot
    made_by_older_rules(snapshot)
    assert derive_again() == 0

    edition = publishing.publish(programme, None)

    assert edition.pk == snapshot.pk
    assert edition.badge == "Diplôme d’État"
    assert found(client, "38368")


def test_it_does_nothing_twice(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made_by_older_rules(factories.published())

    assert derive_again() == 1
    with django_assert_num_queries(1):
        assert derive_again() == 0


def test_as_many_as_there_are_batch_after_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derived, "BATCH", 2)
    made_by_older_rules(*factories.published_in_numbers(5))

    assert derive_again() == 5
    assert set(Edition.objects.values_list("derived_version", flat=True)) == {VERSION}


def test_no_page_in_memory_outlives_what_it_was_made_from(client: Client) -> None:
    """The page, its cards and its filters, and the copy that the visitor's browser keeps."""
    sheet = factories.bare_sheet(short_title="NDRC", kind="bts", level=5)
    edition = factories.published(sheet)
    made_by_older_rules(edition, level=None)
    before = client.get("/")
    assert "Diplôme d’État" not in before.content.decode()

    derive_again()

    after = client.get("/", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "Diplôme d’État" in after.content.decode()
    assert "5 (bac" in after.content.decode()


def test_the_state_of_the_catalogue_is_read_from_an_index() -> None:
    """Asked for with each list, so it must not read each edition."""
    factories.published_in_numbers(20)
    asked = Edition.objects.current().order_by("derived_version").values("derived_version")[:1]

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # 20 rows are read whole unless it may not
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "edition_current_derived" in asked.explain()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """`prepare` with this step alone."""
    monkeypatch.setattr(prepare, "call_command", lambda *_names, **_options: None)
    monkeypatch.setattr(prepare.Command, "_collect_static_files", lambda _self: None)
    return StringIO()


def test_preparing_a_deploy_runs_it_and_says_so(alone: StringIO) -> None:
    made_by_older_rules(*factories.published_in_numbers(2))

    call_command("prepare", stdout=alone)
    call_command("prepare", stdout=alone)

    assert alone.getvalue().splitlines() == [
        "2\u00a0éditions publiées mises aux règles d’aujourd’hui pour les cartes et la recherche."
    ]
