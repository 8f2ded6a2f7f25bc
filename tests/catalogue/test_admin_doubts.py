"""What review notes say of the exam, and what publishing then proposes to say to the public."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.life import doubts, publishing, reading
from catalogue.life.doubts import Proposal
from programmes.models import Edition, ExamPaper, Programme, ReviewNote
from tests.catalogue.page_text import plain

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

TOLD = "Dire sur la page que les coefficients sont à vérifier"
LIFTED = "Ne plus dire sur la page que les coefficients sont à vérifier"


@pytest.fixture(autouse=True)
def undoubted(programme: Programme) -> None:
    """Online without a doubt, and without a note."""
    programme.review_notes.all().delete()
    Programme.objects.filter(pk=programme.pk).update(exam_in_doubt=False)
    publishing.publish(programme, None)


def note(programme: Programme, subject: str, text: str = "À vérifier.") -> ReviewNote:
    made: ReviewNote = programme.review_notes.create(subject=subject, text=text)
    return made


def found(programme: Programme) -> Proposal | None:
    return doubts.proposal(reading.of(programme.pk))


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Épreuve orale", "?"),
        ("Grille d’examen", "?"),
        ("u5 : oral ou pratique", "?"),
        ("Unités du premier semestre", "?"),
        ("Brochure", "Elle donne le coefficient 4 à la partie écrite."),
        ("Brochure", "Les COEFFICIENTS sont anciens."),
    ],
)
def test_a_note_speaks_of_the_exam(programme: Programme, subject: str, text: str) -> None:
    note(programme, subject, text)

    assert found(programme) == Proposal(True, (subject,))


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Tarifs sans date", "La date de l’épreuve est connue, celle du tarif ne l’est pas."),
        ("Code U55", "?"),
        ("Communauté", "Une unité de plus."),
    ],
)
def test_a_note_about_something_else_does_not(
    programme: Programme, subject: str, text: str
) -> None:
    note(programme, subject, text)

    assert found(programme) is None


def test_a_settled_note_speaks_no_more(programme: Programme) -> None:
    one = note(programme, "Épreuve orale")
    one.settled_at = one.created_at
    one.save()

    assert found(programme) is None


def test_without_an_exam_nothing_is_proposed(programme: Programme) -> None:
    note(programme, "Coefficients")
    programme.exam_units.all().delete()

    assert found(programme) is None


# On the page that publishes


def question(programme: Programme) -> str:
    return reverse("admin:programmes_programme_publish", args=[programme.pk])


def read(html: str) -> str:
    (mark,) = re.findall(r'name="read" value="([^"]+)"', html)
    return str(mark)


def is_ticked(html: str) -> bool:
    (box,) = re.findall(r'<input type="checkbox" name="doubt"[^>]*>', html)
    return " checked" in box


def test_the_doubt_is_proposed_ticked_with_its_notes(
    admin_client: Client, programme: Programme
) -> None:
    note(programme, "Épreuve U5")
    note(programme, "Coefficient de la LV2")

    html = admin_client.get(question(programme)).content.decode()

    assert is_ticked(html)
    assert TOLD in plain(html)
    assert "Notes ouvertes : « Épreuve U5 » et « Coefficient de la LV2 »." in plain(html)
    assert "sauf si vous cochez la case" in plain(html)


def test_what_is_ticked_is_published(admin_client: Client, programme: Programme) -> None:
    note(programme, "Épreuve U5")
    html = admin_client.get(question(programme)).content.decode()

    answer = admin_client.post(question(programme), {"read": read(html), "doubt": "on"})

    assert answer.status_code == 302
    online = Edition.objects.current().get()
    assert online.sheet["exam_in_doubt"] is True
    assert publishing.fingerprint_today(online) == reading.of(programme.pk).fingerprint
    assert found(programme) is None


def test_what_is_left_unticked_is_not(admin_client: Client, programme: Programme) -> None:
    note(programme, "Épreuve U5")
    Programme.objects.filter(pk=programme.pk).update(lead="Vendre.")
    html = admin_client.get(question(programme)).content.decode()

    admin_client.post(question(programme), {"read": read(html)})

    online = Edition.objects.current().get()
    assert (online.sheet["lead"], online.sheet["exam_in_doubt"]) == ("Vendre.", False)


def test_unticked_and_unchanged_there_is_nothing_to_publish(
    admin_client: Client, programme: Programme
) -> None:
    note(programme, "Épreuve U5")
    html = admin_client.get(question(programme)).content.decode()
    before = Edition.objects.count()

    answer = admin_client.post(question(programme), {"read": read(html)}, follow=True)

    assert "est déjà en ligne et rien n’a changé depuis" in plain(answer.content.decode())
    assert Edition.objects.count() == before


def test_a_doubt_that_no_note_holds_may_be_lifted(
    admin_client: Client, programme: Programme
) -> None:
    Programme.objects.filter(pk=programme.pk).update(exam_in_doubt=True)
    publishing.publish(programme, None)
    html = admin_client.get(question(programme)).content.decode()

    assert LIFTED in plain(html)
    assert not is_ticked(html)
    admin_client.post(question(programme), {"read": read(html), "doubt": "on"})

    assert Edition.objects.current().get().sheet["exam_in_doubt"] is False


def test_a_note_opened_meanwhile_is_read_first(admin_client: Client, programme: Programme) -> None:
    Programme.objects.filter(pk=programme.pk).update(lead="Vendre.")
    html = admin_client.get(question(programme)).content.decode()
    note(programme, "Épreuve U5")

    again = admin_client.post(question(programme), {"read": read(html), "note": "Accroche."})

    page = again.content.decode()
    assert "Rien n’est publié : la formation a changé entre-temps." in plain(page)
    assert is_ticked(page)
    assert "Accroche." in page
    assert Edition.objects.current().get().sheet["lead"] != "Vendre."


def test_a_choice_stays_when_something_else_changed(
    admin_client: Client, programme: Programme
) -> None:
    note(programme, "Épreuve U5")
    html = admin_client.get(question(programme)).content.decode()
    Programme.objects.filter(pk=programme.pk).update(lead="Vendre.")

    again = admin_client.post(question(programme), {"read": read(html)})

    assert not is_ticked(again.content.decode())


def test_where_there_are_no_coefficients_the_assessment_is_checked(
    admin_client: Client, programme: Programme
) -> None:
    Programme.objects.filter(pk=programme.pk).update(kind="titre_pro")
    ExamPaper.objects.update(coefficient=None)
    note(programme, "Évaluation finale")

    html = admin_client.get(question(programme)).content.decode()

    assert "Dire sur la page que les modalités d’évaluation sont à vérifier" in plain(html)
