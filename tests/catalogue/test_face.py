"""The centre's own face: its logo, its accent, its opening line, wherever the site shows itself."""

import io
import re
from functools import cache
from typing import Any

import pikepdf
import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from catalogue.outputs import styles
from catalogue.outputs.dress import Dress
from catalogue.outputs.dress import Logo as Worn
from catalogue.outputs.pdf.fact_sheet import fact_sheet
from catalogue.outputs.picture.card import picture as card
from catalogue.outputs.picture.mark import mark
from catalogue.server import caching
from programmes.colours import by_night
from programmes.models import Edition, Logo, Programme, TrainingCentre
from tests import factories
from tests.catalogue.admin_page import form_of, html_of, page_of
from tests.catalogue.outputs.papers import ADDRESS, PAGE_URL, PUBLISHED_ON, faults, text
from tests.catalogue.page_text import plain
from tests.faces import NAVY, WHITE, logo, picture, sent, svg, wear

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

ACCENT = "#a3195b"
PAGE = "/formations/bts-ndrc/"
PAGES = (
    "/", "/?q=bts", PAGE, f"{PAGE}?depuis=q%3Dbts", "/comparer/", "/mentions-legales/",
    "/donnees-personnelles/", "/accessibilite/",
)  # fmt: skip


@pytest.fixture
def centre(programme: Programme) -> TrainingCentre:
    return programme.centre


def paper_address() -> str:
    return reverse("paper", args=[Edition.objects.current().get().short_code])


def html(client: Client, address: str) -> str:
    return client.get(address).content.decode()


# Pages


def test_without_a_face_a_page_is_what_it_was(client: Client, centre: TrainingCentre) -> None:
    for address in (*PAGES, paper_address()):
        said = html(client, address)
        assert "/accent-" not in said
        assert "css/logo" not in said
        assert '<a class="name" href="/">Sud Management <span>CFA</span></a>' in said


def test_every_page_wears_it_at_once(client: Client, centre: TrainingCentre) -> None:
    addresses = (*PAGES, paper_address())
    before = {address: client.get(address)["ETag"] for address in addresses}
    kept = logo(centre, accent=ACCENT)
    stylesheet = f"/accent-{ACCENT[1:]}-{styles.digest(ACCENT)}.css"

    for address in addresses:
        response = client.get(address, headers={"If-None-Match": before[address]})
        assert response.status_code == 200, address
        said = response.content.decode()
        assert f'<link rel="stylesheet" href="{stylesheet}">' in said, address
        assert f'src="/logo-{kept.digest}.png" width="600" height="200" alt=""' in said, address
        assert "Sud Management" in plain(said.partition('class="name"')[2].partition("</a>")[0])
        assert "style=" not in said
        assert not response.cookies
    wear(centre, accent="", logo=None)
    for address in addresses:
        assert client.get(address)["ETag"] == before[address], address


def test_a_logo_that_bears_the_name_stands_for_it(client: Client, centre: TrainingCentre) -> None:
    logo(centre, logo_names_centre=True)
    head = html(client, PAGE).partition('<a class="name" href="/">')[2].partition("</a>")[0]

    assert 'alt="Sud Management"' in head
    assert plain(head) == ""


@pytest.mark.parametrize(
    ("ink", "said"),
    [(NAVY, "logo on-light"), (WHITE, "logo on-dark"), ((240, 120, 20, 255), "logo")],
)
def test_a_logo_that_would_be_lost_has_a_ground(
    client: Client, centre: TrainingCentre, ink: tuple[int, ...], said: str
) -> None:
    logo(centre, picture(ink=ink))

    assert f'<img class="{said}"' in html(client, "/")


def test_a_page_from_memory_asks_no_more_than_it_did(
    client: Client, centre: TrainingCentre, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    logo(centre, accent=ACCENT)
    for address, queries in ((PAGE, 1), ("/", 2)):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)


def test_the_opening_line_heads_the_catalogue_but_no_results(
    client: Client, centre: TrainingCentre
) -> None:
    wear(centre, opening="Apprendre ici, <b>travailler</b> ici ?")

    assert "Apprendre ici, &lt;b&gt;travailler&lt;/b&gt; ici\u202f?" in html(client, "/")
    for address in ("/?q=bts", "/?niveau=5", PAGE):
        assert "Apprendre ici" not in html(client, address)


