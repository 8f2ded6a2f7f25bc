"""The body of each section of the paper. `BODIES` follows `programmes/sections.py` name by name."""

from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from programmes import typography as french
from programmes.sheet import Bloc, ExamUnit, Exemption, FundingOption, Intake, Occupation, Sheet
from programmes.vocabulary import (
    BlocKind,
    DiplomaKind,
    IntakeState,
    ObjectiveLevel,
    RequirementKind,
    Weekday,
)

from .pdf_figures import key_figures
from .pdf_runs import Data, address, blocks, link, row, run, unknown

_DASH: Final = "–"


def rncp_url(code: str) -> str:
    return f"https://www.francecompetences.fr/recherche/rncp/{quote(code, safe='')}/"


def weekdays(sheet: Sheet) -> str:
    return french.listed([Weekday(day).label for day in sheet.training_weekdays])


def _presentation(sheet: Sheet) -> Data:
    rows = []
    if sheet.diploma_kind:
        level = f", niveau {sheet.level.value}" if sheet.level else ""
        rows.append(row("Certification", run(french.capitalized(f"{sheet.diploma_kind.label}{level}"))))
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


def _duration(sheet: Sheet) -> Data:
    length = [french.count(sheet.hours, "heure")] if sheet.hours else []
    length += [french.count(sheet.training_days, "jour")] if sheet.training_days else []
    length += [french.count(sheet.years, "an")] if sheet.years else []
    scope = f" {sheet.duration_scope}" if length and sheet.duration_scope else ""
    mode = french.capitalized(sheet.delivery_mode.label) if sheet.delivery_mode else ""
    validation = {
        None: "",
        True: "Diplôme entier, ou par blocs",
        False: "Diplôme entier seulement",
    }[sheet.blocs_separately]
    rows = [
        row("Durée", *_some(", ".join(length) + scope)),
        row("Calendrier", *_some(_calendar(sheet))),
        row("Rythme", *_some(_rhythm(sheet))),
    ]
    short_rows = [row("Modalité", *_some(mode)), row("Validation", *_some(validation))]
    return {
        "rows": [one for one in rows if one["runs"]],
        "short_rows": [one for one in short_rows if one["runs"]],
        "week": _week(sheet),
        "intakes": [_intake(intake) for intake in sheet.intakes],
    }


def _some(text: str) -> list[Data]:
    return [run(text)] if text else []


def _calendar(sheet: Sheet) -> str:
    start = sheet.start_month.label if sheet.start_month else ""
    end = sheet.end_month.label if sheet.end_month else ""
    if start and end and sheet.years:
        last = f"année N + {sheet.years}"
        return f"{french.capitalized(french.elided('de', start))} de l’année N à {end} de l’{last}"
    if start and end:
        return f"{french.capitalized(french.elided('de', start))} à {end}"
    return f"Rentrée en {start}" if start else (f"Fin en {end}" if end else "")


def _rhythm(sheet: Sheet) -> str:
    if not sheet.training_weekdays:
        return sheet.rhythm
    days = french.count(len(sheet.training_weekdays), "jour")
    text = f"{days} par semaine au centre ({weekdays(sheet)})"
    return f"{text} {sheet.rhythm}".strip()


def _week(sheet: Sheet) -> list[Data]:
    """Monday to Friday, longer only where one teaches at the week-end."""
    if not sheet.training_weekdays:
        return []
    last = max(Weekday.FRIDAY, *sheet.training_weekdays)
    return [
        {"label": french.capitalized(day.label), "training": day in sheet.training_weekdays}
        for day in Weekday
        if day <= last
    ]


def _intake(intake: Intake) -> list[str]:
    state = intake.state.label
    if intake.state == IntakeState.OPEN and intake.applications_close_on:
        state += f" jusqu’au {french.long_date(intake.applications_close_on)}"
    if intake.applications_open_on and intake.state == IntakeState.CLOSED:
        state += f", ouverture le {french.long_date(intake.applications_open_on)}"
    return [
        french.long_date(intake.starts_on),
        french.long_date(intake.ends_on) if intake.ends_on else _DASH,
        french.number(intake.places) if intake.places is not None else _DASH,
        intake.site or _DASH,
        state,
    ]


def _objectives(sheet: Sheet) -> Data:
    return {"items": [one.text for one in sheet.objectives if one.text]}


def _blocs(sheet: Sheet) -> Data:
    professional = [one for one in sheet.blocs if one.kind is BlocKind.PROFESSIONAL]
    others = [one for one in sheet.blocs if one.kind is not BlocKind.PROFESSIONAL]
    groups = ([_bloc(sheet, one) for one in group] for group in (professional, others))
    return {"groups": [group for group in groups if group]}


