"""Several people at once: each gets one number or is told why not, and nothing breaks.

Real threads with real connections, on whatever database the suite runs on.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import count, pairwise
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from catalogue.life import publishing
from catalogue.life.draft import read_sheet, write_sheet
from catalogue.life.reading import Refused
from programmes import sheet as sheets
from programmes.models import Edition, Occupation, Programme, Site, TrainingCentre
from tests.catalogue.admin_page import form_of
from tests.factories import ProgrammeFactory, example_sheet

pytestmark = pytest.mark.django_db(transaction=True)

# Nobody waits for ever: a deadlock fails the test instead of hanging the suite.
PATIENCE = 30


@pytest.fixture
def programme() -> Programme:
    draft = Programme()
    write_sheet(example_sheet(), draft)
    return draft


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Runs each task in a thread of its own, released together; a result or an exception each."""
    start = threading.Barrier(len(tasks))
    results: list[Any] = [None] * len(tasks)

    def run(index: int, task: Callable[[], Any]) -> None:
        try:
            connections["default"].ensure_connection()
            start.wait(PATIENCE)
            results[index] = task()
        except Exception as error:
            results[index] = error
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(index, task), daemon=True)
        for index, task in enumerate(tasks)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return results


def unexpected(results: Sequence[Any]) -> list[Any]:
    """Anything but an edition, nothing to do, or a refusal in words."""
    return [
        result
        for result in results
        if isinstance(result, Exception) and not isinstance(result, Refused)
    ]


def numbers(programme: Programme) -> list[int]:
    editions = programme.editions.published().order_by("number")
    return [number for number in editions.values_list("number", flat=True) if number is not None]


def test_two_publishers_at_once_get_one_number_each_or_are_told(programme: Programme) -> None:
    for round_ in range(1, 11):
        Programme.objects.filter(pk=programme.pk).update(lead=f"Accroche {round_}")

        results = at_once(*[lambda: publishing.publish(programme, None)] * 2)

        assert unexpected(results) == []
        published = [result for result in results if isinstance(result, Edition)]
        refused = [str(result) for result in results if isinstance(result, Refused)]
        assert [edition.number for edition in published] == [round_]
        assert len(refused) == 1
        assert f"n° {round_} est déjà en ligne" in refused[0]
        assert Edition.objects.current().get().number == round_
        assert numbers(programme) == list(range(1, round_ + 1))


def test_two_publishers_of_two_changes_get_a_number_each(programme: Programme) -> None:
    def change_and_publish(lead: str) -> Callable[[], Edition]:
        def task() -> Edition:
            Programme.objects.filter(pk=programme.pk).update(lead=lead)
            return publishing.publish(programme, None)

        return task

    for round_ in range(10):
        results = at_once(*[change_and_publish(f"{round_} {who}") for who in "ab"])

        assert unexpected(results) == []
        assert Edition.objects.current().count() == 1
    given = numbers(programme)
    assert given == list(range(1, len(given) + 1))
    assert 10 <= len(given) <= 20
    assert Edition.objects.current().get().number == given[-1]


def test_the_same_save_twice_makes_one_edition(programme: Programme) -> None:
    for round_ in range(1, 6):
        Programme.objects.filter(pk=programme.pk).update(lead=f"Accroche {round_}")

        results = at_once(*[lambda: publishing.snapshot(programme, None)] * 4)

        assert unexpected(results) == []
        assert len([result for result in results if result is not None]) == 1
        assert programme.editions.count() == round_


def test_of_two_programmes_wanting_one_address_one_gets_it(programme: Programme) -> None:
    other = publishing.duplicate(programme, "autre", None)
    for round_ in range(10):
        wanted = f"adresse-{round_}"
        Programme.objects.filter(pk__in=[programme.pk, other.pk]).update(slug=wanted)

        results = at_once(
            lambda: publishing.publish(programme, None), lambda: publishing.publish(other, None)
        )

        assert unexpected(results) == []
        assert sum(isinstance(result, Edition) for result in results) == 1
        (told,) = (str(result) for result in results if isinstance(result, Refused))
        assert f"«\u202f{wanted}\u202f» est celle d’une autre formation" in told
        assert Edition.objects.current().filter(slug=wanted).count() == 1


