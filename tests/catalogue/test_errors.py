"""What goes wrong gets a calm French page without detail, and a line in the log."""

import logging
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.test import Client, RequestFactory
from django.urls import path

from catalogue import urls
from catalogue.life import publisher
from catalogue.server import errors, house
from catalogue.server.house import House
from catalogue.urls import handler400, handler403, handler404, handler500  # noqa: F401
from programmes.models import TrainingCentre
from tests import factories

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
    path("unavailable", lambda request: errors.no_paper()),
    path("too-large", errors.too_large),
    path("no-length", errors.length_required),
    path("ended", errors.ended),
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


# Whose site it is, though nothing is asked of the database

HOUSE = House(
    name="CFA de l’Exemple",
    legal_name="Association de l’Exemple",
    uai="0470974D",
    siret="35600000000048",
    nda="11780000078",
    qualiopi_number="",
    qualiopi_expires_on=None,
    phone="05 53 00 00 00 (accueil)",
    email="accueil@exemple.fr",
    website="https://exemple.fr/",
)
FAILURES = (
    "/explode", "/broken-database", "/suspicious", "/forbidden", "/nowhere", "/gone",
    "/unavailable", "/too-large", "/no-length", "/ended", "/%00", "/?q=%00",
)  # fmt: skip


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", FAILURES)
def test_each_failure_knows_the_centre_and_how_to_reach_it(visitor: Client, address: str) -> None:
    """Without the mark `django_db`: a query would fail the test."""
    house.remember(HOUSE)

    page = visitor.get(address).content.decode()

    assert "– CFA de l’Exemple</title>" in page
    assert "Association de l’Exemple" in page  # at the foot
    for way in ("tel:0553000000", "mailto:accueil@exemple.fr", "https://exemple.fr"):
        assert f'href="{way}' in page


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", FAILURES)
def test_before_anything_was_read_each_failure_has_its_page_all_the_same(
    visitor: Client, address: str
) -> None:
    page = visitor.get(address).content.decode()

    assert "Catalogue des formations du centre." in page
    assert "Une question" not in page
    assert "None" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/formations/bts/", "/formations/bts/editions/", "/e/a/"])
def test_a_database_that_no_longer_answers_leaves_a_page_that_says_whom_to_call(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    house.remember(HOUSE)

    def broken(*args: object, **kwargs: object) -> None:
        raise OperationalError(SECRET_DETAIL)

    monkeypatch.setattr(connection, "cursor", broken)
    response = visitor.get(address)

    assert response.status_code == 503
    page = response.content.decode()
    assert "Le site reprend son souffle" in page
    assert "tel:0553000000" in page
    assert SECRET_DETAIL not in page


def test_staff_are_not_told_to_call_themselves(visitor: Client) -> None:
    house.remember(HOUSE)

    assert (
        "Une question"
        not in errors.page_not_found(RequestFactory().get("/admin/rien/")).content.decode()
    )


def test_what_the_centre_typed_is_escaped_even_in_the_last_resort(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*args: object, **kwargs: object) -> str:
        raise TemplateDoesNotExist("base.html")

    monkeypatch.setattr(errors, "render_to_string", broken)
    house.remember(replace(HOUSE, name="<script>", phone="{}"))
    page = errors.server_error(RequestFactory().get("/")).content.decode()

    assert "&lt;script&gt;, {}, accueil@exemple.fr" in page
    assert "<script>" not in page


@pytest.mark.django_db
def test_who_reads_the_publisher_leaves_it_for_error_pages(client: Client) -> None:
    centre = factories.TrainingCentreFactory.create(reachable=True, identified=True)
    assert house.remembered() is None

    for read in (lambda: client.get("/"), lambda: client.get("/mentions-legales/")):
        house.remember(None)
        read()
        known = house.remembered()
        assert known is not None
        assert (known.name, known.phone) == (centre.name, centre.phone)

    # What staff change is known as soon as this process reads it again.
    TrainingCentre.objects.update(phone="05 11 11 11 11")
    client.get("/")
    assert "05 11 11 11 11" in client.get("/nulle-part/").content.decode()


@pytest.mark.django_db
def test_no_person_of_the_centre_is_kept() -> None:
    factories.TrainingCentreFactory.create(disability_contact_name="Mme Martin")
    publisher.publisher()

    assert "Martin" not in repr(house.remembered())


@pytest.mark.parametrize("fault", [OperationalError, RuntimeError])
def test_a_process_starts_whatever_the_database_does(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: type[Exception]
) -> None:
    def broken() -> None:
        raise fault

    monkeypatch.setattr(publisher, "publisher", broken)
    monkeypatch.setattr(connection, "close", lambda: None)
    publisher.read_for_errors()

    assert "error pages do without" in caplog.text
    assert house.remembered() is None
