"""A copy brings what was chosen, and no stranger's facts."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from catalogue.life import publishing, reading
from catalogue.life.copying import ALWAYS_KEPT, PIECES, choices, copied
from catalogue.life.seeding import seed_examples
from programmes.kinds import Kind, profile_of
from programmes.models import Programme
from programmes.sheet import Sheet
from tests.catalogue.outputs.papers import paper, text
from tests.catalogue.page_text import plain
from tests.factories import example_sheet
from tests.strategies import any_sheet

NAMES = [piece.name for piece in PIECES]
# The brochure names nobody.
TICKED = [piece.name for piece in PIECES if piece.starts_kept and piece.name != "contact"]


def test_every_field_is_in_one_piece_or_always_kept() -> None:
    whole = [path for piece in PIECES for path in piece.fields if "." not in path]

    assert sorted([*whole, *ALWAYS_KEPT]) == sorted(Sheet.model_fields)


def test_a_piece_within_another_names_fields_of_its_rows() -> None:
    inner = [path.split(".") for piece in PIECES for path in piece.fields if "." in path]

    assert {rows for rows, _ in inner} == {"funding_options"}
    for rows, name in inner:
        assert all(name in type(row).model_fields for row in getattr(example_sheet(), rows))


@given(any_sheet(), st.sets(st.sampled_from(NAMES)))
def test_a_copy_has_what_is_kept_and_nothing_else(sheet: Sheet, kept: set[str]) -> None:
    made = copied(sheet, kept)

    for piece in PIECES:
        if piece.name not in kept:
            assert [path for path in piece.fields if made.states(path)] == []
    for piece in PIECES:
        if piece.name in kept - {"funding", "prices", "exam", "exemptions"}:
            assert all(getattr(made, name) == getattr(sheet, name) for name in piece.fields)
    assert {name for name in ALWAYS_KEPT if getattr(made, name) != getattr(sheet, name)} == set()


@given(any_sheet())
def test_a_copy_of_everything_is_the_same(sheet: Sheet) -> None:
    assert copied(sheet, NAMES) == sheet


def test_units_without_their_blocs_name_none() -> None:
    made = copied(example_sheet(), {"exam", "exemptions"})

    assert made.exam_units
    assert {unit.blocs for unit in made.exam_units} == {()}
    assert all(row.blocs == () for row in made.exemptions)


def test_only_what_the_original_says_is_offered_in_the_words_of_its_kind() -> None:
    bare = example_sheet(exemptions=[], kind="titre_pro")

    offered = dict(choices(bare))
    assert "exemptions" not in offered
    assert offered["blocs"] == "Objectifs et CCP"
    assert offered["exam"] == profile_of(Kind.TITRE_PRO).titles["exam"]


# On the page


@pytest.fixture
def page(programme: Programme) -> str:
    return reverse("admin:programmes_programme_duplicate", args=[programme.pk])


def ticked(html: str) -> list[str]:
    boxes = re.findall(r'<input type="checkbox" name="kept" value="(\w+)"[^>]*?( checked)?>', html)
    return [name for name, is_checked in boxes if is_checked]


ASKED = {"short_title": "BTS MCO", "full_title": "Management commercial", "slug": "bts-mco"}


@pytest.mark.django_db
def test_codes_dates_results_sessions_and_prices_start_empty(
    admin_client: Client, page: str
) -> None:
    assert ticked(admin_client.get(page).content.decode()) == TICKED
    everything = ticked(admin_client.get(f"{page}?garder=tout").content.decode())
    assert set(everything) == set(NAMES) - {"intakes", "contact", "documents"}, (
        "the brochure has none of them"
    )


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_a_bts_made_of_another_holds_no_fact_of_it(admin_client: Client, page: str) -> None:
    admin_client.post(page, {**ASKED, "kept": TICKED})

    copy = Programme.objects.get(slug="bts-mco")
    publishing.publish(copy, None)
    sheet = reading.of(copy.pk).sheet
    assert sheet is not None
    outputs = {
        "page": plain(admin_client.get("/formations/bts-mco/").content.decode()),
        "paper": plain(text(paper(sheet, published_on=date(2026, 11, 30)))),
        "card": plain(card_of(admin_client.get("/").content.decode(), "bts-mco")),
    }
    assert all("Management commercial" in said for said in outputs.values())
    for fact in (
        "38368", "34030", "32031212", "1 350", "169", "92,9", "78,6", "U4", "D1402", "8 417",
        "31 décembre 2028", "négociation-vente", "25 personnes", "NDRC", "2 jours",
    ):  # fmt: skip
        assert [name for name, said in outputs.items() if fact in said] == [], fact
    assert copy.funding_options.exists()


def card_of(catalogue: str, slug: str) -> str:
    """Its own among those of the catalogue: from its link to the end of its article."""
    before, link, after = catalogue.partition(f'href="/formations/{slug}/')
    opening = before.rpartition("<article")
    return "".join((*opening[1:], link, after.partition("</article>")[0]))


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_a_text_that_still_names_the_original_is_told(admin_client: Client, page: str) -> None:
    admin_client.post(page, {**ASKED, "kept": ["presentation"]})

    copy = Programme.objects.get(slug="bts-mco")
    change = reverse("admin:programmes_programme_change", args=[copy.pk])
    assert "nomme une autre formation du catalogue" in admin_client.get(change).content.decode()


@pytest.mark.django_db
def test_what_was_ticked_stays_beside_an_error(admin_client: Client, page: str) -> None:
    html = admin_client.post(page, {**ASKED, "slug": "bts-ndrc", "kept": ["exam"]}).content.decode()
    assert ticked(html) == ["exam"]

    unknown = admin_client.post(page, {**ASKED, "kept": ["nimporte"]})
    assert unknown.status_code == 200
    assert 'id="id_kept_error"' in unknown.content.decode()
    assert Programme.objects.count() == 1


@pytest.mark.django_db
def test_the_examples_name_no_stranger() -> None:
    seed_examples()
    from catalogue.admin.life.checks import checks_now

    for programme in Programme.objects.all():
        remarks = checks_now(reading.of(programme.pk)).remarks
        assert [one.remark.place for one in remarks if one.remark.code == "stranger"] == []
