"""A change that all programmes share, republished in one go: all of them or none."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from admissions.models import FundingScheme
from catalogue.admin.life import republish
from catalogue.life import publishing
from catalogue.life.reading import Draft, Refused
from programmes.models import Certifier, Edition, Programme, Site, TrainingCentre
from tests.catalogue.admin_page import queries
from tests.catalogue.page_text import plain
from tests.seeded import seeded

from .admin_page import save

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

PAGE = "/admin/programmes/programme/republier/"


@pytest.fixture
def programmes(seed_day: datetime) -> list[Programme]:
    """Two of one centre, online as they stand."""
    seeded()
    first = Programme.objects.get()
    second = publishing.duplicate(first, "autre", None, short_title="Autre")
    publishing.publish(second, None)
    return [first, Programme.objects.get(pk=second.pk)]


def read(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def boxes(html: str) -> dict[int, tuple[str, bool]]:
    """Primary key → what the box sends, and whether it is ticked."""
    found = re.findall(r'name="read" id="republish-(\d+)" value="([^"]+)"( checked)?', html)
    return {int(key): (mark, bool(checked)) for key, mark, checked in found}


def marks(html: str) -> list[str]:
    return [mark for mark, _ in boxes(html).values()]


def press(client: Client, read: list[str], **typed: str) -> str:
    response = client.post(PAGE, {"read": read, **typed}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def numbers() -> list[int | None]:
    current = Edition.objects.current().order_by("programme_id")
    return list(current.values_list("number", flat=True))


def new_phone(phone: str = "05 53 11 22 33") -> None:
    TrainingCentre.objects.update(phone=phone)


def test_nothing_is_touched_at_first(admin_client: Client, programmes: list[Programme]) -> None:
    html = read(admin_client)

    assert "il n’y a rien à republier" in plain(html)
    assert boxes(html) == {}
    assert "Republier les formations touchées" not in read(admin_client, "/admin/")


def test_a_change_of_the_centre_is_read_then_republished_for_all(
    admin_client: Client, admin_user: User, programmes: list[Programme]
) -> None:
    new_phone()
    html = read(admin_client)

    assert "2 formations en ligne montrent encore les anciennes informations" in plain(html)
    assert html.count("05 53 11 22 33") == 2
    assert [ticked for _, ticked in boxes(html).values()] == [True, True]

    said = plain(press(admin_client, marks(html), note=" Le numéro\r\na changé. "))

    assert "2 formations sont republiées." in said
    assert "rien à republier" in said
    assert numbers() == [2, 2]
    for edition in Edition.objects.current():
        assert edition.sheet["centre"]["phone"] == "05 53 11 22 33"
        assert (edition.note, edition.author) == ("Le numéro a changé.", admin_user)
    assert LogEntry.objects.filter(change_message="Publiée.").count() == 2


def test_a_programme_with_changes_of_its_own_stands_apart_unticked(
    admin_client: Client, programmes: list[Programme]
) -> None:
    new_phone()
    Programme.objects.filter(pk=programmes[1].pk).update(lead="Une accroche à relire")

    html = read(admin_client)

    shared, _, own = html.partition("Avec d’autres changements")
    assert "Une accroche à relire" in own
    assert "05 53 11 22 33" in own
    assert boxes(shared)[programmes[0].pk][1] is True
    assert boxes(own)[programmes[1].pk][1] is False
    press(admin_client, [boxes(html)[programmes[0].pk][0]])
    assert numbers() == [2, 1]


def test_changes_of_its_own_alone_are_not_republished_here(
    admin_client: Client, programmes: list[Programme]
) -> None:
    Programme.objects.update(lead="Une accroche à relire")

    assert boxes(read(admin_client)) == {}


def test_drafts_and_archived_programmes_are_left_out(
    admin_client: Client, programmes: list[Programme]
) -> None:
    publishing.withdraw(programmes[0])
    publishing.archive(programmes[1])
    new_phone()

    assert boxes(read(admin_client)) == {}


def test_a_scheme_touches_the_programmes_that_offer_it(
    admin_client: Client, programmes: list[Programme]
) -> None:
    option = programmes[1].funding_options.get(scheme__code="apprentissage")
    option.delete()
    publishing.publish(programmes[1], None)

    FundingScheme.objects.filter(pk=option.scheme_id).update(public_concerned="tous les publics")

    html = read(admin_client)
    assert list(boxes(html)) == [programmes[0].pk]
    assert boxes(html)[programmes[0].pk][1] is True


@pytest.mark.parametrize("what", ["site", "centre"])
def test_a_new_name_is_no_change_of_the_programme(
    admin_client: Client, programmes: list[Programme], what: str
) -> None:
    site = Site.objects.create(centre=programmes[0].centre, name="Ici", address="1 rue")
    programmes[0].intakes.create(starts_on="2027-09-01", site=site)
    programmes[0].funding_options.update(site=site)
    for programme in programmes:
        publishing.publish(programme, None)

    if what == "site":
        Site.objects.filter(pk=site.pk).update(name="Là")
    else:
        TrainingCentre.objects.update(name="Nouveau nom")

    assert [ticked for _, ticked in boxes(read(admin_client)).values()] == [True, True]


def test_going_to_another_centre_is_a_change_of_the_programme(
    admin_client: Client, programmes: list[Programme]
) -> None:
    other = TrainingCentre.objects.create(name="Autre centre")
    Programme.objects.filter(pk=programmes[1].pk).update(centre=other)

    assert boxes(read(admin_client)) == {}


def test_what_changed_since_it_was_read_stops_all(
    admin_client: Client, programmes: list[Programme]
) -> None:
    new_phone()
    html = read(admin_client)
    Programme.objects.filter(pk=programmes[1].pk).update(lead="D’une collègue")

    answer = press(admin_client, marks(html), note="Numéro")

    assert "Rien n’est publié : une formation cochée a changé entre-temps" in plain(answer)
    assert "D’une collègue" in answer
    assert ">\nNuméro</textarea>" in answer
    assert numbers() == [1, 1]
    press(admin_client, marks(answer))
    assert numbers() == [2, 2]


def test_what_a_colleague_republished_meanwhile_is_not_published_twice(
    admin_client: Client, programmes: list[Programme]
) -> None:
    new_phone()
    read_before = marks(read(admin_client))
    press(admin_client, read_before)

    assert "a changé entre-temps" in plain(press(admin_client, read_before))
    assert numbers() == [2, 2]


def test_a_blocking_mention_stops_all_and_leads_to_its_field(
    admin_client: Client, programmes: list[Programme]
) -> None:
    new_phone()
    Certifier.objects.filter(programme=programmes[1].pk).delete()
    html = read(admin_client)

    assert list(boxes(html)) == [programmes[0].pk]
    assert "À compléter avant de publier" in plain(html)
    found = republish.all_touched()
    answer = plain(press(admin_client, [one.mark for one in found]))  # a forged form

    assert (
        "Rien n’est publié : complétez d’abord les mentions indispensables de « Autre »" in answer
    )
    assert numbers() == [1, 1]


def test_a_refusal_in_the_middle_publishes_nothing(
    admin_client: Client, programmes: list[Programme], monkeypatch: pytest.MonkeyPatch
) -> None:
    new_phone()
    html = read(admin_client)
    put_online = publishing.put_online

    def refuse_the_second(draft: Draft, *args: Any) -> Edition:
        if draft.programme.pk == programmes[1].pk:
            raise Refused("L’adresse est prise.")
        return put_online(draft, *args)

    monkeypatch.setattr(publishing, "put_online", refuse_the_second)
    answer = plain(press(admin_client, marks(html)))

    assert "Rien n’est publié : « Autre ». L’adresse est prise." in answer
    assert numbers() == [1, 1]
    assert not LogEntry.objects.filter(change_message="Publiée.").exists()


def test_a_centre_that_moves_before_the_lock_is_taken_stops_all(
    admin_client: Client, programmes: list[Programme], monkeypatch: pytest.MonkeyPatch
) -> None:
    new_phone()
    html = read(admin_client)
    lock = publishing.lock

    def after_a_change(*keys: int) -> list[Programme]:
        new_phone("05 53 99 99 99")
        return lock(*keys)

    monkeypatch.setattr(publishing, "lock", after_a_change)

    assert "a changé entre-temps" in plain(press(admin_client, marks(html)))
    assert numbers() == [1, 1]


def test_nothing_ticked_and_strange_boxes_publish_nothing(
    admin_client: Client, programmes: list[Programme]
) -> None:
    new_phone()

    assert "cochez au moins une formation" in plain(press(admin_client, []))
    assert "cochez au moins une formation" in plain(press(admin_client, ["x", "-", ""]))
    assert "a changé entre-temps" in plain(press(admin_client, ["99999-x-1"]))
    assert numbers() == [1, 1]


def test_a_note_that_is_too_long_is_kept_with_the_boxes(
    admin_client: Client, programmes: list[Programme]
) -> None:
    new_phone()
    first = boxes(read(admin_client))[programmes[0].pk][0]

    answer = press(admin_client, [first], note="x" * 301)

    assert "au plus 300 caractères (actuellement 301)" in answer
    assert "x" * 301 in answer
    ticked = {key: ticked for key, (_, ticked) in boxes(answer).items()}
    assert ticked == {programmes[0].pk: True, programmes[1].pk: False}
    assert numbers() == [1, 1]


def test_a_long_list_comes_in_parts(
    admin_client: Client, programmes: list[Programme], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(republish, "AT_ONCE", 1)
    new_phone()
    html = read(admin_client)

    assert "Voici les 1 premières" in plain(html)
    assert len(boxes(html)) == 1
    every = [one.mark for one in republish.all_touched()]
    assert "cochez 1 formations au plus" in plain(press(admin_client, every))
    press(admin_client, marks(html))
    press(admin_client, marks(read(admin_client)))
    assert numbers() == [2, 2]


def test_a_draft_that_no_sheet_can_hold_is_left_out(
    admin_client: Client, programmes: list[Programme]
) -> None:
    new_phone()
    Programme.objects.filter(pk=programmes[1].pk).update(presentation="x" * 5001)

    assert list(boxes(read(admin_client))) == [programmes[0].pk]


@pytest.mark.parametrize("shared", ["centre", "site", "scheme"])
def test_a_save_tells_how_many_programmes_it_touches(
    admin_client: Client, programmes: list[Programme], shared: str
) -> None:
    Site.objects.create(centre=programmes[0].centre, name="Ici", address="1 rue")
    for programme in programmes:
        publishing.publish(programme, None)
    centre = reverse("admin:programmes_trainingcentre_change", args=[programmes[0].centre_id])
    option = programmes[0].funding_options.all()[0]
    scheme = reverse("admin:admissions_fundingscheme_change", args=[option.scheme_id])
    pages: dict[str, tuple[str, dict[str, str | Iterable[str]]]] = {
        "centre": (centre, {"phone": "05 53 11 22 33"}),
        "site": (centre, {"sites-0-access": "Bus 3"}),
        "scheme": (scheme, {"public_concerned": "tous les publics"}),
    }
    address, typed = pages[shared]

    save(admin_client, address, typed)

    html = read(admin_client, address)
    assert "2 formations en ligne montrent encore les anciennes informations." in plain(html)
    assert f'href="{PAGE}"' in html
    assert f'href="{PAGE}"' in read(admin_client, "/admin/")


def test_a_save_that_changes_nothing_tells_nothing(
    admin_client: Client, programmes: list[Programme]
) -> None:
    new_phone()
    centre = reverse("admin:programmes_trainingcentre_change", args=[programmes[0].centre_id])

    save(admin_client, centre)

    assert "montrent encore les anciennes informations" not in plain(read(admin_client, centre))


def test_writers_are_told_without_a_link(programmes: list[Programme]) -> None:
    user = User.objects.create_user("redaction", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="Rédaction"))
    client = Client()
    client.force_login(user)
    centre = reverse("admin:programmes_trainingcentre_change", args=[programmes[0].centre_id])

    save(client, centre, {"phone": "05 53 11 22 33"})

    html = read(client, centre)
    assert "2 formations en ligne montrent encore les anciennes informations." in plain(html)
    assert PAGE not in html
    assert PAGE not in read(client, "/admin/")
    marked = [one.mark for one in republish.all_touched()]
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"read": marked}).status_code == 403
    assert numbers() == [1, 1]


@pytest.mark.parametrize("address", [PAGE, "/admin/"])
def test_it_costs_the_same_with_2_and_12_programmes(
    admin_client: Client, programmes: list[Programme], address: str
) -> None:
    new_phone()
    with_two = queries(admin_client, address)

    for index in range(10):
        publishing.publish(publishing.duplicate(programmes[0], f"copie-{index}", None), None)
    new_phone("05 53 44 55 66")

    assert len(boxes(read(admin_client))) == 12
    assert queries(admin_client, address) == with_two
