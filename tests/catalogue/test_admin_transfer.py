"""A programme exported and imported: tried first, all or nothing, never published."""

import json
import re
from collections.abc import Callable
from email.message import Message
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from hypothesis import given, settings

from admissions.models import FundingScheme
from catalogue.admin.life.transfer import Target, rehearsed
from catalogue.life.draft import read_sheet, write_sheet
from catalogue.life.transfer import file as importing
from programmes import sheet as sheets
from programmes.models import Edition, ExamUnit, KeyFigure, Programme, Site, TrainingCentre
from programmes.sheet import Sheet
from tests.catalogue.admin_page import save
from tests.catalogue.test_draft import undone
from tests.factories import example_sheet, keep_files
from tests.strategies import any_sheet

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.ignore_template_errors,
    pytest.mark.usefixtures("few_notes"),
]

NEW = "/admin/programmes/programme/importer/"
Stored = dict[str, Any]


@pytest.fixture
def into(programme: Programme) -> str:
    return reverse("admin:programmes_programme_import", args=[programme.pk])


def exported(client: Client, programme: Programme) -> bytes:
    exporting = reverse("admin:programmes_programme_export", args=[programme.pk])
    content: bytes = client.get(exporting).content
    return content


def upload(client: Client, address: str, content: bytes | Stored) -> HttpResponse:
    if not isinstance(content, bytes):
        content = json.dumps(content).encode()
    file = SimpleUploadedFile("formation.json", content, content_type="application/json")
    return client.post(address, {"file": file})  # type: ignore[return-value]


def text_of(response: HttpResponse) -> str:
    html = response.content.decode().partition('<div id="content-main"')[2]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def carried(response: HttpResponse) -> str:
    found = re.search(r'name="sheet" value="([^"]+)"', response.content.decode())
    assert found, text_of(response)
    return found[1]


def take_in(client: Client, address: str, content: bytes | Stored) -> HttpResponse:
    """Upload, read what it would change, confirm."""
    return client.post(  # type: ignore[return-value]
        address, {"sheet": carried(upload(client, address, content))}, follow=True
    )


def example(**changes: Any) -> Stored:
    return {**sheets.dump(example_sheet()), **changes}


def everything() -> list[int]:
    models = (Programme, Edition, TrainingCentre, Site, FundingScheme, ExamUnit, KeyFigure)
    return [model._default_manager.count() for model in models]


# Out


def test_the_draft_is_downloaded_under_a_french_name(
    admin_client: Client, programme: Programme
) -> None:
    Programme.objects.update(capacity=24)

    exporting = reverse("admin:programmes_programme_export", args=[programme.pk])
    response = admin_client.get(exporting)

    assert response["Content-Type"] == "application/json"
    assert "no-store" in response["Cache-Control"]
    disposition = Message()
    disposition["Content-Disposition"] = response["Content-Disposition"]
    assert disposition.get_content_disposition() == "attachment"
    name = disposition.get_filename("")
    assert re.fullmatch(r"BTS NDRC, brouillon du \d.* \d{4}\.json", name)
    assert json.loads(response.content)["capacity"] == 24
    assert response.content.decode() == importing.written(read_sheet(programme.pk))


def test_a_draft_that_cannot_be_read_is_not_exported(
    admin_client: Client, programme: Programme, page: str
) -> None:
    Programme.objects.update(formacodes=["x"])
    exporting = reverse("admin:programmes_programme_export", args=[programme.pk])

    assert admin_client.get(exporting)["Location"] == page
    html = admin_client.get(page).content.decode().replace("\u202f", " ")
    assert "Ce brouillon ne peut pas être lu. Formacodes 1 : forme inattendue." in html


# There and back


def test_importing_an_export_changes_nothing(
    admin_client: Client, programme: Programme, into: str
) -> None:
    before = everything()
    response = upload(admin_client, into, exported(admin_client, programme))

    assert "Le fichier dit la même chose que le brouillon" in text_of(response)
    assert "Importer dans le brouillon" not in response.content.decode()
    admin_client.post(into, {"sheet": carried(response)})
    assert everything() == before


class Anybody:
    def has_perm(self, right: str) -> bool:
        return True


