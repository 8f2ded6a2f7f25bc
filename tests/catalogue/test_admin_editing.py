"""Staff edit a programme through the forms that they see."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from catalogue.life import publishing
from catalogue.life.draft import read_sheet
from programmes.models import Bloc, Edition, ExamUnit, Programme, Site, TrainingCentre
from tests.catalogue.admin_page import add_row, form_of, save

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.ignore_template_errors,
    pytest.mark.usefixtures("few_notes"),
]


def child_page(row: Bloc | ExamUnit) -> str:
    return reverse(f"admin:programmes_{row._meta.model_name}_change", args=[row.pk])


def add_page(model: str, programme: Programme) -> str:
    return f"{reverse(f'admin:programmes_{model}_add')}?programme={programme.pk}"


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


# What a save adds


def test_a_change_adds_one_edition_signed_by_who_made_it(
    admin_client: Client, admin_user: User, programme: Programme, page: str
) -> None:
    response = save(admin_client, page, {"capacity": "24"})

    assert response.status_code == 302
    programme.refresh_from_db()
    assert programme.capacity == 24
    assert programme.editions.count() == 2
    newest = programme.editions.latest("pk")
    assert newest.author == admin_user
    assert newest.number is None
    assert newest.sheet["capacity"] == 24


def test_saving_twice_without_a_change_adds_nothing(
    admin_client: Client, programme: Programme, page: str
) -> None:
    for address in [
        page,
        page,
        *(child_page(bloc) for bloc in Bloc.objects.all()),
        *(child_page(unit) for unit in ExamUnit.objects.all()),
    ]:
        assert save(admin_client, address).status_code == 302

    assert programme.editions.count() == 1
    assert publishing.snapshot(programme, None) is None


def test_a_refused_form_adds_nothing(admin_client: Client, programme: Programme, page: str) -> None:
    response = save(admin_client, page, {"registry_code": "RN383", "capacity": "24"})

    assert response.status_code == 200
    assert "Tapez un code comme RNCP38368" in text_of(response)
    assert programme.editions.count() == 1


def test_a_snapshot_that_fails_takes_the_change_with_it(
    admin_client: Client, programme: Programme, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(publishing, "snapshot", fail)
    with pytest.raises(RuntimeError):
        save(admin_client, page, {"capacity": "24"})

    programme.refresh_from_db()
    assert programme.capacity == 25


# A new programme


def test_a_new_programme_starts_as_a_draft(admin_client: Client, programme: Programme) -> None:
    address = reverse("admin:programmes_programme_add")
    typed = {"short_title": "BTS MCO", "full_title": "Management commercial", "slug": "bts-mco"}
    typed |= {"kind": "bts", "centre": str(programme.centre_id)}

    response = save(admin_client, address, typed)

    new = Programme.objects.get(slug="bts-mco")
    assert response["Location"] == reverse("admin:programmes_programme_change", args=[new.pk])
    assert new.editions.get().number is None


# Rows of the programme's page


def test_rows_are_added_changed_moved_and_deleted(
    admin_client: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    before = [row.title for row in programme.occupations.all()]
    last = len(before) - 1

    response = admin_client.post(
        page,
        {
            **fields,
            **add_row(fields, "occupations", title="Vendeur", family="", rome_code="D1106"),
            "occupations-0-order": "2",
            "occupations-1-order": "1",
            f"occupations-{last}-DELETE": "on",
            "occupations-2-title": "Télévendeuse",
            "_continue": "1",
        },
    )

    assert response.status_code == 302
    after = [row.title for row in programme.occupations.all()]
    assert after == [before[1], before[0], "Télévendeuse", *before[3:last], "Vendeur"]
    assert programme.editions.count() == 2


def test_blocs_and_units_are_put_in_order_on_the_programme(
    admin_client: Client, programme: Programme, page: str
) -> None:
    blocs = [bloc.title for bloc in programme.blocs.all()]

    save(admin_client, page, {"blocs-0-order": "2", "blocs-1-order": "1"})

    assert [bloc.title for bloc in programme.blocs.all()] == [blocs[1], blocs[0], *blocs[2:]]
    assert programme.editions.count() == 2


def test_a_row_that_was_added_and_left_empty_is_ignored(
    admin_client: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)

    response = admin_client.post(
        page, {**fields, **add_row(fields, "occupations", order="9"), "_continue": "1"}
    )

    assert response.status_code == 302
    assert programme.editions.count() == 1


def test_an_intake_takes_place_at_a_site_of_the_programme_s_centre(
    admin_client: Client, programme: Programme, page: str
) -> None:
    elsewhere = Site.objects.create(
        centre=TrainingCentre.objects.create(name="Ailleurs"), name="Là-bas", address="1 rue"
    )
    fields = form_of(admin_client, page)
    assert "Là-bas" not in text_of(admin_client.get(page))  # type: ignore[arg-type]

    intake = {"starts_on": "2027-09-06", "state": "open"}
    forged = add_row(fields, "intakes", site=str(elsewhere.pk), **intake)
    response = admin_client.post(page, {**fields, **forged, "_continue": "1"})

    assert response.status_code == 200
    assert not programme.intakes.exists()

    here = str(programme.centre.sites.get().pk) if programme.centre.sites.exists() else ""
    honest = add_row(fields, "intakes", site=here, **intake)
    assert admin_client.post(page, {**fields, **honest, "_continue": "1"}).status_code == 302
    assert programme.intakes.get().starts_on.isoformat() == "2027-09-06"


# Fields of their own kind


def test_weekdays_are_seven_boxes(admin_client: Client, programme: Programme, page: str) -> None:
    assert form_of(admin_client, page)["training_weekdays"] == ["1", "2"]

    save(admin_client, page, {"training_weekdays": ["5", "3", "3"]})

    programme.refresh_from_db()
    assert programme.training_weekdays == [3, 5]
    assert save(admin_client, page, {"training_weekdays": ["8"]}).status_code == 200
    programme.refresh_from_db()
    assert programme.training_weekdays == [3, 5]

    save(admin_client, page, {"training_weekdays": []})
    programme.refresh_from_db()
    assert programme.training_weekdays == []


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("34566 34052", ["34566", "34052"]), (" 34566,34052 ; 34566", ["34566", "34052"]), ("", [])],
)
def test_formacodes_are_typed_on_one_line(
    admin_client: Client, programme: Programme, page: str, typed: str, stored: list[str]
) -> None:
    assert save(admin_client, page, {"formacodes": typed}).status_code == 302

    programme.refresh_from_db()
    assert programme.formacodes == stored
    assert form_of(admin_client, page)["formacodes"] == [", ".join(stored)]


@pytest.mark.parametrize("typed", ["3456", "34566 abcde", "٣٤٥٦٦"])
def test_a_wrong_formacode_is_told_in_french(
    admin_client: Client, programme: Programme, page: str, typed: str
) -> None:
    response = save(admin_client, page, {"formacodes": typed})

    assert "n’est pas un Formacode, qui compte 5 chiffres" in text_of(response)
    assert programme.editions.count() == 1


@pytest.mark.parametrize(
    "name",
    [
        "short_title",
        "presentation",
        "formacodes",
        "slug",
        "training_weekdays",
        "occupations-0-title",
    ],
)
def test_a_nul_character_is_a_form_error(
    admin_client: Client, programme: Programme, page: str, name: str
) -> None:
    response = save(admin_client, page, {name: "a\x00b"})

    assert response.status_code == 200
    assert "errorlist" in text_of(response)
    assert programme.editions.count() == 1


@pytest.mark.parametrize("name", ["hours", "capacity", "length", "key_figures-0-n"])
def test_a_number_too_large_for_the_sheet_is_a_form_error(
    admin_client: Client, programme: Programme, page: str, name: str
) -> None:
    response = save(admin_client, page, {name: "99999999999999999999"})

    assert response.status_code == 200
    assert programme.editions.count() == 1


@pytest.mark.parametrize(
    "name", ["hours", "training_days", "length", "capacity", "key_figures-0-n"]
)
def test_zero_is_refused_beside_its_field(
    admin_client: Client, programme: Programme, page: str, name: str
) -> None:
    html = text_of(save(admin_client, page, {name: "0"}))

    assert f'id="id_{name}_error"' in html
    assert programme.editions.count() == 1


def test_decimals_are_shown_and_typed_with_a_comma(
    admin_client: Client, programme: Programme
) -> None:
    unit = programme.exam_units.get(code="U4")
    address = child_page(unit)
    assert form_of(admin_client, address)["papers-0-coefficient"] == ["5"]

    save(admin_client, address, {"papers-0-coefficient": "4,5"})

    assert unit.papers.get().coefficient == Decimal("4.50")
    assert programme.editions.count() == 2


# Blocs and units


def test_a_bloc_leads_back_to_its_programme(
    admin_client: Client, programme: Programme, page: str
) -> None:
    bloc = programme.blocs.all()[0]

    response = save(admin_client, child_page(bloc), {"introduction": "Vous saurez :"}, "_save")

    assert response["Location"] == f"{page}#part-blocs"
    assert read_sheet(programme.pk).blocs[0].introduction == "Vous saurez :"
    assert programme.editions.count() == 2


def test_a_new_unit_belongs_to_the_programme_that_one_came_from(
    admin_client: Client, programme: Programme, page: str
) -> None:
    other = publishing.duplicate(programme, "autre", None)
    address = add_page("examunit", programme)

    response = save(
        admin_client,
        address,
        {"code": "U9", "title": "Nouvelle", "programme": str(other.pk)},
        "_save",
    )

    assert response["Location"] == f"{page}#part-exam"
    assert list(programme.exam_units.all())[-1].code == "U9"
    assert programme.editions.count() == 2


@pytest.mark.parametrize("new", [True, False])
def test_a_unit_never_names_the_bloc_of_another_programme(
    admin_client: Client, programme: Programme, new: bool
) -> None:
    other = publishing.duplicate(programme, "autre", None)
    foreign = other.blocs.all()[0]
    unit = programme.exam_units.all()[0]
    address = add_page("examunit", programme) if new else child_page(unit)
    typed = {"code": "U9", "title": "Nouvelle"} if new else {}

    response = save(admin_client, address, {**typed, "blocs": [str(foreign.pk)]}, "_save")

    assert response.status_code == 200
    assert "errorlist" in text_of(response)
    assert not ExamUnit.objects.filter(blocs=foreign, programme=programme).exists()
    assert programme.editions.count() == 1


@pytest.mark.parametrize(
    ("model", "field", "message"),
    [("examunit", "code", "porte ce code"), ("bloc", "title", "porte cet intitulé")],
)
def test_a_name_taken_in_the_programme_is_told_beside_the_field(
    admin_client: Client, programme: Programme, model: str, field: str, message: str
) -> None:
    taken = programme.exam_units.all()[0] if model == "examunit" else programme.blocs.all()[0]
    typed = {"code": "U9", "title": "Neuf", field: getattr(taken, field)}

    response = save(admin_client, add_page(model, programme), typed, "_save")

    assert response.status_code == 200
    assert message in text_of(response)


def test_deleting_a_bloc_asks_then_adds_an_edition(
    admin_client: Client, programme: Programme, page: str
) -> None:
    bloc = programme.blocs.all()[0]
    address = reverse("admin:programmes_bloc_delete", args=[bloc.pk])
    assert admin_client.get(address).status_code == 200
    assert programme.blocs.filter(pk=bloc.pk).exists()

    response = admin_client.post(address, {"post": "yes"})

    assert response["Location"] == f"{page}#part-blocs"
    assert not Bloc.objects.filter(pk=bloc.pk).exists()
    assert programme.editions.count() == 2


# Exemptions


def test_an_exemption_names_units_of_its_own_programme_only(
    admin_client: Client, programme: Programme, page: str
) -> None:
    other = publishing.duplicate(programme, "autre", None)
    foreign = other.exam_units.all()[0]

    response = save(
        admin_client,
        page,
        {"exemptions-0-units": [str(foreign.pk)], "exemptions-0-order": "1"},
    )

    assert response.status_code == 200
    assert programme.editions.count() == 1


def test_an_exemption_says_from_what(admin_client: Client, programme: Programme, page: str) -> None:
    fields = form_of(admin_client, page)
    empty = add_row(fields, "exemptions", situation="un titre")

    response = admin_client.post(page, {**fields, **empty, "_continue": "1"})

    assert "Dites ce que cette situation apporte" in text_of(response)  # type: ignore[arg-type]
    complete = add_row(fields, "exemptions", situation="un titre", acquired_units="on")
    assert admin_client.post(page, {**fields, **complete, "_continue": "1"}).status_code == 302
    assert programme.editions.count() == 2


# Review notes


def test_a_note_is_settled_and_opened_again(
    admin_client: Client, admin_user: User, programme: Programme, page: str
) -> None:
    save(admin_client, page, {"review_notes-0-settled": "on"})

    settled = programme.review_notes.settled().get()
    assert settled.settled_by == admin_user
    assert "réglée le" in text_of(admin_client.get(page))  # type: ignore[arg-type]
    assert programme.editions.count() == 1  # a note is no part of the sheet

    index = programme.review_notes.count() - 1  # settled ones come last
    save(admin_client, page, {f"review_notes-{index}-settled": []})

    settled.refresh_from_db()
    assert settled.is_open
    assert settled.settled_by is None


# What cannot be done here


def test_nobody_deletes_a_programme_nor_touches_an_edition(
    admin_client: Client, programme: Programme
) -> None:
    edition = Edition.objects.get()
    for name, row in [("programme", programme), ("edition", edition)]:
        delete = reverse(f"admin:programmes_{name}_delete", args=[row.pk])
        assert admin_client.get(delete).status_code == 403
        assert admin_client.post(delete, {"post": "yes"}).status_code == 403
    change = reverse("admin:programmes_edition_change", args=[edition.pk])
    assert admin_client.post(change, {"note": "x"}).status_code == 403
    assert admin_client.get(reverse("admin:programmes_edition_add")).status_code == 403
