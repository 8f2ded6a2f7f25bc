"""What stands in the tab, in a search engine's answer and in a message that shares an address."""

from typing import Final

from programmes import listing
from programmes.sheet import Sheet
from programmes.typography import NARROW, count, listed, typeset
from programmes.vocabulary import DeliveryMode

# More towns than a title has room for are none.
_MOST_TOWNS: Final = 3
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


def towns(sheet: Sheet) -> tuple[str, ...]:
    """Of its sessions' places, or of the only place there is; none where all is at a distance."""
    if listing.mode(sheet) is DeliveryMode.DISTANCE:
        return ()
    named = {row.site for row in sheet.intakes if row.site}
    sites = sheet.centre.sites
    used = [site for site in sites if site.name in named] if named else list(sites)
    found = dict.fromkeys(" ".join(site.town.split()) for site in used)
    is_known = "" not in found and (named or len(sites) == 1)
    return tuple(found) if is_known and len(found) <= _MOST_TOWNS else ()


def _at(town: str) -> str:
    article, _, rest = town.partition(" ")
    contracted = _CONTRACTED.get(f"{article} ".lower())
    return f"{contracted}{rest}" if contracted and rest else f"à {town}"


def catalogue_description(centre: str, programmes: int, levels: str) -> str:
    """« 8 formations du niveau 3 au niveau 6 au CFA de l’Exemple : durée… »."""
    said = " ".join(filter(None, (count(programmes, "formation"), levels)))
    of = f", {centre}" if centre else ""
    told = "qui peut entrer, durée, rythme, résultats et financement de chacune"
    return typeset(f"{said}{of}{NARROW}: {told}." if programmes else f"Formations{of}.")
