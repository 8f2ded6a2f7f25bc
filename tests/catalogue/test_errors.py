"""What goes wrong gets a calm French page without detail, and a line in the log."""

import logging

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.test import Client, RequestFactory
from django.urls import path

from catalogue import urls
from catalogue.server import errors
from catalogue.urls import handler400, handler403, handler404, handler500  # noqa: F401

SECRET_DETAIL = "détail-confidentiel"


def explode(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(SECRET_DETAIL)


def broken_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError(SECRET_DETAIL)


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(SECRET_DETAIL)


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(SECRET_DETAIL)


def nowhere(request: HttpRequest) -> HttpResponse:
    raise Http404(SECRET_DETAIL)


urlpatterns = [
    path("explode", explode),
    path("broken-database", broken_database),
    path("suspicious", suspicious),
    path("forbidden", forbidden),
    path("gone", errors.gone),
    path("admin/calm/suspicious", suspicious),
    path("admin/calm/forbidden", forbidden),
    path("admin/calm/nowhere", nowhere),
    path("form", lambda request: HttpResponse("reçu")),
    *urls.urlpatterns,  # the pages that every page links
]


@pytest.fixture
def visitor() -> Client:
    """A client that gets the page that a visitor gets, rather than the exception."""
    return Client(raise_request_exception=False)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/explode", 500, "Service momentanément indisponible"),
        ("/broken-database", 503, "Le site reprend son souffle"),
        ("/suspicious", 400, "Adresse incompréhensible"),
        ("/forbidden", 403, "Accès refusé"),
        ("/nowhere", 404, "Page introuvable"),
        ("/gone", 410, "Cette formation n’est plus proposée"),
    ],
)
def test_each_failure_has_a_calm_french_page(
    visitor: Client, address: str, status: int, heading: str
) -> None:
    response = visitor.get(address)
    page = response.content.decode()

    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in page
    assert 'lang="fr"' in page
    assert SECRET_DETAIL not in page
    assert "Traceback" not in page
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["forbidden", "nowhere", "suspicious"])
def test_an_address_of_the_admin_leads_back_to_its_first_page(
    visitor: Client, address: str
) -> None:
    back = '<a href="/admin/">Revenir à l’administration</a>'

    assert back in visitor.get(f"/admin/calm/{address}").content.decode()
    assert back not in visitor.get(f"/{address}").content.decode()


@pytest.mark.urls(__name__)
def test_an_exception_is_logged_with_its_trace(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    visitor.get("/explode")

    (record,) = (record for record in caplog.records if record.name == "django.request")
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None


def test_an_unknown_host_gets_400_and_a_line_in_the_log(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = visitor.get("/healthz", headers={"host": "ailleurs.exemple"})

    assert response.status_code == 400
    assert "Adresse incompréhensible" in response.content.decode()
    (record,) = caplog.records
    assert "ailleurs.exemple" in record.getMessage()
    assert record.exc_info is None  # one line: robots try host names all day long


@pytest.mark.urls(__name__)
def test_a_stale_form_is_explained_in_french() -> None:
    response = Client(enforce_csrf_checks=True).post("/form")

    assert response.status_code == 403
    assert "Ce formulaire a expiré" in response.content.decode()


def test_a_broken_template_still_leaves_an_answer(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object, **kwargs: object) -> str:
        raise TemplateDoesNotExist("base.html")

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "momentanément indisponible" in response.content.decode()
    assert "cannot be rendered" in caplog.text
