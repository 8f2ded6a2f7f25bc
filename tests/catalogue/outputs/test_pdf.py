"""The fact sheet on paper: valid for everyone, the same everywhere, whatever staff typed."""

import hashlib
import logging
import os
import re
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from hypothesis import Phase, given, settings

from catalogue.outputs import compiling
from catalogue.outputs.pdf import fact_sheet as pdf
from catalogue.outputs.pdf.sections import BODIES
from programmes import sheet as sheets
from programmes.sections import SECTIONS, sections_of
from programmes.sheet import Sheet
from tests.catalogue import brochure
from tests.catalogue.outputs.papers import (
    ADDRESS,
    PAGE_URL,
    PUBLISHED_ON,
    bookmarks,
    cut_by_the_edge,
    elements,
    faults,
    links,
    opened,
    pages,
    paper,
    printed_over,
    right_edge,
    text,
    twice,
)
from tests.catalogue.test_wings import imports, modules
from tests.environment import ROOT
from tests.factories import bare_sheet, example_sheet
from tests.seeded import seeded
from tests.strategies import any_sheet

LONG_WORD = "anticonstitutionnellement" * 8
EVERYWHERE = "🎉\x07 \ufeffmot مرحبا 漢字 \u0301" + "\u0301" * 50


@pytest.fixture(scope="module")
def example() -> bytes:
    return paper(example_sheet())


@pytest.fixture
def seed_sheet(db: None) -> Sheet:
    edition = seeded()
    return sheets.load(edition.sheet)


def everywhere(sheet: Sheet, junk: str) -> Sheet:
    """That text after every title and line that has room for it."""
    return sheet.model_copy(
        update={
            "short_title": junk[:60],
            "full_title": junk,
            "lead": junk,
            "presentation": junk,
            "certifier": junk,
            "rhythm": junk,
            "centre": sheet.centre.model_copy(update={"name": junk, "legal_name": junk}),
            "blocs": tuple(
                bloc.model_copy(update={"title": f"{bloc.title} {junk}"}) for bloc in sheet.blocs
            ),
            "exam_units": tuple(
                unit.model_copy(update={"title": junk, "note": junk, "code": junk[:10]})
                for unit in sheet.exam_units
            ),
            "requirements": tuple(
                one.model_copy(update={"text": junk}) for one in sheet.requirements
            ),
            "occupations": tuple(
                one.model_copy(update={"title": junk, "family": junk, "rome_label": junk})
                for one in sheet.occupations
            ),
        }
    )


def test_it_is_pdf_ua_and_pdf_a_at_once(example: bytes) -> None:
    assert faults(example) == []
    metadata = opened(example).open_metadata()
    assert metadata["pdfuaid:part"] == "1"
    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")


def test_the_seed_takes_two_or_three_pages(seed_sheet: Sheet) -> None:
    made = paper(seed_sheet)

    assert faults(made) == []
    assert pages(made) in {2, 3}


def test_every_fact_of_the_brochure_is_on_paper(seed_sheet: Sheet) -> None:
    made = paper(seed_sheet)
    read = unbroken(text(made))

    assert [fact.read for fact in brochure.OFFERED if unbroken(fact.read) not in read] == []
    assert [link for link in brochure.LINKS if link not in links(made)] == []


def unbroken(passage: str) -> str:
    """Without spaces and hyphens: the ends of lines on paper are not those of the brochure."""
    return re.sub(r"[\s\-\u00ad]+", "", brochure.plain(passage))


def test_a_sheet_twice_the_seed_takes_four_pages_at_most(seed_sheet: Sheet) -> None:
    made = paper(twice(seed_sheet))

    assert faults(made) == []
    assert printed_over(made) == []
    assert pages(made) <= 4


def test_it_says_its_title_language_and_author(example: bytes) -> None:
    document = opened(example)

    assert str(document.Root.Lang) == "fr-FR"
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert str(document.docinfo.Title).startswith("BTS NDRC – Négociation")
    assert str(document.docinfo.Author) == "CFA de l’Exemple"


def test_headings_go_down_one_level_at_a_time(example: bytes) -> None:
    levels = [int(one.kind[1:]) for one in elements(example) if one.kind in {"H1", "H2", "H3"}]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_sections_are_those_of_the_sheet_in_order(example: bytes) -> None:
    titles = [title for level, title in bookmarks(example) if level == 2]

    expected = [section.title for section in sections_of(example_sheet(), PUBLISHED_ON)]
    assert titles == [*expected, "Ce papier est-il à jour\u202f?"]


