"""Sessions as staff enter them, and as page, card, filter and paper say them, on the day."""

from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from programmes.typography import long_date
from tests.browser.house import House, Prepared, serving
from tests.browser.steps import (
    add,
    assert_printed,
    open_part,
    open_programme,
    public_page,
    publish,
    save,
)

AGEN, MARMANDE = "Campus d’Agen", "Campus de Marmande"
TODAY = date.today()  # noqa: DTZ011


def open_sites(desk: Page) -> None:
    """Of the centre, two places where it teaches."""
    desk.get_by_role("link", name="Contact", exact=True).click()
    for name, town in ((AGEN, "Agen"), (MARMANDE, "Marmande")):
        row = {"name": name, "address": "1 rue du Marché", "postcode": "47000", "town": town}
        add(desk.locator("form"), "sites", "Ajouter un lieu de formation", **row)
    save(desk)


def open_sessions(desk: Page, *sessions: dict[str, str | list[str]]) -> None:
    for session in sessions:
        add(open_part(desk, "duration"), "intakes", "Ajouter une rentrée", **session)


def section(page: Locator, anchor: str) -> Locator:
    return page.locator(f"section#{anchor}")


def card(visitor: Page, site_url: str) -> Locator:
    """In the catalogue, of the one programme that is there."""
    visitor.goto(site_url)
    return visitor.locator(".cards article")


def test_two_sessions_at_two_sites_have_their_rhythm_and_their_price(
    desk: Page, visitor: Page, site_url: str
) -> None:
    year = TODAY.year + 1
    open_sites(desk)
    desk.goto(f"{site_url}/admin/")
    open_programme(desk)
    week: dict[str, str | list[str]] = {"rhythm_kind": "weekdays", "training_weekdays": ["4", "5"]}
    cycle = {"rhythm_kind": "alternating", "cycle_at_centre": "1", "cycle_in_company": "2"}
    open_sessions(
        desk,
        {"starts_on": f"{year}-09-06", "places": "24", "site": AGEN, **week},
        {"starts_on": f"{year}-10-04", "places": "18", "site": MARMANDE, **cycle},
    )
    for site, amount in ((AGEN, "5 600 €"), (MARMANDE, "4900,50")):
        add(
            open_part(desk, "funding"),
            *("funding_options", "Ajouter un financement"),
            scheme="Financement personnel",
            publics=["private_persons"],
            site=site,
            amount=amount,
            basis="course",
        )
    save(desk)
    publish(desk)

    page = public_page(visitor, site_url)
    at_agen = f"6 septembre {year}, {AGEN}, 24 places, 2 jours par semaine au centre (jeudi et"
    at_marmande = f"4 octobre {year}, {MARMANDE}, 18 places, 1 semaine au centre, 2 en entreprise"
    for said in (at_agen, at_marmande):
        expect(section(page, "duree")).to_contain_text(f"Le {said}")
    for price in (
        f"Financement personnel Particuliers, {AGEN} 5 600 €",
        f"Financement personnel Particuliers, {MARMANDE} 4 900,50 €",
    ):
        expect(section(page, "financement")).to_contain_text(price)
    assert_printed(
        visitor, site_url,
        [f"{AGEN}, 2 jours par semaine au centre (jeudi et vendredi)", "1 semaine au centre, 2 en",
         f"Financement personnel Particuliers, {AGEN}",
         f"Financement personnel Particuliers, {MARMANDE}",
         # Amounts stand in a column: read after the lines that they are of.
         "5 600 € Coût indicatif pour la formation 4 900,50 € Coût indicatif pour la formation"],
    )  # fmt: skip

    expect(card(visitor, site_url)).to_contain_text(f"6 septembre {year}")
    expect(card(visitor, site_url)).to_contain_text("2 jours par semaine")
    # Of one programme no filter would narrow anything; a search finds it by either site.
    expect(visitor.get_by_label(MARMANDE)).to_have_count(0)
    for site in (AGEN, MARMANDE):
        visitor.get_by_label("Métier, formation, ville ou code").fill(site)
        visitor.get_by_role("button", name="Rechercher").click()
        expect(visitor.get_by_role("heading", name="1 formation")).to_be_visible()


def test_a_session_that_has_begun_is_on_offer_until_its_closing_date(
    desk: Page, visitor: Page, house: House, site_url: str, prepared: Prepared, tmp_path: Path
) -> None:
    began, closes = TODAY - timedelta(20), TODAY + timedelta(10)
    dates = {"starts_on": began.isoformat(), "applications_close_on": closes.isoformat()}
    open_programme(desk)
    open_sessions(desk, {**dates, "state": "last"})
    save(desk)
    publish(desk)

    since, until = f"ommencée le {long_date(began)}", f"candidatures jusqu’au {long_date(closes)}"
    expect(section(public_page(visitor, site_url), "duree")).to_contain_text(
        f"C{since}. Dernières places, {until}."
    )
    expect(card(visitor, site_url)).to_contain_text(f"c{since}, dernières places, {until}")
    assert_printed(visitor, site_url, [f"dernières places (état au {long_date(TODAY)})"])

    online = Prepared(house.data_dir, prepared.staff)
    with serving(online, tmp_path, day=(closes + timedelta(1)).isoformat()) as later:
        page = public_page(visitor, later.url)
        expect(page).not_to_contain_text(since)
        expect(section(page, "duree")).to_contain_text("en septembre, dates à venir")
        expect(card(visitor, later.url)).to_contain_text("septembre, dates à venir")
        expect(card(visitor, later.url)).not_to_contain_text(since)
