"""Official codes in the forms: typed or pasted in any spelling, stored in one."""

from html import unescape

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.test import Client

from catalogue.admin.kit.base import StaffAdmin
from catalogue.admin.kit.codes import CodeField, CodesField, RegisterCodeField
from catalogue.admin.kit.generic import AnyModelForm
from programmes import identifiers, spellings
from programmes.colours import validate_accent
from programmes.models import Programme
from programmes.spellings import Registration
from tests.catalogue.admin_page import add_row, fields_in, first_page, form_of, save

pytestmark = [pytest.mark.ignore_template_errors]

RECORD = "https://www.francecompetences.fr/recherche/rncp/38368/"
CODES = {check for name, check in vars(identifiers).items() if name.startswith("validate_")} - {
    identifiers.validate_weekdays,
    identifiers.validate_publics,
    identifiers.validate_rncp,  # no field has it any more
} | {validate_accent}

# Model → field → typed, stored.
TYPED = {
    "programme": {
        "registry_code": (f"{RECORD}?origine=recherche#blocs", "RNCP38368"),
        "former_codes": ("rncp 34 030, RS5000", "RNCP34030, RS5000"),
        "cfd": ("320 312 12", "32031212"),
        "nsf": ("312 T", "312t"),
        "formacodes": ("34 566 ; 34052", "34566, 34052"),
        "occupations-0-rome_code": ("Code ROME : d1402", "D1402"),
    },
    "bloc": {"official_number": ("rncp 38 368 bc 1", "RNCP38368BC01")},
    "trainingcentre": {
        # F11: as registers print it, with what nobody sees.
        "siret": ("356\u00a0000\u202f000 00048\u200e", "35600000000048"),
        "nda": ("72 47 00000 47", "72470000047"),
        "uai": ("UAI : 047 0974 d", "0470974D"),
    },
}
REFUSED = {
    "programme": {
        "registry_code": ("RS6289", "choisissez ce répertoire, ou tapez un code du RNCP"),
        "former_codes": ("5000", "Dites de quel répertoire est 5000\u202f: RNCP5000 ou RS5000."),
        "cfd": ("3203121", "compte 8 caractères\u202f: 32031212."),
        "nsf": ("312 Commerce", "Gardez le code seul, 312\u202f: ce qui le suit"),
        "formacodes": ("34566, 3405", "«\u202f3405\u202f» n’est pas un Formacode"),
        "occupations-0-rome_code": ("1402", "compte une majuscule et 4 chiffres\u202f: D1402."),
    },
    "bloc": {"official_number": ("BC01", "devant le numéro du bloc\u202f: RNCP38368BC01.")},
    "trainingcentre": {
        "siret": ("356 000 000", "sont un SIREN\u202f: ajoutez les 5 de l’établissement."),
        "nda": ("72 47 00000 4", "compte 11 caractères\u202f: des chiffres, avec 2A ou 2B"),
        "uai": ("0470974", "Il manque la lettre qui suit les 7 chiffres\u202f: 0470974D."),
    },
}


@pytest.mark.django_db
@pytest.mark.usefixtures("few_notes")
@pytest.mark.parametrize("model", TYPED)
def test_a_code_is_stored_in_one_spelling_whatever_was_typed(
    admin_client: Client, programme: Programme, model: str
) -> None:
    page = first_page(model, programme)

    response = save(admin_client, page, {name: one for name, (one, _) in TYPED[model].items()})

    assert response.status_code == 302
    shown = form_of(admin_client, page)
    stored = {name: [one] for name, (_, one) in TYPED[model].items()}
    assert {name: shown[name] for name in stored} == stored


@pytest.mark.django_db
@pytest.mark.usefixtures("few_notes")
@pytest.mark.parametrize("model", TYPED)
def test_another_spelling_of_what_is_stored_changes_nothing(
    admin_client: Client, programme: Programme, model: str
) -> None:
    page = first_page(model, programme)
    save(admin_client, page, {name: stored for name, (_, stored) in TYPED[model].items()})
    before = programme.editions.count()

    response = save(admin_client, page, {name: one for name, (one, _) in TYPED[model].items()})

    assert response.status_code == 302
    assert "Rien n’a changé." in unescape(admin_client.get(page).content.decode())
    assert programme.editions.count() == before


@pytest.mark.django_db
@pytest.mark.usefixtures("few_notes")
@pytest.mark.parametrize("model", REFUSED)
def test_a_refused_code_is_told_beside_it_and_kept_as_typed(
    admin_client: Client, programme: Programme, model: str
) -> None:
    page = first_page(model, programme)

    response = save(admin_client, page, {name: one for name, (one, _) in REFUSED[model].items()})

    assert response.status_code == 200
    html = response.content.decode()
    answered = fields_in(html, model)
    for name, (typed, sentence) in REFUSED[model].items():
        assert answered[name] == [typed]
        _, _, after = html.partition(f'id="id_{name}_error"')
        assert sentence in unescape(after.partition("</ul>")[0])


