"""Before something is deleted: what goes with it, what loses it, and what may not be deleted."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from admissions.models import FundingScheme
from catalogue.life import publishing
from programmes.models import Bloc, ExamUnit, Programme, TrainingCentre
from tests.catalogue.admin_page import page_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

Row = Bloc | ExamUnit | TrainingCentre | FundingScheme | User


@pytest.fixture
def bloc(programme: Programme) -> Bloc:
    bloc = Bloc.objects.create(programme=programme, title="Négocier")
    bloc.objectives.create(text="Animer un réseau")
    bloc.objectives.create(text="Préparer l'entretien")
    return bloc


@pytest.fixture
def unit(programme: Programme, bloc: Bloc) -> ExamUnit:
    unit = ExamUnit.objects.create(programme=programme, code="U99", title="Oral")
    unit.blocs.add(bloc)
    unit.papers.create(form="oral", coefficient=2)
    return unit


def test_a_bloc_says_what_goes_with_it_and_what_loses_it(
    admin_client: Client, bloc: Bloc, unit: ExamUnit
) -> None:
    page = words(admin_client, page_of(bloc, "delete"))

    assert "Supprimer ce bloc ?" in page
    assert "Supprimés avec lui" in page
    assert "Animer un réseau" in page
    assert "Préparer l’entretien" in page
    assert "Unités qui n’évalueront plus ce bloc" in page
    assert "U99 Oral" in page


def test_a_unit_says_what_goes_with_it_and_what_loses_it(
    admin_client: Client, programme: Programme, unit: ExamUnit
) -> None:
    only, also = (
        programme.exemptions.create(situation=said) for said in ("un titre", "une licence")
    )
    only.units.add(unit)
    also.units.add(unit, programme.exam_units.get(code="U4"))

    page = words(admin_client, page_of(unit, "delete"))

    assert "Supprimer cette unité ?" in page
    assert "Supprimées avec elle" in page
    assert "Oral, coefficient 2" in page
    assert "Dispenses qui ne la citeront plus Une licence" in page
    assert "Dispenses qui ne porteront plus sur aucune unité Un titre" in page


def test_an_exemption_that_grants_more_than_the_unit_stays_one(
    admin_client: Client, programme: Programme, unit: ExamUnit
) -> None:
    programme.exemptions.create(situation="un titre", entry_year=2).units.add(unit)

    page = words(admin_client, page_of(unit, "delete"))

    assert "Dispenses qui ne la citeront plus Un titre" in page
    assert "qui ne porteront plus" not in page


def test_a_bloc_says_which_exemptions_lose_it(
    admin_client: Client, programme: Programme, bloc: Bloc
) -> None:
    programme.exemptions.create(situation="un titre").blocs.add(bloc)

    assert "Dispenses qui ne le citeront plus Un titre" in words(
        admin_client, page_of(bloc, "delete")
    )


def test_nothing_is_announced_that_does_not_happen(
    admin_client: Client, programme: Programme
) -> None:
    bloc = Bloc.objects.create(programme=programme, title="Vide")

    page = words(admin_client, page_of(bloc, "delete"))

    assert "Supprimés avec lui" not in page
    assert "n’évalueront plus" not in page
    assert "Dispenses" not in page


@pytest.mark.parametrize("name", ["bloc", "unit"])
def test_no_question_speaks_of_objects(
    admin_client: Client, bloc: Bloc, unit: ExamUnit, name: str
) -> None:
    row: Row = bloc if name == "bloc" else unit
    page = words(admin_client, page_of(row, "delete"))

    for odd in ("objet", "Blocs :", "Objets", "Êtes-vous", "Résumé"):
        assert odd not in page


def test_a_deletion_leads_back_and_says_so(
    admin_client: Client, programme: Programme, bloc: Bloc
) -> None:
    answer = admin_client.post(page_of(bloc, "delete"), {"post": "yes"}, follow=True)

    assert not Bloc.objects.filter(pk=bloc.pk).exists()
    assert "Supprimé\u202f: «\u202fNégocier\u202f»." in answer.content.decode()


def test_what_programmes_use_is_not_deleted(admin_client: Client, programme: Programme) -> None:
    publishing.duplicate(programme, "copie", None)
    scheme = programme.funding_options.all()[0].scheme
    for row in (programme.centre, scheme):
        change = admin_client.get(page_of(row, "change")).content.decode()

        assert f'href="{page_of(row, "delete")}"' not in change
        assert "Utilisé par 2 formations." in change
        assert admin_client.get(page_of(row, "delete")).status_code == 403
        assert admin_client.post(page_of(row, "delete"), {"post": "yes"}).status_code == 403
        row.refresh_from_db()


def test_what_no_programme_uses_is_deleted(admin_client: Client, programme: Programme) -> None:
    centre = TrainingCentre.objects.create(name="Ancien centre")
    scheme = FundingScheme.objects.create(code="bourse", name="Bourse")

    for row in (centre, scheme):
        change = admin_client.get(page_of(row, "change")).content.decode()
        assert f'href="{page_of(row, "delete")}"' in change
        assert "Utilisé par" not in change
        assert admin_client.post(page_of(row, "delete"), {"post": "yes"}).status_code == 302
        assert not type(row).objects.filter(pk=row.pk).exists()


def test_a_centre_with_sites_says_what_goes_first(
    admin_client: Client, programme: Programme
) -> None:
    centre = TrainingCentre.objects.create(name="Ancien centre")
    centre.sites.create(name="Annexe", address="2 rue Haute")

    page = words(admin_client, page_of(centre, "delete"))

    assert "Supprimez d’abord : Lieu de formation : Annexe" in page
    admin_client.post(page_of(centre, "delete"), {"post": "yes"})
    assert TrainingCentre.objects.filter(pk=centre.pk).exists()


def test_an_account_that_left_a_trace_stays(admin_client: Client, programme: Programme) -> None:
    user = User.objects.create_user("camille", is_staff=True)
    assert "camille" in words(admin_client, page_of(user, "delete"))
    Programme.objects.update(capacity=24)
    publishing.snapshot(programme, user)

    assert admin_client.get(page_of(user, "delete")).status_code == 403
    assert (
        f'href="{page_of(user, "delete")}"' not in admin_client.get(page_of(user)).content.decode()
    )
