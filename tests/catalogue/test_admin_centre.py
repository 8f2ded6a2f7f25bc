"""A programme goes to another centre, its sessions and prices with it: in one step, all kept."""

import json
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from catalogue.life import publishing, reading
from catalogue.life.draft import read_sheet, write_sheet
from catalogue.life.transfer.file import written
from programmes import sheet as sheets
from programmes.models import Edition, Programme, Site, TrainingCentre
from programmes.sheet import Centre, Sheet
from tests import factories
from tests.catalogue.admin_page import form_of, page_of, words
from tests.catalogue.page_text import plain
from tests.catalogue.test_prices_of_sessions import NORTH, SOUTH, two_sessions

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

#: The fields of the page, and what is chosen in them: `lieu-0` is the only site of the new centre.
ROWS = ("intakes-0", "intakes-1", "funding_options-1")
CHOSEN = {"intakes-0": "lieu-0", "intakes-1": "aucun", "funding_options-1": "aucun"}


@pytest.fixture
def programme() -> Programme:
    programme = Programme()
    write_sheet(two_sessions(), programme)
    publishing.publish(programme, None)
    return programme


@pytest.fixture
def other() -> TrainingCentre:
    other = factories.TrainingCentreFactory.create(name="Institut du Sud")
    Site.objects.create(centre=other, name="Campus du nord", address="3 rue")
    return other


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def page(programme: Programme) -> str:
    return page_of(programme, "centre")


def read_mark(html: str) -> str:
    return html.partition('name="read" value="')[2].partition('"')[0]


def press(client: Client, programme: Programme, other: TrainingCentre, **chosen: str) -> str:
    """Open the page for that centre, choose, confirm; what is then read."""
    html = client.get(page(programme), {"centre": other.pk}).content.decode()
    typed = {"centre": other.pk, "read": read_mark(html), **chosen}
    return text_of(client.post(page(programme), typed, follow=True))


def test_the_page_of_a_programme_leads_there(admin_client: Client, programme: Programme) -> None:
    html = admin_client.get(page_of(programme)).content.decode()

    assert f'href="{page(programme)}"' in html
    assert "centre" not in form_of(admin_client, page_of(programme))


def test_it_shows_each_row_at_a_former_site_and_proposes_the_namesake(
    admin_client: Client, programme: Programme, other: TrainingCentre
) -> None:
    html = admin_client.get(page(programme), {"centre": other.pk}).content.decode()

    for said in (
        "Rentrée du 7 septembre 2027", f"Aujourd’hui : {NORTH}.", "Rentrée du 6 mars 2028",
        f"Aujourd’hui : {SOUTH}.", "Financement « CPF, salariés, rentrée du 6 mars 2028",
    ):  # fmt: skip
        assert said in plain(html), said
    fields = [name for name in ROWS if f'name="{name}"' in html]
    assert tuple(fields) == ROWS
    assert html.count('value="lieu-0" selected') == 1


def test_all_goes_in_one_edition_and_the_page_online_stays(
    admin_client: Client, programme: Programme, other: TrainingCentre
) -> None:
    before, online = read_sheet(programme.pk), Edition.objects.get(current=True)

    said = press(admin_client, programme, other, **CHOSEN)

    assert "Centre changé\u202f: CFA de l’Exemple → Institut du Sud." in said
    after = read_sheet(programme.pk)
    assert after.centre.name == "Institut du Sud"
    assert [row.site for row in after.intakes] == ["Campus du nord", None]
    assert [(row.intake, row.site) for row in after.funding_options] == [
        ("2027-09-07, Campus du nord", None),
        ("2028-03-06", None),
    ]
    left = {"centre", "intakes", "funding_options"}
    assert after.model_dump(exclude=left) == before.model_dump(exclude=left)
    assert Edition.objects.count() == 2
    assert Edition.objects.get(current=True) == online
    assert "Centre changé" in words(admin_client, page_of(programme, "editions"))


def test_what_is_not_chosen_is_asked_beside_it_and_the_rest_is_kept(
    admin_client: Client, programme: Programme, other: TrainingCentre
) -> None:
    before = read_sheet(programme.pk)

    said = press(admin_client, programme, other, **{"intakes-0": "aucun", "intakes-1": "nimporte"})

    assert said.count("Choisissez un lieu, ou «\u202faucun lieu\u202f».") >= 1
    assert 'id="id_intakes-1_error"' in said
    assert 'id="id_funding_options-1_error"' in said
    assert '<option value="aucun" selected>' in said
    assert read_sheet(programme.pk) == before
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("asked", ["", "0", "nimporte", "9999", "-1", "1e9", "9" * 30])
def test_a_centre_that_is_none_is_refused_in_french(
    admin_client: Client, programme: Programme, other: TrainingCentre, asked: str
) -> None:
    for answer in (
        admin_client.get(page(programme), {"centre": asked}),
        admin_client.post(page(programme), {"centre": asked}),
        admin_client.post(page(programme), {}),
    ):
        assert answer.status_code == 200
        assert "Select a valid" not in answer.content.decode()
    assert read_sheet(programme.pk).centre.name == "CFA de l’Exemple"


