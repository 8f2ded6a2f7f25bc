"""What it costs, on paper: lines with an answer, their payer and what remains, then the others."""

from datetime import date
from typing import Final

from catalogue import wording
from programmes import typography as french
from programmes.sheet import FundingOption, Sheet

from .runs import Data, link, row, run, unknown

# Beside lines with a price, and alone.
_UNPRICED: Final = {
    True: "Tarif et reste à charge des autres dispositifs",
    False: "Tarif et reste à charge",
}


def funding(sheet: Sheet, day: date) -> Data:
    ways = wording.funding(sheet, day)
    return {
        "stated": [_stated(one, sheet) for one in ways.stated],
        # What is not known of them is a row, told below with all that the section lacks.
        "others": [
            *({"runs": _scheme(one), "detail": _detail(one, sheet)} for one in ways.silent),
            *([row(_UNPRICED[bool(ways.stated)], unknown())] if ways.silent else []),
        ],
        "others_title": "Autres dispositifs" if ways.stated else "Dispositifs",
    }


def _scheme(option: FundingOption) -> list[Data]:
    """The scheme by its name of today, with the former one that older papers still say."""
    scheme = option.scheme
    runs = [link(scheme.name or scheme.former_name or scheme.code, scheme.url)]
    if scheme.former_name and scheme.name:
        runs.append(run(f" (ex-{scheme.former_name})"))
    return runs


def _stated(option: FundingOption, sheet: Sheet) -> Data:
    """What one pays oneself in large, or else what it costs; what does not apply is left out, what
    is not known is said."""
    remains = option.remaining_cost is not None
    rows = []
    if remains:
        rows.append(row("Coût indicatif", _cost(option, sheet)))
    elif option.leaves_a_rest:
        rows.append(row("Reste à charge", unknown()))
    if option.payer or option.is_shared_out:
        payer = run(french.capitalized(option.payer)) if option.payer else unknown()
        rows.append(row("Prise en charge", payer))
    if option.amount is not None and not option.on_request:
        day = french.capitalized(french.long_date(option.priced_on)) if option.priced_on else ""
        rows.append(row("Date du tarif", run(day) if day else unknown()))
    value, label = _remaining(option, sheet) if remains else _price(option, sheet)
    return {
        "value": value,
        "label": label,
        "runs": _scheme(option),
        "public": french.capitalized(wording.addressed(option, sheet)),
        "rows": rows,
    }


def _remaining(option: FundingOption, sheet: Sheet) -> tuple[str, Data]:
    """Scoped: nothing is paid by the person under this contract only (L6352-13)."""
    said = french.capitalized(wording.remaining_cost(option, sheet))
    return french.euros(option.remaining_cost or 0), run(said, strong=True)


def _cost(option: FundingOption, sheet: Sheet) -> Data:
    if option.on_request:
        return run("sur devis")
    if option.amount is None:
        return unknown()
    return run(f"{french.euros(option.amount)} {wording.price_unit(option, sheet)}")


def _price(option: FundingOption, sheet: Sheet) -> tuple[str, Data]:
    """In large, and what stands beside it."""
    unit = wording.price_unit(option, sheet)
    if option.on_request:
        return "Sur devis", run(french.capitalized(unit))
    if option.amount is None:
        return "", unknown("Tarif non communiqué")
    return french.euros(option.amount), run(f"Coût indicatif {unit}".strip())


def _detail(option: FundingOption, sheet: Sheet) -> str:
    paid = f"payé par {option.payer}" if option.payer else ""
    return ", ".join(filter(None, (wording.addressed(option, sheet), paid)))