def test_publishing_and_withdrawing_at_once_end_in_order(programme: Programme) -> None:
    publishing.publish(programme, None)
    for round_ in range(10):
        Programme.objects.filter(pk=programme.pk).update(lead=f"Accroche {round_}")

        results = at_once(
            lambda: publishing.publish(programme, None),
            lambda: publishing.withdraw(programme),
            lambda: publishing.snapshot(programme, None),
        )

        assert unexpected(results) == []
        assert Edition.objects.current().count() <= 1
        assert not Edition.objects.current().exclude(withdrawn_at=None).exists()
    given = numbers(programme)
    assert given == list(range(1, len(given) + 1))


def test_an_archived_programme_is_never_left_online(programme: Programme) -> None:
    for round_ in range(10):
        publishing.unarchive(programme)
        Programme.objects.filter(pk=programme.pk).update(lead=f"Accroche {round_}")

        results = at_once(
            lambda: publishing.publish(programme, None), lambda: publishing.archive(programme)
        )

        assert unexpected(results) == []
        assert Programme.objects.get(pk=programme.pk).is_archived
        assert not Edition.objects.current().exists()


def test_a_publication_never_shows_half_of_a_change_of_the_centre(programme: Programme) -> None:
    Site.objects.create(centre=programme.centre, name="Annexe", access="avant", order=1)
    TrainingCentre.objects.update(opening_hours="avant")
    is_reading, is_saved = threading.Event(), threading.Event()

    def between_centre_and_sites(execute: Any, sql: str, *rest: Any) -> Any:
        if 'FROM "programmes_site"' in sql:
            is_reading.set()
            is_saved.wait(1)
        return execute(sql, *rest)

    def publish() -> Edition:
        with connections["default"].execute_wrapper(between_centre_and_sites):
            return publishing.publish(programme, None)

    def save_the_centre() -> None:
        assert is_reading.wait(PATIENCE)
        with transaction.atomic():
            TrainingCentre.objects.select_for_update().get()  # as the centre's page does
            TrainingCentre.objects.update(opening_hours="après")
            Site.objects.update(access="après")
        is_saved.set()

    results = at_once(publish, save_the_centre)

    assert unexpected(results) == []
    centre = Edition.objects.current().get().sheet["centre"]
    annexe = next(site for site in centre["sites"] if site["name"] == "Annexe")
    assert {centre["opening_hours"], annexe["access"]} == {"avant"}
    assert TrainingCentre.objects.get().opening_hours == "après"


def test_two_restores_at_once_leave_one_whole_draft(programme: Programme) -> None:
    first = publishing.publish(programme, None)
    Programme.objects.filter(pk=programme.pk).update(lead="Autre")
    programme.blocs.all().delete()
    second = publishing.publish(programme, None)
    wanted = {first.fingerprint, second.fingerprint}
    for _ in range(5):
        results = at_once(
            lambda: publishing.restore(first, None),
            lambda: publishing.restore(second, None),
            lambda: publishing.snapshot(programme, None),
        )

        assert unexpected(results) == []
        assert sheets.fingerprint(read_sheet(programme.pk)) in wanted
        assert set(programme.editions.values_list("fingerprint", flat=True)) == wanted


# Eight people


class Shift:
    """Ten seconds of work; more on a machine too busy to have let everybody work by then."""

    def __init__(self, *wanted: str) -> None:
        self.wanted = wanted
        self.done: Counter[str] = Counter()
        self._tally = threading.Lock()
        self._began = time.monotonic()

    def everybody_worked(self) -> bool:
        return all(self.done[outcome] for outcome in self.wanted)

    def is_over(self) -> bool:
        passed = time.monotonic() - self._began
        return passed > PATIENCE - 10 or (passed > 10 and self.everybody_worked())

    def repeat(self, step: Callable[[int], str]) -> Callable[[], None]:
        """Turn after turn; the step says what came of it."""

        def task() -> None:
            for turn in count(1):
                if self.is_over():
                    return
                try:
                    outcome = step(turn)
                except Refused:
                    outcome = "refused"
                with self._tally:
                    self.done[outcome] += 1
                # People breathe: SQLite lets one who never does starve all the others.
                time.sleep(0.3)

        return task


