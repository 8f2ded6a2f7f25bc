"""How much a request may carry: refused in French, by its address, before anything reads it."""

import io
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from catalogue.admin import bodies
from catalogue.life.transfer import file as importing
from catalogue.server.whole import whole_bodies
from programmes.models import Programme
from tests.catalogue.admin_page import html_of
from tests.environment import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

NEW = "/admin/programmes/programme/importer/"
MB = 1024 * 1024


class Unread(io.BytesIO):
    """A body that nobody may touch."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise AssertionError("the body was read")

    readline = read


class Endless(io.RawIOBase):
    """A stream without an end; `given`: bytes that were taken from it."""

    given = 0

    def read(self, size: int = -1, /) -> bytes:
        assert 0 < size <= MB
        self.given += size
        return b"x" * size


def announce(client: Client, address: str, length: str | int, **more: Any) -> HttpResponse:
    """A request that says how much is coming, and sends nothing yet."""
    return client.generic(  # type: ignore[return-value]
        "POST",
        address,
        **{
            "CONTENT_TYPE": "multipart/form-data; boundary=b",
            "CONTENT_LENGTH": str(length),
            "wsgi.input": Unread(),
            **more,
        },
    )


def stream(client: Client, address: str, body: Any) -> HttpResponse:
    """A chunked request, as the server hands it over."""
    return client.generic(  # type: ignore[return-value]
        "POST",
        address,
        **{"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": body},
    )


def everywhere() -> list[str]:
    """Each address of the URL map, whatever its arguments say."""
    found: list[str] = []

    def walk(patterns: Any, before: str) -> None:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern):
                found.append(_filled(route))

    walk(get_resolver().url_patterns, "/")
    return found


def _filled(route: str) -> str:
    route = route.replace("^(?P<app_label>programmes|admissions|auth)/$", "programmes/")
    words = {"slug": "bts-ndrc", "code": "abc", "token": "abc"}
    parts = [
        words.get(part.strip("<>").partition(":")[2], "1") if part.startswith("<") else part
        for part in route.removesuffix("$").split("/")
    ]
    return "/".join(parts).replace("<int:number>", "1")


# By address


def test_a_large_file_is_refused_unread_at_every_address(client: Client) -> None:
    addresses = everywhere()
    assert len(addresses) > 70

    for address in addresses:
        response = announce(client, address, 200 * MB)

        assert response.status_code == 413, address
        assert 'lang="fr"' in response.content.decode()


def test_staff_are_refused_a_large_file_unread_at_every_address(admin_client: Client) -> None:
    for address in everywhere():
        assert announce(admin_client, address, 200 * MB).status_code == 413, address


def test_a_stream_is_refused_at_every_address_and_never_kept(client: Client) -> None:
    for address in everywhere():
        endless = Endless()

        assert stream(client, address, endless).status_code == 413, address
        assert endless.given <= bodies.FORM + 1


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", bodies.NOTHING),
        ("/formations/bts-ndrc/", bodies.NOTHING),
        ("/healthz", bodies.NOTHING),
        ("/ailleurs", bodies.NOTHING),
        ("/static/css/site.css", bodies.NOTHING),
        ("/admin/login/", bodies.FORM),
        ("/admin/programmes/programme/add/", bodies.FORM),
        (NEW, bodies.FORM),
    ],
)
def test_a_visitor_may_send_so_much_and_not_one_byte_more(
    client: Client, address: str, most: int
) -> None:
    assert announce(client, address, most + 1).status_code == 413
    just = client.generic("POST", address, b"x" * most, "text/plain")
    assert just.status_code != 413


def test_only_staff_may_send_a_file_and_only_to_the_pages_that_take_one(
    client: Client, admin_client: Client, programme: Programme
) -> None:
    member = Client()
    member.force_login(User.objects.create_user("sans-droit"))
    into = reverse("admin:programmes_programme_import", args=[programme.pk])

    for address in (NEW, into):
        for who in (client, member):
            assert announce(who, address, bodies.FORM + 1).status_code == 413
        sent = admin_client.generic("POST", address, b"x" * bodies.FILE, "text/plain")
        assert sent.status_code == 200
        assert announce(admin_client, address, bodies.FILE + 1).status_code == 413
    bloc = reverse("admin:programmes_bloc_change", args=[programme.blocs.all()[0].pk])
    assert announce(admin_client, bloc, bodies.FORM + 1).status_code == 413


def test_the_pages_with_documents_take_two_of_the_largest_and_their_form_of_staff(
    client: Client, admin_client: Client, programme: Programme
) -> None:
    for name in bodies.HAS_DOCUMENTS:
        keys = {"programme_change": [programme.pk], "trainingcentre_change": [programme.centre_id]}
        page = reverse(f"admin:{name}", args=keys.get(name.partition("_")[2], []))
        assert announce(client, page, bodies.FORM + 1).status_code == 413
        sent = admin_client.generic("POST", page, b"x" * bodies.WITH_DOCUMENTS, "text/plain")
        assert sent.status_code == 200
        assert announce(admin_client, page, bodies.WITH_DOCUMENTS + 1).status_code == 413
        assert 'enctype="multipart/form-data"' in html_of(admin_client.get(page))  # type: ignore[arg-type]
    assert bodies.WITH_DOCUMENTS <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def test_every_page_with_a_file_field_is_known_and_no_other() -> None:
    pages = [
        file.name
        for file in (ROOT / "templates").rglob("*.html")
        if "multipart/form-data" in file.read_text()
    ]

    assert pages == ["import.html"]
    for name in bodies.TAKES_FILES:
        arguments = [] if name.endswith("_new") else [1]
        assert reverse(f"admin:{name}", args=arguments).endswith("/importer/")


def test_no_file_is_ever_written_to_the_disk_on_its_way_in(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a file was written")

    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)
    file = SimpleUploadedFile("formation.json", b" " * (bodies.FILE - 1000))

    response = admin_client.post(NEW, {"file": file})

    assert "Ce fichier dépasse 2" in html_of(response)  # type: ignore[arg-type]


def test_a_small_request_of_a_visitor_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: Any
) -> None:
    client.cookies["sessionid"] = "x" * 32
    with django_assert_num_queries(0):
        assert client.generic("POST", "/", b"x" * 500, "text/plain").status_code == 405
        assert announce(client, "/", 200 * MB).status_code == 413


# What is said


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("-1", 400), ("+5", 400), ("1_000", 400), ("abc", 400), ("5, 5", 400), (" 5", 400),
        ("\u0665", 400), ("1.5", 400), ("0x10", 400), ("9" * 60, 413), ("9" * 5000, 413),
        (str(2**63), 413), (str(2**64 + 1), 413),
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/", "/admin/login/", NEW])
def test_a_length_that_is_none_or_beyond_measure_is_turned_away(
    client: Client, address: str, length: str, status: int
) -> None:
    assert announce(client, address, length).status_code == status


def test_a_body_without_a_length_is_not_taken_for_a_whole_one(client: Client) -> None:
    response = stream(client, "/admin/login/", io.BytesIO(b"username=camille"))

    assert response.status_code == 411
    assert "ne dit pas sa longueur" in html_of(response)


def test_a_length_beside_a_stream_is_not_believed(client: Client) -> None:
    response = announce(
        client,
        "/admin/login/",
        5,
        **{"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": Endless()},
    )

    assert response.status_code == 413


def test_staff_read_the_limit_and_find_the_way_back(
    admin_client: Client, programme: Programme, page: str
) -> None:
    file = html_of(announce(admin_client, NEW, 20 * MB))
    bloc = reverse("admin:programmes_bloc_change", args=[programme.blocs.all()[0].pk])
    form = html_of(announce(admin_client, bloc, 20 * MB))
    documents = html_of(announce(admin_client, page, 20 * MB))

    assert "Se déconnecter" in file
    assert f"un fichier de formation fait {importing.LARGEST // MB}\u202fMo au plus" in file
    assert f'<a href="{NEW}">Choisir un autre fichier</a>' in file
    assert "2\u202fMo de texte au plus" in form
    assert f'<a href="{bloc}">Rouvrir la page</a>' in form
    assert "un document fait 5\u00a0Mo au plus" in documents
    assert f'<a href="{page}">Rouvrir la page</a>' in documents


def test_a_visitor_reads_why_nothing_was_taken(client: Client) -> None:
    public, admin = (
        html_of(announce(client, address, 20 * MB)) for address in ("/", "/admin/login/")
    )

    assert "elle ne reçoit ni formulaire ni fichier" in public
    assert "<h1>Envoi trop lourd</h1>" in admin
    assert '<a href="/admin/">Revenir à l’administration</a>' in admin


def test_a_form_of_too_many_fields_is_not_called_an_address(
    admin_client: Client, page: str
) -> None:
    response = admin_client.post(page, {f"f{n}": "" for n in range(10_001)})

    assert response.status_code == 413
    assert "<h1>Envoi trop lourd</h1>" in html_of(response)  # type: ignore[arg-type]


def test_a_form_that_arrives_damaged_is_not_called_an_address(admin_client: Client) -> None:
    response = admin_client.generic("POST", NEW, b"x", "multipart/form-data; boundary=")

    assert response.status_code == 400
    assert "<h1>Envoi incompréhensible</h1>" in response.content.decode()


def test_whoever_has_no_right_is_told_so_as_before(programme: Programme) -> None:
    reader = User.objects.create_user("lecture", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_programme"))
    client = Client()
    client.force_login(reader)

    assert client.post(NEW, {"file": SimpleUploadedFile("x", b" " * 2 * MB)}).status_code == 403


# A line that is cut


def read_by_django(body: bytes, length: int) -> Any:
    seen: list[Any] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        from django.core.handlers.wsgi import WSGIRequest

        seen.append(WSGIRequest(environ))
        return []

    whole_bodies(application)(
        {
            "REQUEST_METHOD": "POST",
            "CONTENT_LENGTH": str(length),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "wsgi.input": io.BytesIO(body),
        },
        None,
    )
    return seen[0]


def test_half_a_form_is_not_taken_for_a_whole_one() -> None:
    from django.http import UnreadablePostError

    assert read_by_django(b"a=1&b=2", 7).POST.dict() == {"a": "1", "b": "2"}
    with pytest.raises(UnreadablePostError):
        _ = read_by_django(b"a=1", 7).POST
    with pytest.raises(UnreadablePostError):
        read_by_django(b"a=1", 7).readlines()
