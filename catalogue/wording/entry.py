"""How one gets in, and what one has already is worth."""

from collections.abc import Sequence
from datetime import date

from programmes.nouns import ordinal, quoted
from programmes.sections import offered_exemptions
from programmes.sheet import Exemption, Sheet
from programmes.typography import capitalized, listed, typeset

from .facts import Fact


def admission(sheet: Sheet, today: date) -> tuple[Fact, ...]:
    """What stands below the steps. Where exemptions are equivalences, their section says enough."""
    told = not sheet.usual.has("exemptions.units") and offered_exemptions(sheet, today)
    unsaid = None if told else "non communiquée"
    facts = [
        Fact("Équivalence", typeset(sheet.equivalence), "equivalence", absent=unsaid),
        Fact("Délai d’accès", typeset(sheet.access_delay), "access_delay"),
    ]
    return tuple(fact for fact in facts if sheet.profile.has(fact.field))


def start_notes(sheet: Sheet) -> tuple[Fact, ...]:
    """What each public must know to start, as rows: whom, and what."""
    return tuple(
        Fact(
            capitalized(listed(public.label for public in note.publics)),
            typeset(note.text),
            "start_notes",
        )
        for note in sheet.start_notes
    )


def kept(exemption: Exemption, sheet: Sheet) -> str:
    """« unités acquises », where it is about what one has obtained already."""
    return sheet.profile.kept if exemption.acquired_units else ""


def granted(exemption: Exemption, sheet: Sheet) -> str:
    """What is granted besides units, in words: « bloc « … », entrée en 2e année ».

    A title is whole: cut off, two blocs may read alike.
    """
    said = [f"{sheet.profile.bloc.text} {quoted(title, len(title))}" for title in exemption.blocs]
    if exemption.entry_year:
        said.append(f"entrée en {ordinal(exemption.entry_year)} année")
    if exemption.words:
        said.append(exemption.words)
    return typeset(", ".join(said))


def grants_in_words(exemption: Exemption, sheet: Sheet) -> bool:
    """More than codes, which need less room: a unit without a code is called by its title."""
    codes = {unit.code for unit in sheet.exam_units}
    return bool(granted(exemption, sheet)) or not codes.issuperset(exemption.units)


def exempted(sheet: Sheet, rows: Sequence[Exemption]) -> str:
    """What these rows grant, in a sentence before them."""
    on_request = all(row.on_request for row in rows)
    profile = sheet.profile
    if any(row.units or row.acquired_units for row in rows):
        you = "À votre demande, vous" if on_request else "Vous"
        what = f"{profile.unit.many} {profile.assessment.of}"
        what = profile.unit.many if profile.unit == profile.assessment else what
        return f"{you} pouvez être dispensé de certaines {what}."
    asked = ", à votre demande" if on_request else ""
    return f"Ce que vous avez déjà peut être reconnu{asked}."
