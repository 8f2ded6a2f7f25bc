"""What is sent as a logo is drawn anew, or refused with a sentence; nothing else of it is kept."""

import io
import struct
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from catalogue.outputs.logo.refused import LogoRefused
from catalogue.outputs.logo.sent import BOX, LARGEST, Drawn, drawn_anew
from programmes.models import Ground
from tests.environment import ROOT
from tests.faces import NAVY, WHITE, picture, sent, svg

ORANGE = (240, 120, 20, 255)


def read(drawn: Drawn) -> Image.Image:
    return Image.open(io.BytesIO(drawn.content))


def refused(name: str, content: bytes) -> str:
    with pytest.raises(LogoRefused) as told:
        drawn_anew(name, content)
    return str(told.value)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("logo.png", "PNG"), ("logo.JPG", "JPEG"), ("logo.webp", "WEBP"), ("logo", "PNG")],
)
def test_each_format_becomes_a_png_of_our_own(name: str, kind: str) -> None:
    content = sent(picture((3000, 1000), ground=WHITE), kind)
    drawn = drawn_anew(name, content)
    image = read(drawn)

    assert (image.format, image.size) == ("PNG", (drawn.width, drawn.height)) == ("PNG", (960, 320))
    assert drawn.content != content
    assert drawn == drawn_anew(name, content)


def test_an_svg_is_drawn_by_the_compiler() -> None:
    drawn = drawn_anew("logo.svg", svg('<circle cx="50" cy="50" r="40" fill="#10205c"/>'))
    image = read(drawn).convert("RGBA")

    assert image.size == (480, 480)
    assert image.getpixel((240, 240)) == NAVY
    assert image.getpixel((2, 2))[3] == 0  # type: ignore[index]


_DOCTYPE = (
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
    '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
)
_STYLED = (
    "<style>@import url(http://127.0.0.1:9/a.css);</style>"
    '<rect width="300" height="100" style="fill:url(http://127.0.0.1:9/p.svg#a) black"/>'
)


@pytest.mark.parametrize(
    "before",
    [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        "\ufeff",
        "<!-- Generator: Adobe Illustrator -->",
        _DOCTYPE,
    ],
)
def test_what_editors_write_before_an_svg_is_read(before: str) -> None:
    assert (
        drawn_anew("logo.svg", svg('<rect width="300" height="100"/>', before=before)).width == 960
    )


@pytest.mark.parametrize(
    "inside",
    [
        '<script>alert(1)</script><rect width="300" height="100"/>',
        '<rect width="300" height="100" onclick="alert(1)"/>',
        '<use href="http://127.0.0.1:9/x.svg#a"/><rect width="300" height="100"/>',
        '<use href="file:///etc/passwd#a"/><rect width="300" height="100"/>',
        _STYLED,
        '<a href="javascript:alert(1)"><rect width="300" height="100"/></a>',
    ],
)
def test_what_an_svg_asks_for_or_does_stays_outside_the_drawing(inside: str) -> None:
    drawn = drawn_anew("logo.svg", svg(inside))

    assert drawn.content == drawn_anew("logo.svg", svg('<rect width="300" height="100"/>')).content


def _copies_of(one: int) -> str:
    """Twelve of the twelve of the twelve…"""
    inside = f'<use href="#a{one - 1}"/>' * 12
    return f'<g id="a{one}">{inside}</g>'


_COPIES = "".join(map(_copies_of, range(1, 9)))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            svg('<image href="file:///etc/passwd" width="9" height="9"/>'),
            "autre chose que des tracés",
        ),
        (svg('<image href="data:image/png;base64,AA"/>'), "autre chose que des tracés"),
        (svg('<foreignObject><p xmlns="x">a</p></foreignObject>'), "foreignObject"),
        (svg("<text>CFA</text>"), "convertissez les textes en tracés"),
        (svg("", before='<!DOCTYPE svg [<!ENTITY a "aaaa">]>'), "entités"),
        (svg("&a;", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "entités"),
        (svg("", before='<!DOCTYPE svg [<!ENTITY % a "x">]>'), "entités"),
        (svg("<g>")[:-6], "coupé ou abîmé"),
        (svg("<g>"), "coupé ou abîmé"),
        (svg("&inconnue;"), "coupé ou abîmé"),
        (svg(""), "transparente"),
        (svg("").replace(b"2000/svg", b"1999/xhtml"), "n’est pas une image SVG"),
        (svg('<g id="a0"><rect width="1" height="1"/></g>' + _COPIES), "ne peut pas être dessiné"),
        (b"\x1f\x8b\x08" + zlib.compress(svg("")), "n’est pas une image"),
    ],
)
def test_an_svg_that_is_more_or_less_than_a_drawing_is_refused(content: bytes, said: str) -> None:
    assert said in refused("logo.svg", content)


