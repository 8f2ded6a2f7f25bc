"""A document is added, published, downloaded, replaced, and published again."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import pdfs
from tests.browser.conftest import Complaints
from tests.browser.steps import (
    add,
    assert_accessible,
    open_part,
    open_programme,
    press_save,
    public_page,
    publish,
    save,
)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    file = tmp_path / "scan0001.pdf"
    file.write_bytes(pdfs.pdf(4, "Règlement"))
    return file


def row(part: Locator) -> Locator:
    return part.locator(".dynamic-documents").last


def choose(part: Locator, file: Path) -> None:
    row(part).locator("input[type=file]").set_input_files(file)


def download(visitor: Page, name: str) -> tuple[str, bytes]:
    with visitor.expect_download() as waited:
        visitor.locator("#documents").get_by_role("link", name=name).click()
    return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()


def test_a_document_is_added_published_downloaded_replaced_and_published_again(
    desk: Page, visitor: Page, site_url: str, complaints: Complaints, rules: Path, tmp_path: Path
) -> None:
    open_programme(desk)
    part = open_part(desk, "documents")
    add(part, "documents", "Ajouter un document", kind="règlement intérieur")

    # What is no PDF is told beside its field; then what is wrong elsewhere costs no file.
    lying = tmp_path / "reglement.pdf"
    lying.write_bytes(b"PK\x03\x04" + bytes(400))
    choose(part, lying)
    press_save(desk)
    part = open_part(desk, "documents")
    expect(part.locator(".errorlist")).to_contain_text("n’est pas un PDF")
    desk.set_viewport_size({"width": 360, "height": 800})
    assert_accessible(desk, complaints)
    desk.set_viewport_size({"width": 1280, "height": 800})
    choose(part, rules)
    hours = desk.locator("[name=hours]")
    known = hours.input_value()
    open_part(desk, "duration")
    hours.fill("beaucoup")
    press_save(desk)
    expect(open_part(desk, "documents").locator(".kept-file")).to_contain_text("pas encore")
    open_part(desk, "duration")
    desk.locator("[name=hours]").fill(known)
    save(desk)

    publish(desk)
    public_page(visitor, site_url)
    assert_accessible(visitor, complaints)
    name, content = download(visitor, "Règlement intérieur")
    assert name == "Règlement intérieur, Sud Management.pdf"
    assert content == rules.read_bytes()

    open_programme(desk)
    part = open_part(desk, "documents")
    part.locator("summary", has_text="Modifier").first.click()
    rules.write_bytes(pdfs.pdf(5, "Règlement révisé"))
    choose(part, rules)
    save(desk)
    visitor.reload()
    assert download(visitor, "Règlement intérieur")[1] == content

    publish(desk)
    visitor.reload()
    assert download(visitor, "Règlement intérieur")[1] == rules.read_bytes()
