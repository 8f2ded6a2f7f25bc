"""Sites of a centre: a place, codes of its own, and a key that no other site has (F27)."""

import pytest
from django.test import Client

from programmes.models import Programme, Site
from tests.catalogue.admin_page import add_row, form_of, html_of, page_of, save

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


def test_a_site_whose_key_another_has_is_refused_with_its_name(
    admin_client: Client, programme: Programme
) -> None:
    centre = programme.centre
    Site.objects.create(centre=centre, name="Campus d’Agen", address="1 rue de l’Exemple")
    page = page_of(centre)
    typed = add_row(
        form_of(admin_client, page), "sites", name="Campus d'Agen", address="2 rue de l’Exemple"
    )

    html = html_of(save(admin_client, page, typed))

    assert "s’appelle déjà «\u202fCampus d’Agen\u202f»" in html
    assert 'value="2 rue' in html or "2 rue de l’Exemple" in html
    assert centre.sites.count() == 1


def test_a_site_keeps_the_name_that_it_has(admin_client: Client, programme: Programme) -> None:
    first = Site.objects.create(centre=programme.centre, name="Agen", address="1 rue")
    second = Site.objects.create(centre=programme.centre, name="Agen.", address="2 rue", order=2)
    page = page_of(programme.centre)

    assert save(admin_client, page, {"sites-0-town": "Agen"}).status_code == 302
    first.refresh_from_db()
    assert first.town == "Agen"
    assert Site.objects.filter(pk=second.pk).exists()
