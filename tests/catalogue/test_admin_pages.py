"""Every page of the admin answers, tells caches to keep nothing, and costs the same."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from admissions.models import FundingScheme
from catalogue import publishing
from catalogue.seeding import seed
from programmes.models import (
    Bloc,
    Edition,
    ExamPaper,
    ExamUnit,
    KeyFigure,
    Objective,
    Programme,
    TrainingCentre,
)

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


@pytest.fixture
def programme() -> Programme:
    seed()
    return Programme.objects.get()


def addresses(programme: Programme) -> list[str]:
    """Every list, add and change page, and the pages about one programme."""
    key = programme.pk
    models = {
        "programmes_programme": key,
        "programmes_bloc": Bloc.objects.first(),
        "programmes_examunit": ExamUnit.objects.first(),
        "programmes_trainingcentre": TrainingCentre.objects.first(),
        "programmes_edition": Edition.objects.first(),
        "admissions_fundingscheme": FundingScheme.objects.first(),
        "auth_user": 1,
        "auth_group": None,
    }
    pages = [reverse("admin:index"), reverse("admin:password_change")]
    for name, row in models.items():
        pages.append(reverse(f"admin:{name}_changelist"))
        if name != "programmes_edition":
            child = name in {"programmes_bloc", "programmes_examunit"}
            pages.append(reverse(f"admin:{name}_add") + (f"?programme={key}" if child else ""))
        if row is not None:
            key_of_row = getattr(row, "pk", row)
            pages.append(reverse(f"admin:{name}_change", args=[key_of_row]))
            pages.append(reverse(f"admin:{name}_history", args=[key_of_row]))
    pages += [reverse(f"admin:programmes_programme_{step}", args=[key]) for step in ASKING]
    return pages


ASKING = ["withdraw", "archive", "publish", "preview", "compare", "editions", "share"]
# Steps and links are for those who may take or make them.
FOR_OTHERS = ("/withdraw/", "/archive/", "/publish/", "/partager/")


def test_every_page_answers_with_the_policy_headers(
    admin_client: Client, programme: Programme, admin_user: Any
) -> None:
    for address in addresses(programme):
        response = admin_client.get(address.replace("/user/1/", f"/user/{admin_user.pk}/"))

        assert response.status_code == 200, address
        assert "no-store" in response["Cache-Control"], address
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_no_page_carries_a_script_or_a_style_of_its_own(
    admin_client: Client, programme: Programme, admin_user: Any
) -> None:
    for address in addresses(programme):
        html = admin_client.get(
            address.replace("/user/1/", f"/user/{admin_user.pk}/")
        ).content.decode()

        assert "<style" not in html, address
        assert " style=" not in html, address
        assert " onclick=" not in html, address
        assert "<script>" not in html, address


def test_somebody_who_may_only_read_reads_every_page(programme: Programme) -> None:
    reader = User.objects.create_user("lecture", password="x", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = Client()
    client.force_login(reader)

    for address in addresses(programme):
        if "/add/" in address or address.endswith(FOR_OTHERS):
            assert client.get(address).status_code == 403, address
        elif "/user/1/" not in address:
            html = client.get(address).content.decode()
            assert "<h1>" in html, address
            assert "Enregistrer" not in html, address


@pytest.mark.parametrize("model", ["bloc", "examunit"])
@pytest.mark.parametrize("named", ["", "?programme=", "?programme=no", "?programme=99999999"])
def test_a_child_without_a_programme_sends_one_to_the_list(
    admin_client: Client, model: str, named: str
) -> None:
    response = admin_client.get(reverse(f"admin:programmes_{model}_add") + named)

    assert response.status_code == 302
    assert response["Location"] == reverse("admin:programmes_programme_changelist")


def queries(client: Client, address: str) -> int:
    client.get(address)  # content types are remembered after the first time
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_with_1_and_20_programmes(
    admin_client: Client, programme: Programme
) -> None:
    address = reverse("admin:programmes_programme_changelist")
    with_one = queries(admin_client, address)

    for index in range(19):
        copy = publishing.duplicate(programme, f"copie-{index}", None)
        if index % 2:
            publishing.publish(copy, None)

    assert "20 formations" in admin_client.get(address).content.decode()
    assert queries(admin_client, address) == with_one
    assert with_one <= 24


def test_the_page_of_a_programme_costs_the_same_whatever_it_holds(
    admin_client: Client, programme: Programme
) -> None:
    address = reverse("admin:programmes_programme_change", args=[programme.pk])
    before = queries(admin_client, address)

    for index in range(10):
        bloc = Bloc.objects.create(programme=programme, title=f"Bloc {index}", order=50)
        Objective.objects.create(bloc=bloc, text="Animer")
        unit = ExamUnit.objects.create(programme=programme, code=f"X{index}", title="X", bloc=bloc)
        ExamPaper.objects.create(unit=unit, form="oral", coefficient=1)
        KeyFigure.objects.create(programme=programme, kind="pass", year=2000 + index, value=50)
        programme.review_notes.create(subject=f"Doute {index}", text="?")
        programme.intakes.create(starts_on="2027-09-01", site=programme.centre.sites.first())
        exemption = programme.exemptions.create(situation="un titre")
        exemption.units.add(unit)

    assert queries(admin_client, address) == before


@pytest.mark.parametrize(("model", "children"), [("bloc", "objectives"), ("examunit", "papers")])
def test_the_page_of_a_child_costs_the_same_whatever_it_holds(
    admin_client: Client, programme: Programme, model: str, children: str
) -> None:
    row = Bloc.objects.first() if model == "bloc" else ExamUnit.objects.first()
    assert row is not None
    address = reverse(f"admin:programmes_{model}_change", args=[row.pk])
    before = queries(admin_client, address)

    for _ in range(20):
        if model == "bloc":
            getattr(row, children).create(text="Animer")
        else:
            getattr(row, children).create(form="oral", coefficient=1)

    assert queries(admin_client, address) == before
