"""Sessions whose dates contradict each other or leave readers without an answer, and work-study."""

from collections.abc import Iterator
from datetime import date

from programmes.sessions import has_begun, is_on_offer
from programmes.sheet import Intake, Sheet
from programmes.typography import NARROW, long_date

from .places import row_name
from .remark import Remark, doubtful, wrong


def sessions(sheet: Sheet, today: date) -> Iterator[Remark]:
    for index, row in enumerate(sheet.intakes):
        place = row_name(row, sheet.intakes, index)
        yield from _window(row, place)
        yield from _begun(row, place, today)
    if sheet.intakes and not (
        sheet.permanent_entry or any(is_on_offer(row, today) for row in sheet.intakes)
    ):
        word = sheet.profile.start
        sentence = (
            f"Aucune {word.text} n’est plus proposée{NARROW}: la page dit la date de la dernière. "
            "Ajoutez la suivante."
        )
        yield doubtful("sessions_past", "duration", word.many, sentence)


def _window(row: Intake, place: str) -> Iterator[Remark]:
    opens, closes, ends = row.applications_open_on, row.applications_close_on, row.ends_on
    if closes and ends and closes > ends:
        sentence = (
            f"Les candidatures se ferment le {long_date(closes)}, après la fin, "
            f"le {long_date(ends)}{NARROW}: corrigez l’une des deux dates."
        )
        yield wrong("applications_after_end", "duration", place, sentence)
    if opens and opens > row.starts_on:
        sentence = (
            f"Les candidatures s’ouvrent le {long_date(opens)}, après le début, "
            f"le {long_date(row.starts_on)}{NARROW}: vérifiez les deux dates."
        )
        yield doubtful("applications_after_start", "duration", place, sentence)


def _begun(row: Intake, place: str, today: date) -> Iterator[Remark]:
    """Still going on and open, as far as its state says, and yet not on offer any more."""
    goes_on = has_begun(row, today) and row.ends_on is not None and row.ends_on >= today
    if goes_on and row.state.takes_candidates and row.applications_close_on is None:
        sentence = (
            f"Elle a commencé le {long_date(row.starts_on)} et n’est plus proposée{NARROW}: si "
            "l’on peut encore la rejoindre, dites jusqu’à quand."
        )
        yield doubtful("session_begun", "duration", place, sentence)


def work_study(sheet: Sheet, _today: date) -> Iterator[Remark]:
    """What is stated, beside the contracts among the funding schemes."""
    contracts = any(option.scheme.is_work_study for option in sheet.funding_options)
    place = "alternance"
    if contracts and not sheet.is_work_study and sheet.profile.has("work_study"):
        sentence = (
            "Un contrat en alternance est parmi les financements, et la formation ne dit pas "
            f"qu’elle se suit ainsi{NARROW}: dites si l’alternance est possible ou obligatoire."
        )
        yield doubtful("work_study_unstated", "duration", place, sentence)
    if sheet.is_work_study and sheet.funding_options and not contracts:
        sentence = (
            "La formation se suit en alternance, et aucun contrat n’est parmi ses financements"
            f"{NARROW}: ajoutez-le."
        )
        yield doubtful("work_study_unfunded", "funding", place, sentence)
