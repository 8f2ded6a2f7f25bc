"""Two texts that differ by their line ends alone are one text, wherever texts meet.

Browsers send CRLF, files hold LF or CRLF, very old ones a lone CR; a draft may hold any of them.
"""

import json
import re
from random import Random
from typing import Any

import pytest
from django.db import models
from django.test import Client, RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from admissions.models import Exemption, FundingOption, FundingScheme, Requirement
from catalogue.admin.kit import fields
from catalogue.admin.life.transfer import Target, rehearsed
from catalogue.admin.together.merging import Shown, Typed, merge
from catalogue.life import publishing, reading
from catalogue.life.draft import read_sheet, write_sheet
from catalogue.life.states import State, standings
from catalogue.life.transfer import file as importing
from programmes import sheet as sheets
from programmes.comparison import compare
from programmes.models import (
    Bloc,
    Edition,
    ExamUnit,
    FurtherStudy,
    KeyFigure,
    Objective,
    Occupation,
    Programme,
    Site,
    TrainingCentre,
)
from programmes.sheet import Sheet
from tests.catalogue.admin_page import form_of, html_of, save
from tests.catalogue.test_admin_transfer import Anybody
from tests.catalogue.test_draft import undone
from tests.strategies import any_sheet, texts

TABLES: list[type[models.Model]] = [
    Programme, TrainingCentre, Site, Bloc, Objective, ExamUnit, Occupation, FurtherStudy,
    KeyFigure, Requirement, Exemption, FundingOption, FundingScheme,
]  # fmt: skip
# By these a file finds the rows that all programmes share; a form lets no line end into them.
NAMES = {(TrainingCentre, "name"), (Site, "name")}

randoms = st.randoms(use_true_random=False)
paragraphs = st.lists(texts(40), min_size=2, max_size=5).map("\n".join)


def otherwise(value: Any, random: Random) -> Any:
    """A JSON value with each run of line ends written in one of the three ways."""
    if isinstance(value, str):
        ends = ("\n", "\r\n", "\r")
        return re.sub("\n+", lambda run: random.choice(ends) * len(run[0]), value)
    if isinstance(value, list):
        return [otherwise(one, random) for one in value]
    if isinstance(value, dict):
        return {name: otherwise(one, random) for name, one in value.items()}
    return value


def store_otherwise(random: Random) -> None:
    """Every text of the draft tables, as some browser may have sent it to an earlier site."""
    for table in TABLES:
        for row in table._default_manager.all():
            for field in table._meta.concrete_fields:
                text = getattr(row, field.name) if not field.is_relation else None
                if isinstance(text, str) and (table, field.name) not in NAMES:
                    text = otherwise(text, random)
                    limit = getattr(field, "max_length", None)
                    if limit is None or len(text) <= limit:
                        setattr(row, field.name, text)
            row.save()


# Sheets, drafts, files


@given(any_sheet(), randoms)
def test_sheets_that_differ_by_line_ends_are_one_sheet(sheet: Sheet, random: Random) -> None:
    other = sheets.load(otherwise(sheets.dump(sheet), random))

    assert other == sheet
    assert sheets.fingerprint(other) == sheets.fingerprint(sheet)
    assert not compare(sheet, other)


