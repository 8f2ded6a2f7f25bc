"""Two people at work on what all programmes share: the centre with its sites, a funding scheme."""

import re
from datetime import datetime
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from admissions.models import FundingScheme
from programmes.models import Site, TrainingCentre
from tests.catalogue.admin_page import add_row, choose, fields_in, form_of, html_of, page_of, save
from tests.seeded import seeded

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


@pytest.fixture
def centre(seed_day: datetime) -> TrainingCentre:
    seeded()
    return TrainingCentre.objects.get()


@pytest.fixture
def site(centre: TrainingCentre) -> Site:
    return Site.objects.create(centre=centre, name="Campus", address="1 rue Haute", order=1)


@pytest.fixture
def scheme(centre: TrainingCentre) -> FundingScheme:
    return FundingScheme.objects.first() or FundingScheme()


@pytest.mark.parametrize(
    ("side", "kept"), [("mine", "05 00 00 00 01"), ("theirs", "05 00 00 00 02")]
)
def test_the_second_save_of_the_centre_chooses(
    admin_client: Client, other: Client, centre: TrainingCentre, side: str, kept: str
) -> None:
    page = page_of(centre)
    fields = form_of(admin_client, page)
    save(other, page, {"phone": "05 00 00 00 02"})

    asked = admin_client.post(page, {**fields, "phone": "05 00 00 00 01", "_continue": "1"})

    assert asked.status_code == 409
    centre.refresh_from_db()
    assert centre.phone == "05 00 00 00 02"
    html = html_of(asked)  # type: ignore[arg-type]
    assert "Camille Durand a aussi enregistré ce centre de formation." in html
    assert reverse("admin:programmes_trainingcentre_changelist") in html
    assert fields_in(asked.content.decode(), "trainingcentre")["phone"] == ["05 00 00 00 01"]

    assert choose(admin_client, page, asked, side).status_code == 302  # type: ignore[arg-type]
    centre.refresh_from_db()
    assert centre.phone == kept


def test_a_field_of_the_centre_and_a_site_are_both_kept_and_that_is_said(
    admin_client: Client, other: Client, centre: TrainingCentre, site: Site
) -> None:
    page = page_of(centre)
    fields = form_of(admin_client, page)
    save(other, page, {"sites-0-access": "Bus 4"})

    answer = admin_client.post(page, {**fields, "phone": "05 00 00 00 01", "_continue": "1"})

    assert answer.status_code == 302
    centre.refresh_from_db()
    assert centre.phone == "05 00 00 00 01"
    site.refresh_from_db()
    assert site.access == "Bus 4"
    told = html_of(admin_client.get(page))  # type: ignore[arg-type]
    assert "Camille Durand a modifié ce centre de formation pendant que vous y travailliez" in told


def test_a_site_added_meanwhile_stays(
    admin_client: Client, other: Client, centre: TrainingCentre
) -> None:
    page = page_of(centre)
    fields = form_of(admin_client, page)
    there = centre.sites.count()
    save(other, page, add_row(form_of(other, page), "sites", name="Annexe", address="2 rue Haute"))
    mine = add_row(fields, "sites", name="Atelier", address="3 rue Basse")

    answer = admin_client.post(page, {**fields, **mine, "_continue": "1"})

    assert answer.status_code == 302
    assert centre.sites.count() == there + 2
    assert {"Annexe", "Atelier"} <= set(centre.sites.values_list("name", flat=True))


def test_a_site_removed_meanwhile_is_asked_about_when_it_was_edited_here(
    admin_client: Client, other: Client, centre: TrainingCentre, site: Site
) -> None:
    page = page_of(centre)
    fields = form_of(admin_client, page)
    save(other, page, {"sites-0-DELETE": "on"})
    assert not Site.objects.exists()

    asked = admin_client.post(page, {**fields, "sites-0-access": "Bus 4", "_continue": "1"})

    assert asked.status_code == 409
    assert choose(admin_client, page, asked, "mine").status_code == 302  # type: ignore[arg-type]
    assert Site.objects.get().access == "Bus 4"


def test_the_second_save_of_a_scheme_chooses(
    admin_client: Client, other: Client, scheme: FundingScheme
) -> None:
    page = page_of(scheme)
    fields = form_of(admin_client, page)
    save(other, page, {"public_concerned": "À elle"})

    asked = admin_client.post(page, {**fields, "public_concerned": "À moi", "_continue": "1"})

    assert asked.status_code == 409
    said = "Camille Durand a aussi enregistré ce dispositif de financement."
    assert said in html_of(asked)  # type: ignore[arg-type]
    assert choose(admin_client, page, asked, "theirs").status_code == 302  # type: ignore[arg-type]
    scheme.refresh_from_db()
    assert scheme.public_concerned == "À elle"


def test_saving_again_what_nobody_else_touched_asks_nothing(
    admin_client: Client, scheme: FundingScheme
) -> None:
    page = page_of(scheme)
    for text in ("une", "deux"):
        assert save(admin_client, page, {"public_concerned": text}).status_code == 302
        scheme.refresh_from_db()
        assert scheme.public_concerned == text


def test_words_typed_on_a_scheme_that_was_deleted_become_a_new_one(
    admin_client: Client, centre: TrainingCentre
) -> None:
    scheme = FundingScheme.objects.create(code="essai", name="Essai")
    page = page_of(scheme)
    fields = form_of(admin_client, page)
    scheme.delete()

    answer = admin_client.post(page, {**fields, "name": "Essai repris", "_continue": "1"})

    assert answer.status_code == 409
    html = answer.content.decode()
    (address,) = re.findall(r'<form method="post" action="([^"]+)" id="resume_form">', html)
    assert unescape(address) == reverse("admin:admissions_fundingscheme_add")
    form = admin_client.post(unescape(address), fields_in(html, "resume"))
    assert form.status_code == 200
    assert fields_in(form.content.decode(), "fundingscheme")["name"] == ["Essai repris"]
    assert not FundingScheme.objects.filter(code="essai").exists()


def test_one_who_may_only_look_is_refused_as_ever(client: Client, scheme: FundingScheme) -> None:
    reader = User.objects.create_user("lecture", is_staff=True)
    client.force_login(reader)

    assert client.post(page_of(scheme), {"name": "Autre"}).status_code == 403
    scheme.refresh_from_db()
    assert scheme.name != "Autre"
