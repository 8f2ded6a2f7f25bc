"""Every day from 2026 to 2029, over all examples: what a date makes false is not said any more.

No page, card or list promises what is past, none needs a publication to stay true, and paper says
only what stays true for ever. Sheets are read without the texts of people, so that what is judged
is ours.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from catalogue.life.seeding import EXAMPLES, seed_examples
from catalogue.outputs.pdf.data import paper_data
from catalogue.views import public
from catalogue.views.programme_page import article_of, page_around
from programmes import sheet as sheets
from programmes.sheet import Intake, Sheet
from programmes.typography import capitalized, long_date
from programmes.vocabulary import IntakeState
from tests.catalogue.page_text import plain
from tests.catalogue.test_sessions import days_in, unsound
from tests.catalogue.test_words_of_kinds import in_order, on_card
from tests.kinds import neutral
from tests.seeded import SEED_DAY

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 1, 1), date(2029, 12, 31)
NAMES: Final = tuple(
    file.removeprefix("exemples/")
    for file in EXAMPLES
    if file not in {"exemples/centre", "fields_of_study", "funding_schemes"}
)


@pytest.fixture(scope="module")
def examples(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Sheet]:
    with django_db_blocker.unblock(), transaction.atomic():
        editions = seed_examples()
        transaction.set_rollback(True)
    return {edition.slug: sheets.load(edition.sheet) for edition in editions}


@pytest.fixture(params=NAMES)
def sheet(request: pytest.FixtureRequest, examples: dict[str, Sheet]) -> Sheet:
    return neutral(examples[request.param])


_STORED: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def turns(sheet: Sheet) -> list[date]:
    """The days on which something may become another: those that a sheet names, whatever for, and
    the day after each; beside them the first of each year and of each school year."""
    named = {date.fromisoformat(one) for one in _STORED.findall(str(sheets.dump(sheet)))}
    after = {day + timedelta(1) for day in named}
    begun = {date(year, month, 1) for year in range(2026, 2030) for month in (1, 9)}
    return sorted(day for day in named | after | begun | {LAST} if FIRST <= day <= LAST)


# On a page and a card


# What is told as gone by, right before its day; all else that has a day is to come.
_GONE: Final = re.compile(r"(commencée? le|derni(?:ère|er)\b[^.]{0,9}(?: :| le)|terminé le) $")
# Of a text and of a price: days of which nothing depends.
_OF_ITS_OWN: Final = re.compile(
    r"(mise à jour le|publiée le|enregistrée le|date du tarif|état au) $"
)


def untrue(said: str, today: date) -> list[str]:
    """The days that are promised and past, or told as past and to come, with what is around."""
    found = []
    for day, before in days_with_their_words(said):
        is_told_as_gone = bool(_GONE.search(before))
        is_true = day < today if is_told_as_gone else day >= today
        if not is_true and not _OF_ITS_OWN.search(before):
            found.append(f"{today}: {before}{long_date(day)}")
    return found


def days_with_their_words(said: str) -> Iterator[tuple[date, str]]:
    at = 0
    for one in re.finditer(r"\b\d\d?(?:er)? [a-zéû]+ \d{4}\b", said):
        if days := days_in(one.group()):
            yield days[0], said[max(at, one.start() - 50) : one.start()]
            at = one.end()


_OPEN: Final = {IntakeState.OPEN, IntakeState.LAST_PLACES, IntakeState.WAITING_LIST}


def takes(one: Intake, today: date) -> bool:
    """As the rule says it, apart from the code that is judged."""
    return one.state in _OPEN and all(
        end is None or today <= end for end in (one.applications_close_on, one.ends_on)
    )


def expected(sheet: Sheet, today: date) -> dict[date, Intake]:
    return {
        one.starts_on: one
        for one in sheet.intakes
        if today <= one.starts_on or (one.applications_close_on and takes(one, today))
    }


def sessions_listed(html: str) -> list[str]:
    """The lines of the list, in words."""
    listed = re.search(r'<ul class="intakes">(.*?)</ul>', html, re.DOTALL)
    return [in_order(plain(line)) for line in listed[1].split("<li>")[1:]] if listed else []


def wrong_sessions(sheet: Sheet, html: str, today: date) -> list[str]:
    """Lines that should not be there, those that lack, and those that say another state."""
    lines = {days_in(line)[0]: line for line in sessions_listed(html)}
    on_offer = expected(sheet, today)
    found = [f"{today}: {day}" for day in lines.keys() ^ on_offer.keys()]
    for day, one in on_offer.items():
        line, opens = lines.get(day, ""), one.applications_open_on
        is_open = takes(one, today) and (opens is None or opens <= today)
        is_plain = one.state is IntakeState.OPEN and today <= day
        says_open, says_closed = ("candidatures " + end in line for end in ("ouvertes", "closes"))
        is_closed = one.state is not IntakeState.FULL and not takes(one, today)
        if says_open is not (is_open and is_plain) or says_closed is not is_closed:
            found.append(f"{today}: {line}")
    return found


def html_on(sheet: Sheet, today: date, published_on: date) -> str:
    return page_around(article_of(sheet, number=1, published_on=published_on, today=today))


_STATES: Final = re.compile(
    "ouvert|complet|closes|dernières places|liste d’attente|à venir|aujourd’hui|prochain|actuel"
)


def undated_in_print(html: str, start: str, today: date) -> list[str]:
    """What a printed page says of its day alone, without saying of which day it is."""
    answer = re.search(rf"<dt>{start}</dt>(.*?)</div>", html, re.DOTALL)
    assert answer, start
    heading = re.search(r"<h3>((?:(?!<h3>).)*)</h3>\s*<ul class=.intakes", html, re.DOTALL)
    said = [in_order(plain(one[1])) for one in (answer, heading) if one]
    return [f"{today}: {one}" for one in said if _STATES.search(one) and as_of(today) not in one]


def as_of(day: date) -> str:
    return f"(état au {in_order(long_date(day))})"


def wrong_on(sheet: Sheet, today: date) -> list[str]:
    html = html_on(sheet, today, FIRST)
    said = in_order(plain(html))
    start = capitalized(sheet.profile.start.text)
    return [
        *untrue(said, today),
        *untrue(in_order(plain(on_card(sheet, today))), today),
        *wrong_sessions(sheet, html, today),
        *(undated_in_print(html, start, today) if sheet.intakes else []),
        *unsound(sheet, today),
    ]


def test_no_page_and_no_card_promises_what_is_past(sheet: Sheet) -> None:
    days = turns(sheet)

    assert len(days) > 10
    assert [said for day in days for said in wrong_on(sheet, day)] == []


_OF_THE_EDITION: Final = re.compile(r"(mise à jour le|publiée le|état au) \d\S* \S+ \d{4}")


def settled(html: str) -> str:
    """Without the days that are those of the edition, and that of which print says it is."""
    return _OF_THE_EDITION.sub(r"\1 …", in_order(plain(html)))


def test_nothing_needs_a_publication_to_stay_true(sheet: Sheet) -> None:
    """What was published long ago reads as what is published that day, and nothing turns but on a
    day that the sheet names."""
    days = turns(sheet)

    for day, following in zip(days, [*days[1:], LAST], strict=True):
        said = settled(html_on(sheet, day, FIRST))
        assert said == settled(html_on(sheet, day, day)), day
        assert said == settled(html_on(sheet, max(day, following - timedelta(1)), FIRST)), day


def test_what_is_served_turns_with_the_day(client: Client) -> None:
    """Page and catalogue, kept in memory, day after day and with nothing published."""
    with time_machine.travel(SEED_DAY):
        editions = {one: turns(sheets.load(one.sheet)) for one in seed_examples()}
    public.forget()
    seen: dict[str, set[str]] = {"/": set()}
    for day in sorted({day for days in editions.values() for day in days}):
        if day < SEED_DAY.date():
            continue
        with time_machine.travel(datetime.combine(day, time(12), ZoneInfo("Europe/Paris"))):
            cards = served(client, "/")
            assert untrue(cards, day) == []
            seen["/"].add(cards)
            for edition in (one for one, days in editions.items() if day in days):
                page = served(client, f"/formations/{edition.slug}/")
                assert page == settled(public.render(edition, day)), (edition.slug, day)
                seen.setdefault(edition.slug, set()).add(page)
    assert len(seen["/"]) > len(editions)
    assert all(len(pages) > 1 for pages in seen.values())


def served(client: Client, address: str) -> str:
    return settled(client.get(address).content.decode())


# On paper


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from leaves(one)
    elif isinstance(value, str):
        yield in_order(value)


def test_paper_says_only_what_stays_true_for_ever(sheet: Sheet) -> None:
    for day in turns(sheet):
        said = paper_data(
            sheet, number=1, published_on=day, address="https://a.fr/e/", page_url="https://a.fr/"
        )
        passing = [one for one in leaves(said) if _STATES.search(one) and as_of(day) not in one]
        assert passing == [], day
