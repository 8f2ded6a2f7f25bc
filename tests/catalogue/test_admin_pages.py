"""Every page of the admin answers, tells caches to keep nothing, and costs the same."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from admissions.models import FundingScheme
from catalogue.life import publishing
from programmes.models import (
    Bloc,
    Edition,
    ExamPaper,
    ExamUnit,
    KeyFigure,
    Objective,
    Programme,
    Site,
    TrainingCentre,
)
from tests.catalogue.admin_page import first_page, form_of, queries, save

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


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


ASKING = ["withdraw", "archive", "publish", "preview", "compare", "editions", "share", "kind"]
# Steps and links are for those who may take or make them.
FOR_OTHERS = ("/retirer/", "/archiver/", "/publier/", "/partager/", "/type/")


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
    assert with_one <= 27


def add_rows(programme: Programme, count: int) -> None:
    """So many blocs with 6 objectives, units with papers, 3 figures each, and rows of all kinds."""
    site, _ = Site.objects.get_or_create(centre=programme.centre, name="Campus", address="1 rue")
    first_bloc, first_unit = programme.blocs.all()[0], programme.exam_units.all()[0]
    start = programme.blocs.count()
    for index in range(start, start + count):
        bloc = Bloc.objects.create(programme=programme, title=f"Bloc {index}", order=50)
        unit = ExamUnit.objects.create(programme=programme, code=f"X{index}", title="X", order=50)
        unit.blocs.add(bloc)
        for parent in (first_bloc, bloc):
            for _ in range(6):
                Objective.objects.create(bloc=parent, text="Animer", order=50)
        for of_unit in (first_unit, unit):
            ExamPaper.objects.create(unit=of_unit, form="oral", coefficient=1, order=50)
        for year in (2021, 2022, 2023):
            KeyFigure.objects.create(
                programme=programme, kind="pass", year=year, value=50, n=20, order=50
            )
        programme.exemptions.create(situation="un titre", order=50).units.add(unit)
        programme.requirements.create(text="S’inscrire", order=50)
        programme.occupations.create(title="Vendeur", rome_code="D1106", order=50)
        programme.further_studies.create(title="Licence", level=6, order=50)
        scheme = FundingScheme.objects.create(code=f"s{index}", name=f"Dispositif {index}")
        programme.funding_options.create(scheme=scheme, amount=1, order=50)
        programme.intakes.create(starts_on="2027-09-01", ends_on="2028-06-30", site=site)
        programme.start_notes.create(publics=["employees"], text="Un appel.", order=50)
        programme.review_notes.create(subject=f"Doute {index}", text="?")


@pytest.mark.parametrize(("model", "budget"), [("programme", 56), ("bloc", 10), ("examunit", 11)])
def test_a_page_costs_the_same_with_few_rows_and_with_many(
    admin_client: Client, programme: Programme, model: str, budget: int
) -> None:
    address = first_page(model, programme)
    add_rows(programme, 1)
    with_few = queries(admin_client, address)

    add_rows(programme, 11)

    assert queries(admin_client, address) == with_few
    assert with_few <= budget


def queries_of_a_save(client: Client, address: str, name: str, value: str) -> int:
    save(client, address, {name: "Rien encore"})  # content types, as above
    fields = form_of(client, address)
    with CaptureQueriesContext(connection) as captured:
        response = client.post(address, {**fields, name: value, "_continue": "1"})
    assert response.status_code == 302
    return len(captured)


@pytest.mark.parametrize(
    ("model", "name", "budget"),
    [("programme", "rhythm", 128), ("bloc", "introduction", 50), ("examunit", "note", 53)],
)
def test_a_save_costs_the_same_however_many_rows_stay_as_they_are(
    admin_client: Client, programme: Programme, model: str, name: str, budget: int
) -> None:
    address = first_page(model, programme)
    add_rows(programme, 1)
    with_few = queries_of_a_save(admin_client, address, name, "Un")

    add_rows(programme, 11)

    assert queries_of_a_save(admin_client, address, name, "Deux") == with_few
    assert with_few <= budget


def test_a_row_that_stays_as_it_is_still_fits_the_page_around_it(
    admin_client: Client, programme: Programme
) -> None:
    """Nothing was typed in the intake, but its site is no longer one of the programme's centre."""
    add_rows(programme, 1)
    address = first_page("programme", programme)
    fields = form_of(admin_client, address)
    elsewhere = TrainingCentre.objects.create(name="Ailleurs")
    Programme.objects.filter(pk=programme.pk).update(centre=elsewhere)

    response = admin_client.post(address, {**fields, "lead": "Autre"})

    assert response.status_code == 200
    assert 'id="id_intakes-0-site_error"' in response.content.decode()


def test_a_row_that_changes_obeys_what_the_database_holds(
    admin_client: Client, programme: Programme
) -> None:
    add_rows(programme, 1)
    address = first_page("programme", programme)

    dates = save(admin_client, address, {"intakes-0-ends_on": "2027-01-01"})

    assert "La fin de cette rentrée précède son début." in dates.content.decode()


# Sent as it is, since pages of the admin are not compressed. It was 485 kB with the indentation of
# its templates, field by field.
MOST_BYTES = 460_000


def test_the_form_of_the_seed_is_sent_within_its_budget(
    admin_client: Client, programme: Programme
) -> None:
    page = reverse("admin:programmes_programme_change", args=[programme.pk])

    assert len(admin_client.get(page).content) <= MOST_BYTES