class Editor:
    """Opens a page, types a word in a field of its own, and saves.

    Every other turn, also at the end of a text that somebody else adds to. Each word is typed
    once, so one that was saved and is no longer there was lost.
    """

    def __init__(self, name: str, page: str, own: str, shared: str) -> None:
        self.name = name
        self.user = User.objects.create_superuser(name)
        self.client = Client()
        self.client.force_login(self.user)
        self.page, self.own, self.shared = page, own, shared
        self.saves = 0
        self.last = ""
        self.added: list[str] = []

    def edit(self, turn: int) -> str:
        word = f"{self.name}{turn}"
        fields = form_of(self.client, self.page)
        typed = {self.own: word}
        if turn % 2:
            typed[self.shared] = f"{fields[self.shared][0]} {word}"
        answer = self.client.post(self.page, {**fields, **typed, "_continue": "1"})
        if answer.status_code == 409:
            return "asked to choose"
        assert answer.status_code == 302, answer
        self.saves += 1
        self.last = word
        if turn % 2:
            self.added.append(word)
        return f"{self.name} saved"

    def assert_nothing_lost(self, programme: Programme) -> None:
        fields = form_of(self.client, self.page)
        assert fields[self.own] == [self.last]
        words = fields[self.shared][0].split()
        assert [word for word in words if word.startswith(self.name)] == self.added
        assert programme.editions.filter(author=self.user).count() == self.saves


@pytest.mark.long
@pytest.mark.ignore_template_errors
def test_eight_people_working_for_ten_seconds_lose_nothing() -> None:
    """No lock error, no word lost, no number twice, one edition online for whoever reads."""
    # A small programme: its pages are made fast, so that much happens in the time.
    programme = ProgrammeFactory.create(exam=True)
    Occupation.objects.create(programme=programme, title="Métier")
    bloc = programme.blocs.get()
    publishing.publish(programme, None)
    other = publishing.duplicate(programme, "autre", None)
    publishing.publish(other, None)
    programme_page = reverse("admin:programmes_programme_change", args=[programme.pk])
    bloc_page = reverse("admin:programmes_bloc_change", args=[bloc.pk])
    editors = [
        Editor("anne", programme_page, "rhythm", "means"),
        Editor("basile", programme_page, "occupations-0-title", "means"),
        # An exam unit names the bloc: with a half-read new title, no sheet could be made.
        Editor("chloe", bloc_page, "title", "introduction"),
        Editor("denis", bloc_page, "objectives-0-text", "introduction"),
    ]

    def publish(_: int) -> str:
        publishing.publish(programme, None)
        return "published"

    def publish_other(turn: int) -> str:
        Programme.objects.filter(pk=other.pk).update(lead=f"Accroche {turn}")
        publishing.publish(other, None)
        return "other published"

    def read(_: int) -> str:
        current = list(Edition.objects.current().order_by("slug"))
        assert [edition.slug for edition in current] == ["autre", programme.slug]
        assert sheets.load(current[1].sheet).slug == programme.slug
        return "read"

    people = [*[editor.edit for editor in editors], publish, publish, publish, publish_other]
    visitors = [read, read]
    saves = [f"{editor.name} saved" for editor in editors]
    shift = Shift(*saves, "asked to choose", "published", "other published", "read")
    results = at_once(*[shift.repeat(step) for step in [*people, *visitors]])

    assert [result for result in results if result is not None] == []
    assert shift.everybody_worked(), shift.done
    for editor in editors:
        editor.assert_nothing_lost(programme)
    given = numbers(programme)
    assert given == list(range(1, shift.done["published"] + 2))
    assert programme.editions.current().get().number == given[-1]
    assert other.editions.current().get().number == shift.done["other published"] + 1
    fingerprints = list(programme.editions.order_by("pk").values_list("fingerprint", flat=True))
    repeated = [one for one, next_ in pairwise(fingerprints) if one == next_]
    assert repeated == [], "an edition that changes nothing was kept"


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("way", ["close", "delete"])
def test_two_superusers_who_remove_one_another_at_once_leave_one(way: str) -> None:
    for round_ in range(4):
        User.objects.all().delete()
        people = [User.objects.create_superuser(f"{name}{round_}") for name in "ab"]

        def remove(who: User, whom: User) -> Callable[[], Any]:
            client = Client()
            client.force_login(who)
            page = reverse("admin:auth_user_change", args=[whom.pk])
            if way == "delete":
                return lambda: client.post(page.replace("change", "delete"), {"post": "yes"})
            sent = {**form_of(client, page)}
            del sent["is_active"]
            return lambda: client.post(page, sent)

        results = at_once(remove(*people), remove(*reversed(people)))

        assert [result for result in results if isinstance(result, Exception)] == []
        assert User.objects.filter(is_active=True, is_superuser=True).count() == 1
