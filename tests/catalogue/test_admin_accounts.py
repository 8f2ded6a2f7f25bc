"""Accounts, as whoever manages them reads and fills them in."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.catalogue.admin_page import form_of, page_of, save, words

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

PASSWORD = "une phrase de passe assez longue"
NOT_OURS = re.compile(
    r"Can (add|change|delete|view)|pbkdf2|algorithme|md5|LDAP|Single Sign|vous pourrez modifiez"
    r"|Statut|permission|l’utilisateur"
)


@pytest.fixture
def colleague() -> User:
    return User.objects.create_user("camille", password="x", is_staff=True)


def test_each_page_speaks_plain_french(admin_client: Client, colleague: User) -> None:
    password = reverse("admin:auth_user_password_change", args=[colleague.pk])
    for address in (page_of(colleague), reverse("admin:auth_user_add"), password):
        found = NOT_OURS.search(words(admin_client, address))

        assert not found, (address, found)


def test_an_account_says_who_it_is_and_what_it_may_do(
    admin_client: Client, colleague: User
) -> None:
    page = words(admin_client, page_of(colleague))

    for said in ("Identité", "Droits", "Dates", "Compte actif", "Membre de l’équipe", "Rôles"):
        assert said in page


def test_a_role_and_a_name_are_given_on_one_page(admin_client: Client, colleague: User) -> None:
    role = Group.objects.get(name="Publication")

    save(
        admin_client,
        page_of(colleague),
        {"first_name": "Camille", "groups": [str(role.pk)]},
    )

    colleague.refresh_from_db()
    assert colleague.first_name == "Camille"
    assert list(colleague.groups.all()) == [role]
    assert colleague.check_password("x")


def test_a_right_given_by_hand_outlives_a_save(admin_client: Client, colleague: User) -> None:
    """The page shows none of them, and so takes none away."""
    right = Group.objects.get(name="Publication").permissions.all()[0]
    colleague.user_permissions.add(right)

    save(admin_client, page_of(colleague), {"first_name": "Camille"})

    assert list(colleague.user_permissions.all()) == [right]


def test_the_password_is_a_link_to_its_own_page(admin_client: Client, colleague: User) -> None:
    password = reverse("admin:auth_user_password_change", args=[colleague.pk])

    html = admin_client.get(page_of(colleague)).content.decode()

    assert f'<a href="{password}">Changer le mot de passe</a>' in html
    assert "password" not in form_of(admin_client, page_of(colleague))


def test_a_password_is_changed(admin_client: Client, colleague: User) -> None:
    page = reverse("admin:auth_user_password_change", args=[colleague.pk])

    wrong = admin_client.post(page, {"password1": PASSWORD, "password2": "autre"})
    empty = admin_client.post(page, {})
    done = admin_client.post(page, {"password1": PASSWORD, "password2": PASSWORD})

    assert "ne correspondent pas" in wrong.content.decode()
    assert empty.status_code == 200
    assert done["Location"] == page_of(colleague)
    colleague.refresh_from_db()
    assert colleague.check_password(PASSWORD)


def test_a_new_account_is_ready_to_work_once_its_person_has_chosen_a_password(
    admin_client: Client,
) -> None:
    role = Group.objects.get(name="Rédaction")
    page = reverse("admin:auth_user_add")

    answer = save(
        admin_client,
        page,
        {"username": "dominique", "first_name": "Dominique", "groups": [str(role.pk)]},
        "_save",
    )

    user = User.objects.get(username="dominique")
    assert "password1" not in form_of(admin_client, page)
    assert "Adresse à remettre à cette personne" in answer.content.decode()
    assert user.is_staff
    assert not user.is_superuser
    assert not user.has_usable_password()
    assert user.get_full_name() == "Dominique"
    assert list(user.groups.all()) == [role]


def test_two_accounts_differ_by_more_than_a_capital(admin_client: Client, colleague: User) -> None:
    answer = save(admin_client, reverse("admin:auth_user_add"), {"username": "Camille"}, "_save")

    assert "Un compte porte déjà ce nom." in answer.content.decode()
    assert 'value="Camille"' in answer.content.decode()


def test_the_list_names_people_and_their_roles(admin_client: Client, colleague: User) -> None:
    colleague.groups.add(Group.objects.get(name="Rédaction"))
    User.objects.filter(pk=colleague.pk).update(first_name="Camille", last_name="Durand")

    page = words(admin_client, reverse("admin:auth_user_changelist"))

    assert "Camille Durand" in page
    assert "Rédaction" in page
    assert "Super-utilisateur" in page
    assert "Statut" not in page


def test_roles_come_with_the_site_and_have_no_page(admin_client: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_group_changelist")
    assert "Groupes" not in words(admin_client, "/admin/")


# Somebody can always manage accounts


@pytest.fixture
def last(admin_client: Client) -> User:
    """The account of whoever is at work, the only one that may manage accounts."""
    return User.objects.get(username="admin")


SENTENCE = "C’est le dernier super-utilisateur actif"


@pytest.mark.parametrize(
    "unticked",
    [["is_active"], ["is_staff"], ["is_superuser"], ["is_active", "is_staff", "is_superuser"]],
)
def test_the_last_superuser_stays_and_is_told_so_beside_the_box(
    admin_client: Client, last: User, unticked: list[str]
) -> None:
    # None of these could stand in for it.
    User.objects.create_superuser("partie", is_active=False)
    User.objects.create_user("ailleurs", is_superuser=True)
    User.objects.create_user("camille", is_staff=True)

    answer = save(
        admin_client, page_of(last), {"first_name": "Tapé", **{name: [] for name in unticked}}
    )

    html = answer.content.decode()
    beside = re.findall(rf'id="id_(\w+)_error"><li>{SENTENCE}\u202f:', html)
    assert beside == sorted(unticked, key=["is_active", "is_staff", "is_superuser"].index)
    assert 'value="Tapé"' in html
    last.refresh_from_db()
    assert last.is_active
    assert last.is_staff
    assert last.is_superuser


def test_the_last_superuser_is_not_deleted(admin_client: Client, last: User) -> None:
    page = page_of(last, "delete")

    for answer in (admin_client.get(page), admin_client.post(page, {"post": "yes"})):
        assert answer["Location"] == page_of(last)
    assert SENTENCE in admin_client.get(page_of(last)).content.decode()
    assert User.objects.get() == last


def test_no_action_of_the_list_touches_accounts(admin_client: Client, last: User) -> None:
    other = User.objects.create_superuser("camille")
    sent = {
        "action": "delete_selected",
        "_selected_action": [str(last.pk), str(other.pk)],
        "post": "yes",
        "index": "0",
    }

    admin_client.post(reverse("admin:auth_user_changelist"), sent)

    assert User.objects.filter(is_active=True).count() == 2


def test_one_of_two_superusers_can_leave_and_be_deleted(admin_client: Client, last: User) -> None:
    other, third = (User.objects.create_superuser(name) for name in ("camille", "dominique"))

    assert save(admin_client, page_of(other), {"is_active": []}).status_code == 302
    assert admin_client.post(page_of(third, "delete"), {"post": "yes"}).status_code == 302
    assert save(admin_client, page_of(last), {"is_active": []}).status_code == 200

    other.refresh_from_db()
    assert not other.is_active
    assert not User.objects.filter(pk=third.pk).exists()


def test_an_account_that_is_no_superuser_is_closed_and_deleted_as_ever(
    admin_client: Client, colleague: User
) -> None:
    assert save(admin_client, page_of(colleague), {"is_active": []}).status_code == 302
    assert admin_client.post(page_of(colleague, "delete"), {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=colleague.pk).exists()
