"""What stands in the tab, in a search engine's answer and in a message that shares an address."""

from collections.abc import Collection
from typing import Final

from programmes.brief import MOST_TOWNS, towns
from programmes.sheet import Sheet
from programmes.typography import NARROW, count, listed, typeset

# « au Mans », « aux Ulis »; « à La Rochelle » keeps its article.
_CONTRACTED: Final = {"le ": "au ", "les ": "aux "}


def page_title(sheet: Sheet) -> str:
    """« BTS NDRC en alternance à Agen, Négociation et digitalisation… »: what one searches, first.

    Only what is stated: alternance where it is offered, towns where its sessions take place.
    """
    how = "en alternance" if sheet.is_work_study else ""
    where = listed(map(_at, towns(sheet)))
    short = " ".join(filter(None, (sheet.short_title, how, where)))
    return typeset(", ".join(filter(None, (short, sheet.full_title))))


def _at(town: str) -> str:
    article, _, rest = town.partition(" ")
    contracted = _CONTRACTED.get(f"{article} ".lower())
    return f"{contracted}{rest}" if contracted and rest else f"à {town}"


def catalogue_title(programmes: int, work_study: int, towns: Collection[str]) -> str:
    """« Formations en alternance à Agen »; « Formations et alternance » where some are not."""
    how = ""
    if work_study:
        how = "en alternance" if work_study == programmes else "et alternance"
    where = listed(map(_at, towns)) if len(towns) <= MOST_TOWNS else ""
    return " ".join(filter(None, ("Formations", how, where)))


def catalogue_description(centre: str, programmes: int, levels: str) -> str:
    """« 8 formations du niveau 3 au niveau 6 au CFA de l’Exemple : durée… »."""
    said = " ".join(filter(None, (count(programmes, "formation"), levels)))
    of = f", {centre}" if centre else ""
    told = "qui peut entrer, durée, rythme, résultats et financement de chacune"
    return typeset(f"{said}{of}{NARROW}: {told}." if programmes else f"Formations{of}.")
