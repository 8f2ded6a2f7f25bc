"""Template filters and tags of the public pages: thin covers over pure modules.

What a person typed is always escaped; the few marks added here are ours (`format_html`).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from catalogue import wording
from catalogue.outputs import styles
from catalogue.views import charts
from catalogue.views.gaps import Gaps, Unsaid, unknown
from programmes import brief, phones, prose, series, typography, web
from programmes.kinds import Profile
from programmes.models import Edition
from programmes.sheet import FundingOption, KeyFigure, Sheet
from programmes.text import legible
from programmes.vocabulary import Level, Month

register = template.Library()

register.filter("fr", typography.typeset)
register.filter("legible", legible)
register.filter("dialled", phones.dialled)
register.filter("number", typography.number)
register.filter("siret", typography.siret)
register.filter("percent", typography.percent)
register.filter("euros", typography.euros)
register.filter("duration", typography.duration)
register.filter("in_words", typography.in_words)
register.filter("listed", typography.listed)
register.filter("capitalized", typography.capitalized)
register.filter("web", web.followed)
register.filter("host", web.host)

register.filter("accent_digest", styles.digest)

register.simple_tag(wording.headline, name="headline")
register.simple_tag(wording.answers, name="answers")
register.simple_tag(wording.next_step, name="next_step")
register.simple_tag(wording.action, name="action")
register.simple_tag(wording.admission, name="admission")
register.simple_tag(wording.school_years, name="school_years")
register.simple_tag(wording.on_offer, name="on_offer")
register.simple_tag(wording.dates, name="session_dates")
register.simple_tag(wording.start_notes, name="start_notes")
register.simple_tag(wording.last_session, name="last_session")
register.simple_tag(wording.assessing, name="assessing")
register.simple_tag(wording.funding, name="funding")
register.simple_tag(wording.unit_anchors, name="unit_anchors")
register.simple_tag(wording.certification, name="certification")
register.simple_tag(wording.codes, name="codes")
register.simple_tag(wording.registration, name="registration")
register.simple_tag(wording.offered_exemptions, name="offered_exemptions")
register.simple_tag(wording.exempted, name="exempted")
register.simple_tag(wording.figures_unsaid, name="figures_unsaid")
register.simple_tag(wording.exam, name="exam")
register.simple_tag(series.leading, name="leading_series")
register.simple_tag(series.others, name="other_series")

register.filter("length_in_words", wording.length)
register.filter("rhythm", wording.rhythm)
register.filter("week", wording.week)
register.filter("in_company", wording.in_company)
register.filter("mode", wording.mode)
register.filter("only_mode", wording.only_mode)
register.filter("work_study_badge", wording.work_study_badge)
register.filter("own_ways", wording.own_ways)
register.filter("applications", wording.applications)
register.filter("validation", wording.validation)
register.filter("separately", wording.separately)
register.filter("is_registrable", wording.is_registrable)
register.filter("bloc_label", wording.bloc_label)
register.filter("folds", wording.folds)
register.filter("leads_to", wording.leads_to)
register.filter("headed", wording.headed)
register.filter("beside", wording.beside)
register.filter("lacks_papers", wording.lacks_papers)
register.filter("paper_name", wording.paper_name)
register.filter("paper_mode", wording.paper_mode)
register.filter("granted", wording.granted)
register.filter("grants_in_words", wording.grants_in_words)
register.filter("kept", wording.kept)
register.filter("academy", wording.academy)
register.filter("site_lines", wording.site_lines)
register.filter("site_notes", wording.site_notes)
register.filter("nested", wording.nested)
register.filter("price_unit", wording.price_unit)
register.filter("addressed", wording.addressed)
register.filter("remaining_cost", wording.remaining_cost)
register.filter("figure_label", wording.figure_label)
register.filter("meaning", wording.meaning)
register.filter("cautions", wording.cautions)
register.filter("in_people", wording.in_people)
register.filter("passed", wording.passed)
register.filter("inserjeunes", wording.inserjeunes)
register.filter("counted", wording.counted)
register.filter("figure_value", wording.figure_value)
register.filter("group_of", wording.group_of)
register.filter("national", wording.national)
register.filter("undisclosed", wording.undisclosed)
register.filter("small_cohort", wording.small_cohort)
register.filter("small_cohorts", wording.small_cohorts)
register.filter("small_capacity", wording.small_capacity)


register.filter("missing_identity", wording.missing_identity)
register.filter("first_missing", wording.first_missing)
register.filter("level_and_brief", wording.level_and_brief)
register.filter("level_of", wording.level)
register.filter("badge", brief.badge)

# An edition is charted as far back as this; older years stay in words.
CHARTED_YEARS = 6


@register.filter
def day(value: date) -> SafeString:
    """« 1er janvier 2024 », the ending of « 1er » raised."""
    text = typography.long_date(value).replace(" ", "\u00a0", 1)
    first, rest = (text[:1], text[3:]) if value.day == 1 else ("", text)
    return format_html("{}<sup>er</sup>{}", first, rest) if first else format_html("{}", rest)


_DAY = re.compile(rf"\b(\d\d?)(er)? (?=(?:{'|'.join(Month.labels)}) \d)")


@register.filter
def dated(text: str) -> SafeString:
    """A phrase with days in it, each written as `day` writes one."""
    return format_html_join("", "{}{}", _marked(text))


def _marked(text: str) -> Iterator[tuple[str, str]]:
    """Text and marks by turns; only the marks are ours."""
    at = 0
    for found in _DAY.finditer(text):
        raised = SafeString("<sup>er</sup>") if found[2] else ""
        yield text[at : found.start()], found[1]
        yield raised, "\u00a0"
        at = found.end()
    yield text[at:], ""


@register.filter
def said_by(level: Level, profile: Profile) -> str:
    """« Niveau 6 (bac + 3) », where a family says years."""
    return profile.level(level)


@register.filter
def has(profile: Profile, path: str) -> bool:
    """Whether a family of programmes has that field of the sheet."""
    return profile.has(path)


@register.filter
def of_years(said: Sheet | Edition, absent: str) -> str | None:
    """What stands for a line that only what starts with a rentrée must have."""
    return absent if said.profile.by_year else None


@register.filter
def of_payers(option: FundingOption) -> str | None:
    """What stands for whoever pays, where somebody else may."""
    return "non communiquée" if option.is_shared_out else None


@register.filter
def at(mapping: dict[str, str], key: str) -> str:
    return mapping.get(key, "")


@register.simple_tag
def phone(number: str) -> SafeString:
    """A number to call, a link as soon as one can be dialled."""
    dialled = phones.dialled(number)
    return format_html('<a href="tel:{}">{}</a>' if dialled else "{1}", dialled, legible(number))


@register.simple_tag
def mail(address: str) -> SafeString:
    """An address to write to."""
    return format_html('<a href="mailto:{0}">{0}</a>', legible(address))


@register.simple_tag
def unsaid(gaps: Gaps | None) -> Unsaid:
    """Where a section gathers what it does not say; its template is given it as `gaps`."""
    return Unsaid(gaps)


@register.simple_tag(takes_context=True)
def missing(context: Context, text: str = "non communiqué", field: str = "") -> SafeString:
    """A mention that is not known, and said so; `field`: the field of the sheet that would say it.

    Where the page was given its `gaps`, for staff, it is a link to that field. In a section it is
    said below, with all that this lacks.
    """
    gaps: Gaps | Unsaid | None = context.get("gaps")
    if isinstance(gaps, Unsaid):
        gaps.add(text, field)
        return SafeString()
    return unknown(text, field, gaps)


@register.simple_block_tag(takes_context=True)
def row(
    context: Context,
    content: str,
    label: str,
    absent: str | None = "non communiqué",
    field: str = "",
    mention: str = "",
) -> str:
    """A line of a definition list. Without content: `absent` in its place, or no line if None.

    `field`: the field of the sheet, whatever the line is called. In a section no line stands
    empty: what it lacks is said below, by its label unless `mention` names it.
    """
    # The engine has rendered, hence escaped, this content already; `strip` forgets it.
    content = SafeString(content.strip())
    if not content and absent is None:
        return ""
    if not content and isinstance(context.get("gaps"), Unsaid):
        return missing(context, mention or typography.lowered(label), field)
    value = content or missing(context, absent or "", field)
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, value)


@register.simple_tag
def link(url: str, text: str, code: str = "") -> SafeString:
    """A link out of the site, which says where it goes; bare text without an address.

    `code` stands before the text, in bold.
    """
    text, url = typography.typeset(text), web.followed(url)
    words = format_html("<b>{}</b> {}", code, text) if code else format_html("{}", text)
    if not url:
        return words
    return format_html(
        '<a href="{}">{}<span class="vh"> (site {})</span></a>', url, words, web.host(url)
    )


@register.inclusion_tag("components/prose.html", name="prose")
def long_text(text: str) -> dict[str, Any]:
    return {"blocks": prose.printed(text)}


@register.inclusion_tag("components/shares.html")
def shares(sheet: Sheet) -> dict[str, Any]:
    parts = wording.shares(sheet)
    drawn = charts.shares(parts)
    said = [
        f"{name} {typography.percent(share.percent)}"
        for (name, _), share in zip(parts, drawn, strict=False)
    ]
    return {"shares": drawn, "said": typography.listed(said)}


@register.inclusion_tag("components/trend.html")
def trend(rates: Sequence[KeyFigure]) -> dict[str, Any]:
    charted = rates[-CHARTED_YEARS:]
    bars = charts.bars([row.value for row in charted if row.value is not None])
    return {"bars": bars, "rates": charted}


@register.inclusion_tag("components/people.html")
def people(figure: KeyFigure) -> dict[str, Any]:
    """So many of so many, as long as each can be seen; a loss is not drawn as a success."""
    if figure.drawn is None:
        return {"some": 0, "whole": 0, "length": ""}
    some, whole = wording.counted_people(figure) or (0, 0)
    seen = whole if whole <= charts.MOST_PEOPLE else 0
    return {"some": some, "whole": seen, "length": charts.length(figure.drawn)}


@register.filter
def untold(rates: Sequence[KeyFigure]) -> list[KeyFigure]:
    return wording.untold(rates, CHARTED_YEARS)


@register.inclusion_tag("components/sources.html")
def sources(figures: Sequence[KeyFigure]) -> dict[str, Any]:
    """Each source once, in order."""
    return {"sources": list(dict.fromkeys((row.source, row.url) for row in figures))}


@register.inclusion_tag("components/sources.html")
def source(figure: KeyFigure) -> dict[str, Any]:
    return sources([figure])


@register.filter
def documents(sheet: Sheet) -> tuple[wording.TakenAlong, ...]:
    return wording.documents(sheet)


@register.filter
def certified_until(ends_on: date | None) -> str:
    """At the foot of every page: a page is kept for its day."""
    return wording.certified_until(ends_on, timezone.localdate())


@register.inclusion_tag("components/identity.html", takes_context=True)
def identity(context: Context, centre: Any) -> dict[str, Any]:
    """At the foot of every page, whether it was given its gaps or not."""
    return {"centre": centre, "gaps": context.get("gaps")}
