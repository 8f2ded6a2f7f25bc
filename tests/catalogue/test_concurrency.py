"""Several people at once: each gets one number or is told why not, and nothing breaks.

Real threads with real connections, on whatever database the suite runs on.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pytest
from django.db import connections, transaction

from catalogue import publishing
from catalogue.draft import read_sheet, write_sheet
from catalogue.publishing import Refused
from programmes import sheet as sheets
from programmes.models import Edition, ExamPaper, Programme
from tests.environment import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

# Nobody waits for ever: a deadlock fails the test instead of hanging the suite.
PATIENCE = 30


@pytest.fixture
def programme() -> Programme:
    kept = ROOT / "tests" / "programmes" / "first_generation_sheet.json"
    draft = Programme()
    write_sheet(sheets.load(json.loads(kept.read_text(encoding="utf-8"))), draft)
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
        refused = [str(result) for result in results if isinstance(result, Refused)]
        assert [f"« {wanted} » est celle d’une autre formation" in text for text in refused] == [
            True
        ]
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


def test_eight_people_working_for_three_seconds_break_nothing(programme: Programme) -> None:
    """Edits, saves, publications, reads: no lock error, no number twice, one edition online."""
    publishing.publish(programme, None)
    other = publishing.duplicate(programme, "autre", None)
    publishing.publish(other, None)
    papers = list(ExamPaper.objects.filter(unit__programme=programme).values_list("pk", flat=True))
    blocs = list(programme.blocs.values_list("pk", flat=True))
    began = time.monotonic()
    done: Counter[str] = Counter()
    tally = threading.Lock()

    def is_over() -> bool:
        """Three seconds, and more on a machine too busy to have let everybody work by then."""
        passed = time.monotonic() - began
        everybody_worked = min(done["edit"], done["publish"], done["read"]) >= 3
        return passed > PATIENCE - 10 or (passed > 3 and everybody_worked)

    def repeat(name: str, step: Callable[[int], Any]) -> Callable[[], None]:
        def task() -> None:
            turn = 0
            while not is_over():
                turn += 1
                try:
                    step(turn)
                    outcome = name
                except Refused:
                    outcome = f"{name} refused"
                with tally:
                    done[outcome] += 1
                # People breathe: SQLite lets one who never does starve all the others.
                time.sleep(0.02)

        return task

    def edit(who: int) -> Callable[[int], None]:
        def step(turn: int) -> None:
            with transaction.atomic():
                # Whoever edits a draft first locks its programme, as publishing does.
                draft = Programme.objects.select_for_update().get(pk=programme.pk)
                draft.lead = f"{who} {turn}"
                draft.save()
                paper = ExamPaper.objects.get(pk=papers[turn % len(papers)])
                paper.coefficient += 1 if paper.coefficient < 500 else -400
                paper.save()
                # A half-read rename would be a unit that assesses an unknown bloc.
                draft.blocs.filter(pk=blocs[turn % len(blocs)]).update(title=f"{who} {turn}")
                publishing.snapshot(draft, None)

        return step

    def read(_: int) -> None:
        current = list(Edition.objects.current().order_by("slug"))
        assert [edition.slug for edition in current] == ["autre", "bts-ndrc"]
        assert sheets.load(current[1].sheet).slug == "bts-ndrc"

    results = at_once(
        repeat("edit", edit(1)),
        repeat("edit", edit(2)),
        repeat("snapshot", lambda _: publishing.snapshot(programme, None)),
        repeat("publish", lambda _: publishing.publish(programme, None)),
        repeat("publish", lambda _: publishing.publish(programme, None)),
        repeat("publish other", lambda _: publishing.publish(other, None)),
        repeat("read", read),
        repeat("read", read),
    )

    assert [result for result in results if result is not None] == []
    assert min(done["edit"], done["publish"], done["read"]) >= 3, done
    given = numbers(programme)
    assert given == list(range(1, len(given) + 1))
    assert len(given) == done["publish"] + 1
    assert programme.editions.current().get().number == given[-1]
    assert other.editions.current().get().number == 1
    fingerprints = list(programme.editions.order_by("pk").values_list("fingerprint", flat=True))
    repeated = [one for one, next_ in pairwise(fingerprints) if one == next_]
    assert repeated == [], "an edition that changes nothing was kept"