@given(any_sheet())
@settings(max_examples=settings().max_examples // 2)
def test_importing_any_export_changes_nothing(sheet: Sheet) -> None:
    request = RequestFactory().get("/")
    request.user = Anybody()  # type: ignore[assignment]
    with undone():
        programme = Programme()
        write_sheet(sheet, programme)
        keep_files(sheet)
        text = importing.written(read_sheet(programme.pk))

        rehearsal = rehearsed(request, Target(programme), importing.sheet_in(text.encode()))

        assert rehearsal.before == rehearsal.after == sheet
        assert (rehearsal.received.differences, rehearsal.received.made) == ([], [])
        assert read_sheet(programme.pk) == sheet


def test_an_export_becomes_the_same_programme_elsewhere(
    admin_client: Client, programme: Programme
) -> None:
    """Another house's catalogue: no programme, no centre, no scheme."""
    content = exported(admin_client, programme)
    sheet = read_sheet(programme.pk)
    with undone():
        Edition.objects.all()._raw_delete("default")
        Programme.objects.all().delete()
        TrainingCentre.objects.all()[0].sites.all().delete()
        TrainingCentre.objects.all().delete()
        FundingScheme.objects.all().delete()

        asked = upload(admin_client, NEW, content)
        assert "Ce qui sera aussi créé" in text_of(asked)
        assert "Centre de formation « Sud Management »" in text_of(asked)
        assert everything()[0] == 0
        admin_client.post(NEW, {"sheet": carried(asked)})

        copy = Programme.objects.get()
        assert read_sheet(copy.pk) == sheet
        (edition,) = copy.editions.all()
        assert edition.number is None


# Into a draft


def test_one_sees_what_will_change_then_changes_it(
    admin_client: Client, admin_user: User, programme: Programme, into: str, page: str
) -> None:
    content = exported(admin_client, programme)
    save(admin_client, page, {"capacity": "24"})

    asked = upload(admin_client, into, content)

    assert "1 différence dans le brouillon." in text_of(asked)
    assert "avant : 24 → après : 25" in text_of(asked)
    assert Programme.objects.get().capacity == 24
    assert programme.editions.count() == 2

    response = admin_client.post(into, {"sheet": carried(asked)}, follow=True)

    assert response.redirect_chain == [(page, 302)]
    assert "Le brouillon reprend le fichier." in response.content.decode()
    assert Programme.objects.get().capacity == 25
    newest = programme.editions.latest("pk")
    assert (newest.author, newest.sheet["capacity"], newest.number) == (admin_user, 25, None)
    history = reverse("admin:programmes_programme_history", args=[programme.pk])
    assert "Importée d’un fichier." in admin_client.get(history).content.decode()


def test_what_was_not_yet_kept_is_kept_before_it_is_replaced(
    admin_client: Client, programme: Programme, into: str
) -> None:
    content = exported(admin_client, programme)
    Programme.objects.update(capacity=24)  # by a command, say

    take_in(admin_client, into, content)

    kept = [one.sheet["capacity"] for one in programme.editions.order_by("pk")]
    assert kept == [25, 24, 25]


def test_an_import_publishes_nothing(admin_client: Client, programme: Programme, into: str) -> None:
    public = Edition.objects.current().values_list("pk", "number")
    before = list(public)

    take_in(admin_client, into, example())

    assert read_sheet(programme.pk).lead == example_sheet().lead
    assert list(public) == before


def test_shared_rows_stay_and_what_differs_is_told(
    admin_client: Client, programme: Programme, into: str
) -> None:
    value = json.loads(exported(admin_client, programme))
    value["centre"]["academy"] = "Toulouse"

    asked = upload(admin_client, into, value)
    assert "« Toulouse » dans ce fichier." in text_of(asked)
    value["capacity"] = 12
    response = take_in(admin_client, into, value)

    assert "Donnée partagée, inchangée" in response.content.decode()
    assert TrainingCentre.objects.get().academy != "Toulouse"
    assert Programme.objects.get().capacity == 12


def test_a_draft_that_changed_since_it_was_read_is_shown_again(
    admin_client: Client, programme: Programme, into: str, page: str
) -> None:
    content = exported(admin_client, programme)
    save(admin_client, page, {"capacity": "24"})
    first = carried(upload(admin_client, into, content))
    save(admin_client, page, {"lead": "D’une collègue"})

    response = admin_client.post(into, {"sheet": first})

    assert "le catalogue a changé entre-temps" in response.content.decode()
    assert "D’une collègue" in text_of(response)  # type: ignore[arg-type]
    assert Programme.objects.get().lead == "D’une collègue"
    admin_client.post(into, {"sheet": carried(response)})  # type: ignore[arg-type]
    assert Programme.objects.get().lead != "D’une collègue"


# Into a new one


def test_a_new_programme_is_summed_up_then_made(
    admin_client: Client, admin_user: User, programme: Programme
) -> None:
    asked = upload(admin_client, NEW, example(slug="autre"))

    assert "/formations/autre/" in text_of(asked)
    assert re.search(r"\d+ unités", text_of(asked))
    assert Programme.objects.count() == 1

    response = admin_client.post(NEW, {"sheet": carried(asked)}, follow=True)

    new = Programme.objects.get(slug="autre")
    page = reverse("admin:programmes_programme_change", args=[new.pk])
    assert response.redirect_chain == [(page, 302)]
    (edition,) = new.editions.all()
    assert (edition.author, edition.number) == (admin_user, None)
    assert [one.programme for one in Edition.objects.current()] == [programme]


def test_an_address_that_is_taken_is_told(admin_client: Client, programme: Programme) -> None:
    asked = upload(admin_client, NEW, example())

    assert "Une autre formation a déjà cette adresse" in text_of(asked)


def test_confirming_twice_makes_one_programme(admin_client: Client, programme: Programme) -> None:
    form = {"sheet": carried(upload(admin_client, NEW, example(slug="autre")))}

    admin_client.post(NEW, form)
    again = admin_client.post(NEW, form)

    assert Programme.objects.filter(slug="autre").count() == 1
    assert "a changé entre-temps" in again.content.decode()


# What staff's forms would refuse


def put(*path: str | int) -> Callable[[object], Stored]:
    def page(to: object) -> Stored:
        value = example(slug="autre")
        inner: Any = value
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = to
        return value

    return page


SCRIPT = "javascript:alert(1)"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (put("short_title")(""), "Titre court : Ce champ ne peut pas être vide."),
        (put("short_title")("   "), "Titre court : Ce champ ne peut pas être vide."),
        (put("registry_code")("RNCP"), "Code au répertoire : Un code compte 3 à 5 chiffres"),
        (put("registry_code")("RS6289"), "Code au répertoire : C’est un code du Répertoire"),
        (put("registry_code")("62"), "Code au répertoire : Ce code a 2 chiffres"),
        (put("nsf")("x"), "Code NSF : Un code NSF compte"),
        (put("training_weekdays")([2, 1]), "Jours au centre : Les jours vont de 1"),
        (put("registration_ends_on")("1999-01-01"), "La fin d’enregistrement précède"),
        (put("occupations", 0, "url")(SCRIPT), "Débouché 1 › fiche métier : "),
        (put("occupations", 0, "url")("ftp://exemple.fr/"), "Une adresse commence par https://"),
        (put("occupations", 0, "rome_code")("1402D"), "Débouché 1 › code ROME : Un code ROME"),
        (put("further_studies", 0, "url")(SCRIPT), "Poursuite d’études 1 › page de cette"),
        (put("key_figures", 0, "url")(SCRIPT), "Chiffre clé 1 › page de la source : "),
        (
            put("key_figures", 0, "value")("123.00"),
            "Chiffre clé 1 › valeur : Un taux va de 0 à 100 %.",
        ),
        (
            put("key_figures", 0, "value")(None),
            "Chiffre clé 1 : une valeur, ou le motif de sa non-diffusion.",
        ),
        (
            put("key_figures", 0, "scale")("out_of_20"),
            "Chiffre clé 1 › unité de la valeur : Une valeur ajoutée est en points",
        ),
        (put("key_figures", 0, "national_value")("123"), "Chiffre clé 1 › valeur nationale : "),
        (put("key_figures", 0, "horizon")(7), "Chiffre clé 1 › délai : choix inconnu : « 7 »."),
        (
            put("key_figures", 0, "year")(1515),
            "Chiffre clé 1 › année : L’année s’écrit avec quatre",
        ),
        (put("blocs", 0, "official_number")("BC01"), "Bloc 1 › numéro officiel : Le numéro"),
        (put("blocs", 0, "objectives", 0, "text")(""), "Bloc 1 › objectif 1 › texte : Ce champ"),
        (put("intakes", 0, "ends_on")("2001-01-01"), "Rentrée 1 › fin : La fin de cette rentrée"),
        (put("requirements", 0, "text")(""), "Condition d’admission 1 › texte : Ce champ ne"),
        # Shared rows that would be made
        (
            put("centre")({**example()["centre"], "name": "Autre", "siret": "1"}),
            "› numéro SIRET : ",
        ),
        (
            put("centre")({**example()["centre"], "name": "Autre", "siret": "35600000000049"}),
            "Centre › numéro SIRET : La clé de ce numéro SIRET est fausse",
        ),
        (
            put("centre")({**example()["centre"], "name": "Autre", "website": SCRIPT}),
            "Centre › site web : ",
        ),
        (
            put("funding_options", 0, "scheme", "url")(SCRIPT),
            "Financement 1 › dispositif › page officielle : ",
        ),
    ],
)
def test_what_a_form_refuses_an_import_refuses_with_its_place(
    admin_client: Client, programme: Programme, into: str, value: Stored, said: str
) -> None:
    if "dispositif ›" in said:
        value["funding_options"][0]["scheme"]["code"] = "inconnu"
    before, sheet = everything(), read_sheet(programme.pk)

    text = text_of(upload(admin_client, NEW, value))

    assert "Rien n’est importé" in text
    assert re.sub(r"\s", "", said) in re.sub(r"\s", "", text)
    assert everything() == before
    assert 'name="sheet"' not in upload(admin_client, into, value).content.decode() or (
        said.startswith(("Centre", "›"))  # that centre is today's: it is not written
    )
    assert read_sheet(programme.pk) == sheet


