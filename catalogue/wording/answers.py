"""What somebody asks first of a programme, and the answers: can I get in, who pays, what are my
chances, when does it start, what is a week like.

Pure: a sheet and the day in, one line for each question out. A question that the kind of
programme has no answer to is not asked; an answer that is not known says so.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from programmes import brief, rhythms, series
from programmes.costs import offered_prices, who_pays
from programmes.nouns import shortened
from programmes.sheet import KeyFigure, Sheet
from programmes.typography import capitalized, listed, lowered, typeset
from programmes.vocabulary import FigureKind, RequirementKind, RhythmKind

from .duration import length, week, weekdays
from .figures import figure_label, figure_value, in_people, of_how_many
from .next_step import Step, next_step, step_on_paper
from .sessions import as_of

#: What fits on a phone in three lines.
ROOM: Final = 100
#: What fits on paper in two.
ROOM_ON_PAPER: Final = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, what answers it in large, and the rest of the answer.

    `field`: the path in the sheet of what would answer it. `absent`: what is said in place of an
    empty answer, `unsaid` what of a known one is not. `anchor`: the section that says more, where
    this is not all.
    `passes`: another day may say otherwise, so that paper says of which day it is.
    """

    question: str
    lead: str
    text: str
    field: str
    anchor: str = ""
    absent: str = "non communiqué"
    unsaid: str = ""
    passes: bool = False

    @property
    def is_known(self) -> bool:
        return bool(self.lead or self.text)


def answers(sheet: Sheet, today: date) -> tuple[Answer, ...]:
    """In the order in which one asks; those that its kind lacks are left out."""
    return _answers(sheet, today, next_step(sheet, today), ROOM)


def answers_on_paper(sheet: Sheet, day: date) -> tuple[Answer, ...]:
    """The same on a page that is handed out: longer, and in words that stay true.

    What another day may make false says of which day it is.
    """
    said = _answers(sheet, day, step_on_paper(sheet, day), ROOM_ON_PAPER)
    return tuple(
        replace(one, text=as_of(one.text, day), passes=False) if one.passes else one for one in said
    )


def _answers(sheet: Sheet, today: date, step: Step, room: int) -> tuple[Answer, ...]:
    asked = (
        _entry(sheet, room),
        _cost(sheet, today, room),
        _results(sheet),
        _start(sheet, step),
        _week(sheet),
    )
    return tuple(answer for answer in asked if answer is not None)


def _entry(sheet: Sheet, room: int) -> Answer:
    rows = [row for row in sheet.requirements if row.kind is RequirementKind.PREREQUISITE]
    said = " ".join(row.text for row in rows)
    brief = shortened(said, room)
    anchor = "" if brief == said else "admission"
    return Answer("Pour qui\u202f?", "", typeset(brief), "requirements", anchor)


def _cost(sheet: Sheet, today: date, room: int) -> Answer:
    cost = who_pays(sheet, room, today)
    text = cost.text
    if sheet.funding_options and not (cost.lead or text):
        text = "voir Financement"
    anchor = "financement" if sheet.funding_options and not cost.is_whole else ""
    # A price of one session goes with it.
    passes = any(row.intake for row in offered_prices(sheet, today))
    return Answer("Qui paie\u202f?", cost.lead, text, "funding_options", anchor, passes=passes)


def _results(sheet: Sheet) -> Answer | None:
    """Those of everybody; of a course without an exam, what its learners say of it."""
    leading = series.leading(sheet)
    figure = leading.latest if leading else _other_result(sheet)
    if figure:
        people = in_people(figure)
        when = f"en {figure.year}" if figure.year else ""
        text = ", ".join(filter(None, (when, "" if people else of_how_many(figure))))
        lead = people or f"{figure_value(figure)} {_named(figure, sheet)}"
        unsaid = "" if figure.n else "effectif non communiqué"
        return Answer("Résultats", lead, text, "key_figures", unsaid=unsaid)
    if sheet.key_figures:
        return Answer("Résultats", "", "voir Chiffres clés", "key_figures", "chiffres")
    if sheet.profile.certifies:
        return Answer("Résultats", "", "", "key_figures", absent="non communiqués")
    return None


def _other_result(sheet: Sheet) -> KeyFigure | None:
    if sheet.profile.certifies:
        return None
    rows = (one.latest for one in series.others(sheet))
    return next((row for row in rows if row.kind is FigureKind.SATISFACTION and _leads(row)), None)


def _leads(row: KeyFigure) -> bool:
    return row.value is not None and row.is_of_everybody and not row.is_partial


def _named(figure: KeyFigure, sheet: Sheet) -> str:
    """« de réussite »: which rate it is, in one word."""
    if figure.kind is FigureKind.PASS:
        return "de réussite"
    return f"de {lowered(figure_label(figure, sheet))}"


def start(sheet: Sheet, today: date) -> Answer:
    """When, and where applications stand on that day."""
    return _start(sheet, next_step(sheet, today))


def _start(sheet: Sheet, step: Step) -> Answer:
    word = sheet.profile.start
    return Answer(
        capitalized(word.text),
        step.start,
        step.state,
        "intakes",
        absent=word.agree("non communiqué"),
        passes=step.passes,
    )


def _week(sheet: Sheet) -> Answer | None:
    """« lundi et mardi au centre, le reste en entreprise »; of a few days, which they are."""
    days = weekdays(sheet.training_weekdays)
    if brief.is_within_a_week(sheet):
        return Answer("Durée", length(sheet), days, "hours")
    if days and not rhythms.cycle(sheet) and sheet.rhythm_kind in rhythms.EVERY_WEEK:
        taught = listed(one.label.lower() for one in week(sheet) if one.at_centre)
        rest = ", le reste en entreprise" if sheet.is_work_study else ""
        return Answer("Semaine", "", f"{taught} au centre{rest}", "training_weekdays")
    said = brief.rhythm_in_brief(sheet)
    if days and sheet.rhythm_kind is RhythmKind.EVENINGS:
        said = f"{said} ({days})"
    if not (said or sheet.profile.by_year):
        return None
    return Answer("Rythme", "", typeset(said), "rhythm")
