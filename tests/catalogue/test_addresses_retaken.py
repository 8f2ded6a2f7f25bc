"""An address that led to another programme is not taken in silence.

F23 of what was tried by hand.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.life import addresses, publishing
from programmes.models import Edition, Programme
from programmes.typography import NARROW
from tests.catalogue.admin_page import page_of, save
from tests.catalogue.test_addresses import draft, moved, online
from tests.catalogue.test_admin_addresses import new, stored
from tests.catalogue.test_admin_transfer import NEW, carried, text_of, upload

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


@pytest.fixture
def elsewhere() -> Programme:
    """A programme that was once at « ancien-nom »."""
    return moved(
        online("ancien-nom", short_title="BTS A", full_title="Intitulé de A"), "nouveau-nom"
    )


MENAIT = (
    f"Cette adresse menait à «{NARROW}BTS A Intitulé de A{NARROW}»{NARROW}: ses anciens liens et "
    "ses fiches imprimées mèneront désormais ici."
)


def told(client: Client, page: str) -> list[str]:
    """The warnings that greet one on a page."""
    return re.findall(r'<li class="warning">([^<]+)</li>', client.get(page).content.decode())


def remarks(client: Client, programme: Programme) -> str:
    html = client.get(page_of(programme)).content.decode()
    return html.partition('id="a-completer"')[2].partition("</details>")[0]


def test_a_new_programme_that_takes_it_is_told(admin_client: Client, elsewhere: Programme) -> None:
    response = new(admin_client, slug="ancien-nom")

    taker = Programme.objects.get(slug="ancien-nom")
    assert told(admin_client, response["Location"]) == [MENAIT]
    assert MENAIT in remarks(admin_client, taker)
    assert 'href="#part-identity">Adresse de la page</a>' in remarks(admin_client, taker)


def test_one_that_changes_its_address_to_it_is_told_once_and_keeps_a_remark(
    admin_client: Client, elsewhere: Programme
) -> None:
    programme = draft("autre")
    page = page_of(programme)

    save(admin_client, page, {"slug": "ancien-nom"})
    assert told(admin_client, page) == [MENAIT]

    save(admin_client, page, {"lead": "Autre"})
    assert told(admin_client, page) == []
    assert MENAIT in remarks(admin_client, programme)


def test_a_copy_that_takes_it_is_told(admin_client: Client, elsewhere: Programme) -> None:
    page = page_of(elsewhere, "duplicate")

    response = admin_client.post(
        page, {"short_title": "B", "full_title": "Intitulé", "slug": "Ancien nom"}
    )

    assert told(admin_client, response["Location"]) == [MENAIT]


def test_an_import_says_so_before_anything_is_written(
    admin_client: Client, elsewhere: Programme
) -> None:
    asked = upload(admin_client, NEW, stored(slug="Ancien-Nom"))

    assert "/formations/ancien-nom/" in text_of(asked)
    assert MENAIT.replace(NARROW, " ") in text_of(asked)
    admin_client.post(NEW, {"sheet": carried(asked)})
    assert Programme.objects.filter(slug="ancien-nom").count() == 1


def test_an_import_into_a_draft_tells_of_its_new_address(
    admin_client: Client, elsewhere: Programme
) -> None:
    programme = draft("autre")
    into = page_of(programme, "import")

    assert MENAIT.replace(NARROW, " ") in text_of(
        upload(admin_client, into, stored(slug="ancien-nom"))
    )
    assert "Une autre formation a déjà cette adresse" in text_of(
        upload(admin_client, into, stored(slug="NOUVEAU-NOM"))
    )
    same = text_of(upload(admin_client, into, stored(slug="autre")))
    assert "menait" not in same
    assert "déjà cette adresse" not in same


def test_an_import_that_was_read_before_the_address_moved_is_read_again(
    admin_client: Client,
) -> None:
    first = online("libre")
    asked = upload(admin_client, NEW, stored(slug="a-prendre"))
    moved(moved(first, "a-prendre"), "libre")

    answer = admin_client.post(NEW, {"sheet": carried(asked)})

    assert "a changé entre-temps" in answer.content.decode()
    assert "Cette adresse menait à" in answer.content.decode()


def test_one_is_told_before_publishing_there_and_may_publish(
    admin_client: Client, client: Client, elsewhere: Programme
) -> None:
    programme = draft("ancien-nom", bts=True, described=True, exam=True)
    page = reverse("admin:programmes_programme_publish", args=[programme.pk])

    html = admin_client.get(page).content.decode()

    assert f'<p class="errornote">{MENAIT}</p>' in html
    publishing.publish(programme, None)
    assert client.get("/formations/ancien-nom/").status_code == 200
    assert MENAIT not in admin_client.get(page).content.decode()
    assert MENAIT not in remarks(admin_client, programme)


def test_what_one_was_not_told_is_not_published(admin_client: Client) -> None:
    """The address led to nobody when one read, to another programme when one pressed."""
    programme = draft("a-prendre")
    page = reverse("admin:programmes_programme_publish", args=[programme.pk])
    read = re.search(r'name="read" value="([^"]+)"', admin_client.get(page).content.decode())
    assert read
    moved(online("A-Prendre"), "libre")

    answer = admin_client.post(page, {"read": read[1]}).content.decode()

    assert "la formation a changé entre-temps" in answer
    assert not Edition.objects.filter(programme=programme).current().exists()


def test_an_address_online_elsewhere_is_told_before_one_presses(admin_client: Client) -> None:
    online("bts-ndrc")
    programme = draft("BTS-NDRC", bts=True, described=True, exam=True)
    said = addresses.TAKEN_ONLINE.format(slug="BTS-NDRC")

    page = reverse("admin:programmes_programme_publish", args=[programme.pk])

    assert said in admin_client.get(page).content.decode()
    assert said in remarks(admin_client, programme)
    assert "à corriger" in remarks(admin_client, programme)


def test_the_dashboard_counts_that_remark_too(admin_client: Client, elsewhere: Programme) -> None:
    draft("ancien-nom", short_title="Preneuse")

    def count(html: str) -> int:
        row = html.partition("Preneuse")[2].partition("</tr>")[0]
        found = re.search(r"(\d+) remarque", row)
        return int(found[1]) if found else 0

    with_it = count(admin_client.get("/admin/").content.decode())
    Programme.objects.filter(slug="ancien-nom").update(slug="libre")
    assert count(admin_client.get("/admin/").content.decode()) == with_it - 1


def test_republishing_what_shared_rows_touched_tells_of_an_address_too(
    admin_client: Client, elsewhere: Programme
) -> None:
    programme = online("autre", bts=True, described=True, exam=True)
    Programme.objects.filter(pk=programme.pk).update(slug="ancien-nom")
    type(programme.centre).objects.update(phone="05 53 11 22 33")

    html = admin_client.get(reverse("admin:programmes_programme_republish")).content.decode()

    assert html.count(MENAIT) == 1


def test_one_that_differs_by_capitals_is_not_confused_with_it(admin_client: Client) -> None:
    first = moved(online("BTS-A", short_title="BTS A", full_title="Alpha"), "alpha")
    response = new(admin_client, slug="bts-a")

    taker = Programme.objects.get(slug="bts-a")
    differs = f"Cette adresse ne diffère que par des majuscules de «{NARROW}BTS-A{NARROW}»"
    alpha = f"à «{NARROW}BTS A Alpha{NARROW}»."
    assert told(admin_client, response["Location"]) == [f"{differs}, qui mène {alpha}"]
    publishing.withdraw(first)
    assert f"{differs}, qui menait {alpha}" in remarks(admin_client, taker)


def test_one_takes_back_ones_own_address_without_a_word(
    admin_client: Client, elsewhere: Programme
) -> None:
    save(admin_client, page_of(elsewhere), {"slug": "ancien-nom"})

    assert told(admin_client, page_of(elsewhere)) == []
    assert "menait" not in remarks(admin_client, elsewhere)
