"""From an edit to a publication and back again, as staff do it, in a real browser."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.steps import (
    assert_accessible,
    open_part,
    open_programme,
    pages_of,
    public_page,
    publish,
    save,
    unbroken,
)

LEAD = "Un métier de contact, du premier appel à la signature."


def test_edit_preview_compare_publish_and_restore(desk: Page, visitor: Page, site_url: str) -> None:
    open_programme(desk)
    before = desk.get_by_label("Accroche").input_value()
    desk.get_by_label("Accroche").fill(LEAD)
    save(desk)

    desk.get_by_role("link", name="Prévisualiser").click()
    expect(desk.get_by_role("region", name="Aperçu")).to_contain_text("Brouillon, non publié.")
    expect(desk.locator("main .lead")).to_have_text(LEAD)
    expect(public_page(visitor, site_url)).not_to_contain_text(LEAD)
    desk.get_by_role("link", name="Revenir à la formation").click()

    desk.get_by_role("link", name="Comparer", exact=True).click()
    expect(desk.locator(".versions > .lead")).to_contain_text("1 différence de « En ligne")
    expect(desk.locator(".change")).to_contain_text("Accroche")
    expect(desk.locator(".change ins")).not_to_have_count(0)
    desk.go_back()

    desk.get_by_role("link", name="Publier…").click()
    expect(desk.locator(".change")).to_contain_text("Accroche")
    expect(public_page(visitor, site_url)).not_to_contain_text(LEAD)
    desk.get_by_label("Note de publication (facultatif)").fill("Accroche plus courte.")
    desk.get_by_role("button", name="Publier", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("L’édition n° 2 est en ligne.")
    expect(public_page(visitor, site_url)).to_contain_text(LEAD)

    desk.get_by_role("link", name="Historique").click()
    entries = desk.locator(".history > li")
    expect(entries).to_have_count(2)
    expect(entries.first).to_contain_text("n° 2, en ligne")
    expect(entries.first).to_contain_text("Accroche plus courte.")
    expect(entries.first).to_contain_text("accroche")

    entries.last.get_by_role("link", name=re.compile("^Restaurer…")).click()
    expect(desk.locator(".change")).to_contain_text("Accroche")
    desk.get_by_role("button", name="Restaurer dans le brouillon").press("Enter")
    expect(desk.locator(".messagelist")).to_contain_text("Le brouillon reprend l’édition n° 1.")
    expect(desk.get_by_label("Accroche")).to_have_value(before)
    expect(desk.locator(".standing")).to_contain_text("modifiée depuis la publication")
    expect(public_page(visitor, site_url)).to_contain_text(LEAD)


def test_a_gap_in_the_preview_leads_to_its_field_and_back(desk: Page) -> None:
    open_programme(desk)
    part = open_part(desk, "admission")
    part.get_by_label("Équivalence").fill("")
    save(desk)
    desk.evaluate("sessionStorage.clear()")

    desk.get_by_role("link", name="Prévisualiser").click()
    unsaid = desk.locator("#admission .open")
    unsaid.get_by_role("link", name="équivalence (compléter)").click()

    expect(part).to_have_attribute("open", "")
    expect(part.get_by_label("Équivalence")).to_be_in_viewport()
    part.get_by_role("link", name=re.compile("^Voir dans l’aperçu")).click()
    expect(desk.locator("#admission")).to_be_in_viewport()

    desk.locator("a.gap[href*='/trainingcentre/']").first.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Sud Management")
    expect(desk.locator("[id='" + desk.url.partition("#")[2] + "']")).to_be_in_viewport()
    desk.get_by_role("link", name="Revenir à l’aperçu de BTS NDRC").click()
    expect(desk.get_by_role("region", name="Aperçu")).to_contain_text("Brouillon, non publié.")


def test_a_colleague_without_an_account_reads_the_draft(
    desk: Page, visitor: Page, site_url: str, complaints: Complaints
) -> None:
    open_programme(desk)
    desk.get_by_role("link", name="Partager…").click()
    desk.get_by_role("button", name="Créer un lien").click()
    address = desk.get_by_label("Adresse à transmettre").input_value()
    path = address[address.index("/apercu/") :]
    visitor.goto(site_url + path)
    expect(visitor.get_by_role("region", name="Aperçu")).to_contain_text("non publié")
    expect(desk.locator(".shared li")).to_contain_text("Ouvert jusqu’au")
    assert_accessible(desk, complaints)

    desk.get_by_role("button", name=re.compile("^Révoquer")).click()
    expect(desk.locator(".messagelist")).to_contain_text("Le lien est révoqué")
    expect(desk.locator(".shared")).to_contain_text("Révoqué le")

    complaints.expect("status of 410")
    answer = visitor.reload()
    assert answer
    assert answer.status == 410
    assert visitor.context.cookies() == []


def test_the_draft_and_each_edition_are_read_on_screen_and_on_paper(desk: Page) -> None:
    open_programme(desk)
    before = desk.get_by_label("Accroche").input_value()
    desk.get_by_label("Accroche").fill(LEAD)
    save(desk)

    desk.get_by_role("link", name="Prévisualiser").click()
    assert unbroken(LEAD) in paper_behind(desk, "Fiche PDF du brouillon")
    desk.go_back()

    desk.get_by_role("link", name="Historique").click()
    first = desk.locator(".history > li").last
    assert unbroken(before) in paper_behind(desk, re.compile("^PDF de la version"), last=True)
    first.get_by_role("link", name=re.compile("^Lire")).click()
    expect(desk.get_by_role("region", name="Aperçu")).to_contain_text("Édition n° 1, en ligne")
    expect(desk.locator("main .lead")).to_have_text(before)
    assert unbroken(before) in paper_behind(desk, "Fiche PDF de cette version")


def paper_behind(page: Page, link: str | re.Pattern[str], last: bool = False) -> str:
    """The words, without spaces, of the fact sheet that a link leads to."""
    found = page.get_by_role("link", name=link)
    path = (found.last if last else found).get_attribute("href") or ""
    answer = page.request.get(page.url.partition("/admin/")[0] + path)
    assert answer.headers["content-type"] == "application/pdf"
    assert "noindex" in answer.headers["x-robots-tag"]
    return unbroken("".join(pages_of(answer.body())))


def test_two_editions_are_chosen_compared_and_printed(desk: Page, complaints: Complaints) -> None:
    open_programme(desk)
    desk.get_by_label("Accroche").fill(LEAD)
    part = open_part(desk, "occupations")
    part.get_by_label("Supprimer").nth(1).check()
    part.get_by_role("button", name=re.compile("^Monter Conseiller de clientèle")).click()
    save(desk)
    publish(desk, "Relecture de rentrée.")

    desk.get_by_role("link", name="Comparer", exact=True).click()
    desk.get_by_label("De", exact=True).select_option("Édition n° 2, en ligne")
    desk.get_by_label("À", exact=True).select_option("Édition n° 1")
    desk.get_by_role("button", name="Comparer").click()

    said = desk.locator(".versions > .lead")
    expect(said).to_contain_text("de « Édition n° 2, en ligne » à « Édition n° 1 »")
    changes = desk.locator(".change")
    expect(changes.filter(has_text="Accroche")).to_contain_text("Modification")
    expect(changes.filter(has_text="grands comptes")).to_contain_text("Ajout")
    expect(changes.filter(has_text="banque")).to_contain_text("Déplacement")
    assert_accessible(desk, complaints)

    shown = [
        LEAD.rstrip("."),
        said.inner_text(),
        *desk.locator("h1, h2, h3, .change dd").all_inner_texts(),
    ]
    desk.emulate_media(media="print")
    expect(desk.locator("form.choose")).to_be_hidden()
    expect(desk.locator("#header")).to_be_hidden()
    expect(changes.locator("del").first).to_have_css("text-decoration-line", "line-through")
    expect(changes.locator("ins").first).to_have_css("text-decoration-line", "underline")
    printed = unbroken("".join(pages_of(desk.pdf())))
    assert [words for words in shown if unbroken(words) not in printed] == []


def test_an_archived_programme_stays_readable_and_comes_back(
    desk: Page, visitor: Page, site_url: str, complaints: Complaints
) -> None:
    open_programme(desk)
    desk.get_by_role("link", name="Archiver…").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Archiver cette formation ?")
    expect(desk.locator(".question")).to_contain_text("Rien n’est supprimé")
    desk.get_by_role("button", name="Archiver").click()
    expect(desk.locator(".messagelist")).to_contain_text("Ses éditions restent lisibles.")
    expect(desk.get_by_role("link", name="Publier…")).to_have_count(0)
    complaints.expect("status of 410")
    expect(public_page(visitor, site_url)).not_to_contain_text("U4")

    desk.get_by_role("link", name="Formations", exact=True).click()
    expect(desk.get_by_role("link", name=re.compile("^BTS NDRC"))).to_have_count(0)
    desk.get_by_role("link", name="archivées").click()
    desk.get_by_role("link", name=re.compile("^BTS NDRC")).click()
    expect(desk.locator(".standing")).to_contain_text("archivée")

    desk.get_by_role("link", name="Historique").click()
    desk.get_by_role("link", name=re.compile("^Lire")).click()
    expect(desk.get_by_role("region", name="Aperçu")).to_contain_text("retirée le")
    expect(desk.locator("#examen")).to_contain_text("U4")
    desk.get_by_role("link", name="Historique").click()

    desk.get_by_role("link", name=re.compile("^BTS NDRC")).click()
    desk.get_by_role("button", name="Désarchiver").click()
    expect(desk.locator(".messagelist")).to_contain_text("La formation est désarchivée.")
    expect(desk.locator(".standing")).to_contain_text("retirée")
    publish(desk)
    expect(public_page(visitor, site_url)).to_contain_text("U4")
