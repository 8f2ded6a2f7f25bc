"""The body of each section of the paper. `BODIES` follows `programmes/sections.py` name by name."""

from collections.abc import Callable
from datetime import date
from typing import Final
from urllib.parse import quote

from catalogue import wording
from programmes import typography as french
from programmes.sheet import (
    Bloc,
    Exemption,
    FurtherStudy,
    Intake,
    Occupation,
    Sheet,
)
from programmes.vocabulary import (
    BlocKind,
    ObjectiveLevel,
)

from .exam import exam
from .figures import key_figures
from .funding import funding
from .runs import Data, address, blocks, link, row, run, unknown

_DASH: Final = "–"


def rncp_url(code: str) -> str:
    return f"https://www.francecompetences.fr/recherche/rncp/{quote(code, safe='')}/"


def _presentation(sheet: Sheet, day: date) -> Data:
    rows = []
    if sheet.diploma_kind:
        level = f", niveau {sheet.level.value}" if sheet.level else ""
        rows.append(
            row("Certification", run(french.capitalized(f"{sheet.diploma_kind.label}{level}")))
        )
    if sheet.certifier:
        rows.append(row("Certificateur", run(sheet.certifier)))
    if sheet.rncp_code:
        name = link(f"Fiche RNCP {sheet.rncp_code}", rncp_url(sheet.rncp_code))
        rows.append(row("Enregistrement", name, run(_registration(sheet))))
    codes = [f"diplôme (CFD) {sheet.cfd}"] if sheet.cfd else []
    codes += [f"NSF {sheet.nsf}"] if sheet.nsf else []
    codes += [f"Formacode {french.listed(sheet.formacodes)}"] if sheet.formacodes else []
    if codes:
        rows.append(row("Codes", run(french.capitalized(" · ".join(codes)))))
    return {"blocks": blocks(sheet.presentation), "rows": rows}


def _registration(sheet: Sheet) -> str:
    since, until = sheet.rncp_registered_on, sheet.rncp_expires_on
    text = f", enregistrée le {french.long_date(since)}" if since else ""
    return text + (f", jusqu’au {french.long_date(until)}" if until else "")


def _duration(sheet: Sheet, day: date) -> Data:
    length = ", ".join(filter(None, (wording.length(sheet), sheet.duration_scope)))
    mode = french.capitalized(sheet.delivery_mode.label) if sheet.delivery_mode else ""
    validation = {
        None: "",
        True: "Diplôme entier, ou par blocs",
        False: "Diplôme entier seulement",
    }[sheet.blocs_separately]
    return {
        "rows": [
            row("Durée", run(length) if length else unknown("non communiquée")),
            *_known_rows(
                ("Période", french.capitalized(wording.school_years(sheet))),
                ("Rythme", _rhythm(sheet)),
            ),
        ],
        "short_rows": _known_rows(("Modalité", mode), ("Validation", validation)),
        "week": _week(sheet),
        "intakes": [_intake(intake, day) for intake in wording.upcoming(sheet, day)],
    }


def _known_rows(*texts: tuple[str, str]) -> list[Data]:
    return [row(label, run(text)) for label, text in texts if text]


def _rhythm(sheet: Sheet) -> str:
    if not sheet.training_weekdays:
        return sheet.rhythm
    days = french.count(len(sheet.training_weekdays), "jour")
    text = f"{days} par semaine au centre ({wording.weekdays(sheet.training_weekdays)})"
    return f"{text}, {sheet.rhythm}" if sheet.rhythm else text


def _week(sheet: Sheet) -> list[Data]:
    if not sheet.training_weekdays:
        return []
    elsewhere = "en entreprise, pour les alternants" if sheet.is_work_study else "hors du centre"
    return [
        {
            "label": stretch.label,
            "where": "au centre" if stretch.at_centre else elsewhere,
            "days": stretch.days,
            "training": stretch.at_centre,
        }
        for stretch in wording.week(sheet)
    ]


def _intake(intake: Intake, day: date) -> list[str]:
    return [
        french.long_date(intake.starts_on),
        french.long_date(intake.ends_on) if intake.ends_on else _DASH,
        french.number(intake.places) if intake.places is not None else _DASH,
        intake.site or _DASH,
        french.capitalized(wording.applications(intake, day)),
    ]


def _objectives(sheet: Sheet, day: date) -> Data:
    return {"items": [one.text for one in sheet.objectives if one.text]}


def _blocs(sheet: Sheet, day: date) -> Data:
    rows = [(one.kind is BlocKind.PROFESSIONAL, _bloc(sheet, one)) for one in sheet.blocs]
    return {
        "professional": [bloc for professional, bloc in rows if professional],
        "others": [bloc for professional, bloc in rows if not professional],
    }


