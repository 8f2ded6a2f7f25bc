"""Which passwords are taken, and what is said beside the field of one that is not."""

import time

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.passwords import LEAST, strength
from catalogue.management.commands.staff_account import random_password
from programmes.models import Site, TrainingCentre

from .conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


@pytest.fixture
def person() -> User:
    centre = TrainingCentre.objects.create(name="CFA Sud Formation", legal_name="Groupe Garonne")
    Site.objects.create(centre=centre, name="Campus", address="x", town="Bon-Encontre")
    return User(
        username="cdurand",
        first_name="Camille",
        last_name="Durand",
        email="camille.durand@exemple.fr",
    )


GUESSED = [
    "motdepasse12345", "MotDePasse12345", "M0t-de-Passe-12345", "Mot de passe 12345",
    "Mötdepässe.2026!", "54321essapedtom", "azertyuiop12345", "AzertyAzerty123", "qsdfghjklmwxcvbn",
    "password12345678", "P@ssw0rd-P@ssw0rd", "123456789012345", "aaaaaaaaaaaaaaaaaa",
    "2026-2026-2026-2026", "01/09/2026 01/09/2026", "Bienvenue2026!!!", "Bonjour123456789",
    "Soleil-Soleil-Soleil", "Marseille13000!!", "motdepassemotdepasse",
    # Of the person and of the site, forwards and backwards.
    "camilledurand2026", "Durand.Camille.1998", "cdurandcdurand1", "dnarudellimac2026",
    "cfasudformation", "Groupe-Garonne-2026", "Bon-Encontre-47240", "testserver-localhost",
]  # fmt: skip
TAKEN = [
    PASSWORD, "une phrase de passe assez longue", "cheval pile agrafe correct",
    "Ma voisine élève 3 lamas bleus", "k3m9p-xxr7d-4tq2z-hj8wn", "ça sent le roussi ici bas",
    "пароль из четырёх слов", "🐢🐢 lente mais sûre 🐢🐢", "nuage tiroir girafe", PASSWORD * 20,
]  # fmt: skip


@pytest.mark.parametrize("password", GUESSED)
def test_a_password_that_one_guesses_is_refused_in_any_spelling(
    person: User, password: str
) -> None:
    with pytest.raises(ValidationError, match="se devine, même écrit autrement"):
        validate_password(password, person)


@pytest.mark.parametrize("password", TAKEN)
def test_no_rule_of_composition_stands_against_a_good_one(person: User, password: str) -> None:
    validate_password(password, person)


def test_fifteen_characters_are_the_least(person: User) -> None:
    with pytest.raises(ValidationError, match="15 caractères au moins, il y en a 14"):
        validate_password("kx7-qm2-vw9-zt", person)
    validate_password("kx7-qm2-vw9-ztb", person)


def test_the_password_that_the_installation_prints_is_a_good_one(person: User) -> None:
    for _ in range(20):
        password = random_password()
        validate_password(password, User(username="admin"))
        assert strength(password) > LEAST + 5


def test_an_endless_password_takes_no_time(person: User) -> None:
    before = time.process_time()
    strength("aB3$" * 25_000, person)

    assert time.process_time() - before < 2


@pytest.mark.parametrize(
    ("password", "said"),
    [("trop court", "15 caractères au moins, il y en a 10"), ("motdepasse12345", "se devine")],
)
def test_one_is_told_beside_the_field(client: Client, password: str, said: str) -> None:
    user = User.objects.create_user("camille", password="court", is_staff=True)
    client.force_login(user)
    sent = {"old_password": "court", "new_password1": password, "new_password2": password}

    html = client.post(reverse("admin:password_change"), sent).content.decode()

    field = html[html.index("field-new_password2") :]
    assert said in field[: field.index("</div>")]
    user.refresh_from_db()
    assert user.check_password("court")


def test_help_says_what_is_asked_before_one_types(client: Client) -> None:
    client.force_login(User.objects.create_user("camille", password="court", is_staff=True))

    html = client.get(reverse("admin:password_change")).content.decode()

    assert "quatre mots sans rapport entre eux" in html
    assert "Ni mot de passe courant" in html
