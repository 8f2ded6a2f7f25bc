"""What search engines read of a page: schema.org, as JSON-LD. A sheet in, data out. Pure.

Only what the page says, by its own rules: what has begun or ended is offered here no more than
there. Nothing of it is typed in a template.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol

from django.utils.safestring import SafeString
from django.utils.text import slugify

from catalogue import wording
from programmes import brief, listing, sessions
from programmes.sheet import FundingOption, Intake, Sheet, Site
from programmes.text import legible
from programmes.typography import typeset
from programmes.vocabulary import (
    DeliveryMode,
    LengthUnit,
    PriceBasis,
    RequirementKind,
    Tax,
)

Node = dict[str, Any]

#: A list of fewer is none to a search engine.
FEWEST_LISTED: Final = 3

_CONTEXT: Final = "https://schema.org"
_MODES: Final = {
    DeliveryMode.ON_SITE: "Onsite",
    DeliveryMode.MIXED: "Blended",
    DeliveryMode.DISTANCE: "Online",
}
_PERIODS: Final = {
    LengthUnit.DAYS: "D",
    LengthUnit.WEEKS: "W",
    LengthUnit.MONTHS: "M",
    LengthUnit.YEARS: "Y",
}
# The sign that ends a script, those that begin or end a mark, and two ends of line of JavaScript.
_ESCAPED: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class Identity(Protocol):
    """What a centre says of itself: that of a sheet, or today's."""

    @property
    def name(self) -> str: ...
    @property
    def legal_name(self) -> str: ...
    @property
    def siret(self) -> str: ...
    @property
    def website(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def email(self) -> str: ...


def script(*nodes: Node) -> SafeString:
    """The content of a script element: JSON that no text in it can end. Nothing for no node."""
    if not nodes:
        return SafeString("")
    document = {"@context": _CONTEXT, "@graph": nodes}
    written = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return SafeString(written.translate(_ESCAPED))


def programme(sheet: Sheet, today: date, *, page: str, home: str) -> tuple[Node, Node]:
    """Of a programme's page: the programme with who teaches it and its course, the way to it."""
    provider = centre(sheet.centre, home, sheet.centre.sites)
    name = typeset(f"{sheet.short_title} {sheet.full_title}".strip())
    taught = {
        "name": name,
        "description": typeset(sheet.lead),
        "url": page,
    }
    awarded = _credential(sheet, today)
    return (
        _node(
            "WorkBasedProgram" if sheet.is_work_study else "EducationalOccupationalProgram",
            **taught,
            image=f"{page}image.png",
            provider=provider,
            programPrerequisites=_prerequisites(sheet),
            educationalCredentialAwarded=awarded,
            occupationalCategory=_each(
                f"{row.rome_code} {row.rome_label}".strip() for row in sheet.occupations
            ),
            timeToComplete=_length(sheet),
            educationalProgramMode=_mode(brief.mode(sheet)),
            maximumEnrollment=sheet.capacity,
            financialAidEligible=_each(row.scheme.name for row in sheet.funding_options),
            **_applications(sheet, today),
            offers=list(_offers(sheet, today)),
            hasCourse=_node(
                "Course",
                **taught,
                provider={"@id": provider["@id"]},
                hasCourseInstance=list(_instances(sheet, today, home)),
            ),
        ),
        _way((("Formations", home), (typeset(sheet.short_title), page))),
    )


def catalogue(
    of: Identity | None, listed: Sequence[tuple[str, str]], *, home: str, first: int = 1
) -> tuple[Node, ...]:
    """Of a page of the catalogue: the centre, and its programmes by name and address.

    `first`: the place of the first of them in the whole list.
    """
    nodes = [centre(of, home)] if of else []
    if len(listed) >= FEWEST_LISTED:
        nodes.append(_node("ItemList", itemListElement=list(_items(listed, first))))
    return tuple(nodes)


def centre(of: Identity, home: str, sites: Iterable[Site] = ()) -> Node:
    return _node(
        "EducationalOrganization",
        **{"@id": f"{home}#{slugify(of.name)}"},
        name=typeset(of.name),
        legalName=typeset(of.legal_name),
        url=legible(of.website) or home,
        telephone=legible(of.phone),
        email=legible(of.email),
        identifier=of.siret and _node("PropertyValue", propertyID="SIRET", value=of.siret),
        location=[_place(site, home) for site in sites],
    )


def _node(kind: str, **said: Any) -> Node:
    """What is not known is not there."""
    return {"@type": kind, **{name: value for name, value in said.items() if value}}


def _each(texts: Iterable[str]) -> list[str]:
    return list(filter(None, dict.fromkeys(map(typeset, texts))))


def _way(steps: Iterable[tuple[str, str]]) -> Node:
    items = [
        _node("ListItem", position=place, name=name, item=address)
        for place, (name, address) in enumerate(steps, start=1)
    ]
    return _node("BreadcrumbList", itemListElement=items)


def _items(listed: Iterable[tuple[str, str]], first: int) -> Iterator[Node]:
    for place, (name, address) in enumerate(listed, start=first):
        yield _node("ListItem", position=place, name=typeset(name), url=address)


def _place(site: Site, home: str) -> Node:
    address = _node(
        "PostalAddress",
        streetAddress=typeset(" ".join(site.address.split())),
        postalCode=typeset(site.postcode),
        addressLocality=typeset(site.town),
    )
    return _node("Place", **_named(site.name, home), name=typeset(site.name), address=address)


def _named(site: str, home: str) -> Node:
    return {"@id": f"{home}#{listing.site_key(site)}"}


def _prerequisites(sheet: Sheet) -> str:
    rows = (row for row in sheet.requirements if row.kind is RequirementKind.PREREQUISITE)
    return " ".join(typeset(row.text) for row in rows)


def _credential(sheet: Sheet, today: date) -> Node | None:
    """None where none is obtained as a whole, nor where its kind has none."""
    if not sheet.profile.certifies or sheet.blocs_only:
        return None
    registered = wording.registration(sheet, today)
    return _node(
        "EducationalOccupationalCredential",
        name=typeset(sheet.exact_title or sheet.full_title),
        credentialCategory=sheet.kind.named if sheet.kind else "",
        educationalLevel=typeset(wording.level(sheet)),
        identifier=brief.registered_as(sheet) if registered else "",
        url=registered.url if registered else "",
        recognizedBy=[_node("Organization", name=typeset(row.name)) for row in sheet.certifiers],
    )


def _length(sheet: Sheet) -> str:
    """« P2Y »; of what is counted in days of teaching only, these."""
    if sheet.length and sheet.length_unit:
        return f"P{sheet.length}{_PERIODS[sheet.length_unit]}"
    return f"P{sheet.training_days}D" if sheet.training_days else ""


def _mode(mode: DeliveryMode | None) -> str:
    return _MODES[mode] if mode else ""


def _applications(sheet: Sheet, today: date) -> Node:
    """Of the next session that one can join."""
    for session in wording.on_offer(sheet, today):
        if sessions.takes_candidates(session, today):
            return {
                "applicationStartDate": _day(session.applications_open_on),
                "applicationDeadline": _day(session.applications_close_on),
            }
    return {}


def _instances(sheet: Sheet, today: date, home: str) -> Iterator[Node]:
    """The sessions that the page offers; where one may enter at any time, one without a day."""
    for session in wording.on_offer(sheet, today):
        yield _instance(sheet, session, home)
    if sheet.permanent_entry and not sheet.intakes:
        yield _node("CourseInstance", **_taught(sheet, brief.mode(sheet)))


def _instance(sheet: Sheet, session: Intake, home: str) -> Node:
    return _node(
        "CourseInstance",
        startDate=_day(session.starts_on),
        endDate=_day(session.ends_on),
        **_taught(sheet, session.delivery_mode or sheet.delivery_mode),
        location=session.site and _named(session.site, home),
        maximumAttendeeCapacity=session.places,
    )


def _taught(sheet: Sheet, mode: DeliveryMode | None) -> Node:
    return {"courseMode": _mode(mode), "courseWorkload": f"PT{sheet.hours}H" if sheet.hours else ""}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _offers(sheet: Sheet, today: date) -> Iterator[Node]:
    """Only what whoever learns would pay: what others pay is no price of theirs."""
    for option in wording.offered_prices(sheet, today):
        price = wording.asked_of_learner(option)
        if price is not None:
            yield _node(
                "Offer",
                name=typeset(option.scheme.name),
                description=typeset(wording.addressed(option, sheet)),
                **_priced(option, price, sheet),
            )


def _priced(option: FundingOption, price: Decimal, sheet: Sheet) -> Node:
    sum_of = {"price": f"{price:f}", "priceCurrency": "EUR"}
    is_whole = option.basis in (None, PriceBasis.COURSE) and option.tax is not Tax.EXCLUDED
    if is_whole or not price:
        return sum_of
    unit = _node("UnitPriceSpecification", **sum_of, unitText=wording.price_unit(option, sheet))
    if option.tax in (Tax.EXCLUDED, Tax.INCLUDED):
        unit["valueAddedTaxIncluded"] = option.tax is Tax.INCLUDED
    return {"priceSpecification": unit}
