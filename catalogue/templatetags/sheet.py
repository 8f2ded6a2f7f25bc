"""Template filters and tags of the public pages: thin covers over pure modules.

What a person typed is always escaped; the few marks added here are ours (`format_html`).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from catalogue import wording
from catalogue.views import charts
from catalogue.views.gaps import Gaps
from programmes import listing, phones, prose, series, typography, web
from programmes.kinds import Profile
from programmes.models import Edition
from programmes.sheet import KeyFigure, Sheet
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

register.simple_tag(wording.headline, name="headline")
register.simple_tag(wording.summary, name="summary")
register.simple_tag(wording.admission, name="admission")
register.simple_tag(wording.school_years, name="school_years")
register.simple_tag(wording.on_offer, name="on_offer")
register.simple_tag(wording.dates, name="session_dates")
register.simple_tag(wording.last_session, name="last_session")
register.simple_tag(wording.assessing, name="assessing")
register.simple_tag(wording.funding, name="funding")
register.simple_tag(wording.unit_anchors, name="unit_anchors")
register.simple_tag(wording.certification, name="certification")
register.simple_tag(wording.codes, name="codes")
register.simple_tag(wording.registration, name="registration")
register.simple_tag(wording.offered_exemptions, name="offered_exemptions")
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
register.filter("definition", wording.definition)
register.filter("passed", wording.passed)
register.filter("inserjeunes", wording.inserjeunes)
register.filter("counted", wording.counted)
register.filter("uncounted", wording.uncounted)
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
register.filter("badge", listing.badge)
register.filter("bar_length", charts.length)

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


@register.simple_block_tag(takes_context=True)
def gap(context: Context, content: str, field: str) -> SafeString:
    """Words that say what is not known, and the field of the sheet that would say it.

    Where the page was given its `gaps`, for staff, they are a link to that field.
    """
    # The engine has rendered, hence escaped, this content already.
    return _leading_to(field, SafeString(content), context)


@register.simple_tag(takes_context=True)
def missing(context: Context, text: str = "non communiqué", field: str = "") -> SafeString:
    """A mention that is not known, and said so; `field` as for `gap`."""
    return _leading_to(field, format_html('<i class="nc">{}</i>', text), context)


def _leading_to(field: str, said: SafeString, context: Context) -> SafeString:
    gaps: Gaps | None = context.get("gaps")
    return gaps.link(field, said) if gaps else said


@register.simple_block_tag(takes_context=True)
def row(
    context: Context,
    content: str,
    label: str,
    absent: str | None = "non communiqué",
    field: str = "",
) -> str:
    """A line of a definition list. Without content: `absent` in its place, or no line if None.

    `field` as for `gap`: the field of the sheet, whatever the line is called.
    """
    # The engine has rendered, hence escaped, this content already; `strip` forgets it.
    content = SafeString(content.strip())
    if not content and absent is None:
        return ""
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


@register.inclusion_tag("components/trend.html", takes_context=True)
def trend(context: Context, rates: Sequence[KeyFigure]) -> dict[str, Any]:
    charted = rates[-CHARTED_YEARS:]
    bars = charts.bars([row.value for row in charted if row.value is not None])
    said = wording.trend(charted)
    return {"bars": bars, "rates": charted, "said": said, "gaps": context.get("gaps")}


@register.filter
def untold(rates: Sequence[KeyFigure]) -> list[KeyFigure]:
    return wording.untold(rates, CHARTED_YEARS)


@register.inclusion_tag("components/sources.html", takes_context=True)
def sources(context: Context, figures: Sequence[KeyFigure]) -> dict[str, Any]:
    """Each source once, in order."""
    named = list(dict.fromkeys((row.source, row.url) for row in figures))
    return {"sources": named, "gaps": context.get("gaps")}


@register.inclusion_tag("components/sources.html", takes_context=True)
def source(context: Context, figure: KeyFigure) -> dict[str, Any]:
    return sources(context, [figure])


@register.inclusion_tag("components/identity.html", takes_context=True)
def identity(context: Context, centre: Any) -> dict[str, Any]:
    """At the foot of every page, whether it was given its gaps or not."""
    return {"centre": centre, "gaps": context.get("gaps")}


@register.inclusion_tag("components/contact.html")
def contact(sheet: Sheet) -> dict[str, Any]:
    return {"reach": wording.reach(sheet)}
