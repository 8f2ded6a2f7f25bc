"""What stands on the first page whatever follows it: a counsellor hands out that one alone.

The answers in words that stay true, how one reaches the centre, and the code that says whether
this paper is the current one.
"""

from datetime import date
from typing import Final

from catalogue import wording
from catalogue.outputs import qr
from programmes import typography as french
from programmes.sheet import Sheet, Site

from .runs import Data, address, mail, phone, row, run, unknown, without_scheme

# Further ones are in the section of the contact.
_MOST_PLACES: Final = 4


def answers(sheet: Sheet, day: date) -> list[Data]:
    """What one asks first. What is not known is said, what its kind lacks is not there."""
    return [row(one.question, *_said(one)) for one in wording.answers_on_paper(sheet, day)]


def _said(answer: wording.Answer) -> list[Data]:
    if not answer.is_known:
        return [unknown(answer.absent)]
    parts = [
        run(french.capitalized(answer.lead), strong=True) if answer.lead else None,
        run(answer.text if answer.lead else french.capitalized(answer.text))
        if answer.text
        else None,
        unknown(answer.unsaid) if answer.unsaid else None,
    ]
    said = [part for part in parts if part]
    # « 23 reçus sur 26 en 2026 » is one sentence; a day and what goes with it are two things.
    is_sentence = answer.lead and answer.text and answer.field in {"funding_options", "key_figures"}
    for at, part in enumerate(said[1:]):
        part["text"] = f"{' ' if at == 0 and is_sentence else ', '}{part['text']}"
    return said


def contact(sheet: Sheet, day: date) -> list[Data]:
    """Who answers, and where one goes: what is known of it, in few lines."""
    there = wording.reach(sheet)
    rows = [row("Interlocuteur", run(sheet.contact_name))] if sheet.contact_name else []
    rows += [row("Téléphone", phone(there.phone))] if there.phone else []
    rows += [row("E-mail", mail(there.email))] if there.email else []
    if there.website:
        rows.append(row("Site", address(without_scheme(there.website), there.website)))
    places = [place for place in map(place_of, _sites(sheet, day)) if place]
    rows += [row("Adresse", run(place)) for place in places[:_MOST_PLACES]]
    if more := len(places[_MOST_PLACES:]):
        rows.append(row("", run(f"et {french.count(more, 'autre lieu', 'autres lieux')}")))
    return rows or [row("Contact", unknown())]


def _sites(sheet: Sheet, day: date) -> tuple[Site, ...]:
    """Where the sessions take place that one can join; those of the centre, where one may be
    anywhere."""
    stated = {one.site for one in wording.on_offer(sheet, day)}
    every = sheet.centre.sites
    if not stated or None in stated or "" in stated:
        return every
    return tuple(site for site in every if site.name in stated)


def place_of(site: Site) -> str:
    """Its name and its address, in one line."""
    lines = wording.site_lines(site).splitlines()
    return ", ".join(filter(None, (site.name, *map(str.strip, lines))))


def check(absolute_address: str) -> Data:
    """The QR code and the address that say whether this paper is the current one."""
    return {
        "svg": qr.svg(absolute_address),
        "alt": "Code QR de l’adresse qui dit si ce papier est à jour",
        "link": address(without_scheme(absolute_address), absolute_address),
    }
