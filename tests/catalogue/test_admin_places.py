"""Whatever is missing leads to the very place where it is filled in, and back."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.admin.life.places import anchor_of
from catalogue.duties import DUTIES, Owner
from programmes.models import Certifier, Programme, TrainingCentre

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


@pytest.fixture
def centre(programme: Programme) -> str:
    return reverse("admin:programmes_trainingcentre_change", args=[programme.centre_id])


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def part(html: str, name: str) -> str:
    found = re.search(rf'<details class="part" id="part-{name}".*?</details>\n', html, re.DOTALL)
    assert found
    return found[0]


def test_each_duty_has_its_place_on_a_page(admin_client: Client, page: str, centre: str) -> None:
    pages = {Owner.PROGRAMME: read(admin_client, page), Owner.CENTRE: read(admin_client, centre)}

    lost = [
        duty.code
        for duty in DUTIES
        if f'id="{anchor_of(duty.field.name, duty.field.part)}"' not in pages[duty.field.owner]
    ]

    assert lost == []


def test_each_gap_of_the_preview_leads_to_a_place_that_exists(
    admin_client: Client, programme: Programme, page: str, centre: str
) -> None:
    Certifier.objects.all().delete()
    Programme.objects.update(
        registry_code="", hours=None, training_days=None, length=None, length_unit=""
    )
    html = read(admin_client, reverse("admin:programmes_programme_preview", args=[programme.pk]))
    gaps = re.findall(r'<a class="gap" id="manque-\d+" href="([^"]+)"', html)
    pages = {page: read(admin_client, page), centre: read(admin_client, centre)}

    places = {tuple(gap.split("#")) for gap in gaps}

    assert {f"{centre}?apercu={programme.pk}", page} == {address for address, _ in places}
    for address, anchor in places:
        assert f'id="{anchor}"' in pages[address.partition("?")[0]], anchor
    assert {anchor for address, anchor in places if address != page} == {
        "id_disability_contact_name",
        "sites-group",
        "id_phone",
        "id_email",
        "id_legal_name",
    }


def test_the_last_line_leads_to_the_first_mention_that_it_lacks(
    admin_client: Client, programme: Programme
) -> None:
    TrainingCentre.objects.update(legal_name="Exemple SAS", siret="73282932000074")
    html = read(admin_client, reverse("admin:programmes_programme_preview", args=[programme.pk]))

    assert html.count("#id_nda") == 1
    assert "#id_legal_name" not in html


def test_saving_the_centre_leads_back_to_the_preview_that_one_came_from(
    admin_client: Client, programme: Programme, centre: str
) -> None:
    from tests.catalogue.admin_page import save

    preview = reverse("admin:programmes_programme_preview", args=[programme.pk])
    asked = f"{centre}?apercu={programme.pk}"

    assert f'<a href="{preview}">Revenir à l’aperçu de BTS NDRC</a>' in read(admin_client, asked)
    answer = save(admin_client, asked, {"phone": "05 00 00 00 01"}, button="_save")

    assert answer["Location"] == preview
    assert TrainingCentre.objects.get().phone == "05 00 00 00 01"


@pytest.mark.parametrize("named", ["", "x", "0", "999999", "²", "9" * 30])
def test_the_centre_opens_and_saves_whatever_its_address_names(
    admin_client: Client, programme: Programme, centre: str, named: str
) -> None:
    asked = f"{centre}?apercu={named}"

    assert "Revenir à l’aperçu" not in read(admin_client, asked)


def test_what_looks_wrong_stands_in_the_part_that_it_is_about(
    admin_client: Client, programme: Programme, page: str
) -> None:
    Programme.objects.update(registry_code="x", access_delay="")
    html = read(admin_client, page)

    presentation, admission, rest = (
        part(html, name) for name in ("presentation", "admission", "methods")
    )

    assert "1 à vérifier</span>" in presentation
    assert "RNCP" in presentation.partition('<ul class="to-do-list">')[2].partition("</ul>")[0]
    assert "1 à compléter</span>" in admission
    assert 'href="#id_access_delay"' in admission
    assert "to-do" not in rest
