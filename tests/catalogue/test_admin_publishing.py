"""Publishing from the admin: the state that staff see, the steps, and who may take them."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from catalogue.life import publishing
from programmes.models import Edition, Programme
from tests.catalogue.admin_page import save

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

LIST = "/admin/programmes/programme/"
STEPS = ["publish", "withdraw", "archive", "unarchive"]


@pytest.fixture
def writer(programme: Programme) -> Client:
    """Somebody who edits programmes and may not publish them."""
    user = User.objects.create_user("redaction", password="x", is_staff=True)
    rights = Permission.objects.exclude(codename="publish_programme")
    user.user_permissions.set(
        rights.filter(content_type__app_label__in=["programmes", "admissions"])
    )
    client = Client()
    client.force_login(user)
    return client


def step(programme: Programme, name: str) -> str:
    return reverse(f"admin:programmes_programme_{name}", args=[programme.pk])


def publish(client: Client, programme: Programme, **typed: str) -> HttpResponse:
    """Read what is about to change, then press the button."""
    question = step(programme, "publish")
    read = PublishPage(client.get(question).content.decode()).read
    return client.post(question, {"read": read, **typed})  # type: ignore[return-value]


class PublishPage:
    """What the page hides in its form."""

    def __init__(self, html: str) -> None:
        found = re.search(r'name="read" value="([^"]+)"', html)
        assert found
        self.read = found[1]


def state_in_list(client: Client, query: str = "") -> str:
    html = client.get(LIST + query).content.decode()
    return " ".join(re.findall(r'<span class="state state-\w+">([^<]+)</span>', html))


def told(client: Client, address: str) -> str:
    """The messages on a page."""
    html = client.get(address).content.decode()
    return " ".join(re.findall(r'<li class="(?:success|warning)">([^<]+)</li>', html))


def test_the_list_shows_each_state(admin_client: Client, programme: Programme, page: str) -> None:
    assert state_in_list(admin_client) == "en ligne"

    save(admin_client, page, {"capacity": "24"})
    assert state_in_list(admin_client) == "modifiée depuis la publication"

    save(admin_client, page, {"capacity": "25"})
    assert state_in_list(admin_client) == "en ligne"

    admin_client.post(step(programme, "withdraw"))
    assert state_in_list(admin_client) == "retirée"

    admin_client.post(step(programme, "archive"))
    assert state_in_list(admin_client) == ""
    assert state_in_list(admin_client, "?classement=archived") == "archivée"
    assert state_in_list(admin_client, "?classement=all") == "archivée"

    publishing.duplicate(programme, "autre", None)
    assert state_in_list(admin_client) == "brouillon"


def test_a_change_of_the_centre_marks_its_programmes(
    admin_client: Client, programme: Programme
) -> None:
    centre = reverse("admin:programmes_trainingcentre_change", args=[programme.centre_id])

    save(admin_client, centre, {"phone": "05 53 00 00 00"})

    assert state_in_list(admin_client) == "modifiée depuis la publication"


def test_publishing_puts_the_draft_online(
    admin_client: Client, admin_user: User, programme: Programme, page: str
) -> None:
    save(admin_client, page, {"capacity": "24"})

    response = publish(admin_client, programme, note="  Douze places\r\nde plus. ")

    assert response["Location"] == page
    assert "L’édition n° 2 est en ligne." in told(admin_client, page)
    current = Edition.objects.current().get()
    assert (current.number, current.author, current.sheet["capacity"]) == (2, admin_user, 24)
    assert current.note == "Douze places de plus."


def test_one_reads_what_will_change_before_publishing(
    admin_client: Client, programme: Programme, page: str
) -> None:
    save(admin_client, page, {"capacity": "24"})

    html = admin_client.get(step(programme, "publish")).content.decode()

    assert "1 différence avec l’édition n° 1, en ligne." in html
    assert "Nombre maximal de participants" in html
    assert Edition.objects.current().get().number == 1


def test_saving_and_publishing_saves_then_shows_what_will_change(
    admin_client: Client, programme: Programme, page: str
) -> None:
    response = save(admin_client, page, {"capacity": "24"}, "_publish")

    assert response["Location"] == step(programme, "publish")
    assert programme.editions.count() == 2
    assert Edition.objects.current().get().number == 1
    assert "Relisez ce qui va changer" in told(admin_client, response["Location"])


def test_what_changed_since_it_was_read_is_shown_before_it_is_published(
    admin_client: Client, programme: Programme, page: str
) -> None:
    save(admin_client, page, {"capacity": "24"})
    question = step(programme, "publish")
    form = PublishPage(admin_client.get(question).content.decode())
    save(admin_client, page, {"lead": "D’une collègue"})

    response = admin_client.post(question, {"read": form.read, "note": "Places"})

    html = response.content.decode()
    assert response.status_code == 200
    assert "la formation a changé entre-temps" in html
    assert "D’une collègue" in html
    assert ">\nPlaces</textarea>" in html
    assert Edition.objects.current().get().number == 1

    admin_client.post(question, {"read": PublishPage(html).read, "note": "Places"})
    assert Edition.objects.current().get().sheet["lead"] == "D’une collègue"


def test_a_note_that_is_too_long_is_kept_and_publishes_nothing(
    admin_client: Client, programme: Programme, page: str
) -> None:
    save(admin_client, page, {"capacity": "24"})

    html = publish(admin_client, programme, note="x" * 301).content.decode()

    assert "au plus 300 caractères (actuellement 301)" in html
    assert "x" * 301 in html
    assert Edition.objects.current().get().number == 1


def test_a_first_publication_has_nothing_to_compare_with(
    admin_client: Client, programme: Programme
) -> None:
    copy = publishing.duplicate(programme, "autre", None)

    assert "Première publication" in admin_client.get(step(copy, "publish")).content.decode()
    publish(admin_client, copy)
    assert Edition.objects.current().get(programme=copy).number == 1


def test_an_address_that_is_taken_is_refused_in_a_sentence(
    admin_client: Client, programme: Programme, page: str
) -> None:
    copy = publishing.duplicate(programme, programme.slug, None)

    response = publish(admin_client, copy)

    assert response.status_code == 302
    assert "déjà en ligne" in told(admin_client, response["Location"])


def test_there_is_nothing_to_publish_when_nothing_changed(
    admin_client: Client, programme: Programme, page: str
) -> None:
    html = admin_client.get(step(programme, "publish")).content.decode()
    assert "il n’y a rien à publier" in html
    assert 'value="Publier"' not in html

    mark = f"{Edition.objects.get().fingerprint}-{Edition.objects.get().pk}"
    admin_client.post(step(programme, "publish"), {"read": mark})
    assert "déjà en ligne" in told(admin_client, page)
    assert programme.editions.count() == 1


def test_a_withdrawal_of_what_is_not_online_is_refused_in_a_sentence(
    admin_client: Client, programme: Programme, page: str
) -> None:
    publishing.withdraw(programme)

    response = admin_client.post(step(programme, "withdraw"))

    assert response.status_code == 302
    assert "pas en ligne" in told(admin_client, page)


def test_a_programme_that_was_withdrawn_is_published_again(
    admin_client: Client, programme: Programme
) -> None:
    publishing.withdraw(programme)

    html = admin_client.get(step(programme, "publish")).content.decode()
    assert "Rien n’a changé depuis l’édition n° 1, qui n’est plus en ligne." in html

    publish(admin_client, programme)
    assert Edition.objects.current().get().number == 2


def test_an_archived_programme_comes_back_as_a_draft(
    admin_client: Client, programme: Programme, page: str
) -> None:
    admin_client.post(step(programme, "archive"))
    assert "archivée" in told(admin_client, page)
    admin_client.post(step(programme, "publish"))
    assert "désarchivez-la" in told(admin_client, page)

    admin_client.post(step(programme, "unarchive"))

    assert state_in_list(admin_client) == "retirée"
    assert not Edition.objects.current().exists()


@pytest.mark.parametrize("name", STEPS)
def test_opening_an_address_changes_nothing(
    admin_client: Client, programme: Programme, name: str
) -> None:
    response = admin_client.get(step(programme, name))

    assert response.status_code == (302 if name == "unarchive" else 200)
    assert Edition.objects.current().get().number == 1


@pytest.mark.parametrize("name", STEPS)
def test_a_step_without_its_token_is_refused(programme: Programme, name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("chef", password="x"))

    assert client.post(step(programme, name)).status_code == 403
    assert Edition.objects.current().get().number == 1


@pytest.mark.parametrize("name", STEPS)
def test_writers_do_not_publish(writer: Client, programme: Programme, name: str) -> None:
    assert writer.post(step(programme, name)).status_code == 403
    assert Edition.objects.current().get().number == 1


def test_writers_see_no_step_and_a_forged_button_only_saves(
    writer: Client, programme: Programme, page: str
) -> None:
    html = writer.get(page).content.decode()
    assert "Enregistrer et publier" not in html
    assert "Retirer" not in html

    response = save(writer, page, {"capacity": "24"}, "_publish")

    assert response.status_code == 302
    assert Edition.objects.current().get().number == 1
    assert programme.editions.count() == 2


@pytest.mark.parametrize("name", STEPS)
def test_strangers_are_asked_who_they_are(client: Client, programme: Programme, name: str) -> None:
    assert "/admin/login/" in client.post(step(programme, name))["Location"]


def test_the_page_leads_to_the_public_page_and_to_what_one_does_with_it(
    admin_client: Client, programme: Programme, page: str
) -> None:
    html = admin_client.get(page).content.decode()

    assert 'href="/formations/bts-ndrc/"' in html
    for name in ("preview", "compare", "editions", "share"):
        assert f'href="{step(programme, name)}"' in html
    editions = (
        f"{reverse('admin:programmes_edition_changelist')}?programme__id__exact={programme.pk}"
    )
    assert "n° 1, en ligne" in admin_client.get(editions).content.decode()


def test_the_list_is_searched_without_accents(admin_client: Client, programme: Programme) -> None:
    assert "1 formation" in admin_client.get(f"{LIST}?q=NÉGOCIATION+38368").content.decode()
    assert "0 formation" in admin_client.get(f"{LIST}?q=plomberie").content.decode()


@pytest.mark.parametrize("query", ["programme__id__exact=x", "programme__id__exact=99", "p=9999"])
def test_a_strange_address_of_the_editions_is_no_accident(
    admin_client: Client, programme: Programme, query: str
) -> None:
    response = admin_client.get(f"{reverse('admin:programmes_edition_changelist')}?{query}")

    assert response.status_code in {200, 302}


def test_a_missing_mention_that_misleads_stops_the_publication(
    admin_client: Client, programme: Programme
) -> None:
    save(
        admin_client,
        reverse("admin:programmes_programme_change", args=[programme.pk]),
        {"certifiers-0-DELETE": "on"},
    )
    question = admin_client.get(step(programme, "publish")).content.decode()

    assert "bloque la publication" in question
    assert 'value="Publier"' not in question

    publish(admin_client, programme)  # as somebody who forges the button

    assert Edition.objects.published().count() == 1


def test_other_gaps_are_shown_and_do_not_stop_it(
    admin_client: Client, programme: Programme, page: str
) -> None:
    save(admin_client, page, {"capacity": "24"})
    question = admin_client.get(step(programme, "publish")).content.decode()

    assert "mentions manquantes" in question

    publish(admin_client, programme, note="Une place de moins.")

    assert Edition.objects.current().get().note == "Une place de moins."
