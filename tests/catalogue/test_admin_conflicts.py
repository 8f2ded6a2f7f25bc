"""Two people at work on one programme: nobody saves over the other, no typed word is lost."""

from collections.abc import Iterable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from catalogue.life import publishing
from programmes.models import Bloc, Occupation, Programme
from tests.catalogue.admin_page import (
    Fields,
    add_row,
    choose,
    fields_in,
    form_of,
    html_of,
    radios,
    resume,
    save,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.ignore_template_errors,
    pytest.mark.usefixtures("few_notes"),
]

Changes = dict[str, str | Iterable[str]]


def send(client: Client, address: str, fields: Fields, **changes: str | list[str]) -> HttpResponse:
    named = {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(address, {**fields, **named, "_continue": "1"})  # type: ignore[return-value]


# One field


@pytest.mark.parametrize(("side", "kept"), [("mine", "À moi"), ("theirs", "À elle")])
def test_the_second_save_of_a_field_chooses(
    admin_client: Client, other: Client, programme: Programme, page: str, side: str, kept: str
) -> None:
    fields = form_of(admin_client, page)
    save(other, page, {"lead": "À elle"})

    response = send(admin_client, page, fields, lead="À moi", rhythm="Trois jours sur cinq")

    assert response.status_code == 409
    programme.refresh_from_db()
    assert programme.lead == "À elle"
    html = html_of(response)
    assert "Camille Durand, le " in html
    assert "<mark>" in html
    answered = fields_in(response.content.decode(), "programme")
    assert answered["lead"] == ["À moi"]
    assert answered["rhythm"] == ["Trois jours sur cinq"]
    assert len(radios(response)) == 1

    assert choose(admin_client, page, response, side).status_code == 302
    programme.refresh_from_db()
    assert (programme.lead, programme.rhythm) == (kept, "Trois jours sur cinq")


def test_two_fields_are_both_kept_and_that_is_said(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    save(other, page, {"capacity": "30"})

    response = send(admin_client, page, fields, lead="À moi")

    assert response.status_code == 302
    programme.refresh_from_db()
    assert (programme.capacity, programme.lead) == (30, "À moi")
    told = html_of(admin_client.get(page))  # type: ignore[arg-type]
    assert "Camille Durand a modifié cette formation" in told


def test_the_same_change_twice_is_no_conflict(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    save(other, page, {"capacity": "30"})

    assert send(admin_client, page, fields, capacity="30").status_code == 302
    assert programme.editions.count() == 2


def test_publishing_in_between_is_no_conflict(
    admin_client: Client, programme: Programme, page: str
) -> None:
    save(admin_client, page, {"capacity": "30"})
    fields = form_of(admin_client, page)
    publishing.publish(programme, None)
    publishing.withdraw(programme)
    publishing.publish(programme, None)

    assert send(admin_client, page, fields, lead="À moi").status_code == 302
    programme.refresh_from_db()
    assert programme.lead == "À moi"


def test_nothing_is_saved_without_a_choice_and_what_was_chosen_holds(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    save(other, page, {"lead": "À elle", "rhythm": "À elle aussi"})
    asked = send(admin_client, page, fields, lead="À moi", rhythm="À moi aussi")
    (lead, _) = radios(asked).items()

    again = admin_client.post(
        page, {**fields_in(asked.content.decode(), "programme"), lead[0]: lead[1][0]}
    )

    assert again.status_code == 409
    assert "choisissez pour chaque différence" in html_of(again)  # type: ignore[arg-type]
    assert len(radios(again)) == 1  # type: ignore[arg-type]
    assert choose(admin_client, page, again, "theirs").status_code == 302  # type: ignore[arg-type]
    programme.refresh_from_db()
    assert (programme.lead, programme.rhythm) == ("À moi", "À elle aussi")


def test_a_third_save_asks_again(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    save(other, page, {"lead": "À elle"})
    asked = send(admin_client, page, fields, lead="À moi")
    save(other, page, {"lead": "Encore autre chose"})

    again = choose(admin_client, page, asked, "mine")

    assert again.status_code == 409
    assert "Encore autre chose" in html_of(again).replace("<mark>", "").replace("</mark>", "")
    assert choose(admin_client, page, again, "mine").status_code == 302
    programme.refresh_from_db()
    assert programme.lead == "À moi"


def test_one_may_look_at_the_form_before_saving(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    save(other, page, {"lead": "À elle", "capacity": "30"})
    asked = send(admin_client, page, fields, lead="À moi")

    looked = choose(admin_client, page, asked, "mine", _review="1")

    assert looked.status_code == 200
    answered = fields_in(looked.content.decode(), "programme")
    assert (answered["lead"], answered["capacity"]) == (["À moi"], ["30"])
    programme.refresh_from_db()
    assert programme.lead == "À elle"
    assert send(admin_client, page, answered, lead="À nous").status_code == 302
    programme.refresh_from_db()
    assert (programme.lead, programme.capacity) == ("À nous", 30)


def test_a_form_that_cannot_be_saved_keeps_both(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    save(other, page, {"capacity": "30"})

    response = send(admin_client, page, fields, slug="!", lead="À moi")

    answered = fields_in(response.content.decode(), "programme")
    assert response.status_code == 200
    assert (answered["slug"], answered["lead"], answered["capacity"]) == (
        ["!"],
        ["À moi"],
        ["30"],
    )


@pytest.mark.parametrize("shown", ["", "{}", "[", '{"edition":1,"fields":[],"rows":{}}'])
def test_a_form_that_does_not_say_what_it_showed_writes_over_nothing(
    admin_client: Client, programme: Programme, page: str, shown: str
) -> None:
    fields = form_of(admin_client, page)
    before = programme.lead

    response = send(admin_client, page, fields, lead="À moi", _shown=shown)

    assert response.status_code == 409
    assert len(radios(response)) == 1
    programme.refresh_from_db()
    assert programme.lead == before
    assert choose(admin_client, page, response, "mine").status_code == 302


# Rows


def occupations(programme: Programme) -> list[str]:
    return [row.title for row in programme.occupations.all()]


def test_rows_changed_here_and_rows_changed_there_are_all_kept(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    before = occupations(programme)
    save(
        other,
        page,
        {
            "occupations-0-title": "À elle",
            "occupations-2-DELETE": "on",
            **add_row(fields, "occupations", title="Ajouté par elle"),
        },
    )

    added = add_row(fields, "occupations", title="Ajouté ici")
    response = admin_client.post(
        page, {**fields, **added, "occupations-1-title": "À moi", "_continue": "1"}
    )

    assert response.status_code == 302
    assert occupations(programme) == [
        "À elle",
        "À moi",
        *before[3:],
        "Ajouté par elle",
        "Ajouté ici",
    ]


@pytest.mark.parametrize(("side", "kept"), [("mine", "À moi"), ("theirs", "À elle")])
def test_a_row_changed_by_both_is_chosen(
    admin_client: Client, other: Client, programme: Programme, page: str, side: str, kept: str
) -> None:
    fields = form_of(admin_client, page)
    save(other, page, {"occupations-1-title": "À elle"})

    response = send(admin_client, page, fields, **{"occupations-1-title": "À moi"})

    assert response.status_code == 409
    assert "À elle › Métier" not in html_of(response)
    assert "Débouchés › " in html_of(response)
    assert choose(admin_client, page, response, side).status_code == 302
    assert occupations(programme)[1] == kept


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_a_row_changed_here_and_deleted_there_is_chosen(
    admin_client: Client, other: Client, programme: Programme, page: str, side: str
) -> None:
    fields = form_of(admin_client, page)
    before = occupations(programme)
    save(other, page, {"occupations-1-DELETE": "on"})

    response = send(admin_client, page, fields, **{"occupations-1-title": "À moi"})

    assert response.status_code == 409
    assert "supprimée entre-temps" in html_of(response)
    assert fields_in(response.content.decode(), "programme")["occupations-1-title"] == ["À moi"]
    assert choose(admin_client, page, response, side).status_code == 302
    left = [before[0], *before[2:]]
    assert occupations(programme) == (left if side == "theirs" else [*left, "À moi"])


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_a_row_deleted_here_and_changed_there_is_chosen(
    admin_client: Client, other: Client, programme: Programme, page: str, side: str
) -> None:
    fields = form_of(admin_client, page)
    before = occupations(programme)
    save(other, page, {"occupations-1-title": "À elle"})

    response = send(admin_client, page, fields, **{"occupations-1-DELETE": "on"})

    assert response.status_code == 409
    assert choose(admin_client, page, response, side).status_code == 302
    kept = [] if side == "mine" else ["À elle"]
    assert occupations(programme) == [before[0], *kept, *before[2:]]


def test_a_row_deleted_by_both_is_gone(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    before = occupations(programme)
    save(other, page, {"occupations-1-DELETE": "on"})

    assert send(admin_client, page, fields, **{"occupations-1-DELETE": "on"}).status_code == 302
    assert occupations(programme) == [before[0], *before[2:]]


def test_rows_moved_there_stay_moved(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    before = occupations(programme)
    save(other, page, {"occupations-0-order": "2", "occupations-1-order": "1"})

    assert send(admin_client, page, fields, **{"occupations-2-title": "À moi"}).status_code == 302
    assert occupations(programme) == [before[1], before[0], "À moi", *before[3:]]


def test_rows_moved_here_stay_moved_whatever_was_added_there(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    before = occupations(programme)
    save(other, page, {**add_row(fields, "occupations", title="Ajouté par elle")})

    moved = {"occupations-0-order": "2", "occupations-1-order": "1"}
    assert send(admin_client, page, fields, **moved).status_code == 302
    assert occupations(programme) == [before[1], before[0], *before[2:], "Ajouté par elle"]


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_two_orders_are_chosen_from(
    admin_client: Client, other: Client, programme: Programme, page: str, side: str
) -> None:
    fields = form_of(admin_client, page)
    before = occupations(programme)
    save(other, page, {"occupations-0-order": "2", "occupations-1-order": "1"})

    mine = {"occupations-1-order": "3", "occupations-2-order": "2"}
    response = send(admin_client, page, fields, **mine)

    assert response.status_code == 409
    assert "Ordre des lignes" in html_of(response)
    assert choose(admin_client, page, response, side).status_code == 302
    a, b, c, *rest = before
    assert occupations(programme) == ([a, c, b, *rest] if side == "mine" else [b, a, c, *rest])


def test_a_note_settled_there_stays_settled(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    save(other, page, {"review_notes-0-settled": "on"})

    assert send(admin_client, page, fields, lead="À moi").status_code == 302
    assert programme.review_notes.settled().count() == 1


# After a restore, every row is another one


def test_a_restore_in_between_keeps_the_rows_that_say_the_same(
    admin_client: Client, programme: Programme, page: str
) -> None:
    first = programme.editions.latest("pk")
    save(admin_client, page, {"capacity": "30"})
    fields = form_of(admin_client, page)
    publishing.restore(first, None)

    response = send(admin_client, page, fields, **{"occupations-1-title": "À moi"})

    assert response.status_code == 302
    programme.refresh_from_db()
    assert programme.capacity == 25
    assert occupations(programme)[1] == "À moi"
    assert len(occupations(programme)) == len(set(occupations(programme)))


# Blocs and units


def test_a_bloc_deleted_there_leaves_the_programme_s_page_in_peace(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    bloc = programme.blocs.all()[0]
    other.post(reverse("admin:programmes_bloc_delete", args=[bloc.pk]), {"post": "yes"})

    assert send(admin_client, page, fields, lead="À moi").status_code == 302
    programme.refresh_from_db()
    assert programme.lead == "À moi"
    assert not Bloc.objects.filter(pk=bloc.pk).exists()


def test_a_bloc_and_its_programme_are_saved_by_two_people(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    bloc = programme.blocs.all()[0]
    address = reverse("admin:programmes_bloc_change", args=[bloc.pk])
    fields = form_of(admin_client, address)
    save(other, page, {"lead": "À elle", "blocs-0-order": "2", "blocs-1-order": "1"})

    assert send(admin_client, address, fields, introduction="À moi").status_code == 302
    programme.refresh_from_db()
    bloc.refresh_from_db()
    assert (programme.lead, bloc.introduction) == ("À elle", "À moi")
    assert programme.blocs.all()[1] == bloc


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_an_objective_changed_by_both_is_chosen(
    admin_client: Client, other: Client, programme: Programme, side: str
) -> None:
    bloc = programme.blocs.all()[0]
    address = reverse("admin:programmes_bloc_change", args=[bloc.pk])
    fields = form_of(admin_client, address)
    save(other, address, {"objectives-0-text": "Animer, dit-elle", "title": "Titre d’elle"})

    response = send(
        admin_client,
        address,
        fields,
        introduction="Ce que j’ai tapé",
        **{"objectives-0-text": "Animer, dis-je"},
    )

    assert response.status_code == 409
    answered = fields_in(response.content.decode(), "bloc")
    assert answered["introduction"] == ["Ce que j’ai tapé"]
    assert answered["objectives-0-text"] == ["Animer, dis-je"]
    assert choose(admin_client, address, response, side).status_code == 302
    bloc.refresh_from_db()
    said = "Animer, dis-je" if side == "mine" else "Animer, dit-elle"
    assert bloc.objectives.all()[0].text == said
    assert (bloc.title, bloc.introduction) == ("Titre d’elle", "Ce que j’ai tapé")


def test_a_paper_of_a_unit_changed_by_both_is_chosen(
    admin_client: Client, other: Client, programme: Programme
) -> None:
    unit = programme.exam_units.get(code="U4")
    address = reverse("admin:programmes_examunit_change", args=[unit.pk])
    fields = form_of(admin_client, address)
    save(other, address, {"papers-0-coefficient": "4"})

    response = send(admin_client, address, fields, **{"papers-0-coefficient": "4,5"})

    assert response.status_code == 409
    assert choose(admin_client, address, response, "mine").status_code == 302
    assert str(unit.papers.get().coefficient) == "4.50"


@pytest.mark.parametrize("model", ["bloc", "examunit"])
def test_what_was_typed_in_something_deleted_there_makes_a_new_one(
    admin_client: Client, other: Client, programme: Programme, model: str
) -> None:
    row = programme.blocs.all()[0] if model == "bloc" else programme.exam_units.all()[0]
    address = reverse(f"admin:programmes_{model}_change", args=[row.pk])
    fields = form_of(admin_client, address)
    count = type(row).objects.count()
    other.post(reverse(f"admin:programmes_{model}_delete", args=[row.pk]), {"post": "yes"})

    gone = send(admin_client, address, fields, title="Ce que j’ai tapé")

    assert gone.status_code == 409
    assert "supprimé pendant que vous y travailliez" in html_of(gone)
    looked = resume(admin_client, gone)
    assert looked.status_code == 200
    answered = fields_in(looked.content.decode(), model)
    assert answered["title"] == ["Ce que j’ai tapé"]
    new = f"{reverse(f'admin:programmes_{model}_add')}?programme={programme.pk}"
    assert send(admin_client, new, answered).status_code == 302
    made = type(row).objects.get(title="Ce que j’ai tapé")
    assert made.programme == programme
    children = "objectives" if model == "bloc" else "papers"
    assert str(getattr(made, children).count()) == fields[f"{children}-TOTAL_FORMS"][0]
    assert type(row).objects.count() == count


def test_what_was_typed_in_a_bloc_that_was_restored_meets_the_restored_one(
    admin_client: Client, programme: Programme, page: str
) -> None:
    first = programme.editions.latest("pk")
    save(admin_client, page, {"capacity": "30"})
    bloc = programme.blocs.all()[0]
    address = reverse("admin:programmes_bloc_change", args=[bloc.pk])
    fields = form_of(admin_client, address)
    publishing.restore(first, None)

    gone = send(admin_client, address, fields, introduction="Ce que j’ai tapé")

    looked = resume(admin_client, gone)
    answered = fields_in(looked.content.decode(), "bloc")
    twin = programme.blocs.all()[0]
    assert twin.pk != bloc.pk
    assert answered["introduction"] == ["Ce que j’ai tapé"]
    again = reverse("admin:programmes_bloc_change", args=[twin.pk])
    assert send(admin_client, again, answered).status_code == 302
    twin.refresh_from_db()
    assert twin.introduction == "Ce que j’ai tapé"
    assert str(twin.objectives.count()) == fields["objectives-TOTAL_FORMS"][0]


def test_saving_over_nothing_costs_no_question(
    admin_client: Client, other: Client, programme: Programme, page: str
) -> None:
    """An open page that nobody else touched is saved as ever, rows and all."""
    for _ in range(2):
        assert save(admin_client, page, {"occupations-0-title": "À moi"}).status_code == 302
    assert programme.editions.count() == 2
    assert Occupation.objects.filter(title="À moi").count() == 1
