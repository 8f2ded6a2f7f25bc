"""What it costs, on paper: lines with an answer, their payer and what remains, then the others."""

from datetime import date

from catalogue import wording
from programmes import typography as french
from programmes.sheet import FundingOption, Sheet

from .runs import Data, link, row, run, unknown


def funding(sheet: Sheet, day: date) -> Data:
    ways = wording.funding(sheet, day)
    return {
        "stated": [_stated(one, sheet) for one in ways.stated],
        "others": [{"runs": _scheme(one), "detail": _detail(one, sheet)} for one in ways.silent],
        "others_title": "Autres dispositifs" if ways.stated else "Dispositifs",
        "silent": "Tarif et reste à charge : non communiqués." if ways.silent else "",
    }


def _scheme(option: FundingOption) -> list[Data]:
    """The scheme by its name of today, with the former one that older papers still say."""
    scheme = option.scheme
    runs = [link(scheme.name or scheme.former_name or scheme.code, scheme.url)]
    if scheme.former_name and scheme.name:
        runs.append(run(f" (ex-{scheme.former_name})"))
    return runs


def _stated(option: FundingOption, sheet: Sheet) -> Data:
    """What does not apply is left out; what is not known is said."""
    rows = []
    if option.payer or option.is_shared_out:
        payer = run(french.capitalized(option.payer)) if option.payer else unknown()
        rows.append(row("Prise en charge", payer))
    if option.remaining_cost is not None or option.leaves_a_rest:
        rows.append(row("Reste à charge", _remaining(option, sheet)))
    if option.amount is not None and not option.on_request:
        day = french.capitalized(french.long_date(option.priced_on)) if option.priced_on else ""
        rows.append(row("Date du tarif", run(day) if day else unknown("date non communiquée")))
    value, label = _price(option, sheet)
    return {
        "value": value,
        "label": label,
        "runs": _scheme(option),
        "public": french.capitalized(wording.addressed(option, sheet)),
        "rows": rows,
    }


def _price(option: FundingOption, sheet: Sheet) -> tuple[str, Data]:
    """In large, and what stands beside it."""
    unit = wording.price_unit(option, sheet)
    if option.on_request:
        return "Sur devis", run(unit)
    if option.amount is None:
        return "", unknown("tarif non communiqué")
    return french.euros(option.amount), run(", ".join(filter(None, (unit, "coût indicatif"))))


def _remaining(option: FundingOption, sheet: Sheet) -> Data:
    """Scoped: « aucun » holds for the person under this contract only (L6352-13)."""
    if option.remaining_cost is None:
        return unknown()
    whom = " pour la personne sous ce contrat" if option.scheme.is_work_study else ""
    if option.remaining_cost == 0:
        return run(f"Aucun{whom}", strong=True)
    return run(f"{wording.remaining_amount(option, sheet)}{whom}", strong=True)


def _detail(option: FundingOption, sheet: Sheet) -> str:
    paid = f"payé par {option.payer}" if option.payer else ""
    return ", ".join(filter(None, (wording.addressed(option, sheet), paid)))