def test_its_own_centre_is_no_other(admin_client: Client, programme: Programme) -> None:
    answer = admin_client.post(page(programme), {"centre": programme.centre_id})

    assert 'id="id_centre_error"' in answer.content.decode()


def test_what_changed_meanwhile_stops_it(
    admin_client: Client, programme: Programme, other: TrainingCentre
) -> None:
    html = admin_client.get(page(programme), {"centre": other.pk}).content.decode()
    programme.intakes.filter(starts_on="2028-03-06").update(places=12)

    answer = admin_client.post(
        page(programme), {"centre": other.pk, "read": read_mark(html), **CHOSEN}
    )

    assert "Rien n’est changé : la formation a changé entre-temps" in plain(text_of(answer))
    assert read_sheet(programme.pk).centre.name == "CFA de l’Exemple"


def test_without_a_site_there_is_nothing_to_choose(
    admin_client: Client, other: TrainingCentre
) -> None:
    programme = factories.ProgrammeFactory.create()

    html = admin_client.get(page(programme), {"centre": other.pk}).content.decode()
    assert "Ni date ni tarif ne nomme un lieu de l’ancien centre" in html
    press(admin_client, programme, other)

    programme.refresh_from_db()
    assert programme.centre == other


def test_who_may_not_change_a_programme_may_not_move_it(
    client: Client, programme: Programme, django_user_model: type
) -> None:
    user = django_user_model.objects.create_user("lecture", is_staff=True)  # type: ignore[attr-defined]
    client.force_login(user)

    assert client.get(page(programme)).status_code == 403


def test_publishing_then_says_the_new_centre(
    admin_client: Client, client: Client, programme: Programme, other: TrainingCentre
) -> None:
    press(admin_client, programme, other, **CHOSEN)
    publishing.publish(programme, None)

    html = plain(client.get(f"/formations/{programme.slug}/").content.decode())
    assert "Institut du Sud" in html
    assert "CFA de l’Exemple" not in html
    assert reading.of(programme.pk).found is not None


# By a file, and back


def moved(other: TrainingCentre) -> Sheet:
    """As another site, or an editor of texts, has it: at the site of the other centre."""
    stored = sheets.dump(two_sessions())
    stored["centre"] = Centre.model_validate(other).model_dump(mode="json")
    stored["intakes"] = [{**row, "site": "Campus du nord"} for row in stored["intakes"]]
    days = [row["starts_on"] for row in stored["intakes"]]
    stored["funding_options"] = [
        {**row, "site": None, "intake": f"{day}, Campus du nord"}
        for row, day in zip(stored["funding_options"], days, strict=True)
    ]
    return sheets.load(stored)


def hand_in(client: Client, programme: Programme, content: str) -> str:
    file = SimpleUploadedFile("formation.json", content.encode())
    return text_of(client.post(page_of(programme, "import"), {"file": file}))


def test_a_file_of_another_centre_says_so_then_moves_all_at_once(
    admin_client: Client, programme: Programme, other: TrainingCentre
) -> None:
    html = hand_in(admin_client, programme, written(moved(other)))
    assert "change de centre : CFA de l’Exemple → Institut du Sud" in plain(html)

    carried = html.partition('name="sheet" value="')[2].partition('"')[0]
    admin_client.post(page_of(programme, "import"), {"sheet": carried})

    assert read_sheet(programme.pk) == moved(other)
    assert Edition.objects.count() == 2
    assert Site.objects.filter(centre=other).count() == 1


def test_a_file_that_leaves_the_former_sites_under_the_new_name_tells_what_it_makes(
    admin_client: Client, programme: Programme, other: TrainingCentre
) -> None:
    stored = json.loads(written(two_sessions()))
    stored["centre"]["name"] = other.name

    html = plain(hand_in(admin_client, programme, json.dumps(stored)))

    # « Campus du nord » is there, and filters would not tell the two apart.
    assert "s’appelle déjà « Campus du nord »" in html
    assert read_sheet(programme.pk).centre.name == "CFA de l’Exemple"


def test_restoring_an_edition_of_before_brings_the_former_centre_back(
    admin_client: Client, programme: Programme, other: TrainingCentre
) -> None:
    before = read_sheet(programme.pk)
    press(admin_client, programme, other, **CHOSEN)
    edition = Edition.objects.get(current=True)
    address = reverse("admin:programmes_programme_restore", args=[programme.pk, edition.pk])

    html = text_of(admin_client.get(address))
    admin_client.post(address, {"read": read_mark(html)})

    assert read_sheet(programme.pk) == before