def _bomb(side: int) -> bytes:
    """A few bytes that would be `side` × `side` pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def _animated(kind: str) -> bytes:
    frames = [picture(ink=NAVY), picture(ink=ORANGE)]
    return sent(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


_PNG = sent()
_WEBP = sent(kind="WEBP")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("logo.png", b"", "vide"),
        ("logo.png", b"x" * (LARGEST + 1), "501\u202fko"),
        ("logo.png", _PNG[: len(_PNG) // 2], "coupé ou abîmé"),
        ("logo.png", _PNG[:30], "coupé ou abîmé"),
        ("logo.webp", _WEBP[:40], "coupé ou abîmé"),
        ("logo.jpg", sent(kind="JPEG")[:500], "coupé ou abîmé"),
        ("logo.png", _bomb(4001), "trop de pixels"),
        ("logo.png", _bomb(12_000), "trop de pixels"),
        ("logo.png", _bomb(2_000_000), "trop de pixels"),
        ("logo.png", _bomb(0), "coupé ou abîmé"),
        ("logo.png", _animated("PNG"), "animée"),
        ("logo.webp", _animated("WEBP"), "animée"),
        ("logo.gif", sent(kind="GIF"), "n’est pas une image PNG, JPEG, WebP ou SVG"),
        ("logo.png", sent(kind="BMP"), "n’est pas une image"),
        ("logo.png", b"<html><script>alert(1)</script></html>", "n’est pas une image"),
        ("logo.png", b"%PDF-1.7", "n’est pas une image"),
        ("logo.png", b"MZ\x90\x00", "n’est pas une image"),
        ("logo.jpg", _PNG, "finit par «\u202f.jpg\u202f» et son contenu est du PNG"),
        ("logo.png", _WEBP, "son contenu est du WebP"),
        ("logo.png", svg("<path/>"), "son contenu est du SVG"),
        ("logo.exe", _PNG, "son vrai type"),
        ("logo.png", sent(picture((60, 40))), "trop petite (60 × 40 pixels)"),
        ("logo.png", sent(picture((1200, 100), ground=WHITE)), "trop étiré (1200 × 100 pixels"),
        ("logo.png", sent(picture((100, 500), ground=WHITE)), "trop étiré"),
        ("logo.png", sent(Image.new("RGBA", (300, 100))), "entièrement transparente"),
    ],
)  # fmt: skip
def test_what_is_no_logo_is_refused_with_a_sentence(name: str, content: bytes, said: str) -> None:
    told = refused(name, content)

    assert said in told
    assert told.endswith(".")


def test_a_bomb_is_told_before_a_pixel_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))

    assert "trop de pixels" in refused("logo.png", _bomb(5000))


def test_nothing_but_the_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "SECRET place"
    exif[0x0112] = 6  # turned by a quarter
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    texts.add_text("Author", "SECRET name")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, Any] = {"exif": exif, "pnginfo": texts, "icc_profile": profile}
    drawn = drawn_anew(
        "logo.png", sent(picture((600, 300), ground=WHITE), **options) + b"SECRET end"
    )

    assert (drawn.width, drawn.height) == (240, 480)
    assert b"SECRET" not in drawn.content
    assert {*read(drawn).info} <= {"transparency"}
    chunks, at = set(), 8
    while at < len(drawn.content):
        size = int.from_bytes(drawn.content[at : at + 4])
        chunks.add(drawn.content[at + 4 : at + 8])
        at += 12 + size
    assert chunks <= {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    plain = picture((400, 200), ground=WHITE)
    image = (
        plain.convert("L").convert("I;16").point(lambda value: value * 256)
        if mode == "I;16"
        else plain.convert(mode)
    )

    seen = read(drawn_anew("logo.png", sent(image))).convert("L")

    assert seen.getextrema()[0] < 90  # type: ignore[operator]
    assert seen.getextrema()[1] > 240  # type: ignore[operator]


def test_a_jpeg_for_printers_is_read() -> None:
    file = io.BytesIO()
    picture((400, 200), ground=WHITE).convert("CMYK").save(file, "JPEG")

    assert read(drawn_anew("logo.jpg", file.getvalue())).mode == "RGB"


def test_empty_margins_are_taken_off_and_the_rest_fits_the_box() -> None:
    around = Image.new("RGBA", (3000, 2000))
    around.paste(picture((600, 200)), (900, 700))
    drawn = drawn_anew("logo.png", sent(around))

    assert (drawn.width, drawn.height) == (600, 200)
    assert max(drawn.width / BOX[0], drawn.height / BOX[1]) <= 1


def test_a_photograph_is_kept_small() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((1300, 640), 90) for _ in range(3)])
    file = io.BytesIO()
    noise.save(file, "JPEG", quality=20)

    assert len(drawn_anew("photo.jpg", file.getvalue()).content) <= 150_000


@pytest.mark.parametrize(
    ("image", "ground"),
    [
        (picture(ink=NAVY), Ground.LIGHT),
        (picture(ink=WHITE), Ground.DARK),
        (picture(ink=ORANGE), Ground.ANY),
        (picture(ink=NAVY, ground=WHITE), Ground.ANY),
        (picture(ink=WHITE, ground=NAVY), Ground.ANY),
    ],
)
def test_a_logo_says_on_what_it_is_lost(image: Image.Image, ground: Ground) -> None:
    assert drawn_anew("logo.png", sent(image)).ground == ground


@given(st.data())
def test_a_damaged_file_is_drawn_or_refused(data: st.DataObject) -> None:
    name, content = data.draw(
        st.sampled_from([("a.png", _PNG), ("a.webp", _WEBP), ("a.jpg", _JPEG)])
    )
    at = data.draw(st.integers(0, len(content) - 1))
    damaged = (
        content[:at]
        + data.draw(st.binary(max_size=8))
        + content[at + data.draw(st.integers(0, 8)) :]
    )
    with suppress(LogoRefused):
        drawn_anew(name, damaged)


_JPEG = sent(kind="JPEG")


def test_the_compiler_of_an_svg_knows_no_file_of_ours() -> None:
    """It reads below a folder that holds the SVG alone."""
    worker = (ROOT / "catalogue/outputs/logo/worker.py").read_text()

    assert "root=Path(folder)" in worker
    assert "include_system_fonts=False" in worker
