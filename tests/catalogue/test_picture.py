"""The picture of a programme: what it says, that any sheet makes one, and how it is served."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoAssertNumQueries, Settings

from catalogue.life import publishing
from catalogue.outputs.picture import card as pictures
from catalogue.outputs.picture.card import picture, words
from catalogue.outputs.picture.drawing import PictureFailed
from catalogue.outputs.picture.worker import png
from catalogue.server import caching
from catalogue.views import picture as view
from programmes.sheet import Sheet
from tests import factories
from tests.strategies import any_sheet

ADDRESS = "/formations/bts-ndrc/image.png"
PNG = b"\x89PNG\r\n\x1a\n"


def size(content: bytes) -> tuple[int, int]:
    assert content.startswith(PNG)
    assert content.endswith(b"IEND\xaeB`\x82")  # whole
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def test_the_picture_says_title_three_figures_and_centre() -> None:
    said = words(factories.example_sheet(**factories.ONE_WEEK))

    assert said["acronym"] == "BTS NDRC"
    assert said["title"].replace("\u00a0", " ").startswith("Négociation et digitalisation")
    assert said["kind"] == "Diplôme d’État"
    assert said["centre"]
    assert [figure["value"] for figure in said["figures"]] == [
        "1\u202f350\u202fh",
        "2\u00a0ans",
        "2\u00a0jours",
    ]


def test_unknown_figures_are_left_out() -> None:
    said = words(factories.bare_sheet(hours=70))

    assert [figure["label"] for figure in said["figures"]] == ["durée de la formation"]
    assert said["kind"] == ""


def test_without_a_full_title_the_short_one_is_the_title() -> None:
    said = words(factories.bare_sheet(short_title="CAP Pâtissier", full_title=""))

    assert (said["acronym"], said["title"]) == ("", "CAP\u00a0Pâtissier")


def test_little_words_go_with_what_follows_unless_they_would_fill_a_line() -> None:
    bound = words(factories.bare_sheet(full_title="Digitalisation de la relation client"))
    chained = words(factories.bare_sheet(full_title="un à un et de là en là si ce ne se dit"))

    assert bound["title"] == "Digitalisation de\u00a0la\u00a0relation client"
    assert "\u00a0" not in chained["title"]


def test_the_picture_has_the_size_that_networks_ask_for_and_is_the_same_each_time() -> None:
    sheet = factories.example_sheet()

    assert size(picture(sheet)) == (pictures.WIDTH, pictures.HEIGHT) == (1200, 630)
    assert picture(sheet) == picture(sheet)


@pytest.mark.parametrize(
    "changes",
    [
        {"full_title": "L'école & Co <b>\nsuite #set page() $x$ \\ // @a"},
        {"full_title": "W" * 255, "short_title": "W" * 60},
        {"full_title": "a " * 127, "short_title": "\n"},
        {"full_title": "😀", "short_title": "漢字"},
        {"full_title": "—" * 255},
        {"hours": 2147483647, "length": 32767, "capacity": 2147483647},
        {"hours": None, "training_days": None, "length": None, "length_unit": None,
         "training_weekdays": (), "capacity": None, "kind": ""},
    ],
    ids=["hostile", "wide", "short words", "no glyph", "dashes", "huge", "nothing known"],
)  # fmt: skip
def test_any_title_and_figures_make_a_picture(changes: dict[str, object]) -> None:
    assert size(picture(factories.example_sheet(**changes))) == (1200, 630)


@hypothesis_settings(max_examples=15)
@given(any_sheet())
def test_any_sheet_makes_a_picture(sheet: Sheet) -> None:
    assert size(png("picture", words(sheet))) == (1200, 630)


def test_a_fault_of_the_compiler_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "words", lambda sheet: {"title": "no other word"})

    with pytest.raises(PictureFailed, match="TypstError"):
        picture(factories.bare_sheet())


def test_a_compiler_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/absent")

    with pytest.raises(PictureFailed, match="FileNotFoundError"):
        picture(factories.bare_sheet())


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> list[str]:
    """The titles for which a picture was asked; a stand-in draws them."""
    titles: list[str] = []

    def draw(sheet: Sheet, *_: Any) -> bytes:
        titles.append(sheet.full_title)
        return PNG + sheet.full_title.encode()

    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(view, "picture", draw)
    return titles


@pytest.mark.django_db
def test_the_picture_of_a_programme_is_drawn_once(
    client: Client, drawn: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = factories.published()

    with django_assert_num_queries(2):
        first = client.get(ADDRESS)
    with django_assert_num_queries(1):
        second = client.get(ADDRESS)

    assert first.content == second.content == PNG + edition.full_title.encode()
    assert len(drawn) == 1
    assert first["Content-Type"] == "image/png"
    assert first["Content-Length"] == str(len(first.content))
    assert first["Cache-Control"] == caching.PUBLIC
    assert not first.cookies


@pytest.mark.django_db
def test_other_sites_may_show_it(client: Client, drawn: list[str]) -> None:
    factories.published()

    assert client.get(ADDRESS)["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.django_db
def test_a_picture_one_has_is_not_sent_again_until_something_changes(
    client: Client, drawn: list[str], settings: Settings
) -> None:
    factories.published()
    first = client.get(ADDRESS)
    known = {"if-none-match": first["ETag"]}

    again = client.get(ADDRESS, headers=known)

    assert again.status_code == 304
    assert again["Cache-Control"] == caching.PUBLIC
    assert again["ETag"] == first["ETag"]
    settings.RELEASE = "suivante"
    assert client.get(ADDRESS, headers=known).status_code == 200


@pytest.mark.django_db
def test_publishing_changes_the_picture(client: Client, drawn: list[str]) -> None:
    programme = factories.ProgrammeFactory.create(slug="bts-ndrc", full_title="Avant")
    publishing.publish(programme, None)
    before = client.get(ADDRESS)
    programme.full_title = "Après"
    programme.save()
    publishing.publish(programme, None)

    after = client.get(ADDRESS, headers={"if-none-match": before["ETag"]})

    assert after.content == PNG + "Après".encode()


@pytest.mark.django_db
def test_head_says_as_much_without_the_picture(client: Client, drawn: list[str]) -> None:
    factories.published()

    full, head = client.get(ADDRESS), client.head(ADDRESS)

    assert head.content == b""
    assert head.headers == full.headers


@pytest.mark.django_db
def test_an_old_address_leads_to_the_new_picture(client: Client, drawn: list[str]) -> None:
    programme = factories.ProgrammeFactory.create(slug="ancienne")
    publishing.publish(programme, None)
    programme.slug = "nouvelle"
    programme.save()
    publishing.publish(programme, None)

    response = client.get("/formations/ancienne/image.png")

    assert response.status_code == 301
    assert response["Location"] == "/formations/nouvelle/image.png"


@pytest.mark.django_db
def test_a_withdrawn_programme_has_no_picture_any_more(client: Client, drawn: list[str]) -> None:
    programme = factories.ProgrammeFactory.create(slug="retiree")
    publishing.publish(programme, None)
    publishing.withdraw(programme)

    assert client.get("/formations/retiree/image.png").status_code == 410
    assert client.get("/formations/jamais/image.png").status_code == 404
    assert client.post("/formations/retiree/image.png").status_code == 405
    assert drawn == []


@pytest.mark.django_db
def test_a_picture_that_cannot_be_made_is_no_broken_page(
    client: Client, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.published()
    monkeypatch.setattr(view, "picture", raising(PictureFailed("panne")))

    response = client.get(ADDRESS)

    assert response.status_code == 503
    assert response["Cache-Control"] == caching.PRIVATE
    assert response.content.decode() == "Image momentanément indisponible.\n"


def raising(fault: Exception) -> Callable[..., bytes]:
    def draw(sheet: Sheet, *_: Any) -> bytes:
        raise fault

    return draw
