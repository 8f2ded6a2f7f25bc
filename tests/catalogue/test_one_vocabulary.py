"""Page and paper call a line by the same name, whatever the kind of programme."""

import re
from datetime import date
from typing import Any, Final

import pytest

from catalogue.outputs.pdf.data import paper_data
from catalogue.views.programme_page import article_of
from programmes.kinds import Kind
from programmes.sections import sections_of
from programmes.sheet import Sheet
from tests.catalogue.page_text import plain
from tests.kinds import empty_sheet, full_sheet

TODAY: Final = date(2026, 3, 2)
# Said otherwise on one of them: by a large number, in one line of codes, at the head of the paper;
# cautions stand among the definitions there.
OF_THE_PAGE: Final = {"Centre", "Code CFD", "Code NSF", "Formacode", "Formacodes"}
OF_THE_PAPER: Final = {"Groupe", "Codes"}
_CAUTIONS: Final = "chiffres"


def on_page(sheet: Sheet) -> dict[str, set[str]]:
    html = article_of(sheet, number=1, published_on=TODAY, today=TODAY).text
    sections = re.findall(r'<section id="([^"]+)">(.*?)</section>', html, re.DOTALL)
    return {
        anchor: {plain(label) for label in re.findall(r"<dt>(.*?)</dt>", body)}
        for anchor, body in sections
        if anchor != _CAUTIONS
    }


def on_paper(sheet: Sheet) -> dict[str, set[str]]:
    said = paper_data(
        sheet, number=1, published_on=TODAY, address="https://a.fr/e/", page_url="https://a.fr/"
    )
    anchors = {section.name: section.anchor for section in sections_of(sheet, TODAY)}
    return {
        anchors[one["name"]]: set(labels(one["body"]))
        for one in said["sections"]
        if anchors[one["name"]] != _CAUTIONS
    }


def labels(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [plain(value["label"])] if value.keys() == {"label", "runs"} else []
        return own + [label for one in value.values() for label in labels(one)]
    return [label for one in value for label in labels(one)] if isinstance(value, list) else []


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("make", [full_sheet, empty_sheet])
def test_a_line_has_one_name(kind: Kind, make: Any) -> None:
    sheet = make(kind)
    page, paper = on_page(sheet), on_paper(sheet)

    assert page.keys() == paper.keys()
    differing = {
        anchor: (page[anchor] - paper[anchor] - OF_THE_PAGE, paper[anchor] - page[anchor])
        for anchor in page
    }
    assert {
        anchor: both for anchor, both in differing.items() if both[0] or both[1] - OF_THE_PAPER
    } == {}


@pytest.mark.parametrize("kind", Kind)
def test_what_is_not_known_has_one_name(kind: Kind) -> None:
    """Each line that the paper lacks is among those that the page says it lacks."""
    sheet = empty_sheet(kind)
    html = article_of(sheet, number=1, published_on=TODAY, today=TODAY).text
    said = paper_data(
        sheet, number=1, published_on=TODAY, address="https://a.fr/e/", page_url="https://a.fr/"
    )
    anchors = {section.name: section.anchor for section in sections_of(sheet, TODAY)}
    bodies = dict(re.findall(r'<section id="([^"]+)">(.*?)</section>', html, re.DOTALL))

    unsaid = [
        (one["name"], mention)
        for one in said["sections"]
        for mention in re.findall(r"[^,:.]+(?=[,.])", plain(one["unsaid"]).partition(": ")[2])
        if mention.strip() not in plain(bodies[anchors[one["name"]]])
    ]
    assert unsaid == []
