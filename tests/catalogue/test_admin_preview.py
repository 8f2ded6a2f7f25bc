"""The draft as the public would read it: the same page, for staff only, kept by nobody."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from catalogue.life import publishing
from programmes.models import Programme
from tests.catalogue.admin_page import save
from tests.catalogue.outputs.papers import faults, text

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


@pytest.fixture
def preview(programme: Programme) -> str:
    return reverse("admin:programmes_programme_preview", args=[programme.pk])


@pytest.fixture
def paper(programme: Programme, settings: Settings, tmp_path: Path) -> str:
    settings.DATA_DIR = tmp_path
    return reverse("admin:programmes_programme_preview_pdf", args=[programme.pk])


# What a preview adds to the page, and what publishing alone decides.
GAP = re.compile(r'<a class="gap"[^>]*>(<i.*?</i>)<span class="vh"> \(compléter\)</span></a>')
ADDED = re.compile(
    r'<div class="preview".*?</div>\n|<meta name="robots".*?>\n'
    r'|<link rel="stylesheet" href="[^"]*(?:preview|marges)\.css"[^>]*>\n'
    r'|<script type="application/ld\+json">.*?</script>',
    re.DOTALL,
)


def plain(html: str) -> str:
    html = ADDED.sub("", GAP.sub(r"\1", html))
    html = re.sub(r'<a href="[^"]*/editions/">([^<]*)<span.*?</span></a>', r"\1", html)
    html = re.sub(r'href="[^"]*fiche\.pdf"', 'href="fiche.pdf"', html)
    return re.sub(r'<p class="edition">[^<]*', '<p class="edition">', html)


def test_the_preview_is_the_public_page_before_it_is_published(
    admin_client: Client, client: Client, programme: Programme, preview: str
) -> None:
    change = reverse("admin:programmes_programme_change", args=[programme.pk])
    save(admin_client, change, {"lead": "Une accroche toute neuve", "access_delay": ""})
    previewed = admin_client.get(preview).content.decode()

    assert "toute neuve" in previewed
    assert "toute neuve" not in client.get("/formations/bts-ndrc/").content.decode()

    publishing.publish(programme, None)
    public = client.get("/formations/bts-ndrc/").content.decode()
    assert plain(previewed) == plain(public)


def test_a_banner_says_that_nothing_is_published(admin_client: Client, preview: str) -> None:
    html = admin_client.get(preview).content.decode()

    assert "<b>Brouillon, non publié.</b>" in html
    assert "Brouillon, non publié. <span" in html  # at the foot, where the edition stands
    assert '<meta name="robots" content="noindex">' in html


def test_what_is_missing_leads_to_the_field_that_says_it(
    admin_client: Client, programme: Programme, preview: str
) -> None:
    change = reverse("admin:programmes_programme_change", args=[programme.pk])
    save(admin_client, change, {"equivalence": "", "access_delay": ""})
    programme.further_studies.all().delete()

    html = admin_client.get(preview).content.decode()

    assert re.search(
        rf'<a class="gap"[^>]*href="{change}#id_equival[^>]*><i[^>]*>équivalence<', html
    )
    assert re.search(rf'<a class="gap"[^>]*href="{change}#id_acc[^>]*><i[^>]*>délai d’accès<', html)
    assert f'<a href="{change}#part-further_studies">Poursuites d’études</a>' in html
    listed = html.replace('<p class="open">Non communiqué\u202f:', "")
    assert "communiqué" not in re.sub(r'<a class="gap".*?</a>', "", listed)


def test_no_page_of_a_draft_is_kept_or_listed(
    admin_client: Client, preview: str, paper: str
) -> None:
    for address in (preview, paper):
        response = admin_client.get(address)

        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
        assert "ETag" not in response
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert admin_client.post(address).status_code == 405


def test_the_paper_says_on_each_page_that_it_is_a_draft(admin_client: Client, paper: str) -> None:
    content = admin_client.get(paper).content
    said = " ".join(text(content).split())

    assert said.count("Brouillon, non publié") >= 3
    assert "Édition n°" not in said
    assert faults(content) == []


def test_only_staff_with_the_right_read_a_draft(client: Client, preview: str, paper: str) -> None:
    for address in (preview, paper):
        assert "/admin/login/" in client.get(address)["Location"]

    client.force_login(User.objects.create_user("sans-droit", password="x", is_staff=True))
    for address in (preview, paper):
        assert client.get(address).status_code == 403
