"""A programme with a session and its price goes to another centre, and is published there."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.steps import (
    add,
    assert_accessible,
    open_part,
    open_programme,
    public_page,
    publish,
    save,
)


def add_centre(desk: Page, name: str, site: str) -> None:
    """From any page of the admin."""
    desk.get_by_role("link", name="Catalogue des formations").click()
    desk.get_by_role("link", name="Ajouter : Centres de formation").click()
    desk.get_by_label("Nom d’usage").fill(name)
    add(
        desk.locator("main, #content").first,
        "sites",
        "Ajouter un lieu de formation",
        name=site,
        address="2 rue de l’Exemple",
    )
    save(desk)


def test_a_session_and_its_price_follow_their_programme_to_another_centre(
    desk: Page, visitor: Page, site_url: str, complaints: Complaints
) -> None:
    open_programme(desk)
    programme = desk.url
    open_part(desk, "contact").get_by_role("link", name="Modifier ceux de").click()
    add(
        desk.locator("#content"),
        "sites",
        "Ajouter un lieu de formation",
        name="Campus du Nord",
        address="1 rue de l’Exemple",
    )
    save(desk)
    desk.goto(programme)
    add(
        open_part(desk, "duration"),
        "intakes",
        "Ajouter une rentrée",
        starts_on="2199-09-06",
        site="Campus du Nord",
    )
    save(desk)
    session = "06/09/2199, Campus du Nord"
    add(
        open_part(desk, "funding"),
        "funding_options",
        "Ajouter un financement",
        scheme="Financement personnel",
        amount="590",
        basis="course",
        intake=session,
    )
    save(desk)

    add_centre(desk, "Institut du Sud", "Antenne du Sud")
    desk.goto(programme)
    desk.get_by_role("link", name="Changer de centre").click()
    desk.get_by_label("Nouveau centre de formation").select_option("Institut du Sud")
    desk.get_by_role("button", name="Continuer").click()
    assert_accessible(desk, complaints)
    desk.get_by_role("button", name="Changer de centre").click()
    field = desk.get_by_label("Rentrée du 6 septembre 2199")
    expect(field).to_be_visible()  # the browser asks for a choice first
    field.select_option("Antenne du Sud")
    desk.get_by_role("button", name="Changer de centre").click()

    expect(desk.locator(".messagelist .success")).to_contain_text("→ Institut du Sud")
    expect(desk.locator(".standing")).to_contain_text("modifiée depuis la publication")
    expect(public_page(visitor, site_url)).not_to_contain_text("Institut du Sud")
    publish(desk)
    page = public_page(visitor, site_url)
    expect(page).to_contain_text("rentrée du 6 septembre 2199, Antenne du Sud")
    expect(page).to_contain_text("Institut du Sud")
    expect(page).not_to_contain_text("Campus du Nord")
