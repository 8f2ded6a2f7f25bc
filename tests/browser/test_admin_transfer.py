"""A programme leaves as a file and comes back; a copy of it becomes another programme."""

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.steps import assert_accessible, open_part, open_programme, public_page


def export(page: Page) -> dict[str, Any]:
    """What the file says that one downloads from the programme's page."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Exporter").click()
    assert re.fullmatch(r"BTS NDRC, brouillon du .+\.json", download.value.suggested_filename)
    said: dict[str, Any] = json.loads(download.value.path().read_text(encoding="utf-8"))
    return said


def hand_in(page: Page, path: Path, content: dict[str, Any] | str) -> None:
    """On the page of an import."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    page.get_by_label("Fichier de la formation").set_input_files(path)
    page.get_by_role("button", name="Lire le fichier").click()


def test_an_exported_file_is_edited_and_imported_again(
    desk: Page, visitor: Page, site_url: str, complaints: Complaints, tmp_path: Path
) -> None:
    open_programme(desk)
    programme = desk.url
    sheet = export(desk)
    button = desk.get_by_role("button", name="Importer dans le brouillon")

    desk.get_by_role("link", name="Importer…").click()
    hand_in(desk, tmp_path / "same.json", sheet)
    expect(desk.locator(".versions > .lead")).to_contain_text("rien ne changera")
    expect(button).to_have_count(0)
    desk.get_by_role("link", name="Revenir à la formation").click()

    sheet["lead"] = "Écrit dans un éditeur de texte."
    (unit,) = (one for one in sheet["exam_units"] if one["code"] == "U4")
    unit["papers"][0]["coefficient"] = "6"
    del sheet["further_studies"][0]
    desk.get_by_role("link", name="Importer…").click()
    hand_in(desk, tmp_path / "edited.json", sheet)
    expect(desk.locator(".versions > .lead")).to_have_text("3 différences dans le brouillon.")
    changes = desk.locator(".change")
    expect(changes.filter(has_text="Accroche").locator("ins").first).to_be_visible()
    expect(changes.filter(has_text="U4")).to_contain_text("avant : 5")
    expect(changes.filter(has_text="U4")).to_contain_text("après : 6")
    expect(changes.filter(has_text="Retrait")).to_have_count(1)
    assert_accessible(desk, complaints)

    meanwhile = desk.context.new_page()
    meanwhile.goto(programme)
    expect(meanwhile.locator(".standing")).not_to_contain_text("modifiée")
    meanwhile.close()

    button.click()
    expect(desk.locator(".messagelist")).to_contain_text("Le brouillon reprend le fichier.")
    expect(desk.get_by_label("Accroche")).to_have_value("Écrit dans un éditeur de texte.")
    expect(open_part(desk, "exam")).to_contain_text("coefficient 6")
    expect(desk.locator(".standing")).to_contain_text("modifiée depuis la publication")
    expect(public_page(visitor, site_url)).not_to_contain_text("Écrit dans un éditeur")
    desk.get_by_role("link", name="Historique").click()
    expect(desk.locator(".history > li")).to_have_count(2)
    expect(desk.locator(".history > li").first).to_contain_text("accroche")


def test_a_broken_file_changes_nothing_and_says_where_it_is_broken(
    desk: Page, complaints: Complaints, tmp_path: Path
) -> None:
    open_programme(desk)
    sheet = export(desk)
    file = tmp_path / "broken.json"
    alert = desk.get_by_role("alert")

    desk.get_by_role("link", name="Importer…").click()
    hand_in(desk, file, '{"version": 1,\n"lead": oui}')
    expect(alert).to_contain_text("Rien n’est importé")
    expect(alert).to_contain_text("Ligne 2, colonne 9")

    sheet["exam_units"][2]["papers"][0]["coefficient"] = "beaucoup"
    sheet["formateurs"] = ["Camille"]
    hand_in(desk, file, sheet)
    expect(alert.locator("li")).to_have_count(2)
    expect(alert).to_contain_text("Unité 3 › partie d’épreuve 1 › coefficient")
    expect(alert).to_contain_text("formateurs")
    assert_accessible(desk, complaints)

    desk.get_by_role("link", name="Revenir à la formation").click()
    expect(desk.locator(".standing")).not_to_contain_text("modifiée")
    desk.get_by_role("link", name="Historique").click()
    expect(desk.locator(".history > li")).to_have_count(1)


def test_a_copy_and_a_file_become_programmes_of_their_own(
    desk: Page, visitor: Page, site_url: str, complaints: Complaints, tmp_path: Path
) -> None:
    open_programme(desk)
    sheet = export(desk)
    desk.get_by_role("link", name="Dupliquer…").click()
    address = desk.get_by_label("Adresse")
    expect(address).to_have_value("bts-ndrc-2")
    address.fill("bts-ndrc")
    desk.get_by_label("Titre court").fill("BTS MCO")
    desk.get_by_role("button", name="Dupliquer").click()
    expect(desk.get_by_role("alert")).to_contain_text("Une autre formation a déjà cette adresse.")
    expect(desk.get_by_label("Titre court")).to_have_value("BTS MCO")
    address.fill("bts-mco")
    desk.get_by_role("textbox", name="Intitulé").fill("Management commercial opérationnel")
    for kept in ("Objectifs et blocs", "Examen"):
        desk.get_by_label(kept).check()
    desk.get_by_role("button", name="Dupliquer").click()
    expect(desk.locator(".messagelist")).to_contain_text("La copie est créée, hors ligne")
    expect(desk.locator(".standing")).to_contain_text("jamais publiée")
    expect(desk.locator("#part-blocs > summary")).to_contain_text("7 blocs, 29 objectifs")
    expect(desk.locator("#part-exam > summary")).to_contain_text("7 unités")

    sheet |= {"short_title": "BTS GPME", "full_title": "Gestion de la PME", "slug": "bts-gpme"}
    desk.get_by_role("link", name="Formations", exact=True).click()
    desk.get_by_role("link", name="Importer…").click()
    hand_in(desk, tmp_path / "new.json", sheet)
    expect(desk.locator("#content-main")).to_contain_text("BTS GPME Gestion de la PME")
    expect(desk.locator("#content-main")).to_contain_text("/formations/bts-gpme/")
    assert_accessible(desk, complaints)
    desk.get_by_role("button", name="Créer la formation").click()
    expect(desk.locator(".messagelist")).to_contain_text("La formation est importée, hors ligne")

    open_programme(desk, "BTS NDRC")
    expect(desk.locator(".standing")).not_to_contain_text("modifiée")
    complaints.expect("status of 404")
    for slug in ("bts-mco", "bts-gpme"):
        expect(public_page(visitor, site_url, slug)).not_to_contain_text("U4")
