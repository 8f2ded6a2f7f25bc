"""Each mention that a page lacks is, for staff, a link to the field that says it.

The link hangs on the field's name, never on a word of the page.
"""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from django.template.loaders.filesystem import Loader
from django.test import Client
from django.urls import reverse
from hypothesis import given
from pydantic import BaseModel
from pytest_django import Settings

from catalogue import wording
from catalogue.admin.life.places import gap_address
from catalogue.views.gaps import Gaps
from catalogue.views.programme_page import article_of, page_around
from catalogue.wording import award, entry, facts
from programmes.models import Programme, TrainingCentre
from programmes.sheet import Sheet
from tests.catalogue.test_programme_page import TODAY
from tests.environment import ROOT
from tests.factories import example_sheet
from tests.strategies import any_sheet

LINK = re.compile(
    r'<a class="gap" id="manque-(\d+)" href="([^"]*)">(.*?)'
    r'<span class="vh"> \(compléter\)</span></a>'
)
# A field that a template names, in `row` or `missing`.
NAMED = re.compile(r'\{% (?:row|missing)[^%]*? field="([^"]+)"')
# The templates that a programme's page is made of, with what they call themselves.
OURS = sorted(
    file
    for folder in ("programmes", "components")
    for file in (ROOT / "templates" / folder).rglob("*.html")
)


def html_of(sheet: Sheet, gaps: Gaps | None = None) -> str:
    article = article_of(sheet, number=3, published_on=TODAY, today=TODAY, gaps=gaps)
    return page_around(article, gaps=gaps)


def fields_named() -> set[str]:
    """Every field of the sheet that the page can say is missing."""
    in_templates = {path for file in OURS for path in NAMED.findall(file.read_text())}
    bare = example_sheet(
        training_weekdays=("1",), hours=None, training_days=None, length=None, length_unit=None
    )
    said = (*wording.summary(bare, TODAY), *wording.certification(bare))
    said_first = {answer.field for answer in wording.answers(bare, TODAY)}
    # Of another kind, without figures, and of a note that says nothing.
    said_first |= {"rhythm", "key_figures", "start_notes"}
    in_facts = {fact.field for fact in (*said, *wording.admission(bare, TODAY))} | said_first
    in_facts |= {field for _, field in wording.figures_unsaid(bare)}
    in_facts |= {f"key_figures.{name}" for name in ("year", "n", "source")}
    return in_templates | in_facts | {f"centre.{name}" for name in wording.IDENTITY}


def parts(path: str) -> Iterator[Any]:
    """The annotation of each step of a path in the sheet. Raises KeyError for no field."""
    model: Any = Sheet
    for name in path.split("."):
        annotation = model.model_fields[name].annotation
        yield annotation
        model = next((one for one in (annotation, *get_args(annotation)) if _is_part(one)), None)


def _is_part(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def test_every_field_that_the_page_names_is_one_of_the_sheet() -> None:
    fields = fields_named()

    assert len(fields) > 25
    for path in fields:
        assert list(parts(path)), path


@given(any_sheet())
def test_what_any_sheet_lacks_is_a_link_and_nothing_else_changes(sheet: Sheet) -> None:
    html = html_of(sheet, Gaps(str))

    assert LINK.sub(r"\3", html) == html_of(sheet)
    assert 'class="nc"' not in LINK.sub("", html)
    found = LINK.findall(html)
    assert [int(number) for number, _, _ in found] == list(range(1, len(found) + 1))
    assert {path for _, path, _ in found} <= fields_named()


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_every_field_that_can_be_missing_is_in_a_form(
    admin_client: Client, programme: Programme, page: str
) -> None:
    centre = reverse("admin:programmes_trainingcentre_change", args=[programme.centre_id])
    kind = reverse("admin:programmes_programme_kind", args=[programme.pk])
    pages = (page, centre, kind)
    forms = {address: admin_client.get(address).content.decode() for address in pages}

    for path in sorted(fields_named()):
        address, _, anchor = gap_address(path, programme).partition("#")
        there = forms[address.partition("?")[0]]
        assert (f'id="{anchor}"' if anchor else f'name="{path}"') in there, path


class Reworded(Loader):
    """The templates of the site with every label and every missing mention in other words."""

    def get_contents(self, origin: Any) -> str:
        source = super().get_contents(origin)
        source = re.sub(r'(\{% row )"[^"]*"', r'\1"Autre mot"', source)
        source = re.sub(r'(\{% missing )"[^"]*"', r'\1"on ne sait pas"', source)
        source = re.sub(r'(\{% row [^%]*absent=(?:[\w|]+:)?)"[^"]*"', r'\1"on ne sait pas"', source)
        return re.sub("[Ee]ffectif non communiqué|[Ss]ource non communiquée", "inconnu", source)


def in_other_words(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    fact = wording.Fact

    def reworded(_label: str, *others: Any, **named: Any) -> wording.Fact:
        absent = "on ne sait pas" if named.get("absent", "") is not None else None
        return fact("Autre mot", *others, **{**named, "absent": absent})

    for module in (facts, award, entry):
        monkeypatch.setattr(module, "Fact", reworded)
    loaders = [f"{__name__}.Reworded", "django.template.loaders.app_directories.Loader"]
    engine = settings.TEMPLATES[0]
    options = {**engine["OPTIONS"], "loaders": loaders}
    settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": options}]


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_no_label_takes_a_link_with_it(
    admin_client: Client,
    programme: Programme,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    Programme.objects.update(
        registry_code="",
        kind="",
        level=None,
        hours=None,
        training_days=None,
        length=None,
        length_unit="",
        start_month=None,
        rhythm="",
        training_weekdays=[],
        capacity=None,
        delivery_mode="",
        equivalence="",
        access_delay="",
    )
    TrainingCentre.objects.update(
        phone="", email="", disability_contact_name="", disability_contact_phone=""
    )
    preview = reverse("admin:programmes_programme_preview", args=[programme.pk])

    def places() -> list[str]:
        html = admin_client.get(preview).content.decode()
        return re.findall(r'<a class="gap" id="manque-\d+" href="([^"]+)"', html)

    before = places()
    in_other_words(monkeypatch, settings)
    html = admin_client.get(preview).content.decode()

    assert "<dt>Autre mot</dt>" in html
    assert "<dt>Certificateur</dt>" not in html
    assert len(before) > 18
    assert places() == before
