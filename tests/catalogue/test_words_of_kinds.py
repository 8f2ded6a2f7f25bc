"""No page, paper, card, picture or comparison says anything untrue of any kind of programme.

A table of families and words: what is generated never says the ones and says the others. The
sheets are in texts that say nothing (`tests/kinds.py`), so that what is read is ours; any other
sheet can be put to the same table (`neutral`).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from html import unescape
from typing import Any, Final, NamedTuple

import pytest

from catalogue import wording
from catalogue.outputs.pdf.data import paper_data
from catalogue.outputs.picture.card import words as picture_words
from catalogue.views.catalogue import card
from catalogue.views.programme_page import article_of, page_around
from programmes import listing
from programmes.comparison import Comparison, compare, in_brief
from programmes.kinds import Family, Kind
from programmes.models import Edition
from programmes.sheet import Sheet, fingerprint
from programmes.typography import NARROW
from tests.catalogue.outputs.papers import elements, paper, text
from tests.catalogue.test_nothing_forgotten import Example, changed, of_another
from tests.kinds import empty_sheet, full_sheet, neutral

TODAY: Final = date(2026, 3, 2)
LATER: Final = date(2031, 3, 2)

# Of an exam with a mean, of a school year, of years after the bac.
_OF_EXAMS: Final = ("épreuve", "examen", "coefficient", "unité générale", "unités")
_OF_SCHOOL: Final = ("rentrée", "dispense", "dernière année", "bac +", "diplôme", "(bac)", "(cap)")
_OF_REGISTERS: Final = ("rncp", "répertoire", "france compétences", "certificateur")


class Words(NamedTuple):
    never: tuple[str, ...]
    always: tuple[str, ...]  # by page and paper, with something in every field


TABLE: Final[dict[Family, Words]] = {
    Family.STATE_DIPLOMA: Words(
        ("session non communiquée", "prochaines sessions", "équivalences et", "évaluations", "ccp"),
        ("diplôme d’état", "rentrée", "examen", "épreuve", "unité", "dispense", "ccf"),
    ),
    Family.HIGHER_DIPLOMA: Words(
        ("diplôme d’état", "on est reçu", "unité professionnelle", "ccp", "sessions\n"),
        ("rentrée", "examen", "crédits ects", "unités d’enseignement", "bac + "),
    ),
    Family.TITRE_PRO: Words(
        (*_OF_EXAMS, *_OF_SCHOOL, "crédits", "ces unités", "bloc de compétences"),
        ("session", "ccp", "jury", "titre", "évaluation", "rncp"),
    ),
    Family.CERTIFIER_TITLE: Words(
        ("diplôme d’état", "jury accorde", "ccp", "épreuve", "examen", *_OF_SCHOOL),
        ("session", "certification", "bloc", "évaluation", "équivalence", "rncp"),
    ),
    Family.CQP: Words(
        (*_OF_EXAMS, *_OF_SCHOOL, "crédits", "ccp", "cfd"),
        ("session", "certificat de qualification professionnelle", "évaluation", "bloc"),
    ),
    Family.SPECIFIC: Words(
        (
            *(*_OF_EXAMS, *_OF_SCHOOL, "/rncp/", "niveau non communiqué", "crédits ects", "ccp"),
            *("équivalence", "cfd", "validation", "blocs validables", "bloc de compétences"),
        ),
        ("session", "certification", "rs 38368", "/rs/38368/", "évaluation", "module"),
    ),
    Family.UNCERTIFIED: Words(
        (
            *(
                *_OF_EXAMS,
                *_OF_SCHOOL,
                *_OF_REGISTERS,
                "niveau non",
                "jury",
                "crédits",
                "titre professionnel",
            ),
            *("certification", "réussite non communiquée", "bloc de compétences", "évalué"),
        ),
        ("session", "attestation", "module"),
    ),
    Family.OTHER: Words(
        (
            "diplôme",
            "rentrée",
            "épreuve",
            "examen",
            "dispense",
            "dernière année",
            "bac +",
            "autre,",
        ),
        ("session", "certification", "évaluation", "rncp"),
    ),
}
# Beside what its family says.
OF_KIND: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.BTS: ("épreuves de contrôle", "brevet de technicien supérieur", "niveau 5 (bac + 2)"),
    Kind.BAC_PRO: ("pratique professionnelle", "baccalauréat professionnel"),
    Kind.CAP: ("moyenne aux unités professionnelles", "d’aptitude professionnelle, niveau"),
    Kind.BUT: ("bachelor universitaire de technologie",),
    Kind.MASTER: ("master",),
}


# Anchors and names of styles: nobody reads them.
_UNREAD = re.compile(r' (?:class|id|for|aria-labelledby|aria-describedby)="[^"]*"| href="#[^"]*"')


def in_order(value: Any) -> str:
    """All that is read of a value, in one kind of letter, space and apostrophe."""
    said = unescape(_UNREAD.sub("", " | ".join(_texts(value))))
    said = said.replace("\u00ad", "").replace(NARROW, " ").replace("\u00a0", " ")
    return " ".join(said.casefold().replace("'", "’").split())


def _texts(value: Any) -> Iterator[str]:
    """Those of a tree, without the names of its branches."""
    if isinstance(value, dict):
        yield from (text for name, one in value.items() if name != "name" for text in _texts(one))
    elif isinstance(value, list | tuple):
        yield from (text for one in value for text in _texts(one))
    elif value is not None:
        yield str(value)


@cache
def on_page(sheet: Sheet, day: date) -> str:
    """What one reads, with what is written for machines and screen readers, and the addresses."""
    return in_order(_html(sheet, day))


def _html(sheet: Sheet, day: date) -> str:
    return page_around(article_of(sheet, number=1, published_on=day, today=day))


@cache
def on_paper(sheet: Sheet, day: date) -> str:
    said = paper_data(
        sheet, number=1, published_on=day, address="https://exemple.fr/e/zq/", page_url="https://z/"
    )
    return in_order(said)


def on_card(sheet: Sheet, day: date) -> str:
    """And in the compact list."""
    edition = Edition(pk=1, fingerprint=fingerprint(sheet), **listing.columns(sheet))
    drawn = card(edition, day, names_centre=False)
    line = card(edition, day, names_centre=False, as_list=True)
    return in_order(f"{drawn.badges} {drawn.text} {line.text}")


def side_by_side(sheet: Sheet, day: date) -> str:
    """Its column among programmes that are compared."""
    groups = wording.side_by_side([sheet], day)
    facts = [(row.label, row.cells) for group in groups for row in group.rows]
    return in_order([(label, fact.text) for label, (fact,) in facts if fact])


# What turns a programme into one of another kind.
_OF_ANOTHER_KIND: Final = {"kind", "registry", "rules", "results", "group"}


def in_comparisons(sheet: Sheet) -> str:
    """From nothing to all that it says and back, then each of its fields changed."""
    assert sheet.kind is not None
    less = empty_sheet(sheet.kind)
    comparisons = [compare(less, sheet), compare(sheet, less)]
    for fact in Example(sheet, of_another(sheet.kind).without).fields:
        if fact.name not in _OF_ANOTHER_KIND:
            comparisons += [compare(sheet, other) for other, _ in changed(fact, sheet)]
    return in_order([_told(one) for one in comparisons])


def _told(comparison: Comparison) -> Any:
    sections = [section.title for section in comparison.sections]
    changes = [
        (one.label, one.old, one.new, one.sentence, [(row.label, row.value) for row in one.details])
        for one in comparison.changes
    ]
    return [sections, changes, in_brief(comparison, limit=99)]


def everything(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Each output by its name, on a day when it is current and on one when it has ended."""
    for day in (TODAY, LATER):
        yield f"page of {day.year}", on_page(sheet, day)
        yield f"paper of {day.year}", on_paper(sheet, day)
        yield f"card of {day.year}", on_card(sheet, day)
        yield f"comparison of {day.year}", side_by_side(sheet, day)
    yield "picture", in_order(picture_words(sheet))


