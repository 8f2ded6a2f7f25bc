"""The second factor from end to end: by keyboard, without script, and looked at by axe."""

import base64
import re
import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright import CreateContextCallback

from accounts import totp
from tests.browser.conftest import Complaints, assert_logged_in, say_who_one_is
from tests.browser.house import Staff
from tests.browser.steps import assert_accessible


class Telephone:
    """Shows codes as an application does, each of them once: the next one is never far."""

    def __init__(self, key: str) -> None:
        self.secret = base64.b32decode(key)
        self.last = 0

    def code(self) -> str:
        step = max(totp.step_at(datetime.now(UTC)), self.last + 1)
        while step > totp.step_at(datetime.now(UTC)) + totp.SKEW:
            time.sleep(1)
        self.last = step
        return totp.code_at(self.secret, step)

    def wrong(self) -> str:
        now = totp.step_at(datetime.now(UTC))
        near = {totp.code_at(self.secret, now + shift) for shift in range(-3, 6)}
        return next(f"{n:06}" for n in range(20) if f"{n:06}" not in near)


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Se déconnecter").press("Enter")
    page.get_by_role("link", name="Se reconnecter").press("Enter")


def type_code(page: Page, code: str, *, trusted: bool = False) -> None:
    page.get_by_label("Code", exact=False).first.fill(code)
    if not trusted:
        page.get_by_label("Ne plus le demander").uncheck()
    page.get_by_label("Code", exact=False).first.press("Enter")


@pytest.mark.parametrize("has_script", [False, True])
def test_install_it_log_in_with_a_code_with_a_recovery_code_and_guess_in_vain(
    new_context: CreateContextCallback,
    site_url: str,
    staff: Staff,
    complaints: Complaints,
    has_script: bool,
) -> None:
    complaints.expect("429")
    page = new_context(
        java_script_enabled=has_script, viewport={"width": 360, "height": 800}
    ).new_page()

    def look() -> None:
        if has_script:  # axe is one
            assert_accessible(page, complaints)

    page.goto(f"{site_url}/admin/login/")
    say_who_one_is(page, staff)
    page.get_by_role("link", name="Mot de passe").press("Enter")
    page.get_by_role("link", name="second facteur").press("Enter")
    look()
    page.get_by_role("link", name="Installer un second facteur").press("Enter")
    look()
    square = page.get_by_role("img", name="Code carré").bounding_box()
    assert square
    assert square["width"] > 150
    telephone = Telephone(re.sub(r"\s", "", page.locator(".secret").inner_text()))
    page.get_by_label("Code affiché").fill(telephone.wrong())
    page.get_by_label("Code affiché").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("pas le bon")
    look()
    page.get_by_label("Code affiché").fill(telephone.code())
    page.get_by_label("Code affiché").press("Enter")
    expect(page.get_by_role("heading", name="Votre second facteur est installé")).to_be_visible()
    look()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="continuer").press("Enter")
    assert_logged_in(page)

    # This device is trusted from now on; another one is asked.
    log_out(page)
    say_who_one_is(page, staff)
    assert_logged_in(page)
    page.context.clear_cookies()
    page.goto(f"{site_url}/admin/guide/")
    say_who_one_is(page, staff)
    expect(page.get_by_role("heading", name="Second facteur")).to_be_visible()
    look()
    page.goto(f"{site_url}/admin/guide/")
    expect(page.get_by_label("Nom d’utilisateur")).to_be_visible()
    say_who_one_is(page, staff)
    type_code(page, telephone.code())
    expect(page).to_have_url(f"{site_url}/admin/guide/")

    log_out(page)
    say_who_one_is(page, staff)
    type_code(page, codes[0])
    assert_logged_in(page)
    page.goto(f"{site_url}/admin/second-facteur/")
    expect(page.get_by_text("Il reste 9 codes de secours")).to_be_visible()
    look()

    page.context.clear_cookies()
    page.goto(f"{site_url}/admin/login/")
    say_who_one_is(page, staff)
    for _ in range(5):
        type_code(page, telephone.wrong())
        expect(page.get_by_role("alert")).to_contain_text("pas le bon")
    look()
    type_code(page, telephone.wrong())
    expect(page.get_by_role("alert")).to_contain_text("Réessayez dans 1 minute")
    look()
