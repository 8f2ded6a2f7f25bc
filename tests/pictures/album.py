"""What is photographed, in this order: some pictures show what the one before has done.

To add one: a function that makes a page ready and takes it, and its line in ALBUM. README or the
guide must show it, with an alternative text: `tests/test_pictures.py`.
"""

from collections.abc import Callable
from typing import NamedTuple

import pypdfium2
from PIL import Image
from playwright.sync_api import Locator, Page

from programmes.models import Programme
from tests.browser.steps import open_part, press_save
from tests.pictures.studio import Studio, cut, window

BTS, TP = "bts-mco", "tp-ntc"


class Photograph(NamedTuple):
    """One of README or of the guide, under the name of its file."""

    name: str
    take: Callable[[Studio], Image.Image]
    of_guide: bool = True

    @property
    def file(self) -> str:
        return f"{self.name}.webp"


def admin_page(slug: str, step: str = "change") -> str:
    return f"/admin/programmes/programme/{Programme.objects.get(slug=slug).pk}/{step}/"


def opened(page: Page, slug: str, part: str) -> Locator:
    page.goto(admin_page(slug))
    return open_part(page, part)


def row(part: Locator, name: str) -> Locator:
    """A row of a part, opened, from its name down to its last field."""
    found = part.locator(".inline-related", has=part.page.get_by_text(name, exact=True))
    found.get_by_text("Modifier").first.click()
    return found


# README


def phone(studio: Studio) -> Image.Image:
    page = studio.phone()
    page.goto(f"/formations/{BTS}/")
    return window(page)


def paper(studio: Studio) -> Image.Image:
    """The first page of a fact sheet, at 120 points an inch."""
    document = pypdfium2.PdfDocument(studio.answer(f"/formations/{TP}/fiche.pdf"))
    image: Image.Image = document[0].render(scale=120 / 72).to_pil()
    return image


def admin(studio: Studio) -> Image.Image:
    page = studio.desk()
    page.goto(admin_page(BTS))
    return window(page)


# The guide


def dashboard(studio: Studio) -> Image.Image:
    page = studio.tall_desk()
    page.goto("/admin/")
    return cut(page.locator(".board"), height=560)


def form(studio: Studio) -> Image.Image:
    page = studio.tall_desk()
    part = opened(page, BTS, "presentation")
    return cut(part, height=620)


def figure(studio: Studio) -> Image.Image:
    page = studio.tall_desk()
    return cut(row(opened(page, BTS, "key_figures"), "Réussite à l’examen 2026"), height=760)


def rows_of_bts(studio: Studio) -> Image.Image:
    return cut(opened(studio.tall_desk(), BTS, "exam").locator(".links"))


def rows_of_tp(studio: Studio) -> Image.Image:
    return cut(opened(studio.tall_desk(), TP, "exam").locator(".links"))


def session(studio: Studio) -> Image.Image:
    part = opened(studio.tall_desk(), TP, "duration")
    found = part.locator(".inline-related.has_original").first
    found.get_by_text("Modifier").first.click()
    return cut(found, height=700)


def price(studio: Studio) -> Image.Image:
    part = opened(studio.tall_desk(), TP, "funding")
    found = part.locator(".inline-related.has_original").first
    found.get_by_text("Modifier").first.click()
    return cut(found, height=760)


def preview(studio: Studio) -> Image.Image:
    page = studio.desk(width=900, height=520)
    page.goto(admin_page(TP, "apercu"))
    return window(page)


def publishing(studio: Studio) -> Image.Image:
    """A draft that somebody has changed since it was published."""
    studio.an_hour_later()
    page = studio.tall_desk()
    part = opened(page, BTS, "duration")
    part.get_by_label("Nombre maximal de participants").fill("26")
    press_save(page)
    page.locator(".messagelist .success").wait_for()
    page.goto(admin_page(BTS, "publier"))
    return cut(page.locator("#content"))


def history(studio: Studio) -> Image.Image:
    page = studio.tall_desk()
    page.goto(admin_page(BTS, "historique"))
    return cut(page.locator("#content"))


def kind(studio: Studio) -> Image.Image:
    page = studio.tall_desk()
    page.goto(f"{admin_page(BTS, 'type')}?kind=titre_pro&kind_label=")
    return cut(page.locator("#content"), height=760)


def duplicate(studio: Studio) -> Image.Image:
    page = studio.tall_desk()
    page.goto(admin_page(TP, "dupliquer"))
    return cut(page.locator("#content"), height=820)


def proof(studio: Studio) -> Image.Image:
    page = studio.tall_desk()
    page.goto(admin_page(TP, "preuve"))
    return cut(page.locator("#content"), height=620)


ALBUM = (
    Photograph("phone", phone, of_guide=False),
    Photograph("paper", paper, of_guide=False),
    Photograph("admin", admin, of_guide=False),
    Photograph("presentation-bts", form),
    Photograph("chiffre-bts", figure),
    Photograph("examen-bts", rows_of_bts),
    Photograph("evaluation-tp", rows_of_tp),
    Photograph("session-tp", session),
    Photograph("tarif-tp", price),
    Photograph("apercu-tp", preview),
    Photograph("type-bts", kind),
    Photograph("dupliquer-tp", duplicate),
    Photograph("preuve-tp", proof),
    Photograph("publier-bts", publishing),
    Photograph("tableau-de-bord", dashboard),
    Photograph("historique-bts", history),
)