def variants(kind: Kind) -> Iterator[Sheet]:
    full = full_sheet(kind)
    yield full
    yield empty_sheet(kind)
    yield full.model_copy(update={"exam_in_doubt": full.profile.has("exam_in_doubt")})
    yield full.model_copy(update={"intakes": (), "start_month": None, "training_weekdays": ()})


def unfitting(sheet: Sheet) -> list[tuple[str, str, str]]:
    """What is generated for a sheet, whose own texts say nothing, and does not fit its kind."""
    never = TABLE[sheet.profile.family].never
    if sheet.is_work_study:
        never = tuple(word for word in never if word != "rentrée")
    return [
        (word, output, around)
        for output, said in everything(sheet)
        for word, around in found(never, said, sheet)
    ]


def found(words: Iterable[str], said: str, sheet: Sheet) -> list[tuple[str, str]]:
    """Those of these words that are read there, with what stands around them.

    « certificat de qualification… » is the kind's own name.
    """
    own = in_order(sheet.kind.label) if sheet.kind else ""
    ours = said.replace(own, "") if own else said
    places = [(word, ours.find(word)) for word in words if word in ours]
    return [(word, ours[max(0, at - 60) : at + 60]) for word, at in places]


@pytest.mark.parametrize("kind", Kind)
def test_nothing_generated_says_what_a_kind_does_not_have(kind: Kind) -> None:
    assert [one for sheet in variants(kind) for one in unfitting(sheet)] == []


def test_a_sheet_that_says_so_itself_is_put_to_the_table_without_its_texts() -> None:
    """Any sheet may be: `unfitting(neutral(sheet))`."""
    spoken = full_sheet(Kind.TITRE_PRO).model_copy(update={"lead": "Un diplôme, bac + 2."})

    assert {word for word, _, _ in unfitting(spoken)} == {"diplôme", "bac +"}
    assert unfitting(neutral(spoken)) == []


@pytest.mark.parametrize("family", Family)
def test_no_comparison_says_what_a_family_does_not_have(family: Family) -> None:
    sheet = full_sheet(first_of(family))

    assert found(TABLE[family].never, in_comparisons(sheet), sheet) == []


def first_of(family: Family) -> Kind:
    return next(kind for kind in Kind if kind.family is family)


@pytest.mark.parametrize("family", Family)
def test_the_printed_file_says_no_more_than_its_words(family: Family) -> None:
    """What the layout itself writes: heads of columns, descriptions of drawings."""
    sheet = full_sheet(first_of(family))
    made = paper(sheet, published_on=TODAY)
    said = in_order([text(made), [one.alt for one in elements(made)]])

    assert found(TABLE[family].never, said, sheet) == []
    assert [word for word in TABLE[family].always if word not in said and "/" not in word] == []


@pytest.mark.parametrize("kind", Kind)
def test_page_and_paper_speak_the_language_of_the_kind(kind: Kind) -> None:
    sheet = full_sheet(kind)
    always = (*TABLE[kind.family].always, *OF_KIND.get(kind, ()))

    unsaid = {
        output: [word for word in always if word not in said]
        for output, said in (
            ("page", on_page(sheet, TODAY)),
            ("paper", on_paper(sheet, TODAY)),
        )
    }

    assert unsaid == {"page": [], "paper": []}