def _bloc(sheet: Sheet, bloc: Bloc) -> Data:
    units = [unit.code for unit in sheet.exam_units if unit.bloc == bloc.title and unit.code]
    kind = "Bloc" if bloc.kind is BlocKind.PROFESSIONAL else french.capitalized(bloc.kind.label)
    number = f" {bloc.number}" if bloc.number is not None else ""
    evaluated = f"épreuve {french.listed(units)}" if units else ""
    above = [kind + number, bloc.official_number, evaluated]
    return {
        "kind": " · ".join(filter(None, above)),
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


def _admission(sheet: Sheet) -> Data:
    order = list(RequirementKind)
    steps = sorted(sheet.requirements, key=lambda one: order.index(one.kind))
    rows = [row("Équivalence", run(sheet.equivalence))] if sheet.equivalence else []
    delay = run(sheet.access_delay) if sheet.access_delay else unknown()
    return {
        "steps": [
            {"kind": french.capitalized(one.kind.label), "text": one.text}
            for one in steps
            if one.text
        ],
        "rows": [*rows, row("Délai d’accès", delay)],
    }


def _exemptions(sheet: Sheet) -> Data:
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


def _exam(sheet: Sheet) -> Data:
    intro = f"{french.capitalized(french.in_words(len(sheet.exam_units)))} unité"
    intro += "s" if len(sheet.exam_units) > 1 else ""
    optional = len(sheet.optional_units)
    if optional:
        intro += f", dont {french.in_words(optional)} facultative{'s' if optional > 1 else ''}"
    intro += "."
    if sheet.diploma_kind is DiplomaKind.BTS:
        intro += " On est reçu à partir de 10 sur 20 de moyenne."
    total = sheet.total_coefficient
    return {
        "introduction": intro,
        "compulsory": [_unit(one) for one in sheet.compulsory_units],
        "optional": [_unit(one) for one in sheet.optional_units],
        "total": french.number(total) if sheet.compulsory_units else "",
        "shares": [
            {"code": one.code or _DASH, "share": one.coefficient / total}
            for one in sheet.compulsory_units
            if total and one.coefficient
        ],
        "outside": "Facultative, hors total.",
    }


def _unit(unit: ExamUnit) -> Data:
    papers = [
        [
            french.capitalized(paper.form.label),
            french.number(paper.coefficient),
            french.duration(paper.duration_minutes) if paper.duration_minutes else _DASH,
            french.duration(paper.preparation_minutes) if paper.preparation_minutes else _DASH,
        ]
        for paper in unit.papers
    ]
    return {
        "code": unit.code,
        "title": unit.title,
        "note": unit.note,
        "papers": papers or [[_DASH] * 4],
    }


def _evaluation(sheet: Sheet) -> Data:
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


def _methods(sheet: Sheet) -> Data:
    return {"blocks": [*blocks(sheet.teaching_methods), *blocks(sheet.means)]}


def _funding(sheet: Sheet) -> Data:
    priced = [one for one in sheet.funding_options if one.yearly_price is not None]
    others = [one for one in sheet.funding_options if one.yearly_price is None]
    silent = bool(others) and all(one.remaining_cost is None for one in others)
    return {
        "priced": [_price(one) for one in priced],
        "others": [{"runs": _scheme(one), "detail": _other_detail(one)} for one in others],
        "others_title": "Autres dispositifs" if priced else "Dispositifs",
        "silent": "Tarif et reste à charge de ces dispositifs : non communiqués." if silent else "",
    }


def _scheme(option: FundingOption) -> list[Data]:
    """The scheme by its name of today, with the former one that older papers still say."""
    scheme = option.scheme
    runs = [link(scheme.name or scheme.former_name or scheme.code, scheme.url)]
    if scheme.former_name and scheme.name:
        runs.append(run(f" (ex\u2011{scheme.former_name})"))
    return runs


def _price(option: FundingOption) -> Data:
    assert option.yearly_price is not None
    rows = [row("Financeur", run(french.capitalized(option.payer)) if option.payer else unknown())]
    rows.append(row("Reste à charge", _remaining(option)))
    dated = run(french.long_date(option.priced_on)) if option.priced_on else _no_date()
    rows.append(row("Tarif en vigueur au", dated))
    return {
        "value": french.euros(option.yearly_price),
        "label": "par an, coût indicatif",
        "runs": _scheme(option),
        "public": option.scheme.public_concerned,
        "rows": rows,
    }


def _no_date() -> Data:
    return unknown("date non communiquée")


def _remaining(option: FundingOption) -> Data:
    if option.remaining_cost is None:
        return unknown()
    if option.remaining_cost == 0:
        whom = " pour l’alternant" if option.scheme.is_work_study else ""
        return run(f"Aucun{whom}")
    return run(f"{french.euros(option.remaining_cost)} par an")


def _other_detail(option: FundingOption) -> str:
    details = [option.scheme.public_concerned]
    if option.remaining_cost is not None:
        details.append(f"reste à charge : {_remaining(option)['text'].lower()}")
    if option.payer:
        details.append(f"financeur : {option.payer}")
    return " ; ".join(filter(None, details))


def _occupations(sheet: Sheet) -> Data:
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


def _further_studies(sheet: Sheet) -> Data:
    return {
        "items": [
            {"runs": [link(one.title or one.url, one.url)], "detail": _level(one.level)}
            for one in sheet.further_studies
            if one.title or one.url
        ]
    }


def _level(level: object) -> str:
    return str(getattr(level, "label", ""))


def _accessibility(sheet: Sheet) -> Data:
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


def _contact(sheet: Sheet) -> Data:
    centre = sheet.centre
    rows: list[Data] = []
    places = [_site(site.name, site.address, site.access) for site in centre.sites]
    for place in [place for place in places if place] or [unknown("non communiquée")]:
        rows.append(row("Adresse", place if isinstance(place, dict) else run(place)))
    phone, email, website = centre.phone, centre.email, centre.website
    rows.append(row("Téléphone", link(phone, phone_url(phone)) if phone else unknown()))
    rows.append(
        row("E-mail", address(email, f"mailto:{email}") if email else unknown())
    )
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


BODIES: Final[dict[str, Callable[[Sheet], Data]]] = {
    "presentation": _presentation,
    "duration": _duration,
    "objectives": _objectives,
    "blocs": _blocs,
    "admission": _admission,
    "exemptions": _exemptions,
    "exam": _exam,
    "evaluation": _evaluation,
    "methods": _methods,
    "funding": _funding,
    "occupations": _occupations,
    "further_studies": _further_studies,
    "key_figures": key_figures,
    "accessibility": _accessibility,
    "contact": _contact,
}