def test_every_section_has_a_body() -> None:
    assert list(BODIES) == [section.name for section in SECTIONS]


def test_table_headers_say_what_they_head(example: bytes) -> None:
    headers = [one for one in elements(example) if one.kind == "TH"]

    assert headers
    assert {one.scope for one in headers} == {"/Column"}


def test_drawings_are_said_in_words(example: bytes) -> None:
    figures = [one.alt for one in elements(example) if one.kind == "Figure"]

    assert any(alt.startswith("Diagramme en barres") and "78,6" in alt for alt in figures)
    assert any(alt.startswith("Code QR") for alt in figures)
    assert all(figures)


def weighted(*coefficients: str) -> Sheet:
    """Units U1, U2… of these coefficients, and no exemption that names another one."""
    sheet = example_sheet()
    unit = sheet.exam_units[0]
    units = tuple(
        unit.model_copy(
            update={
                "code": f"U{number}",
                "title": f"Unité {number}",
                "optional": False,
                "papers": (unit.papers[0].model_copy(update={"coefficient": Decimal(one)}),),
            }
        )
        for number, one in enumerate(coefficients, start=1)
    )
    return sheet.model_copy(update={"exam_units": units, "exemptions": ()})


def bar_labels(pdf: bytes) -> list[str]:
    """The codes between the bar and the table below it."""
    (found,) = re.findall(r" ((?:U\d+ )+)Code Unité Forme", text(pdf))
    labels: str = found
    return labels.split()


def test_a_code_that_does_not_fit_below_its_share_is_left_out() -> None:
    """F30."""
    few = paper(weighted("2", "3", "5"))
    many = paper(weighted("0.5", "0", "100", "1", "1.25", "2", *["1"] * 14))

    assert bar_labels(few) == ["U1", "U2", "U3"]
    assert bar_labels(many) == ["U3"]
    assert printed_over(many) == []
    # Closer lines come with narrower margins.
    assert right_edge(few) <= 210 - 16 + 0.1
    assert right_edge(many) <= 210 - 13 + 0.1


def test_each_share_is_said_in_words_whether_its_code_fits_or_not() -> None:
    made = paper(weighted("0.5", "0", "100", "1", "1.25", "2", *["1"] * 14))

    (alt,) = (one.alt for one in elements(made) if one.alt.startswith("Part de chaque unité"))
    shares = dict(re.findall(r"(U\d+) (\d+)\u202f%", alt))
    assert len(shares) == 19, "one weighs nothing"
    assert (shares["U1"], shares["U3"], shares["U20"]) == ("0", "84", "1")
    assert all(f"Unité {number} " in text(made) for number in range(1, 21))


def test_the_codes_of_thirteen_units_stand_below_their_shares() -> None:
    """As many as a bac pro has."""
    made = paper(weighted("2", "2", "5", "1", "4", "3", "2", "2", "1", "2.5", "2.5", "1", "1"))

    assert bar_labels(made) == [f"U{number}" for number in range(1, 14)]
    assert printed_over(made) == []


def test_links_lead_to_the_web_to_people_and_to_the_check(example: bytes) -> None:
    addresses = links(example)

    assert {urlsplit(one).scheme for one in addresses} <= {"http", "https", "mailto", "tel"}
    assert ADDRESS in addresses
    assert PAGE_URL in addresses
    assert "https://www.francecompetences.fr/recherche/rncp/38368/" in addresses


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://exemple.fr/", "http://", "   ", "//x"]
)
def test_other_addresses_are_no_links(url: str) -> None:
    sheet = example_sheet()
    jobs = tuple(one.model_copy(update={"url": url}) for one in sheet.occupations)

    made = paper(sheet.model_copy(update={"occupations": jobs}))

    assert faults(made) == []
    assert url not in links(made)


def test_it_reads_in_order(example: bytes) -> None:
    words = text(example)
    marks = ["BTS NDRC", "Prospecter, négocier", "Présentation", "Objectifs", "Examen", "Contact"]
    places = [words.index(mark) for mark in marks]

    assert places == sorted(places)


def test_every_page_says_which_edition_it_is(example: bytes) -> None:
    words = unbroken(text(example))

    assert words.count(unbroken("Édition n° 3 du 2 mars 2026 · formations")) == pages(example)
    assert f"1/{pages(example)}" in words


