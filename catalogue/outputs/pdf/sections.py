"""The body of each section of the paper. `BODIES` follows `programmes/sections.py` name by name."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from catalogue import wording
from programmes import typography as french
from programmes.sheet import (
    Bloc,
    Exemption,
    FurtherStudy,
    Intake,
    Occupation,
    Sheet,
    Site,
)
from programmes.vocabulary import (
    BlocKind,
    ObjectiveLevel,
)

from .exam import exam
from .figures import key_figures
from .first_page import place_of
from .funding import funding
from .runs import (
    Data,
    address,
    blocks,
    link,
    mail,
    phone,
    row,
    run,
    unknown,
    without_scheme,
)

_DASH: Final = "–"


def _presentation(sheet: Sheet, day: date) -> Data:
    return {"blocks": blocks(sheet.presentation)}


def _references(sheet: Sheet, day: date) -> Data:
    rows = _facts(wording.certification(sheet))
    if registered := wording.registration(sheet, day):
        name = link(f"Fiche {registered.badge}", registered.url)
        said = f", {registered.said}" if registered.said else ""
        rows.append(row("Répertoire", name, run(said)))
    codes = [
        f"{fact.label.removeprefix('Code ')} {fact.text}"
        for fact in wording.codes(sheet)
        if fact.text
    ]
    if codes:
        rows.append(row("Codes", run(" · ".join(codes))))
    return {"rows": rows}


def _facts(facts: Iterable[wording.Fact]) -> list[Data]:
    """Those that are known."""
    return [row(one.label, run(french.capitalized(one.text))) for one in facts if one.text]


def _duration(sheet: Sheet, day: date) -> Data:
    length = wording.length(sheet)
    work_study = sheet.work_study.label if sheet.work_study else ""
    return {
        "rows": [
            *([] if length else [row("Durée", unknown())]),
            *_known_rows(
                ("Durée", ", ".join(filter(None, (length, sheet.duration_scope)))),
                ("Période", wording.school_years(sheet, day)),
                ("Rythme", wording.rhythm(sheet)),
            ),
        ],
        "short_rows": _known_rows(
            ("Entrée", wording.PERMANENT if sheet.permanent_entry else ""),
            ("Alternance", work_study),
            ("Modalité", wording.mode(sheet)),
            ("En entreprise", wording.in_company(sheet)),
            ("Groupe", wording.group_size(sheet)),
            ("Validation", wording.validation(sheet)),
        ),
        "week": [
            {
                "label": stretch.label,
                "where": stretch.where,
                "days": stretch.days,
                "training": stretch.at_centre,
            }
            for stretch in wording.week(sheet)
        ],
        "start": french.capitalized(sheet.profile.start.text),
        "intakes": [_intake(intake, day) for intake in wording.on_offer(sheet, day)],
        "start_notes": _facts(wording.start_notes(sheet)),
    }


def _known_rows(*texts: tuple[str, str]) -> list[Data]:
    return [row(label, run(french.capitalized(text))) for label, text in texts if text]


def _intake(intake: Intake, day: date) -> list[str]:
    return [
        french.long_date(intake.starts_on),
        french.long_date(intake.ends_on) if intake.ends_on else _DASH,
        french.number(intake.places) if intake.places is not None else _DASH,
        ", ".join(filter(None, (intake.site, wording.own_ways(intake)))) or _DASH,
        french.capitalized(wording.applications_on_paper(intake, day)) or _DASH,
    ]


def _blocs(sheet: Sheet, day: date) -> Data:
    rows = [(one.kind is BlocKind.PROFESSIONAL, _bloc(sheet, one)) for one in sheet.blocs]
    return {
        "leads_to": wording.leads_to(sheet),
        "professional": [bloc for professional, bloc in rows if professional],
        "others": [bloc for professional, bloc in rows if not professional],
    }


def _bloc(sheet: Sheet, bloc: Bloc) -> Data:
    units = [unit.name for unit in wording.assessing(sheet, bloc)]
    label = wording.bloc_label(sheet, bloc)
    number = bloc.official_number if sheet.profile.has("blocs.official_number") else ""
    return {
        "kind": " · ".join(filter(None, (label, number))),
        "evaluated": f"Évaluation : {french.listed(units)}" if units else "",
        "title": bloc.title or label,
        "introduction": blocks(bloc.introduction),
        "objectives": [
            {
                "text": one.text,
                "detail": one.level is ObjectiveLevel.DETAIL,
                "cefr": one.cefr_level.label if one.cefr_level else "",
            }
            for one in bloc.objectives
            if one.text
        ],
    }


def _admission(sheet: Sheet, day: date) -> Data:
    rows = _facts(wording.admission(sheet, day))
    if not sheet.access_delay:
        rows.append(row("Délai d’accès", unknown()))
    return {
        "steps": [
            {"kind": french.capitalized(one.kind.label), "text": one.text}
            for one in sheet.requirements
            if one.text
        ],
        "rows": rows,
    }


def _exemptions(sheet: Sheet, day: date) -> Data:
    offered = [one for one in wording.offered_exemptions(sheet, day) if one.situation]
    always = all(one.on_request for one in offered)
    return {
        "introduction": wording.exempted(sheet, offered),
        "granted": french.capitalized(sheet.profile.exemption.text),
        "is_wide": any(wording.grants_in_words(one, sheet) for one in offered),
        "rows": [
            _exemption(one, sheet, say_on_request=one.on_request and not always) for one in offered
        ],
    }


def _exemption(exemption: Exemption, sheet: Sheet, *, say_on_request: bool) -> Data:
    units = french.listed(name for name in exemption.units if name)
    kept = wording.kept(exemption, sheet)
    granted = [" et ".join(filter(None, (units, kept))), wording.granted(exemption, sheet)]
    said = ", ".join(filter(None, granted))
    if said and say_on_request:
        said += ", sur demande"
    ends = f"jusqu’au {french.long_date(exemption.ends_on)}" if exemption.ends_on else ""
    return {
        "situation": exemption.situation,
        "source": french.capitalized(", ".join(filter(None, (exemption.legal_source, ends)))),
        "granted": run(said, strong=True) if said else unknown("non précisé"),
    }


def _evaluation(sheet: Sheet, day: date) -> Data:
    has_authority = sheet.profile.has("examining_authority")
    authority = sheet.examining_authority if has_authority else ""
    return {
        "parts": [
            {"title": title, "blocks": blocks(text)}
            for title, text in (
                ("Pendant la formation", sheet.continuous_assessment),
                (french.capitalized(sheet.profile.assessment.to), authority),
            )
            if text
        ]
    }


def _methods(sheet: Sheet, day: date) -> Data:
    return {"blocks": [*blocks(sheet.teaching_methods), *blocks(sheet.means)]}


def _occupations(sheet: Sheet, day: date) -> Data:
    return {
        "families": [
            {
                "title": family,
                "rows": [
                    {
                        "title": one.title or one.rome_label or one.rome_code or _DASH,
                        "rome": _rome(one),
                    }
                    for one in rows
                ],
            }
            for family, rows in sheet.occupation_families
        ]
    }


def _rome(occupation: Occupation) -> list[Data]:
    """The code and official label, which lead to the ROME sheet: « D1404 Relation… »."""
    code, label, url = occupation.rome_code, occupation.rome_label, occupation.url
    if not code and not label:
        return [link("Fiche du métier", url)] if url else []
    return [link(" ".join(filter(None, (code, label))), url)]


def _further_studies(sheet: Sheet, day: date) -> Data:
    return {
        "items": [
            {"runs": [_further(one)], "detail": sheet.profile.level(one.level) if one.level else ""}
            for one in sheet.further_studies
            if one.title or one.url
        ]
    }


def _further(study: FurtherStudy) -> Data:
    return link(study.title, study.url) if study.title else address(study.url, study.url)


def _documents(sheet: Sheet, day: date) -> Data:
    """Named only: a paper leads to no file, the page does."""
    return {
        "items": [{"name": one.name, "detail": one.detail} for one in wording.documents(sheet)],
        "where": "À télécharger sur la page de la formation, rubrique Documents.",
    }


def _accessibility(sheet: Sheet, day: date) -> Data:
    centre = sheet.centre
    contact = _person(
        centre.disability_contact_name,
        centre.disability_contact_phone,
        centre.disability_contact_email,
    )
    return {
        "blocks": blocks(centre.accessibility),
        "rows": [row("Référent handicap", *(contact or [unknown()]))],
    }


def _person(name: str, number: str, email: str) -> list[Data]:
    """Somebody to talk to; nothing when nothing is known."""
    runs = [run(name)] if name else []
    runs += [phone(number)] if number else []
    runs += [mail(email)] if email else []
    return _joined(runs)


def _joined(runs: list[Data]) -> list[Data]:
    spaced: list[Data] = []
    for one in runs:
        spaced += [run(" · "), one] if spaced else [one]
    return spaced


def _contact(sheet: Sheet, day: date) -> Data:
    centre = sheet.centre
    places = [row("Adresse", run(place)) for place in map(_site, centre.sites) if place]
    rows = []
    if person := _person(sheet.contact_name, sheet.contact_phone, sheet.contact_email):
        rows.append(row("Interlocuteur", *person))
    rows.append(row("Téléphone", phone(centre.phone) if centre.phone else unknown()))
    rows.append(row("E-mail", mail(centre.email) if centre.email else unknown()))
    if website := centre.website:
        rows.append(row("Site", address(without_scheme(website), website)))
    if centre.opening_hours:
        rows.append(row("Accueil", run(centre.opening_hours)))
    return {"places": places or [row("Adresse", unknown())], "rows": rows}


def _site(site: Site) -> str:
    notes = ". ".join(" ".join(note.split()).rstrip(".") for note in wording.site_notes(site))
    return ". ".join(filter(None, (place_of(site), notes)))


BODIES: Final[dict[str, Callable[[Sheet, date], Data]]] = {
    "presentation": _presentation,
    "key_figures": key_figures,
    "funding": funding,
    "admission": _admission,
    "duration": _duration,
    "occupations": _occupations,
    "further_studies": _further_studies,
    "blocs": _blocs,
    "exam": exam,
    "evaluation": _evaluation,
    "exemptions": _exemptions,
    "methods": _methods,
    "documents": _documents,
    "references": _references,
    "accessibility": _accessibility,
    "contact": _contact,
}
