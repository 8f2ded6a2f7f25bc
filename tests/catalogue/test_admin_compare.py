"""Two versions of a programme compared: what staff read, whichever two they choose."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from catalogue.admin.life.compare import CONTEXT, excerpt
from catalogue.admin.parts import PARTS
from catalogue.life import publishing
from programmes.comparison import Mark, word_marks
from programmes.comparison.compare import SECTION_TITLES
from programmes.models import Edition, ExamPaper, Programme
from tests.catalogue.admin_page import save

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


@pytest.fixture
def comparison(programme: Programme) -> str:
    return reverse("admin:programmes_programme_compare", args=[programme.pk])


def read(client: Client, address: str, **asked: str | int) -> str:
    """The text of the page, marks included."""
    response = client.get(address, asked)
    assert response.status_code == 200
    html = response.content.decode().partition('<div id="content-main"')[2]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_draft_is_compared_with_what_is_online(
    admin_client: Client, programme: Programme, comparison: str
) -> None:
    change = reverse("admin:programmes_programme_change", args=[programme.pk])
    save(admin_client, change, {"capacity": "24", "equivalence": ""})

    text = read(admin_client, comparison)

    assert "2 différences de « En ligne (édition n° 1) » à « Brouillon »." in text
    assert "Nombre maximal de participants Modification avant : 25 → après : 24" in text
    assert "Équivalence Modification" in text
    assert "capacity" not in text


def test_nothing_changed_says_so(admin_client: Client, comparison: str) -> None:
    assert "Aucune différence de « En ligne" in read(admin_client, comparison)


def test_a_long_text_is_marked_word_by_word(
    admin_client: Client, programme: Programme, comparison: str
) -> None:
    old = programme.presentation
    word = next(word for word in old.split() if len(word) > 6 and old.count(word) == 1)
    Programme.objects.update(presentation=old.replace(word, "ailleurs"))

    html = admin_client.get(comparison).content.decode()

    assert f'<del><span class="visually-hidden">(retiré\u202f: </span>{word}' in html
    assert '<ins><span class="visually-hidden">(ajouté\u202f: </span>ailleurs' in html


def test_changes_are_found_down_to_objectives_and_papers(
    admin_client: Client, programme: Programme, comparison: str
) -> None:
    bloc = programme.blocs.first()
    assert bloc
    bloc.objectives.create(text="Animer <b>tout</b>", order=99)
    paper = ExamPaper.objects.filter(unit__programme=programme).first()
    assert paper
    ExamPaper.objects.filter(pk=paper.pk).update(coefficient=17)
    programme.occupations.all()[0].delete()

    text = read(admin_client, comparison)

    assert re.search(r"objectif \d+ Ajout Texte Animer &lt;b&gt;tout&lt;/b&gt;", text)
    assert "après : 17" in text
    assert "Débouchés Débouché «" in text
    assert "Retrait" in text


def test_any_two_editions_are_compared_either_way(
    admin_client: Client, programme: Programme, comparison: str
) -> None:
    for places in (30, 31, 32):
        Programme.objects.update(capacity=places)
        publishing.snapshot(programme, None)
    editions = list(Edition.objects.order_by("pk"))

    forth = read(admin_client, comparison, de=editions[1].pk, a=editions[3].pk)
    back = read(admin_client, comparison, de=editions[3].pk, a=editions[1].pk)

    assert "avant : 30 → après : 32" in forth
    assert "avant : 32 → après : 30" in back


def test_versions_of_one_minute_are_told_apart(
    admin_client: Client, programme: Programme, comparison: str
) -> None:
    ada = User.objects.create_user("ada", password="x", first_name="Ada", last_name="Lace")
    start = datetime(2026, 11, 24, 10, 12, 1, tzinfo=ZoneInfo("Europe/Paris"))
    passed = (0, 0.341, 20, 21, 3600)  # seconds
    for places, seconds in enumerate(passed, 30):
        Programme.objects.update(capacity=places)
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            publishing.snapshot(programme, ada)

    html = admin_client.get(comparison).content.decode()

    names = re.findall(r'<option value="\d+">(Version du [^<]+)</option>', html)
    assert [name.replace("\u202f", " ") for name in names[:5]] == [
        "Version du 24 novembre 2026 à 11 h 12, par Ada Lace",
        "Version du 24 novembre 2026 à 10 h 12 min 22 s, par Ada Lace",
        "Version du 24 novembre 2026 à 10 h 12 min 21 s, par Ada Lace",
        "Version du 24 novembre 2026 à 10 h 12 min 01,341 s, par Ada Lace",
        "Version du 24 novembre 2026 à 10 h 12 min 01,000 s, par Ada Lace",
    ]


def test_the_paper_says_of_when_each_version_is(
    admin_client: Client, programme: Programme, comparison: str
) -> None:
    Programme.objects.update(capacity=24)
    publishing.publish(programme, None)
    first, second = Edition.objects.order_by("pk")
    day = r"\d+\w* \w+ \d{4} à \d+ h \d\d"

    draft = read(admin_client, comparison)
    both = read(admin_client, comparison, de=first.pk, a=second.pk)

    assert re.search(rf"À Brouillon, le {day} Comparées le {day}", draft)
    assert re.search(
        rf"De Édition n° 1, enregistrée le {day} à la mise en place du site, publiée le {day} "
        rf"À Édition n° 2, en ligne, enregistrée le {day}",
        both,
    )


def test_a_part_is_called_what_its_form_calls_it() -> None:
    titles = {part.name: part.title for part in PARTS}

    assert {part: titles[part] for part in titles.keys() & SECTION_TITLES.keys()}.items() <= (
        SECTION_TITLES.items()
    )
    assert titles["identity"] == SECTION_TITLES["identity"]


@pytest.mark.parametrize("asked", ["99999", "x", "-1", "9" * 30, "en-ligne2", "²"])
def test_a_strange_version_is_an_error_beside_its_field(
    admin_client: Client, comparison: str, asked: str
) -> None:
    text = read(admin_client, comparison, de=asked)

    assert "Cette version n’est pas de cette formation." in text
    assert "différence" not in text


def test_another_programme_is_not_read_from_here(
    admin_client: Client, programme: Programme, comparison: str
) -> None:
    other = publishing.duplicate(programme, "autre", None)

    text = read(admin_client, comparison, de=other.editions.get().pk)

    assert "Cette version n’est pas de cette formation." in text


def test_a_programme_never_published_is_compared_with_its_first_version(
    admin_client: Client, programme: Programme
) -> None:
    other = publishing.duplicate(programme, "autre", None)
    Programme.objects.filter(pk=other.pk).update(capacity=7)
    address = reverse("admin:programmes_programme_compare", args=[other.pk])

    assert "1 différence de « Version du" in read(admin_client, address)


def test_no_comparison_is_kept_or_shown_to_others(client: Client, comparison: str) -> None:
    assert "/admin/login/" in client.get(comparison)["Location"]
    user = User.objects.create_user("sans-droit", password="x", is_staff=True)
    client.force_login(user)
    assert client.get(comparison).status_code == 403

    client.force_login(User.objects.create_superuser("chef", password="x"))
    response = client.get(comparison)
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert client.post(comparison).status_code == 405


def test_long_unchanged_text_is_cut_around_what_changed() -> None:
    before, between, after = ("mot " * 200 for _ in range(3))
    runs = excerpt(word_marks(f"{before}A {between}B {after}", f"{before}C {between}D {after}"))

    equal = [run.text for run in runs if run.mark is Mark.EQUAL]
    assert [text.count("[…]") for text in equal] == [1, 1, 1]
    assert all(len(text) <= 2 * CONTEXT + 5 for text in equal)
    assert [run.text for run in runs if run.mark is not Mark.EQUAL] == ["A", "C", "B", "D"]
