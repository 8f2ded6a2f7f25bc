"""Whatever is typed, each mistake is said in French beside its field, and the rest is kept."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from admissions.models import FundingScheme
from catalogue.admin.kit.numbers import EUROS, DecimalNumberField, WholeNumberField
from catalogue.life import publishing
from programmes import typography
from programmes.models import Programme, Site, TrainingCentre
from tests.catalogue.admin_page import Fields, add_row, fields_in, first_page, form_of, save

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.ignore_template_errors,
    pytest.mark.usefixtures("few_notes"),
]

NARROW = "\u202f"


def said(response: HttpResponse) -> dict[str, str]:
    """What the summary says, by the field that it leads to: « Rentrée 1 › Fin : … »."""
    html = response.content.decode()
    (box,) = re.findall(r'<div class="errornote".*?</div>', html, re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", box, re.DOTALL)
    links = [re.fullmatch(r'<a href="#([^"]+)">(.*)</a>(.*)', line, re.DOTALL) for line in lines]
    assert all(links), lines
    found = {link[1]: unescape(link[2] + link[3]) for link in links if link}
    for anchor in found:
        assert html.count(f'id="{anchor}"') == 1
        assert f'id="{anchor}_error"' in html
    return found


# Constraints, of one row and of several


@pytest.mark.parametrize(
    ("prefix", "row", "field", "sentence"),
    [
        (
            "intakes",
            {"starts_on": "2027-09-06", "ends_on": "2027-09-05"},
            "ends_on",
            "La fin de cette rentrée précède son début.",
        ),
        (
            "intakes",
            {
                "starts_on": "2027-09-06",
                "applications_open_on": "2027-03-01",
                "applications_close_on": "2027-02-28",
            },
            "applications_close_on",
            "Les candidatures se ferment avant de s’ouvrir.",
        ),
        (
            "key_figures",
            {"kind": "pass", "value": "100,01"},
            "value",
            f"Un taux va de 0 à 100{NARROW}%.",
        ),
        (
            "key_figures",
            {"kind": "pass", "value": ""},
            "value",
            (
                f"Donnez la valeur, ou le motif pour lequel elle n’est pas diffusée{NARROW}: "
                "l’un des deux."
            ),
        ),
        (
            "key_figures",
            {"kind": "satisfaction", "value": "4,6/5"},
            "scale",
            (
                f"La valeur est écrite avec «{NARROW}sur 5{NARROW}»{NARROW}: choisissez cette "
                "unité, ou corrigez la valeur."
            ),
        ),
        (
            "key_figures",
            {"kind": "satisfaction", "value": "5,5", "scale": "out_of_5"},
            "value",
            "Une note va de 0 à 5, 10 ou 20, selon son unité.",
        ),
        (
            "key_figures",
            {"kind": "pass", "value": "90", "year": "24"},
            "year",
            f"L’année s’écrit avec quatre chiffres{NARROW}: 2024.",
        ),
        (
            "funding_options",
            {"amount": "-1"},
            "amount",
            "Un coût n’est jamais négatif.",
        ),
        (
            "funding_options",
            {"remaining_cost": "-0,01"},
            "remaining_cost",
            "Un reste à charge n’est jamais négatif.",
        ),
    ],
)
def test_a_constraint_of_a_row_is_told_at_the_field_to_correct(
    admin_client: Client,
    programme: Programme,
    prefix: str,
    row: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    address = first_page("programme", programme)
    fields = form_of(admin_client, address)
    index = int(fields[f"{prefix}-TOTAL_FORMS"][0])
    if prefix == "intakes":
        row = {**row, "state": "open"}
    if prefix == "key_figures":
        row = {"scale": "percent", **row}
    if prefix == "funding_options":
        row = {**row, "scheme": str(FundingScheme.objects.create(code="neuf", name="Neuf").pk)}

    response = admin_client.post(address, {**fields, **add_row(fields, prefix, **row)})

    (anchor, text), *others = said(response).items()  # type: ignore[arg-type]
    assert not others
    assert anchor == f"id_{prefix}-{index}-{field}"
    assert f" {index + 1} › " in text
    assert text.endswith(f"{NARROW}: {sentence}")


@pytest.mark.parametrize(
    ("model", "changes", "anchor", "sentence"),
    [
        (
            "programme",
            {"registered_on": "2026-01-02", "registration_ends_on": "2026-01-01"},
            "id_registration_ends_on",
            f"La fin d’enregistrement précède son début{NARROW}: vérifiez les deux dates.",
        ),
        (
            "examunit",
            {"papers-0-coefficient": "-1"},
            "id_papers-0-coefficient",
            "Un coefficient n’est jamais négatif.",
        ),
    ],
)
def test_a_constraint_of_a_page_is_told_at_the_field_to_correct(
    admin_client: Client,
    programme: Programme,
    model: str,
    changes: dict[str, str | Iterable[str]],
    anchor: str,
    sentence: str,
) -> None:
    response = save(admin_client, first_page(model, programme), changes)

    ((where, text),) = said(response).items()
    assert where == anchor
    assert text.endswith(f"{NARROW}: {sentence}")


def test_a_name_taken_by_another_centre_or_scheme_is_told_beside_it(
    admin_client: Client, programme: Programme
) -> None:
    TrainingCentre.objects.create(name="Autre")
    scheme = FundingScheme.objects.create(code="neuf", name="Neuf")
    FundingScheme.objects.create(code="autre", name="Autre")

    centre = save(admin_client, first_page("trainingcentre", programme), {"name": "Autre"})
    page = reverse("admin:admissions_fundingscheme_change", args=[scheme.pk])
    code = save(admin_client, page, {"code": "autre"})

    assert said(centre)["id_name"].endswith("Un centre porte déjà ce nom.")
    assert said(code)["id_code"].endswith("Un dispositif porte déjà ce code.")


def test_two_new_rows_that_say_the_same_are_told_at_the_second(
    admin_client: Client, programme: Programme
) -> None:
    address = first_page("trainingcentre", programme)
    fields = form_of(admin_client, address)
    count = int(fields["sites-TOTAL_FORMS"][0])
    first = add_row(fields, "sites", name="Nord", address="1 rue")
    with_first: Fields = {**fields, "sites-TOTAL_FORMS": [str(count + 1)]}
    second = add_row(with_first, "sites", name="Nord", address="2 rue")

    response = admin_client.post(address, {**fields, **first, **second})

    ((where, text),) = said(response).items()  # type: ignore[arg-type]
    assert where == f"id_sites-{count + 1}-name"
    assert text.endswith("Ce centre a déjà un lieu de ce nom.")


def test_two_sites_of_one_name_are_told_at_the_one_that_was_typed(
    admin_client: Client, programme: Programme
) -> None:
    centre = programme.centre
    for order, name in enumerate(("Nord", "Sud"), start=50):
        Site.objects.create(centre=centre, name=name, address="1 rue", order=order)
    address = first_page("trainingcentre", programme)
    fields = form_of(admin_client, address)
    last = int(fields["sites-TOTAL_FORMS"][0]) - 1

    below = save(admin_client, address, {f"sites-{last}-name": "Nord"})
    above = save(admin_client, address, {f"sites-{last - 1}-name": "Sud"})

    assert said(below)[f"id_sites-{last}-name"].endswith("Ce centre a déjà un lieu de ce nom.")
    assert said(above)[f"id_sites-{last - 1}-name"].endswith("Ce centre a déjà un lieu de ce nom.")


@pytest.fixture
def two_sites(programme: Programme) -> int:
    """Called Nord and Sud, the last ones of the centre; the place of the first one."""
    for order, name in enumerate(("Nord", "Sud"), start=50):
        Site.objects.create(centre=programme.centre, name=name, address="1 rue", order=order)
    return programme.centre.sites.count() - 2


@pytest.mark.parametrize("other", ["swapped", "removed"])
def test_a_row_may_not_take_what_a_later_one_still_holds(
    admin_client: Client, programme: Programme, two_sites: int, other: str
) -> None:
    """The database is given one row after the other: it would refuse, without a word."""
    address = first_page("trainingcentre", programme)
    field, later = f"sites-{two_sites}-name", f"sites-{two_sites + 1}"
    leaves = {f"{later}-name": "Nord"} if other == "swapped" else {f"{later}-DELETE": "on"}

    response = save(admin_client, address, {field: "Sud", **leaves})

    assert f"id_{field}" in said(response)
    answered = fields_in(response.content.decode(), "trainingcentre")
    assert answered[field] == ["Sud"]


def test_a_row_takes_what_an_earlier_one_has_left(
    admin_client: Client, programme: Programme, two_sites: int
) -> None:
    response = save(
        admin_client,
        first_page("trainingcentre", programme),
        {f"sites-{two_sites}-DELETE": "on", f"sites-{two_sites + 1}-name": "Nord"},
    )

    assert response.status_code == 302
    names = programme.centre.sites.values_list("name", flat=True)
    assert list(names)[two_sites:] == ["Nord"]


# An address that is taken


def new_programme(programme: Programme, slug: str) -> dict[str, str]:
    return {
        "kind": "bts",
        "short_title": "BTS MCO",
        "full_title": "Management commercial",
        "slug": slug,
        "centre": str(programme.centre_id),
    }


def taken(free: str) -> str:
    return (
        f"Adresse{NARROW}: Une autre formation a déjà cette adresse. "
        f"Choisissez-en une autre, comme «{NARROW}{free}{NARROW}»."
    )


def test_pressing_twice_makes_one_programme(admin_client: Client, programme: Programme) -> None:
    page = reverse("admin:programmes_programme_add")
    typed = new_programme(programme, "bts-mco")

    first = save(admin_client, page, typed)
    second = save(admin_client, page, typed)

    assert first.status_code == 302
    assert said(second) == {"id_slug": taken("bts-mco-2")}
    assert fields_in(second.content.decode(), "programme")["full_title"] == [typed["full_title"]]
    assert Programme.objects.filter(slug="bts-mco").count() == 1


def test_an_address_online_or_of_another_draft_is_taken(
    admin_client: Client, programme: Programme
) -> None:
    other = publishing.duplicate(programme, "autre", None)
    Programme.objects.filter(pk=programme.pk).update(slug="ailleurs")  # online as bts-ndrc
    page = first_page("programme", other)

    for slug in ("ailleurs", "bts-ndrc", "BTS-NDRC"):
        answer = save(admin_client, page, {"slug": slug})
        assert said(answer) == {"id_slug": taken(f"{slug.lower()}-2")}


def test_a_programme_keeps_its_address_and_takes_back_the_one_that_it_has_online(
    admin_client: Client, programme: Programme
) -> None:
    page = first_page("programme", programme)

    for slug in ("nouvelle", "nouvelle", "bts-ndrc"):
        assert save(admin_client, page, {"slug": slug}).status_code == 302


def test_two_drafts_that_share_an_address_can_still_be_saved(
    admin_client: Client, programme: Programme
) -> None:
    other = publishing.duplicate(programme, programme.slug, None)

    assert save(admin_client, first_page("programme", other), {"lead": "Deux"}).status_code == 302


# Numbers as the site prints them


def price() -> DecimalNumberField:
    return DecimalNumberField(required=False, units=EUROS, max_digits=8, decimal_places=2)


def hours() -> WholeNumberField:
    return WholeNumberField(required=False, units=("h", "heures"))


@pytest.mark.parametrize(
    ("typed", "read", "shown"),
    [
        ("8 417 €", "8417", "8417"),
        (f"8{NARROW}417{NARROW}€", "8417", "8417"),
        ("8\u00a0417,50 €", "8417.50", "8417,50"),
        ("8417.5", "8417.50", "8417,50"),
        ("1 234,5", "1234.50", "1234,50"),
        ("12 euros", "12", "12"),
        (" 0 ", "0", "0"),
        ("0,10", "0.10", "0,10"),
        (",5", "0.50", "0,50"),
        ("12,", "12", "12"),
        ("+12", "12", "12"),
        ("\u22122,5", "-2.5", "-2,50"),
    ],
)
def test_a_price_is_typed_as_it_is_printed(typed: str, read: str, shown: str) -> None:
    assert price().clean(typed) == Decimal(read)
    assert price().prepare_value(Decimal(read)) == shown
    assert price().as_shown(typed) == shown


@pytest.mark.parametrize(
    "typed", ["1350", "1 350", "1\u2009350", "1350h", "1 350 h", "1350 heures", "1350 H"]
)
def test_a_duration_is_typed_as_it_is_printed(typed: str) -> None:
    assert hours().clean(typed) == 1350
    assert hours().as_shown(typed) == "1350"


NOT_NUMBERS = [
    "1e5", "１２", "1,2,3", "--5", "٣", "1 2 3", "12 34", "1 2345", "1 234 5", "NaN", "Infinity",
    "0x10", "1_000", "€", "h", ",", "-", "8 417 €€", "8 417 $", "1.234,5", "9" * 5000, "3 %",
]  # fmt: skip


@pytest.mark.parametrize("typed", NOT_NUMBERS)
def test_what_is_no_number_is_refused(typed: str) -> None:
    for field in (price(), hours()):
        with pytest.raises(ValidationError):
            field.clean(typed)
        assert field.as_shown(typed) == typed


def test_a_unit_is_that_of_the_field_and_a_duration_is_whole() -> None:
    wrong: list[tuple[forms.Field, str]] = [(price(), "3 h"), (hours(), "3 €"), (hours(), "12,5")]
    for field, typed in wrong:
        with pytest.raises(ValidationError):
            field.clean(typed)


@pytest.mark.parametrize("typed", ["", " ", NARROW])
def test_a_blank_number_is_none(typed: str) -> None:
    assert price().clean(typed) is hours().clean(typed) is None


def test_numbers_are_typed_as_they_are_printed_on_every_page(
    admin_client: Client, programme: Programme
) -> None:
    page = first_page("programme", programme)
    typed = {
        "hours": "1 400 h",
        "training_days": "192 jours",
        "length": " 2 ",
        "capacity": "1 000",
        "funding_options-0-amount": "8 417,5 €",
        "key_figures-0-value": "4,5 %",
    }

    assert save(admin_client, page, typed).status_code == 302
    shown = form_of(admin_client, page)

    assert {name: shown[name] for name in typed} == {
        "hours": ["1400"],
        "training_days": ["192"],
        "length": ["2"],
        "capacity": ["1000"],
        "funding_options-0-amount": ["8417,50"],
        "key_figures-0-value": ["4,5"],
    }
    assert programme.editions.count() == 2
    assert save(admin_client, page, {**typed, "hours": "1400"}).status_code == 302
    assert programme.editions.count() == 2


def test_what_is_no_number_is_told_beside_it_and_kept(
    admin_client: Client, programme: Programme
) -> None:
    typed = {"funding_options-0-amount": "8 417 $", "hours": "1 2 3", "capacity": "１２"}

    response = save(admin_client, first_page("programme", programme), typed)

    assert list(said(response)) == [f"id_{name}" for name in typed]
    answered = fields_in(response.content.decode(), "programme")
    assert {name: answered[name] for name in typed} == {k: [v] for k, v in typed.items()}
    assert programme.editions.count() == 1


@given(st.text(max_size=12) | st.from_regex(r"[-+]?[\d ]{1,9}([,.]\d{0,3})?[ €h%]{0,2}"))
def test_a_number_is_read_or_refused_and_shown_as_it_is_read(text: str) -> None:
    for field in (price(), hours()):
        try:
            number = field.clean(text)
        except ValidationError:
            continue
        shown = field.as_shown(text)
        assert field.clean(shown) == number
        assert field.as_shown(shown) == shown


@given(st.decimals("-999999.99", "999999.99", places=2))
def test_a_number_is_read_back_as_it_is_printed(number: Decimal) -> None:
    field = DecimalNumberField(units=(*EUROS, "%"), max_digits=8, decimal_places=2)

    assert field.clean(typography.euros(number)) == number
    assert field.clean(typography.percent(number)) == number
    assert field.clean(field.prepare_value(number)) == number


def test_a_number_typed_otherwise_is_no_change_for_somebody_else(
    admin_client: Client, other: Client, programme: Programme
) -> None:
    """Camille changes the price while it is typed again, with its unit, on another screen."""
    page = first_page("programme", programme)
    save(admin_client, page, {"funding_options-0-amount": "8417"})
    fields = form_of(admin_client, page)
    save(other, page, {"funding_options-0-amount": "9000,50"})

    response = admin_client.post(
        page, {**fields, "funding_options-0-amount": "8 417,00 €", "rhythm": "Lundi"}
    )

    assert response.status_code == 302
    programme.refresh_from_db()
    assert programme.rhythm == "Lundi"
    assert programme.funding_options.all()[0].amount == Decimal("9000.50")


# What nobody sees


HIDDEN = "\x07\x1b\x7f\x9f\u200b\u200e\u00ad\u034f\u2060\u3164\ufe0f\u202a\u202e\u2066\u2069\ufeff"


@pytest.mark.parametrize(
    ("model", "texts"),
    [
        (
            "programme",
            {
                "short_title": "Deux mots",
                "slug": "bts",
                "lead": "Deux mots",
                "registry_code": "RNCP38368",
                "formacodes": "34566",
                "presentation": "Deux mots",
                "occupations-0-title": "Deux mots",
                "occupations-0-url": "https://exemple.fr/",
                "review_notes-0-text": "Deux mots",
            },
        ),
        ("bloc", {"title": "Deux mots", "objectives-0-text": "Deux mots"}),
        ("examunit", {"code": "U9", "note": "Deux mots"}),
        ("trainingcentre", {"email": "cfa@exemple.fr", "accessibility": "Deux mots"}),
    ],
)
def test_what_nobody_sees_is_left_out(
    admin_client: Client, programme: Programme, model: str, texts: dict[str, str]
) -> None:
    page = first_page(model, programme)
    typed = {name: HIDDEN + text[:1] + HIDDEN + text[1:] + HIDDEN for name, text in texts.items()}

    response = save(admin_client, page, typed)

    assert response.status_code == 302
    shown = form_of(admin_client, page)
    assert {name: shown[name] for name in texts} == {k: [v] for k, v in texts.items()}


def test_line_ends_tabs_and_what_parts_words_stay(
    admin_client: Client, programme: Programme
) -> None:
    page = first_page("programme", programme)

    save(admin_client, page, {"presentation": "Un\r\n\r\n\tdeux\x0btrois 👩‍🎓 שלום"})

    assert form_of(admin_client, page)["presentation"] == ["Un\r\n\r\n\tdeux trois 👩‍🎓 שלום"]


# Typography


def test_help_and_messages_are_typeset(admin_client: Client, programme: Programme) -> None:
    page = first_page("programme", programme)
    shown = admin_client.get(page).content.decode()
    refused = save(admin_client, page, {"registry_code": "x", "lead": "x" * 301}).content.decode()
    copy = admin_client.get(
        reverse("admin:programmes_programme_duplicate", args=[programme.pk])
    ).content.decode()

    for html in (shown, refused, copy):
        words = re.findall(r'<div class="help"[^>]*>(.*?)</div>', html, re.DOTALL)
        words += re.findall(r'<ul class="errorlist"[^>]*>(.*?)</ul>', html, re.DOTALL)
        words += re.findall(r'<div class="errornote".*?</div>', html, re.DOTALL)
        assert len(words) >= 3
        for text in words:
            plain = unescape(re.sub(r"<[^>]*>", "", text))
            assert not re.search(r"[ \u00a0][:;!?»]|«[ \u00a0]", plain), plain


# Other forms


def test_a_note_that_is_too_long_is_told_above_a_long_page_too(
    admin_client: Client, programme: Programme
) -> None:
    Programme.objects.update(rhythm="Lundi")
    page = reverse("admin:programmes_programme_publish", args=[programme.pk])
    note = "Mise à jour " * 30

    response = admin_client.post(page, {"note": note})

    ((anchor, text),) = said(response).items()  # type: ignore[arg-type]
    assert anchor == "id_note"
    assert "au plus 300 caractères" in text
    assert note.strip() in response.content.decode()
    assert programme.editions.published().count() == 1


# Anything, everywhere at once


HOSTILE = [
    "x" * 6000, "9" * 60, "-1", "0", "", "   ", "2026-02-31", "31/02/2026", "a\x00b",
    "<script>alert(1)</script>", "javascript:alert(1)", "%s %(x)s {{ x }}", "👩‍🎓", "שלום",
]  # fmt: skip


@pytest.mark.parametrize("model", ["programme", "bloc", "examunit", "trainingcentre", "scheme"])
def test_whatever_is_typed_everywhere_each_mistake_is_told_and_nothing_is_lost(
    admin_client: Client, programme: Programme, model: str
) -> None:
    scheme = FundingScheme.objects.create(code="neuf", name="Neuf")
    programme.intakes.create(starts_on=date(2027, 9, 1))
    page = (
        reverse("admin:admissions_fundingscheme_change", args=[scheme.pk])
        if model == "scheme"
        else first_page(model, programme)
    )
    html = admin_client.get(page).content.decode()
    typed_in = re.findall(
        r'<(?:input type="(?:text|url|email|date)"|textarea) name="([^"]+)"', html
    )
    names = [name for name in typed_in if "__prefix__" not in name]
    assert len(names) >= 4
    form = page.split("/")[3]
    fields = fields_in(html, form)
    refused = 0

    for text in HOSTILE:
        typed = dict.fromkeys(names, text)
        response: Any = admin_client.post(page, {**fields, **typed, "_continue": "1"})

        if response.status_code == 302:
            fields = form_of(admin_client, page)
            continue
        refused += 1
        assert response.status_code == 200
        for sentence in said(response).values():
            assert not re.search(r"(?i)\b(the|this|value|valid|enter|field)\b", sentence)
        answered = fields_in(response.content.decode(), form)
        assert {name: answered[name] for name in names} == {name: [text] for name in names}
    assert refused >= 5