def test_of_several_centres_the_publisher_alone_is_worn(
    client: Client, centre: TrainingCentre
) -> None:
    other = factories.TrainingCentreFactory.create(name="Institut du Sud")
    logo(other, accent="#006b5b")
    assert "/accent-006b5b-" in html(client, "/")
    assert "<img" not in html(client, "/")

    wear(centre, is_publisher=True)
    assert "/accent-" not in html(client, "/")

    logo(centre, accent=ACCENT)
    assert f"/accent-{ACCENT[1:]}-" in html(client, PAGE)
    assert "<img" in html(client, PAGE)


def test_error_pages_ask_the_database_for_nothing(client: Client, centre: TrainingCentre) -> None:
    logo(centre, accent=ACCENT)

    assert "/accent-" not in html(client, "/nulle-part/")


# The files


def test_the_logo_is_kept_for_ever_and_is_a_picture_alone(
    client: Client, centre: TrainingCentre, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kept = logo(centre)
    address = reverse("logo", args=[kept.digest])
    with django_assert_num_queries(1):
        response = client.get(address)

    assert response.content == bytes(kept.content)
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == caching.IMMUTABLE
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    assert not response.cookies
    assert client.head(address).content == b""
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.post(address).status_code == 405
    assert client.get("/logo-inconnu.png").status_code == 404
    assert "no-store" in client.get("/logo-inconnu.png")["Cache-Control"]


def test_the_accent_is_a_file_that_no_query_makes(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("accent", args=[ACCENT[1:], styles.digest(ACCENT)])
    with django_assert_num_queries(0):
        response = client.get(address)

    css = response.content.decode()
    assert response["Content-Type"].startswith("text/css")
    assert response["Cache-Control"] == caching.IMMUTABLE
    assert f"--accent-ink: {ACCENT};" in css
    assert f"--accent-ink: {by_night(ACCENT)};" in css
    assert client.get("/accent-a3195b-00000000.css")["Cache-Control"] == caching.PUBLIC
    for wrong in ("/accent-ffd400-00000000.css", "/accent-rouge-00000000.css"):
        assert client.get(wrong).status_code == 404


def test_the_admin_follows_without_asking_for_more(
    admin_client: Client, centre: TrainingCentre
) -> None:
    assert html(admin_client, "/equipe.css") == ""
    kept = logo(centre, accent=ACCENT)
    response = admin_client.get("/equipe.css")
    css = response.content.decode()

    assert f"--accent-ink: {ACCENT};" in css
    assert f'url("/logo-{kept.digest}.png")' in css
    assert "background-color: #ffffff" in css
    assert response["Cache-Control"] == caching.PUBLIC
    assert 'href="/equipe.css"' in html(admin_client, "/admin/")


# Papers and pictures


def dress(image: Image.Image | None = None, png: bytes | None = None, **changes: Any) -> Dress:
    image = image or picture()
    said = {"ground": "", "alt": "Logo de Sud Management", "names_centre": False, **changes}
    return Dress(ACCENT, Worn(png or sent(image), *image.size, **said))


@cache
def paper(dress: Dress) -> bytes:
    return fact_sheet(
        factories.example_sheet(), number=3, published_on=PUBLISHED_ON,
        address=ADDRESS, page_url=PAGE_URL, dress=dress,
    )  # fmt: skip


@pytest.mark.parametrize(
    "worn",
    [
        dress(),
        dress(picture((960, 100))),
        dress(picture((120, 480))),
        dress(picture((400, 400), ink=WHITE), ground="dark"),
        dress(picture((400, 300), ground=WHITE), names_centre=True),
        Dress(ACCENT),
    ],
)
def test_a_paper_with_a_face_is_as_valid_and_says_the_same(worn: Dress) -> None:
    plain_paper, made = paper(Dress()), paper(worn)

    assert faults(made) == []
    assert text(made) == text(plain_paper)
    assert made != plain_paper


def test_the_logo_on_paper_is_read_out() -> None:
    with pikepdf.open(io.BytesIO(paper(dress()))) as opened:
        told = [
            str(one.Alt)
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one and one.get("/S") == "/Figure"
        ]

    assert "Logo de Sud Management" in told


def test_a_paper_is_made_without_a_logo_that_cannot_be_drawn(
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = paper(dress(png=b"\x89PNG\r\n\x1a\nnothing"))

    assert faults(made) == []
    assert made == paper(Dress(ACCENT))
    assert "made again without the logo" in caplog.text


def test_pictures_are_drawn_without_it_too() -> None:
    broken = dress(png=b"\x89PNG\r\n\x1a\nnothing")

    assert card(factories.bare_sheet(), broken) == card(factories.bare_sheet(), Dress(ACCENT))
    assert mark("Sud Management", 96, broken) == mark("Sud Management", 96, Dress(ACCENT))


def test_the_mark_is_the_logo_unless_it_is_too_wide_for_a_square() -> None:
    def corner(content: bytes) -> tuple[int, ...]:
        return Image.open(io.BytesIO(content)).convert("RGB").getpixel((1, 1))  # type: ignore[return-value]

    assert corner(mark("Sud Management", 96, dress(picture((300, 200))))) == (255, 255, 255)
    assert (
        corner(mark("Sud Management", 96, dress(picture((200, 200), WHITE), ground="dark")))[0] < 30
    )
    wide = mark("Sud Management", 96, dress(picture((900, 200))))
    assert wide == mark("Sud Management", 96, Dress(ACCENT))


def test_paper_picture_and_mark_change_the_moment_the_face_does(
    client: Client, centre: TrainingCentre
) -> None:
    addresses = (f"{PAGE}fiche.pdf", f"{PAGE}image.png", "/image.png", "/icone-96.png")
    before = {address: client.get(address) for address in addresses}
    logo(centre, picture((300, 200)), accent=ACCENT)
    edition = Edition.objects.current().get()

    for address in addresses:
        tag = before[address]["ETag"]
        after = client.get(address, headers={"If-None-Match": tag})
        assert after.status_code == 200, address
        assert after["ETag"] != tag
        assert after.content != before[address].content
    pdf, now = (client.get(f"{PAGE}fiche.pdf").content, before[f"{PAGE}fiche.pdf"].content)
    assert text(pdf) == text(now)
    assert edition.short_code
    assert edition.short_code in text(pdf)
    logo(centre, picture((200, 300)))
    assert client.get(f"{PAGE}fiche.pdf").content != pdf
    wear(centre, logo=None, accent="")
    for address in addresses:
        assert client.get(address)["ETag"] == before[address]["ETag"]


def test_a_logo_that_goes_while_a_paper_is_made_leaves_nothing_wrong_behind(
    client: Client, centre: TrainingCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    logo(centre)

    def gone(*_: Any) -> bytes:
        raise Logo.DoesNotExist

    with monkeypatch.context() as patched:
        patched.setattr("catalogue.views.face.png_of", gone)
        assert client.get(f"{PAGE}fiche.pdf").status_code == 503
        assert client.get("/icone-96.png").status_code == 503
    assert client.get(f"{PAGE}fiche.pdf").status_code == 200


# What staff do


def send(
    client: Client, centre: TrainingCentre, name: str = "", content: bytes = b"", **typed: Any
) -> HttpResponse:
    fields: dict[str, Any] = form_of(client, page_of(centre))
    if name:
        fields["new_logo"] = SimpleUploadedFile(name, content)
    else:
        fields.pop("new_logo", None)
    return client.post(page_of(centre), {**fields, **typed, "_continue": "1"})  # type: ignore[return-value]


def test_staff_send_a_logo_and_see_it(admin_client: Client, centre: TrainingCentre) -> None:
    assert (
        send(
            admin_client,
            centre,
            "logo.svg",
            svg("<circle cx='50' cy='50' r='40'/>"),
            accent="A3195B",
        ).status_code
        == 302
    )
    centre.refresh_from_db()
    page = html(admin_client, page_of(centre))

    assert centre.logo
    assert centre.accent == ACCENT
    assert page.count(f"/logo-{centre.logo_id}.png") == 2
    assert by_night(ACCENT) in page
    entry = LogEntry.objects.latest("pk")
    assert "logo" in entry.get_change_message()
    assert "couleur d’accent" in entry.get_change_message().lower()


def test_a_logo_is_replaced_and_removed_and_nothing_is_left(
    admin_client: Client, centre: TrainingCentre
) -> None:
    send(admin_client, centre, "a.png", sent(picture((300, 200))))
    send(admin_client, centre, "b.png", sent(picture((300, 220))))
    assert Logo.objects.get().height == 220

    assert send(admin_client, centre, without_logo="on").status_code == 302
    centre.refresh_from_db()
    assert centre.logo is None
    assert not Logo.objects.exists()
    assert "without_logo" not in html(admin_client, page_of(centre))


def test_both_at_once_is_asked_about(admin_client: Client, centre: TrainingCentre) -> None:
    logo(centre)
    refused = send(admin_client, centre, "b.png", sent(), without_logo="on")

    assert refused.status_code == 200
    assert 'id="id_without_logo_error"' in html_of(refused)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.png", b"", "vide"),
        ("a.png", b"<html>", "n’est pas une image"),
        ("a.png", sent()[:100], "coupé ou abîmé"),
        ("a.png", b"x" * 600_000, "600\u202fko"),
        ("a.png", b"x" * 3_000_000, "3\u202f000\u202fko"),
        ("a.svg", svg("<text>CFA</text>"), "convertissez les textes en tracés"),
    ],
)
def test_a_file_that_is_no_logo_is_told_beside_its_field(
    admin_client: Client, centre: TrainingCentre, name: str, content: bytes, said: str
) -> None:
    refused = send(admin_client, centre, name, content, academy="Toulouse")
    page = html_of(refused)

    assert refused.status_code == 200
    assert said in page.partition('id="id_new_logo_error"')[2].partition("</ul>")[0]
    assert 'value="Toulouse"' in page
    assert not Logo.objects.exists()


def test_a_file_far_too_large_is_refused_unread_and_told(
    admin_client: Client, centre: TrainingCentre
) -> None:
    refused = send(admin_client, centre, "a.png", b"x" * 13_000_000)

    assert refused.status_code == 413
    assert "un logo 500 ko, et ce qui arrive" in plain(html_of(refused))


def test_an_accent_that_cannot_be_read_is_told_beside_its_field_and_kept(
    admin_client: Client, centre: TrainingCentre
) -> None:
    refused = send(admin_client, centre, accent="#ffd400")
    page = html_of(refused)

    assert 'value="#ffd400"' in page
    assert "#856d00" in page.partition('id="id_accent_error"')[2].partition("</ul>")[0]
    centre.refresh_from_db()
    assert centre.accent == ""


def test_that_a_browser_keeps_no_file_is_said(admin_client: Client, centre: TrainingCentre) -> None:
    refused = send(admin_client, centre, "mon-logo.png", sent(), accent="x")
    page = html_of(refused)

    assert refused.status_code == 200
    told = page.partition('id="id_new_logo_error"')[2].partition("</ul>")[0]
    assert "ne garde pas les fichiers" in told
    assert "mon-logo.png" in told
    assert not Logo.objects.exists()


def test_so_is_it_after_a_login_that_the_save_asked_for(
    admin_client: Client, centre: TrainingCentre
) -> None:
    fields: dict[str, Any] = form_of(admin_client, page_of(centre))
    fields.pop("new_logo", None)
    fields["academy"] = "Toulouse"
    file = SimpleUploadedFile("mon-logo.png", sent())
    asked = Client().post(page_of(centre), {**fields, "new_logo": file})
    assert "_file:new_logo" in html_of(asked)  # type: ignore[arg-type]
    again = {**fields, "_file:new_logo": "mon-logo.png", "_review": "1"}

    page = html_of(admin_client.post(page_of(centre), again))  # type: ignore[arg-type]
    assert 'value="Toulouse"' in page
    assert "mon-logo.png" in page.partition('id="id_new_logo_error"')[2].partition("</ul>")[0]


def test_so_is_it_where_two_people_saved_at_once(
    admin_client: Client, centre: TrainingCentre
) -> None:
    fields: dict[str, Any] = form_of(admin_client, page_of(centre))
    fields.pop("new_logo", None)
    fields["academy"] = "Toulouse"
    wear(centre, academy="Poitiers")
    file = SimpleUploadedFile("mon-logo.png", sent())
    answer = admin_client.post(page_of(centre), {**fields, "new_logo": file, "_continue": "1"})

    assert answer.status_code == 409
    assert "choisissez de nouveau le logo" in plain(html_of(answer))  # type: ignore[arg-type]


def test_it_is_said_where_another_centre_publishes_the_site(
    admin_client: Client, centre: TrainingCentre
) -> None:
    factories.TrainingCentreFactory.create(name="Institut du Sud", is_publisher=True)

    page = plain(html(admin_client, page_of(centre)))
    assert re.search("Le site porte l’identité de Institut du Sud|l’identité d’Institut", page)


def test_an_opening_line_has_a_most(admin_client: Client, centre: TrainingCentre) -> None:
    refused = send(admin_client, centre, opening="a" * 161)

    assert 'id="id_opening_error"' in html_of(refused)


def test_an_export_carries_no_face(admin_client: Client, centre: TrainingCentre) -> None:
    """It is the site's, not the programme's: docs/decisions/0025."""
    kept = logo(centre, accent=ACCENT, opening="Bienvenue")
    programme = Programme.objects.get()
    exported = admin_client.get(f"/admin/programmes/programme/{programme.pk}/exporter/")
    said = b"".join(exported) if exported.streaming else exported.content

    assert b"Sud Management" in said
    for one in (kept.digest, ACCENT, "Bienvenue"):
        assert one.encode() not in said
