"""The field of study: the catalogue's first filter, and the shelves that staff keep."""

import re
from datetime import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client

from catalogue.life import reading
from catalogue.life.states import State, standings
from programmes.fields import STANDARD
from programmes.models import Edition, FieldOfStudy, Programme
from tests import factories
from tests.catalogue.admin_page import form_of, page_of, save
from tests.catalogue.page_text import PageText, plain
from tests.seeded import seeded

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


def read(client: Client, address: str = "/") -> str:
    return plain(client.get(address).content.decode())


def titles(client: Client, address: str) -> list[str]:
    html = client.get(address).content.decode()
    return [" ".join(PageText(one).text.split()) for one in re.findall(r"(?s)<h3>.*?</h3>", html)]


def test_a_catalogue_starts_with_the_standard_shelves_that_writers_may_edit() -> None:
    names = {row.name for row in STANDARD}

    assert names <= set(FieldOfStudy.objects.values_list("name", flat=True))
    for group in Group.objects.filter(name__in=["Rédaction", "Publication"]):
        held = set(group.permissions.values_list("codename", flat=True))
        assert {"view_fieldofstudy", "add_fieldofstudy", "change_fieldofstudy"} <= held
        assert "delete_fieldofstudy" not in held


@pytest.fixture
def three() -> None:
    for slug, facts in {
        "vente": {"nsf": "312t"},
        "code": {"nsf": "326"},
        "choisi": {"nsf": "312", "field_of_study": "Informatique, numérique"},
    }.items():
        factories.published(factories.bare_sheet(slug=slug, short_title=slug, **facts))


@pytest.mark.usefixtures("three")
def test_what_was_published_without_a_field_is_filtered_by_what_its_code_proposes(
    client: Client,
) -> None:
    assert "Domaine Commerce, vente 1 formation Informatique, numérique 2 formations" in read(
        client
    ).replace("\u202f", " ")
    assert titles(client, "/?domaine=commerce-vente") == ["vente Formation d’exemple"]
    assert titles(client, "/?domaine=informatique-numerique") == [
        "choisi Formation d’exemple",
        "code Formation d’exemple",
    ]
    assert "Domaine" not in read(client, "/formations/vente/")
    assert "Domaine Informatique, numérique" in read(client, "/formations/choisi/")


@pytest.mark.usefixtures("three")
def test_an_unknown_field_is_said_and_left_aside(client: Client) -> None:
    response = client.get("/?domaine=plomberie")

    assert response.status_code == 400
    text = plain(response.content.decode())
    assert "Domaine : « plomberie » : pas dans ce catalogue, laissé de côté." in text
    assert len(titles(client, "/?domaine=plomberie")) == 3


def test_filters_stand_in_the_order_in_which_one_chooses(client: Client) -> None:
    site = factories.site("Agen", "47000 Agen")
    for number, nsf in enumerate(("312", "326")):
        other = {"name": f"CFA {number}", "sites": [{**site, "name": f"Site {number}"}]}
        centre = factories.bare_sheet().centre.model_dump(mode="json") | other
        start = {
            "starts_on": "2027-09-06", "ends_on": None, "places": None, "site": f"Site {number}",
            "applications_open_on": None, "applications_close_on": None, "state": "open",
            **factories.AS_PROGRAMME,
        }  # fmt: skip
        scheme = {
            "code": f"s{number}", "name": f"Dispositif {number}", "former_name": "",
            "public_concerned": "", "is_work_study": False, "url": "",
        }  # fmt: skip
        option = {"scheme": scheme, **factories.UNPRICED}
        factories.published(
            factories.bare_sheet(
                slug=f"f{number}", nsf=nsf, level=3 + number, centre=centre, intakes=[start],
                delivery_mode=["on_site", "distance"][number], funding_options=[option], kind="bts",
            )
        )  # fmt: skip

    found = re.findall(r"<legend>(.*?)</legend>", client.get("/").content.decode())

    assert found == ["Domaine", "Niveau", "Lieu", "Centre", "Mode", "Financement"]


# Staff


@pytest.fixture
def programme(seed_day: datetime) -> Programme:
    seeded()
    return Programme.objects.get()


def test_the_form_shows_the_proposal_as_such(admin_client: Client, programme: Programme) -> None:
    page = page_of(programme)

    by_jobs = admin_client.get(page).content.decode()
    Programme.objects.update(nsf="326t")
    by_code = admin_client.get(page).content.decode()
    Programme.objects.update(nsf="")
    programme.occupations.all().delete()
    by_nothing = admin_client.get(page).content.decode()

    assert "proposé, d’après les métiers visés : Commerce, vente" in plain(by_jobs)
    assert "proposé, d’après le code NSF 326t : Informatique, numérique" in plain(by_code)
    assert "aucun domaine : ni le code NSF ni les métiers n’en proposent" in plain(by_nothing)
    assert form_of(admin_client, page).get("field_of_study") in (None, [""])


def test_accepting_it_is_a_change_that_staff_publish(
    admin_client: Client, programme: Programme
) -> None:
    field = FieldOfStudy.objects.get(name="Commerce, vente")
    state = standings([reading.of(programme.pk)])[programme.pk].state
    assert state is State.ONLINE

    save(admin_client, page_of(programme), {"field_of_study": str(field.pk)})

    assert standings([reading.of(programme.pk)])[programme.pk].state is State.MODIFIED
    assert Edition.objects.order_by("pk").last().sheet["field_of_study"] == "Commerce, vente"  # type: ignore[union-attr]


def test_a_shelf_that_is_renamed_marks_the_programmes_on_it(
    admin_client: Client, programme: Programme
) -> None:
    field = FieldOfStudy.objects.get(name="Commerce, vente")
    save(admin_client, page_of(programme), {"field_of_study": str(field.pk)})

    save(admin_client, page_of(field), {"name": "Commerce et vente"})

    assert reading.of(programme.pk).sheet.field_of_study == "Commerce et vente"


@pytest.mark.parametrize("name", ["commerce vente", "Commerce - Vente", "COMMERCE, VENTE !"])
def test_two_shelves_of_almost_one_name_are_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        FieldOfStudy(name=name).full_clean()

    (sentence,) = refused.value.messages
    assert "«\u202fCommerce, vente\u202f» a déjà presque ce nom" in sentence


def test_a_shelf_in_use_is_not_deleted(admin_client: Client, programme: Programme) -> None:
    field = FieldOfStudy.objects.get(name="Commerce, vente")
    Programme.objects.update(field_of_study=field)

    page = page_of(field).replace("/change/", "/delete/")

    assert admin_client.post(page, {"post": "yes"}).status_code == 403
