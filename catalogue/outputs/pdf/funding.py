"""Who pays, on paper: stated ways with price, payer and remaining cost, then those only named."""

from datetime import date

from catalogue import wording
from programmes import typography as french
from programmes.sheet import FundingOption, Sheet

from .runs import Data, link, row, run, unknown


def funding(sheet: Sheet, day: date) -> Data:
    ways = wording.funding(sheet)
    return {
        "stated": [_stated(one, sheet) for one in ways.stated],
        "others": [{"runs": _scheme(one), "detail": _detail(one)} for one in ways.silent],
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
    price = option.yearly_price
    rows = [
        row(
            "Prise en charge", run(french.capitalized(option.payer)) if option.payer else unknown()
        ),
        row("Reste à charge", _remaining(option, sheet)),
    ]
    if price is not None:
        dated = (
            run(french.capitalized(french.long_date(option.priced_on)))
            if option.priced_on
            else None
        )
        rows.append(row("Date du tarif", dated or unknown("date non communiquée")))
    return {
        "value": french.euros(price) if price is not None else "",
        "label": run(", ".join(filter(None, (wording.price_basis(sheet), "coût indicatif"))))
        if price is not None
        else unknown("tarif non communiqué"),
        "runs": _scheme(option),
        "public": option.scheme.public_concerned,
        "rows": rows,
    }


def _remaining(option: FundingOption, sheet: Sheet) -> Data:
    """Scoped: « aucun » holds for the person under this contract only (L6352-13)."""
    if option.remaining_cost is None:
        return unknown()
    whom = " pour la personne sous ce contrat" if option.scheme.is_work_study else ""
    if option.remaining_cost == 0:
        return run(f"Aucun{whom}", strong=True)
    amount = f"{french.euros(option.remaining_cost)} {wording.price_basis(sheet)}".strip()
    return run(f"{amount}{whom}", strong=True)


def _detail(option: FundingOption) -> str:
    paid = f"payé par {option.payer}" if option.payer else ""
    return ", ".join(filter(None, (option.scheme.public_concerned, paid)))