def test_what_is_not_known_is_said() -> None:
    words = text(paper(bare_sheet()))

    assert "Qui paie ? non communiqué" in words
    assert "Non communiqué : adresse, téléphone, e-mail." in words


def test_the_academy_and_what_the_groups_of_units_decide_are_said(example: bytes) -> None:
    words = unbroken(text(example))

    assert unbroken("CFA de l’Exemple, académie de Bordeaux.") in words
    assert unbroken("10 de moyenne aux unités professionnelles (U4 et U5).") in words


def test_a_cost_of_nothing_is_said_of_those_it_holds_for() -> None:
    words = text(paper(example_sheet()))

    assert "0 € Aucun reste à charge pour la personne sous ce contrat" in words


def test_the_same_sheet_gives_the_same_bytes_in_any_process(example: bytes) -> None:
    script = (
        "import django; django.setup();"
        "import sys, hashlib;"
        "from tests.catalogue.outputs.papers import paper;"
        "from tests.factories import example_sheet;"
        "print(hashlib.sha256(paper(example_sheet())).hexdigest())"
    )
    fresh = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert paper(example_sheet()) == example
    assert fresh.stdout.strip() == hashlib.sha256(example).hexdigest()


@pytest.mark.parametrize(
    "junk", [LONG_WORD, EVERYWHERE, "🎉", "\u200b\u00ad", "#set page[*_`$<>\\"]
)
def test_odd_text_breaks_neither_the_file_nor_the_page(junk: str) -> None:
    made = paper(everywhere(example_sheet(), junk))

    assert faults(made) == []
    assert pages(made) <= 6
    assert cut_by_the_edge(made) == []


def test_an_emoji_is_left_out_and_an_unknown_script_is_shown_to_be_missing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, "catalogue.outputs.pdf.fact_sheet"):
        made = paper(example_sheet(lead="Vendre 🎉 partout, مرحبا, en \ufb01n 𝐁𝐓𝐒."))

    assert "Vendre partout, […], en fin BTS." in text(made)
    assert "U+1F389" in caplog.text
    assert faults(made) == []


@pytest.mark.long
@given(any_sheet())
# No shrinking: an example takes a second, and the sheet that fails says enough.
@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
def test_any_sheet_gives_a_valid_file(sheet: Sheet) -> None:
    assert faults(paper(sheet)) == []


def test_a_fault_under_the_standards_is_logged_and_the_paper_still_made(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pdf, "_STANDARDS", ("no-such-standard",))

    made = paper(bare_sheet())

    assert pages(made) == 1
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "without PDF/UA" in caplog.text


def test_a_paper_that_cannot_be_made_raises_one_named_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiling, "_ROOT", ROOT / "nowhere")

    with pytest.raises(pdf.FactSheetFailed):
        paper(bare_sheet())


def test_a_compiler_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_PATIENCE", 0.01)

    with pytest.raises(pdf.FactSheetFailed, match="TimeoutExpired"):
        paper(bare_sheet())


def test_no_font_of_the_machine_is_used(example: bytes) -> None:
    names = {
        str(font.BaseFont).partition("+")[2]
        for one in opened(example).pages
        for font in one.Resources.Font.values()
    }

    assert names
    assert all(name.startswith("SourceSans3") for name in names)


def test_five_thousand_of_one_character_make_a_valid_file() -> None:
    assert faults(paper(example_sheet(teaching_methods="«" * 5000))) == []


def test_a_deploy_that_changes_a_printed_word_makes_the_papers_again() -> None:
    """Their version covers each module that the paper's modules take words from, however far."""
    reached: set[str] = set()
    ahead = {name for name in imports() if name.startswith("catalogue.outputs.pdf.")}
    while ahead:
        reached |= ahead
        ahead = {one for name in ahead for one in imports()[name] if one in imports()} - reached

    files = {str(modules()[name].relative_to(ROOT)) for name in reached}
    elsewhere = {name for name in files if not name.startswith("catalogue/outputs/")}
    # An empty one says nothing.
    assert {name for name in elsewhere if (ROOT / name).read_text()} == {*pdf.WORDS}


def test_a_rule_of_search_makes_no_paper_anew() -> None:
    """What is found, where and on which shelf is said beside the sheet, and not on paper."""
    of_search = {"findable", "listing", "fields", "specialities", "places", "words"}

    assert not {f"programmes/{name}.py" for name in of_search} & {*pdf.WORDS}
