"""What a closed part of a programme's page says beside its title."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given

from catalogue.admin.parts import PARTS
from catalogue.admin.summaries import EMPTY, summaries
from catalogue.life.draft import read_sheet
from programmes.models import ExamUnit, KeyFigure, Programme, ReviewNote
from programmes.sheet import Sheet
from tests.factories import bare_sheet
from tests.seeded import seeded
from tests.strategies import any_sheet


def plain(text: str) -> str:
    """Without the spaces that French typography asks for."""
    return re.sub(r"\s+", " ", text)


@pytest.mark.django_db
def test_the_seed_in_one_line_a_part() -> None:
    seeded()
    programme = Programme.objects.get()

    said = summaries(read_sheet(programme.pk), open_notes=2)

    assert {name: plain(text) for name, text in said.items()} == {
        "presentation": "niveau 5, RNCP38368",
        "duration": "1 350 heures, soit 169 jours, sur 2 ans, aucune rentrée",
        "blocs": "7 blocs, 29 objectifs",
        "admission": "3 conditions d’admission",
        "exemptions": "4 dispenses",
        "exam": "7 unités, coefficient total 23",
        "evaluation": "Chaque matière est évaluée en contrôle continu : devoirs…",
        "methods": "Des formateurs expérimentés animent la formation, avec une…",
        "funding": "7 financements, 2 tarifs",
        "occupations": "7 débouchés",
        "further_studies": "2 poursuites d’études",
        "key_figures": "8 chiffres clés, 2022 à 2024",
        "documents": "aucun document",
        "accessibility": "Les lieux sont aménagés et les modalités adaptées pour en…",
        "contact": "vide",
        "notes": "2 notes ouvertes",
    }


def test_a_part_with_nothing_in_it_says_so() -> None:
    said = summaries(bare_sheet(), open_notes=0)

    assert said["duration"] == "aucune session"
    assert said["blocs"] == "aucun bloc"
    assert said["exam"] == "aucune unité"
    assert said["methods"] == EMPTY
    assert said["notes"] == "aucune ouverte"


@given(any_sheet())
def test_each_part_of_any_sheet_is_said_on_one_short_line(sheet: Sheet) -> None:
    said = summaries(sheet, open_notes=1)

    # The first part is always open.
    assert list(said) == [part.name for part in PARTS[1:]]
    assert all(text.strip() and "\n" not in text for text in said.values())


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_the_page_shows_them_and_follows_a_save(admin_client: Client) -> None:
    seeded()
    programme = Programme.objects.get()
    page = reverse("admin:programmes_programme_change", args=[programme.pk])
    ExamUnit.objects.first().delete()  # type: ignore[union-attr]
    KeyFigure.objects.exclude(year=2023).delete()
    ReviewNote.objects.all().delete()

    html = unescape(admin_client.get(page).content.decode())

    said = [plain(one) for one in re.findall(r'<span class="summary">([^<]+)</span>', html)]
    assert len(said) == len(PARTS) - 1
    assert any(one.startswith("6 unités, coefficient total ") for one in said)
    assert any(re.fullmatch(r"\d chiffres? clés?, 2023", one) for one in said)
    assert said[-1] == "aucune ouverte"
