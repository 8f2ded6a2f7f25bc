"""An edition of the first generation is read by the public for ever."""

import json
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from catalogue.life.draft import write_sheet
from programmes import listing
from programmes import sheet as sheets
from programmes.models import Edition, Programme
from programmes.sections import sections_of
from tests.environment import ROOT

KEPT = ROOT / "tests" / "programmes" / "first_generation_sheet.json"


def normal(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.django_db
def test_a_first_generation_sheet_is_rendered_for_ever(client: Client) -> None:
    stored = json.loads(KEPT.read_text(encoding="utf-8"))
    sheet = sheets.load(stored)
    programme = Programme()
    write_sheet(sheet, programme)
    Edition.objects.create(
        programme=programme,
        sheet=stored,
        fingerprint="0" * 64,
        number=1,
        short_code="abcdef",
        published_at=timezone.now(),
        current=True,
        **listing.columns(sheet),
    )

    response = client.get(f"/formations/{sheet.slug}/")

    assert response.status_code == 200
    # Once: what was escaped twice would not be found.
    page = normal(unescape(strip_tags(response.content.decode())))
    facts = [
        sheet.full_title,
        sheet.lead,
        *(row.name for row in sheet.certifiers),
        sheet.registry_code,
        *(section.title for section in sections_of(sheet, timezone.localdate())),
        *(objective.text for objective in sheet.objectives),
        *(bloc.title for bloc in sheet.blocs),
        *(unit.title for unit in sheet.exam_units),
        *(row.text for row in sheet.requirements),
        *(row.situation for row in sheet.exemptions),
        *(row.scheme.name for row in sheet.funding_options),
        *(row.title for row in sheet.occupations),
        *(row.rome_code for row in sheet.occupations),
        *(row.title for row in sheet.further_studies),
        *(sheet.profile.figure(row.kind, row.horizon) for row in sheet.key_figures[3:]),
        *(str(row.year) for row in sheet.key_figures[:3]),
        "92,9",
        "78,6",
        "Sur tous les canaux & avec <tous> les clients.",
    ]
    assert [fact for fact in facts if normal(fact) not in page] == []