def test_an_exemption_must_be_of_something(admin_client: Client, programme: Programme) -> None:
    value = example(slug="autre")
    nothing: Stored = {
        "units": [],
        "blocs": [],
        "entry_year": None,
        "words": "",
        "acquired_units": False,
    }
    value["exemptions"][0] |= nothing

    text = text_of(upload(admin_client, NEW, value))

    assert "Dispense 1 : ne dit pas ce qu’elle apporte." in text


def test_each_fault_is_told(admin_client: Client, programme: Programme) -> None:
    value = put("occupations", 0, "url")(SCRIPT) | {"nsf": "x", "registry_code": "x"}

    text = text_of(upload(admin_client, NEW, value))

    assert "3 corrections à faire dans le fichier" in text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Le fichier soumis est vide."),
        (b" " * 3_000_000, "Ce fichier dépasse 2"),
        (b"[" * 10_000 + b"]" * 10_000, "trop de niveaux imbriqués"),
        (b"\x00\x01\x02", "pas du JSON"),
        ("{}".encode("utf-16"), "en UTF-16"),
        (b'{"version": 12}', "de version « 12 »"),
        (json.dumps(example() | {"<script>alert(1)</script>": 1}).encode(), "&lt;script&gt;"),
        (b'{"version": 1, "\\ud800": "\\ud800"}', "Rien n’est importé"),
    ],
)
def test_a_hostile_file_is_refused_in_words(
    admin_client: Client, programme: Programme, content: bytes, said: str
) -> None:
    before = everything()

    response = upload(admin_client, NEW, content)

    assert response.status_code == 200
    assert said.replace(" ", "") in re.sub(r"\s", "", response.content.decode())
    assert "<script>alert" not in response.content.decode()
    assert everything() == before


