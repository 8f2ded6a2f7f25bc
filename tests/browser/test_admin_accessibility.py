"""axe finds nothing on any page of the admin, on a phone and on a desk; nothing runs over."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Complaints, log_in
from tests.browser.house import Staff
from tests.browser.steps import assert_accessible, open_everything
from tests.catalogue.test_admin_roles import GET

# Answers of the admin that are no page.
FILES = re.compile(r"jsi18n/|/exporter/$|\.pdf$")
# Pages that look otherwise when one asks for more.
ASKED = [
    "/admin/programmes/programme/{programme}/preuve/?edition=1",
    "/admin/programmes/bloc/add/?programme={programme}",
    "/admin/programmes/examunit/add/?programme={programme}",
    "/admin/programmes/programme/{programme}/type/?kind=titre_pro&kind_label=",
    "/admin/programmes/programme/{programme}/type/?kind=autre&kind_label=",
]
MODELS = {
    "programme": "programmes_programme",
    "bloc": "programmes_bloc",
    "examunit": "programmes_examunit",
    "trainingcentre": "programmes_trainingcentre",
    "edition": "programmes_edition",
    "historique": "programmes_edition",
    "fundingscheme": "admissions_fundingscheme",
    "fieldofstudy": "programmes_fieldofstudy",
    "user": "auth_user",
    "securityevent": "accounts_securityevent",
}


@pytest.fixture
def addresses(database_file: Path) -> list[str]:
    """Every page that the table of roles opens to a superuser, of the first row of each model."""
    with closing(sqlite3.connect(database_file)) as database:
        keys = {
            name: str(database.execute(f"SELECT min(id) FROM {table}").fetchone()[0])  # noqa: S608
            for name, table in MODELS.items()
        }
    pages = [one for one, row in GET.items() if row[-1] == 200 and not FILES.search(one)]
    written = [re.sub(r"(\w+)/<[^>]+>", lambda to: f"{to[1]}/{keys[to[1]]}", one) for one in pages]
    written = [one.replace("^<app_label>/$", "programmes/") for one in written]
    assert not [one for one in written if "<" in one]
    return [f"/admin/{one}" for one in written] + [one.format(**keys) for one in ASKED]


@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing(
    page: Page,
    site_url: str,
    staff: Staff,
    addresses: list[str],
    complaints: Complaints,
    width: int,
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site_url}/admin/login/")
    assert_accessible(page, complaints)

    log_in(page, site_url, staff)
    for address in addresses:
        answer = page.goto(site_url + address)
        assert answer
        assert answer.ok, address
        open_everything(page)
        assert_accessible(page, complaints)