@pytest.mark.django_db
@pytest.mark.usefixtures("few_notes")
def test_a_code_in_another_spelling_is_no_change_for_somebody_else(
    admin_client: Client, other: Client, programme: Programme
) -> None:
    """Camille corrects the code while it is pasted again, as it was, on another screen."""
    page = first_page("programme", programme)
    save(admin_client, page, {"registry_code": "38368"})
    fields = form_of(admin_client, page)
    save(other, page, {"registry_code": "34030"})

    response = admin_client.post(page, {**fields, "registry_code": RECORD, "rhythm": "Lundi"})

    assert response.status_code == 302
    programme.refresh_from_db()
    assert (programme.rhythm, programme.registry_code) == ("Lundi", "34030")


@pytest.mark.django_db
@pytest.mark.usefixtures("few_notes")
def test_a_row_with_a_code_alone_is_a_row(admin_client: Client, programme: Programme) -> None:
    page = first_page("programme", programme)
    fields = form_of(admin_client, page)
    row = add_row(fields, "occupations", title="Vendeur", rome_code="d 1106")

    assert save(admin_client, page, row).status_code == 302

    assert programme.occupations.last().rome_code == "D1106"  # type: ignore[union-attr]


# Nothing is forgotten


def test_every_code_has_its_spelling() -> None:
    assert set(spellings.SPELLINGS) == CODES


def code_fields() -> list[tuple[StaffAdmin, "models.Field[object, object]"]]:
    """On the pages of the admin and in their rows."""
    pages = [page for page in admin.site._registry.values() if isinstance(page, StaffAdmin)]
    shown = [*pages, *(row(page.model, admin.site) for page in pages for row in inlines(page))]
    return [
        (page, field)
        for page in shown
        for field in page.model._meta.fields
        if field.editable and any(check in field.validators for check in CODES)
    ]


def inlines(page: StaffAdmin) -> list[type]:
    return list(page.get_inlines(HttpRequest(), page.model()))


def test_every_code_of_the_admin_is_understood_in_any_spelling() -> None:
    found = code_fields()
    for page, field in found:
        form: type[AnyModelForm] = page.form
        shown = form.declared_fields.get(field.name) or page.formfield_for_dbfield(
            field, HttpRequest()
        )
        assert isinstance(shown, CodeField), field
        assert "maxlength" not in shown.widget.attrs, field

    assert {field.name for _, field in found} >= {
        "registry_code", "former_codes", "cfd", "nsf", "formacodes", "official_number",
        "rome_code", "siret", "uai", "nda",
    }  # fmt: skip


# The field of the registers


def test_a_field_of_both_registers_tells_which() -> None:
    field = RegisterCodeField(required=False)

    assert field.clean("RS 6289") == Registration("rs", "6289")
    assert field.clean("6289") == Registration(None, "6289")
    assert field.as_shown("rs 6289") == "RS6289"
    assert field.clean(" \u200e") is None
    assert not field.has_changed("", "\u200e")
    assert not field.has_changed(Registration("rncp", "38368"), RECORD)
    assert not field.has_changed(Registration("rs", "6289"), "rs 6289")
    assert field.has_changed(Registration("rncp", "6289"), "rs 6289")


def test_a_list_of_codes_is_shown_on_one_line() -> None:
    field = CodesField(spelling=spellings.former_codes, required=False)

    assert list(field.clean("RNCP34030, rs 5000")) == ["RNCP34030", "RS5000"]
    assert field.as_shown("rncp34030 rs5000") == "RNCP34030, RS5000"
    assert not field.has_changed(["RNCP34030"], "rncp 34 030")
    assert not field.has_changed([], " ")
    assert field.has_changed(["RNCP34030"], "")


def test_what_is_too_long_for_any_code_is_refused_at_once() -> None:
    field = CodeField(spelling=spellings.siret)

    with pytest.raises(ValidationError, match="tapez le code seul"):
        field.clean("a-" * 500_000)


def test_a_code_that_a_draft_holds_in_another_spelling_is_no_change() -> None:
    field = CodeField(spelling=spellings.bloc_number)

    assert not field.has_changed("RNCP38368BC1", "RNCP38368BC1")
    assert not field.has_changed("RNCP38368BC1", "RNCP38368BC01")
    assert field.has_changed("RNCP38368BC1", "RNCP38368BC02")
