"""A rhythm in words, a programme's or a session's own: page, week, card and paper share them."""

from typing import Final, Protocol

from .typography import count, listed, number, typeset
from .vocabulary import RhythmKind, Weekday


class Rhythmic(Protocol):
    """What states a rhythm: a sheet, an intake."""

    @property
    def rhythm_kind(self) -> RhythmKind | None: ...
    @property
    def cycle_at_centre(self) -> int | None: ...
    @property
    def cycle_in_company(self) -> int | None: ...
    @property
    def training_weekdays(self) -> tuple[Weekday, ...]: ...
    @property
    def rhythm(self) -> str: ...


#: Where the weekdays that are stated are those of every week.
EVERY_WEEK: Final = frozenset({None, RhythmKind.WEEKDAYS, RhythmKind.FULL_TIME})


def is_stated(of: Rhythmic) -> bool:
    return bool(of.rhythm_kind or cycle(of) or of.training_weekdays or of.rhythm)


def cycle(of: Rhythmic) -> str:
    """« 1 semaine au centre, 2 en entreprise », or what is known of it."""
    here, away = of.cycle_at_centre, of.cycle_in_company
    if here and away:
        return f"{count(here, 'semaine')} au centre, {number(away)} en entreprise"
    if here:
        return f"{count(here, 'semaine')} au centre, puis en entreprise"
    return f"{count(away, 'semaine')} en entreprise, puis au centre" if away else ""


def brief(of: Rhythmic, *, is_within_a_week: bool = False) -> str:
    """« 2 jours par semaine », « à temps plein »; the free text when nothing else is stated."""
    days = len(of.training_weekdays)
    if said := cycle(of):
        return said
    if days and is_within_a_week:
        return listed(day.label for day in of.training_weekdays)
    if days and of.rhythm_kind in {None, RhythmKind.WEEKDAYS}:
        return f"{days} jour{'s' if days > 1 else ''} par semaine"
    if days and of.rhythm_kind is RhythmKind.EVENINGS:
        return f"{days} soir{'s' if days > 1 else ''} par semaine"
    if of.rhythm_kind in {None, RhythmKind.WEEKDAYS} and of.rhythm:
        return of.rhythm
    return str(of.rhythm_kind.label) if of.rhythm_kind else ""


def whole(of: Rhythmic, *, is_within_a_week: bool = False) -> str:
    """« 2 jours par semaine au centre (lundi et mardi), et quelques semaines complètes »."""
    days = _days(of, is_within_a_week)
    # Days say of themselves that they are days or evenings.
    is_said = bool(days) and of.rhythm_kind is RhythmKind.WEEKDAYS
    is_said |= bool(days) and of.rhythm_kind is RhythmKind.EVENINGS and not is_within_a_week
    is_said |= bool(cycle(of)) and of.rhythm_kind is RhythmKind.ALTERNATING
    kind = of.rhythm_kind.label if of.rhythm_kind and not is_said else ""
    return ", ".join(filter(None, (kind, cycle(of), days, typeset(of.rhythm))))


def _days(of: Rhythmic, is_within_a_week: bool) -> str:
    if not of.training_weekdays:
        return ""
    days = listed(day.label for day in of.training_weekdays)
    if is_within_a_week:
        return days
    a_week = len(of.training_weekdays)
    if of.rhythm_kind is RhythmKind.EVENINGS:
        return f"{count(a_week, 'soir')} par semaine au centre ({days})"
    if of.rhythm_kind in EVERY_WEEK and not cycle(of):
        return f"{count(a_week, 'jour')} par semaine au centre ({days})"
    return f"cours {listed(f'le {day.label}' for day in of.training_weekdays)}"