def _bloc(sheet: Sheet, bloc: Bloc) -> Data:
    units = [unit.code for unit in wording.assessing(sheet, bloc) if unit.code]
    kind = "Bloc" if bloc.kind is BlocKind.PROFESSIONAL else french.capitalized(bloc.kind.label)
    number = f" {bloc.number}" if bloc.number is not None else ""
    return {
        "kind": " · ".join(filter(None, (kind + number, bloc.official_number))),
        "evaluated": f"Épreuve {french.listed(units)}" if units else "",
        "title": bloc.title or kind + number,
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
    rows = [row("Équivalence", run(sheet.equivalence))] if sheet.equivalence else []
    delay = run(sheet.access_delay) if sheet.access_delay else unknown()
    return {
        "steps": [
            {"kind": french.capitalized(one.kind.label), "text": one.text}
            for one in sheet.requirements
            if one.text
        ],
        "rows": [*rows, row("Délai d’accès", delay)],
    }


def _exemptions(sheet: Sheet, day: date) -> Data:
    always = all(one.on_request for one in sheet.exemptions)
    condition = "À votre demande, vous" if always else "Vous"
    return {
        "introduction": f"{condition} pouvez être dispensé de certaines unités de l’examen.",
        "rows": [
            _exemption(one, say_on_request=one.on_request and not always)
            for one in sheet.exemptions
            if one.situation
        ],
    }


def _exemption(exemption: Exemption, *, say_on_request: bool) -> Data:
    units = [code for code in exemption.units if code]
    granted = french.listed(units)
    if exemption.acquired_units:
        granted = f"{granted} et unités acquises" if granted else "les unités acquises"
    if granted and say_on_request:
        granted += ", sur demande"
    return {
        "situation": exemption.situation,
        "source": exemption.legal_source,
        "granted": run(granted, strong=True) if granted else unknown("non précisé"),
    }


def _evaluation(sheet: Sheet, day: date) -> Data:
    return {
        "parts": [
            {"title": title, "blocks": blocks(text)}
            for title, text in (
                ("Pendant la formation", sheet.continuous_assessment),
                ("À l’examen", sheet.examining_authority),
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
            {"runs": [_further(one)], "detail": _level(one.level)}
            for one in sheet.further_studies
            if one.title or one.url
        ]
    }


def _further(study: FurtherStudy) -> Data:
    return link(study.title, study.url) if study.title else address(study.url, study.url)


def _level(level: object) -> str:
    return str(getattr(level, "label", ""))


def _accessibility(sheet: Sheet, day: date) -> Data:
    centre = sheet.centre
    name, phone, email = (
        centre.disability_contact_name,
        centre.disability_contact_phone,
        centre.disability_contact_email,
    )
    runs = [run(name)] if name else []
    runs += [link(phone, phone_url(phone))] if phone else []
    runs += [address(email, f"mailto:{email}")] if email else []
    contact = _joined(runs) or [unknown()]
    return {"blocks": blocks(centre.accessibility), "rows": [row("Référent handicap", *contact)]}


def _joined(runs: list[Data]) -> list[Data]:
    spaced: list[Data] = []
    for one in runs:
        spaced += [run(" · "), one] if spaced else [one]
    return spaced


def phone_url(phone: str) -> str:
    digits = "".join(char for char in phone if char in "+0123456789")
    return f"tel:{digits}" if digits else ""


def _contact(sheet: Sheet, day: date) -> Data:
    centre = sheet.centre
    places = [_site(site.name, site.address, site.access) for site in centre.sites]
    rows = [row("Adresse", run(place)) for place in places if place]
    if not rows:
        rows.append(row("Adresse", unknown("non communiquée")))
    phone, email, website = centre.phone, centre.email, centre.website
    rows.append(row("Téléphone", link(phone, phone_url(phone)) if phone else unknown()))
    rows.append(row("E-mail", address(email, f"mailto:{email}") if email else unknown()))
    if website:
        shown = website.partition("://")[2].rstrip("/") or website
        rows.append(row("Site", address(shown, website)))
    if centre.opening_hours:
        rows.append(row("Accueil", run(centre.opening_hours)))
    return {"rows": rows}


def _site(name: str, where: str, access: str) -> str:
    lines = ", ".join(line for line in where.splitlines() if line.strip())
    place = ", ".join(filter(None, (name, lines)))
    return f"{place}. {' '.join(access.split())}" if place and access else place or access


BODIES: Final[dict[str, Callable[[Sheet, date], Data]]] = {
    "presentation": _presentation,
    "duration": _duration,
    "objectives": _objectives,
    "blocs": _blocs,
    "admission": _admission,
    "exemptions": _exemptions,
    "exam": exam,
    "evaluation": _evaluation,
    "methods": _methods,
    "funding": funding,
    "occupations": _occupations,
    "further_studies": _further_studies,
    "key_figures": key_figures,
    "accessibility": _accessibility,
    "contact": _contact,
}
