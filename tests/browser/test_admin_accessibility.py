"""axe finds nothing on the pages of the admin, on a phone and on a desk; nothing runs over."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from tests.browser.conftest import Staff

PAGES = [
    "/admin/",
    "/admin/guide/",
    "/admin/programmes/programme/",
    "/admin/programmes/programme/add/",
    "/admin/programmes/programme/{programme}/change/",
    "/admin/programmes/programme/{programme}/withdraw/",
    "/admin/programmes/programme/{programme}/preuve/",
    "/admin/programmes/programme/{programme}/preuve/?edition=1",
    "/admin/programmes/programme/{programme}/apercu/",
    "/admin/programmes/programme/{programme}/comparer/",
    "/admin/programmes/programme/{programme}/publish/",
    "/admin/programmes/programme/{programme}/historique/",
    "/admin/programmes/programme/{programme}/historique/{edition}/restaurer/",
    "/admin/programmes/programme/{programme}/partager/",
    "/admin/programmes/programme/{programme}/dupliquer/",
    "/admin/programmes/programme/{programme}/importer/",
    "/admin/programmes/programme/importer/",
    "/admin/programmes/programme/republier/",
    "/admin/programmes/edition/{edition}/lire/",
    "/admin/programmes/bloc/{bloc}/change/",
    "/admin/programmes/bloc/{bloc}/delete/",
    "/admin/programmes/examunit/{examunit}/change/",
    "/admin/programmes/trainingcentre/{trainingcentre}/change/",
    "/admin/programmes/edition/",
    "/admin/programmes/edition/{edition}/change/",
    "/admin/admissions/fundingscheme/",
    "/admin/auth/user/",
    "/admin/auth/user/{user}/change/",
    "/admin/password_change/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing(
    page: Page, site_url: str, staff: Staff, width: int, scheme: str
) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: listen(message, complaints))
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]

    visit(page, f"{site_url}/admin/login/", complaints)
    page.get_by_label("Nom d’utilisateur").fill(staff.login)
    page.get_by_label("Mot de passe").fill(staff.password)
    page.get_by_role("button", name="Connexion").click()

    keys = first_keys(page, site_url)
    for address in PAGES:
        visit(page, site_url + address.format(**keys), complaints)


def listen(message: ConsoleMessage, complaints: list[str]) -> None:
    """Warnings and errors, not the browser's advice."""
    if message.type in {"error", "warning"}:
        complaints.append(message.text)


def first_keys(page: Page, site_url: str) -> dict[str, str]:
    """The key of one row of each model, as the lists link to it."""
    keys = {}
    models = ["programme", "bloc", "examunit", "trainingcentre", "edition", "user"]
    for model in models:
        app = "auth" if model == "user" else "programmes"
        page.goto(f"{site_url}/admin/{app}/{model}/")
        link = page.locator(f"#result_list a[href*='/{model}/']").first.get_attribute("href") or ""
        found = re.search(rf"/{model}/(\d+)/change/", link)
        assert found, model
        keys[model] = found[1]
    return keys


def visit(page: Page, address: str, complaints: list[str]) -> None:
    """Open everything that opens on the page, then look at it."""
    complaints.clear()  # axe itself trips over the policy, on the page before
    answer = page.goto(address)
    assert answer
    assert answer.ok, address
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert complaints == [], address
    beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert beyond <= 0, f"{address} runs over by {beyond} px"
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == [], address