@pytest.mark.django_db
@given(any_sheet(), randoms)
@settings(max_examples=settings().max_examples // 2)
def test_a_file_and_a_draft_that_differ_by_line_ends_say_the_same(
    sheet: Sheet, random: Random
) -> None:
    request = RequestFactory().get("/")
    request.user = Anybody()  # type: ignore[assignment]
    with undone():
        programme = Programme()
        write_sheet(sheet, programme)
        edition = publishing.publish(programme, None)
        store_otherwise(random)
        file = json.dumps(otherwise(sheets.dump(sheet), random)).encode()

        rehearsal = rehearsed(request, Target(programme), importing.sheet_in(file))

        assert rehearsal.before == rehearsal.after == sheet
        assert (rehearsal.received.differences, rehearsal.received.made) == ([], [])
        # And where the file does say something else: of what all programmes share, nothing.
        assert write_sheet(importing.sheet_in(file), programme) == []
        assert publishing.snapshot(programme, None) is None
        assert read_sheet(programme.pk) == sheet
        assert list(Edition.objects.values_list("pk", "sheet")) == [(edition.pk, edition.sheet)]


@pytest.mark.django_db
def test_what_browsers_once_sent_makes_no_programme_modified(programme: Programme) -> None:
    Programme.objects.update(presentation="Un\n\nDeux")
    edition = publishing.publish(programme, None)

    for kept in ("Un\r\n\r\nDeux", "Un\r\rDeux"):
        Programme.objects.update(presentation=kept)
        drafts = reading.of_all(Programme.objects.all())
        assert standings(drafts)[programme.pk].state is State.ONLINE
        with pytest.raises(reading.Refused, match="rien n’a changé"):
            publishing.publish(programme, None)
    assert Edition.objects.get(current=True).sheet == edition.sheet


# Forms


@pytest.mark.parametrize(
    "field", [fields.TextField(), fields.TextField(strip=False), fields.URLField()]
)
@given(text=paragraphs, random=randoms)
def test_a_form_knows_a_text_again_whatever_its_line_ends(
    field: Any, text: str, random: Random
) -> None:
    text = f"https://exemple.fr/{text}" if isinstance(field, fields.URLField) else text
    shown = field.to_python(text)

    assert field.to_python(otherwise(shown, random)) == shown
    assert not field.has_changed(otherwise(shown, random), otherwise(shown, random))
    assert field.has_changed(f"{shown}!", otherwise(shown, random))


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("kept", ["Un\r\rDeux", "Un\r\n\r\nDeux", "Un\n\nDeux"])
def test_saving_a_page_as_it_was_shown_changes_nothing(
    admin_client: Client, programme: Programme, page: str, kept: str
) -> None:
    Programme.objects.update(presentation=kept)
    publishing.snapshot(programme, None)

    assert save(admin_client, page).status_code == 302

    assert "Rien n’a changé." in html_of(admin_client.get(page))  # type: ignore[arg-type]
    programme.refresh_from_db()
    # As it will be compared, printed and counted from now on.
    assert programme.presentation == "Un\n\nDeux"
    assert programme.editions.count() == 2


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_a_line_end_counts_for_one_character_as_it_does_in_the_browser(
    admin_client: Client, programme: Programme, page: str
) -> None:
    longest = "a\r\n" * 2499 + "ab"  # 5,000 characters, as one counts them and as the page does

    assert save(admin_client, page, {"presentation": longest}).status_code == 302
    programme.refresh_from_db()
    assert programme.presentation == longest.replace("\r\n", "\n")
    assert save(admin_client, page, {"presentation": f"{longest}c"}).status_code == 200


# Two people at once


@given(paragraphs, randoms)
def test_nobody_has_changed_a_text_that_differs_by_line_ends(text: str, random: Random) -> None:
    def written() -> list[str]:
        return [otherwise(text, random)]

    base, now = Shown(fields={"lead": written()}), Shown(fields={"lead": written()})

    assert base.says_the_same(now)
    assert merge(base, Typed(fields={"lead": written()}), now, {}).differences == []


@pytest.mark.parametrize("kept", ["Un\r\rDeux", "Un\r\n\r\nDeux", "Un\n\nDeux"])
@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_of_two_versions_the_words_are_marked_and_not_the_line_ends(
    admin_client: Client, programme: Programme, page: str, kept: str
) -> None:
    shown = form_of(admin_client, page)
    Programme.objects.update(presentation=f"{kept} ou quatre")

    response = admin_client.post(
        page, {**shown, "presentation": "Un\r\n\r\nDeux ou trois", "_continue": "1"}
    )

    assert response.status_code == 409
    html = html_of(response)  # type: ignore[arg-type]
    assert re.findall(r"<mark>([^<]*)</mark>", html) == ["trois", "quatre"]