def test_a_page_without_a_file_says_so(admin_client: Client, programme: Programme) -> None:
    response = admin_client.post(NEW, {})

    assert 'href="#id_file"' in response.content.decode()
    assert "Ce champ est obligatoire." in response.content.decode()


# The page in between


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00", "é" * 10])
def test_what_the_page_carried_is_believed_only_when_it_is_ours(
    admin_client: Client, programme: Programme, token: str
) -> None:
    response = admin_client.post(NEW, {"sheet": token})

    assert "Rien n’est importé. Choisissez de nouveau le fichier." in response.content.decode()
    assert Programme.objects.count() == 1


def test_a_page_serves_one_programme_and_one_person(
    admin_client: Client, programme: Programme, into: str
) -> None:
    token = carried(upload(admin_client, NEW, example(slug="autre")))
    colleague = Client()
    colleague.force_login(User.objects.create_superuser("collegue", password="x"))

    for client, address in ((admin_client, into), (colleague, NEW)):
        client.post(address, {"sheet": token})

    assert Programme.objects.count() == 1
    assert Programme.objects.get().lead != example_sheet().lead


def test_nothing_is_left_when_writing_fails(
    admin_client: Client, programme: Programme, into: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = carried(upload(admin_client, into, example()))
    before, sheet = everything(), read_sheet(programme.pk)

    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("programmes.models.KeyFigure.objects.bulk_create", fail)
    with pytest.raises(RuntimeError):
        admin_client.post(into, {"sheet": token})

    assert everything() == before
    assert read_sheet(programme.pk) == sheet


# Rights


@pytest.mark.parametrize(
    ("rights", "new", "existing", "export"),
    [
        ([], 403, 403, 403),
        (["view_programme"], 403, 403, 200),
        (["view_programme", "add_programme"], 200, 403, 200),
        (["change_programme"], 403, 200, 200),
    ],
)
def test_each_way_takes_its_right(
    programme: Programme, into: str, rights: list[str], new: int, existing: int, export: int
) -> None:
    client = staff(*rights)

    assert client.get(NEW).status_code == new
    assert upload(client, NEW, example()).status_code == new
    assert client.get(into).status_code == existing
    assert upload(client, into, example()).status_code == existing
    exporting = reverse("admin:programmes_programme_export", args=[programme.pk])
    assert client.get(exporting).status_code == export


def staff(*rights: str) -> Client:
    user = User.objects.create_user("quelqu-un", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


def test_shared_rows_are_made_by_whoever_may_make_them(programme: Programme) -> None:
    value = example(slug="autre")
    value["centre"]["name"] = "Autre centre"
    before = everything()

    text = text_of(upload(staff("view_programme", "add_programme"), NEW, value))

    assert "« Autre centre » n’est pas encore dans le catalogue" in text
    assert everything() == before


def test_the_pages_lead_there(
    admin_client: Client, programme: Programme, into: str, page: str
) -> None:
    export = reverse("admin:programmes_programme_export", args=[programme.pk])
    html = admin_client.get(page).content.decode()
    listed = admin_client.get("/admin/programmes/programme/").content.decode()

    assert f'href="{into}"' in html
    assert f'href="{export}"' in html
    assert f'href="{NEW}"' in listed
    assert "Nouvelle formation" in listed


def test_an_unreadable_draft_is_left_alone(
    admin_client: Client, programme: Programme, into: str, page: str
) -> None:
    content = exported(admin_client, programme)
    Programme.objects.update(formacodes=["x"])

    response = upload(admin_client, into, content)

    assert response["Location"] == page
    assert Programme.objects.get().formacodes == ["x"]


# What nobody sees


def test_what_nobody_sees_is_left_out_of_what_is_imported(
    admin_client: Client, programme: Programme, into: str
) -> None:
    value = put("blocs", 0, "introduction")("Ven\x07te\u202e") | {"short_title": "\ufeffBTS MCO"}

    take_in(admin_client, into, value)

    programme.refresh_from_db()
    assert programme.short_title == "BTS MCO"
    assert programme.blocs.all()[0].introduction == "Vente"


def test_two_names_that_become_one_are_told(
    admin_client: Client, programme: Programme, into: str
) -> None:
    value = example()
    first = value["blocs"][0]
    value["blocs"].append({**first, "title": first["title"] + "\u200b"})

    text = text_of(upload(admin_client, into, value))

    assert f"Bloc {len(value['blocs'])} › intitulé" in text
    assert "même nom que la ligne 1" in text
