"""The pictures of README and of the guide (`make pictures`): each is shown, small and told."""

import re
from html import unescape
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from django.test import Client
from markdown_it import MarkdownIt
from PIL import Image

from catalogue.admin.guide import FILE, size
from tests.environment import ROOT
from tests.pictures.album import ALBUM

README: Final = ROOT / "README.md"
# Bytes, all together.
MOST_OF_README: Final = 200_000
MOST_OF_GUIDE: Final = 400_000


class Shown(NamedTuple):
    file: Path
    alt: str


def of_readme() -> list[Shown]:
    found = re.findall(r'<img src="([^"]+)" width="\d+%" alt="([^"]+)">', README.read_text())
    return [Shown(ROOT / src, unescape(alt)) for src, alt in found]


def of_guide() -> list[Shown]:
    tokens = MarkdownIt("commonmark").enable("table").parse(FILE.read_text(encoding="utf-8"))
    return [
        Shown((FILE.parent / str(image.attrs["src"])).resolve(), image.content)
        for token in tokens
        for image in token.children or ()
        if image.type == "image"
    ]


def weight(shown: list[Shown]) -> int:
    return sum(one.file.stat().st_size for one in shown)


def test_readme_opens_with_a_phone_the_paper_and_the_admin() -> None:
    opening = README.read_text().partition("\n## ")[0]

    assert [one.file.stem for one in of_readme()] == ["phone", "paper", "admin"]
    assert opening.index("<img ") < opening.index("Le site où un centre")
    assert weight(of_readme()) <= MOST_OF_README


def test_the_guide_shows_its_two_examples() -> None:
    names = [one.file.stem for one in of_guide()]

    assert len([name for name in names if name.endswith("-bts")]) >= 4
    assert len([name for name in names if name.endswith("-tp")]) >= 4
    assert weight(of_guide()) <= MOST_OF_GUIDE


def test_each_photograph_is_shown_once_and_each_picture_shown_is_one() -> None:
    shown = sorted(one.file for one in [*of_readme(), *of_guide()])
    kept = sorted([*ROOT.glob("docs/pictures/*"), *ROOT.glob("static/guide/*")])

    assert shown == kept
    assert sorted(file.name for file in kept) == sorted(one.file for one in ALBUM)


def test_each_picture_says_what_one_sees() -> None:
    alternatives = [one.alt for one in [*of_readme(), *of_guide()]]

    assert [alt for alt in alternatives if len(alt) < 40 or not alt.endswith(".")] == []
    assert len(set(alternatives)) == len(alternatives)


@pytest.mark.parametrize("shown", of_guide(), ids=lambda one: one.file.stem)
def test_the_size_of_a_picture_is_read_from_its_head(shown: Shown) -> None:
    with Image.open(shown.file) as picture:
        assert size(shown.file.read_bytes()[:30]) == picture.size


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_the_admin_serves_them_with_their_size_under_its_policy(admin_client: Client) -> None:
    response = admin_client.get("/admin/guide/")

    html = response.content.decode()
    found = re.findall(
        r'<img src="/static/guide/[\w-]+\.webp" alt="[^"]{40,}" width="\d+" height="\d+" '
        r'loading="lazy"',
        html,
    )
    assert len(found) == html.count("<img ") == len(of_guide())
    assert "img-src 'self'" in response["Content-Security-Policy"]
    assert "<img style" not in html
