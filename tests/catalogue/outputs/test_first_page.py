"""The first page alone: who it is for, who pays, results, start, week, whom to reach, the code.

A counsellor hands out that one page, for years: it says the same whatever day it is drawn on.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pikepdf
import pypdfium2
import pytest
import time_machine
from django.db import transaction
from django.test import Client
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from catalogue import wording
from catalogue.life.seeding import seed, seed_examples
from catalogue.outputs.pdf.data import paper_data
from programmes import sheet as sheets
from programmes.phones import dialled
from programmes.sheet import Sheet
from tests import factories
from tests.catalogue.outputs.papers import (
    ADDRESS,
    PAGE_URL,
    elements,
    opened,
    pages,
    paper,
    squares_drawn,
    squares_of,
    twice,
)
from tests.environment import ROOT
from tests.seeded import SEED_DAY

TODAY: Final = SEED_DAY.date()
# How many each may take; before, the same.
MOST_PAGES: Final = {
    "bts-ndrc": 3, "bts-mco": 3, "bac-pro-mcv": 3, "cap-epc": 3, "tp-ntc": 3, "cqp-vente": 3,
    "bachelor-rdc": 2, "but-tc": 2, "tosa-excel": 2, "reseaux-sociaux": 2,
}  # fmt: skip

pytestmark = pytest.mark.django_db  # so that there is one to read the examples from


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Sheet]:
    """The seed and the examples, by their address."""
    with django_db_blocker.unblock(), time_machine.travel(SEED_DAY):
        return {**_sheets(seed_examples), **_sheets(lambda: [seed()])}


def _sheets(make: Any) -> dict[str, Sheet]:
    with transaction.atomic():
        editions = make()
        transaction.set_rollback(True)
    return {edition.slug: sheets.load(edition.sheet) for edition in editions}


@pytest.fixture(params=MOST_PAGES)
def sheet(request: pytest.FixtureRequest, published: dict[str, Sheet]) -> Sheet:
    return published[request.param]


def first_page(pdf: bytes) -> str:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return unbroken(document[0].get_textpage().get_text_range())


def unbroken(text: str) -> str:
    """Without spaces and hyphens: lines end elsewhere on paper."""
    return re.sub(r"[\s\-\u00ad\u200b\u0002\ufffe\u202f]+", "", text)


def links_of_first_page(pdf: bytes) -> list[str]:
    return [
        str(note.A.URI)
        for note in opened(pdf).pages[0].get("/Annots", [])
        if "/A" in note and "/URI" in note.A
    ]


def figures_of_first_page(pdf: bytes) -> list[str]:
    """What is said of its drawings."""
    first = opened(pdf).pages[0].objgen
    return [alt for alt, page in _figures(opened(pdf).Root.StructTreeRoot.K) if page == first]


def _figures(node: Any, page: Any = None) -> Iterator[tuple[str, Any]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _figures(child, page)
    elif isinstance(node, pikepdf.Dictionary):
        page = node.Pg.objgen if "/Pg" in node else page
        if node.get("/S") == "/Figure":
            yield str(node.get("/Alt", "")), page or _page_below(node)
        if "/K" in node:
            yield from _figures(node.K, page)


def _page_below(node: Any) -> Any:
    kids = node.get("/K")
    for one in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(one, pikepdf.Dictionary) and "/Pg" in one:
            return one.Pg.objgen
    return None


def lacking(sheet: Sheet, pdf: bytes, day: date) -> list[str]:
    """What the first page should say and does not."""
    said, led = first_page(pdf), links_of_first_page(pdf)
    expected = [
        part
        for answer in wording.answers_on_paper(sheet, day)
        for part in (
            answer.question,
            *([answer.lead, answer.text, answer.unsaid] if answer.is_known else [answer.absent]),
        )
    ]
    there = wording.reach(sheet)
    expected += [there.phone, there.email, there.website.partition("://")[2].rstrip("/")]
    found = [one for one in expected if unbroken(one).lower() not in said.lower()]
    addresses = [ADDRESS, there.website, f"mailto:{there.email}" if there.email else ""]
    addresses += [f"tel:{dialled(there.phone)}"] if there.phone else []
    found += [one for one in addresses if one and one not in led]
    if not any(alt.startswith("Code QR") for alt in figures_of_first_page(pdf)):
        found.append("the code")
    return found


def test_it_holds_the_answers_the_contact_and_the_code(sheet: Sheet) -> None:
    made = paper(sheet, published_on=TODAY)

    assert lacking(sheet, made, TODAY) == []
    assert pages(made) <= MOST_PAGES[sheet.slug]
    # The code is there once.
    assert sum(one.alt.startswith("Code QR") for one in elements(made)) == 1


def test_it_names_the_places_where_one_goes(published: dict[str, Sheet]) -> None:
    said = first_page(paper(published["tp-ntc"], published_on=TODAY))

    assert unbroken("12 quai de l’Exemple, 00000 Rive-Haute") in said
    assert unbroken("4 place du Modèle, 00000 Rive-Basse") in said


@pytest.mark.parametrize("long", ["everything twice", "titles"])
def test_it_holds_them_whatever_is_long(long: str) -> None:
    example = factories.example_sheet()
    words = "Conduire la relation avec les clients " * 8
    sheet = (
        twice(example)
        if long == "everything twice"
        else example.model_copy(update={"full_title": words[:250], "lead": words[:300]})
    )

    assert lacking(sheet, paper(sheet, published_on=TODAY), TODAY) == []


def test_where_nobody_is_known_it_says_so_once() -> None:
    said = paper_data(
        factories.bare_sheet(), number=1, published_on=TODAY, address=ADDRESS, page_url=PAGE_URL
    )

    (row,) = said["contact"]
    assert [one["text"] for one in row["runs"]] == ["non communiqué"]


def test_many_places_are_counted_not_listed() -> None:
    centre = factories.example_sheet().centre.model_dump()
    centre["sites"] = [factories.site(f"Campus {number}", "") for number in range(9)]

    rows = paper_data(
        factories.bare_sheet(centre=centre),
        number=1, published_on=TODAY, address=ADDRESS, page_url=PAGE_URL,
    )["contact"]  # fmt: skip

    assert rows[-1]["runs"][0]["text"].replace("\u00a0", " ") == "et 5 autres lieux"


def test_a_draft_has_no_code() -> None:
    sheet = factories.example_sheet()
    made = paper(sheet, number=0, published_on=TODAY)

    assert figures_of_first_page(made) != []
    assert not any(alt.startswith("Code QR") for alt in figures_of_first_page(made))
    assert ADDRESS not in links_of_first_page(made)


# Whatever the day


def test_the_code_can_be_read(published: dict[str, Sheet]) -> None:
    """Its modules as they are drawn: dark ones dark, light ones light."""
    made = paper(published["bts-ndrc"], published_on=TODAY)

    assert squares_drawn(made) == squares_of(ADDRESS)


def test_the_same_edition_is_the_same_file_on_every_day(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    """Nothing may differ: neither the bytes nor the name they are kept by depend on today."""
    with time_machine.travel(SEED_DAY):
        (edition, *_) = [one for one in seed_examples() if one.slug == "tp-ntc"]
    address = f"/formations/{edition.slug}/fiche.pdf"
    drawn = set()
    for number, day in enumerate(_DAYS):
        # Nothing kept: it is made anew.
        settings.DATA_DIR = tmp_path / str(number)
        with time_machine.travel(datetime.combine(day, time(12), ZoneInfo("Europe/Paris"))):
            answer = client.get(address)
        assert answer.status_code == 200
        assert len(list((tmp_path / str(number)).rglob("*.pdf"))) == 1
        drawn.add((answer.content, answer["ETag"]))
    assert len(drawn) == 1


# Before the first application, on its last day, begun, all over, its price and register long past.
_DAYS: Final = (
    date(2026, 11, 24), date(2027, 1, 16), date(2027, 9, 21), date(2028, 2, 29), date(2029, 12, 31),
)  # fmt: skip


def test_the_layout_asks_no_clock() -> None:
    folder = ROOT / "catalogue/outputs/pdf"
    layout = "".join(file.read_text() for file in sorted(folder.glob("*.typ")))

    assert "datetime.today" not in layout
    # The day of the edition is the one in the file, too.
    assert "timestamp" in (folder / "worker.py").read_text()
