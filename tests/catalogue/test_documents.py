"""Documents: sent, checked, kept under their hash, published with the sheet that names them."""

import json
import os
import re
from datetime import date
from hashlib import sha256
from html import unescape
from typing import Any

import pikepdf
import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from catalogue.duties import Fulfilment, state_of_duties
from catalogue.life import publishing, reading
from catalogue.life.copying import choices, copied
from catalogue.life.draft import read_sheet, write_sheet
from catalogue.life.transfer.receiving import receive
from catalogue.outputs.pdf.sections import BODIES
from catalogue.server import caching
from catalogue.views.documents import POLICY
from programmes import sheet as sheets
from programmes.comparison import compare
from programmes.models import CommonDocument, Document, PreviewLink, Programme, StoredFile
from programmes.pdf_files import LARGEST, Fault
from tests import pdfs
from tests.catalogue.admin_page import (
    Fields,
    add_row,
    choose,
    fields_in,
    form_of,
    html_of,
    page_of,
    save,
)
from tests.catalogue.page_text import plain
from tests.factories import example_sheet, keep_files

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.ignore_template_errors,
    pytest.mark.usefixtures("few_notes"),
]

RULES, NEWER = pdfs.pdf(4, "Règlement"), pdfs.pdf(5, "Règlement révisé")


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def file(content: bytes, name: str = "reglement.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def with_document(fields: Fields, content: bytes, **values: str) -> dict[str, Any]:
    """As a browser sends a new row: its file, then the empty hidden field."""
    row = {"kind": "rules", "title": "", **values}
    added: dict[str, Any] = dict(add_row(fields, "documents", **row))
    at = fields["documents-TOTAL_FORMS"][0]
    return {**fields, **added, f"documents-{at}-digest": [file(content), ""], "_continue": "1"}


def add(client: Client, page: str, content: bytes = RULES, **values: str) -> HttpResponse:
    return client.post(page, with_document(form_of(client, page), content, **values))  # type: ignore[return-value]


def replace(client: Client, page: str, content: bytes) -> HttpResponse:
    fields = form_of(client, page)
    hidden = fields["documents-0-digest"][-1]
    sent = {**fields, "documents-0-digest": [file(content), hidden], "_continue": "1"}
    return client.post(page, sent)  # type: ignore[return-value]


def publish(programme: Programme) -> None:
    draft = reading.of(programme.pk)
    publishing.publish(draft.programme, None)


def address(programme: Programme, content: bytes) -> str:
    return f"/formations/{programme.slug}/documents/{digest(content)}.pdf"


def for_staff(content: bytes) -> str:
    return f"/admin/programmes/programme/fichiers/{digest(content)}.pdf"


@pytest.fixture
def offered(admin_client: Client, programme: Programme, page: str) -> Programme:
    """With its rules, online."""
    assert add(admin_client, page).status_code == 302
    publish(programme)
    return programme


# In the admin


def test_a_document_is_kept_under_its_hash_and_tells_its_size_and_pages(
    admin_client: Client, programme: Programme, page: str
) -> None:
    assert add(admin_client, page).status_code == 302

    row = programme.documents.get()
    assert (row.digest, row.size, row.pages) == (digest(RULES), len(RULES), 4)
    assert f"{row.added_on:%Y-%m-%d}" == "2026-11-24"
    assert bytes(StoredFile.objects.get().content) == RULES
    edition = programme.editions.order_by("pk").last()
    assert edition
    assert [one["digest"] for one in edition.sheet["documents"]] == [digest(RULES)]
    html = html_of(admin_client.get(page))  # type: ignore[arg-type]
    assert "PDF, 4\u00a0pages" in html
    assert for_staff(RULES) in html


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"MZ" + bytes(600), Fault.OTHER_FORMAT),
        (RULES[:-300], Fault.CUT_SHORT),
        (pdfs.encrypted("secret"), Fault.ENCRYPTED),
        (pdfs.with_script(), Fault.ACTIVE),
        (RULES + bytes(LARGEST), Fault.TOO_LARGE),
    ],
)
def test_a_file_that_is_not_taken_is_told_beside_its_field_and_nothing_typed_is_lost(
    admin_client: Client, programme: Programme, page: str, content: bytes, fault: Fault
) -> None:
    sent = with_document(form_of(admin_client, page), content, title="site d’Agen")

    answer = admin_client.post(page, {**sent, "lead": "Tapé"})

    assert answer.status_code == 200
    html = html_of(answer)  # type: ignore[arg-type]
    assert fault.sentence in html
    kept = fields_in(answer.content.decode(), "programme")
    assert (kept["lead"], kept["documents-0-title"]) == (["Tapé"], ["site d’Agen"])
    assert kept["documents-0-digest"][-1] == ""
    assert not programme.documents.exists()
    assert not StoredFile.objects.exists()


def test_no_file_at_all_is_told_too(admin_client: Client, page: str) -> None:
    fields = form_of(admin_client, page)

    answer = admin_client.post(page, {**fields, **add_row(fields, "documents", kind="rules")})

    assert "Choisissez un fichier PDF." in html_of(answer)  # type: ignore[arg-type]


def test_an_empty_file_is_no_file(admin_client: Client, page: str) -> None:
    assert Fault.EMPTY.sentence in html_of(add(admin_client, page, b""))


def test_what_is_wrong_elsewhere_does_not_cost_the_file(
    admin_client: Client, programme: Programme, page: str
) -> None:
    sent = with_document(form_of(admin_client, page), RULES)

    refused = admin_client.post(page, {**sent, "hours": "beaucoup"})

    assert refused.status_code == 200
    assert "Reçu, pas encore enregistré\u202f: " in refused.content.decode()
    again = fields_in(refused.content.decode(), "programme")
    assert again["documents-0-digest"][-1] == digest(RULES)
    assert not programme.documents.exists()
    assert admin_client.post(page, {**again, "hours": "1350", "_continue": "1"}).status_code == 302
    assert programme.documents.get().pages == 4


def test_a_refused_replacement_leaves_the_file_that_is_there(
    admin_client: Client, offered: Programme, page: str
) -> None:
    answer = replace(admin_client, page, b"GIF89a")

    assert Fault.OTHER_FORMAT.sentence in html_of(answer)
    kept = fields_in(answer.content.decode(), "programme")
    assert kept["documents-0-digest"][-1] == digest(RULES)


def test_a_hash_that_names_nothing_is_asked_again(
    admin_client: Client, programme: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    row = add_row(fields, "documents", kind="rules", digest="e" * 64)

    answer = admin_client.post(page, {**fields, **row})

    assert "Choisissez de nouveau ce fichier" in html_of(answer)  # type: ignore[arg-type]
    assert not programme.documents.exists()


def test_another_document_has_a_title(admin_client: Client, page: str) -> None:
    answer = add(admin_client, page, kind="other")

    assert "Donnez son titre à cet autre document." in html_of(answer)


def test_two_people_who_replace_one_file_choose(
    admin_client: Client, other: Client, offered: Programme, page: str
) -> None:
    fields = form_of(admin_client, page)
    replace(other, page, NEWER)
    mine = pdfs.pdf(7)
    sent = {**fields, "documents-0-digest": [file(mine), digest(RULES)], "_continue": "1"}

    asked = admin_client.post(page, sent)

    assert asked.status_code == 409
    html = plain(asked.content.decode())
    assert "PDF, 7 pages" in html
    assert "PDF, 5 pages" in html
    assert choose(admin_client, page, asked, "mine").status_code == 302  # type: ignore[arg-type]
    assert offered.documents.get().digest == digest(mine)
    assert offered.documents.get().pages == 7


def test_a_file_sent_after_the_session_ended_is_asked_again(
    programme: Programme, page: str
) -> None:
    User.objects.create_superuser("camille", password="une phrase assez longue")
    client = Client()
    client.login(username="camille", password="une phrase assez longue")
    sent = with_document(form_of(client, page), RULES)
    client.logout()

    answer = client.post(page, sent)

    assert answer.status_code == 403
    assert not StoredFile.objects.exists()
    kept = dict(json.loads(_kept(answer.content.decode())))
    assert kept["documents-0-digest"] == "?lost"
    client.login(username="camille", password="une phrase assez longue")
    words = dict(json.loads(_kept(answer.content.decode())))
    shown = client.post(page, {**words, "_review": "1"})
    assert "il n’a pas suivi le reste de votre saisie" in html_of(shown)  # type: ignore[arg-type]


def _kept(html: str) -> str:
    (kept,) = re.findall(r'name="_kept" value="([^"]*)"', html)
    return unescape(kept)


@pytest.mark.parametrize("role", ["Rédaction", "Publication"])
def test_who_writes_programmes_adds_documents(programme: Programme, page: str, role: str) -> None:
    user = User.objects.create_user("camille", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)

    assert add(client, page).status_code == 302
    assert add(client, page_of(programme.centre)).status_code == 302
    assert (Document.objects.count(), CommonDocument.objects.count()) == (1, 1)


def test_who_only_reads_has_nothing_kept(programme: Programme, page: str) -> None:
    user = User.objects.create_user("camille", is_staff=True)
    user.groups.add(Group.objects.get(name="Admissions"))
    client = Client()
    client.force_login(user)

    client.post(page, {"documents-0-digest": file(RULES)})

    assert not StoredFile.objects.exists()


def test_a_large_file_and_a_large_form_pass_together(
    admin_client: Client, programme: Programme, page: str
) -> None:
    with pikepdf.new() as document:
        document.add_blank_page().Contents = document.make_stream(os.urandom(LARGEST - 2_000))
        large = pdfs.saved(document, compress_streams=False)
    assert LARGEST - 2_000 < len(large) <= LARGEST
    sent = with_document(form_of(admin_client, page), large)

    answer = admin_client.post(page, {**sent, "presentation": "Texte. " * 700})

    assert answer.status_code == 302
    assert programme.documents.get().size == len(large)


def test_what_is_far_too_large_is_refused_with_a_page_that_says_how_much(
    admin_client: Client, page: str
) -> None:
    answer = admin_client.generic(
        "POST",
        page,
        CONTENT_TYPE="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(13 * 1024 * 1024),
    )

    assert answer.status_code == 413
    assert "un document fait 5\u00a0Mo au plus" in html_of(answer)  # type: ignore[arg-type]


# Published


def test_the_page_names_it_and_the_paper_too(offered: Programme, client: Client) -> None:
    html = client.get(f"/formations/{offered.slug}/").content.decode()

    assert f'<a href="{address(offered, RULES)}">Règlement intérieur</a>' in html
    assert "PDF, 4 pages, 1 ko, du 24 novembre 2026" in plain(html)
    body = BODIES["documents"](read_sheet(offered.pk), read_sheet(offered.pk).documents[0].added_on)
    assert [one["name"] for one in body["items"]] == ["Règlement intérieur"]
    assert "rubrique Documents" in body["where"]


def test_without_any_there_is_no_such_section(programme: Programme, client: Client) -> None:
    assert 'id="documents"' not in client.get(f"/formations/{programme.slug}/").content.decode()


def test_it_is_sent_as_a_file_under_a_policy_of_its_own(
    offered: Programme, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        answer = client.get(address(offered, RULES))

    assert answer.content == RULES
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert (
        "R%C3%A8glement%20int%C3%A9rieur%2C%20Sud%20Management.pdf" in answer["Content-Disposition"]
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == POLICY
    assert "sandbox" in POLICY
    assert answer["Cache-Control"] == caching.IMMUTABLE
    assert answer["Content-Length"] == str(len(RULES))
    assert not answer.cookies
    assert client.head(address(offered, RULES))["Content-Length"] == str(len(RULES))
    assert client.post(address(offered, RULES)).status_code == 405


@pytest.mark.parametrize("tag", ['"{}"', 'W/"{}"', '"other", "{}"'])
def test_who_has_it_already_is_not_sent_it_again(
    offered: Programme, client: Client, tag: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    known = {"if-none-match": tag.format(digest(RULES))}

    with django_assert_num_queries(1):
        answer = client.get(address(offered, RULES), headers=known)

    assert answer.status_code == 304
    assert not answer.content
    assert answer["Cache-Control"] == caching.IMMUTABLE
    assert client.get(address(offered, RULES), headers={"if-none-match": '"x"'}).status_code == 200


def test_a_document_is_public_as_long_as_what_is_online_names_it(
    admin_client: Client, offered: Programme, page: str, client: Client
) -> None:
    assert replace(admin_client, page, NEWER).status_code == 302
    assert client.get(address(offered, RULES)).content == RULES
    assert client.get(address(offered, NEWER)).status_code == 404

    publish(offered)

    assert client.get(address(offered, NEWER)).content == NEWER
    gone = client.get(address(offered, RULES))
    assert gone.status_code == 404
    assert gone["Cache-Control"] == caching.PRIVATE
    past = offered.editions.filter(number__isnull=False, current=False).order_by("pk").last()
    assert past
    read = admin_client.get(reverse("admin:programmes_edition_read", args=[past.pk]))
    assert for_staff(RULES) in read.content.decode()
    kept = admin_client.get(for_staff(RULES))
    assert kept.content == RULES
    assert "no-store" in kept["Cache-Control"]
    assert kept["Content-Disposition"].startswith("attachment")
    assert client.get(for_staff(RULES)).status_code == 302
    assert admin_client.get(for_staff(b"nothing")).status_code == 404


def test_one_that_was_removed_comes_back_with_the_edition_that_names_it(
    admin_client: Client, offered: Programme, page: str, client: Client
) -> None:
    online = offered.editions.get(current=True)
    save(admin_client, page, {"documents-0-DELETE": "on"})
    publish(offered)
    assert client.get(address(offered, RULES)).status_code == 404

    write_sheet(sheets.load(online.sheet), offered)
    publish(offered)

    assert client.get(address(offered, RULES)).content == RULES


def test_the_address_follows_the_programme(offered: Programme, page: str, client: Client) -> None:
    was = address(offered, RULES)
    offered.slug = "ndrc"
    offered.save()
    publish(offered)

    moved = client.get(was)

    assert (moved.status_code, moved["Location"]) == (301, was.replace("bts-ndrc", "ndrc"))
    publishing.withdraw(offered)
    assert client.get(was).status_code == 410
    assert client.get(f"/formations/nulle-part/documents/{'0' * 64}.pdf").status_code == 404


def test_a_new_file_is_told_as_replaced(
    admin_client: Client, offered: Programme, page: str
) -> None:
    before = read_sheet(offered.pk)
    replace(admin_client, page, NEWER)

    (change,) = compare(before, read_sheet(offered.pk)).changes

    assert plain(change.sentence) == (
        "Le fichier du document « Règlement intérieur » est remplacé : "
        "PDF, 5 pages, 2 ko, du 24 novembre 2026."
    )


# Of the centre: a shared row, whose rule it follows


def test_one_of_the_centre_waits_for_each_programme_to_be_published_again(
    admin_client: Client, programme: Programme, client: Client
) -> None:
    answer = add(admin_client, page_of(programme.centre))

    assert answer.status_code == 302
    assert client.get(address(programme, RULES)).status_code == 404
    told = html_of(admin_client.get(page_of(programme.centre)))  # type: ignore[arg-type]
    assert "publi" in told
    publish(programme)
    assert client.get(address(programme, RULES)).content == RULES
    assert plain(client.get(f"/formations/{programme.slug}/").content.decode()).count(
        "Règlement intérieur"
    )


def test_a_restore_leaves_those_of_the_centre_and_tells(
    admin_client: Client, programme: Programme
) -> None:
    centre = page_of(programme.centre)
    add(admin_client, centre)
    before = read_sheet(programme.pk)
    replace(admin_client, centre, NEWER)

    differences = write_sheet(before, programme)

    assert differences == ["document du centre « Règlement intérieur » : son fichier est un autre."]
    assert programme.centre.documents.get().digest == digest(NEWER)


# Elsewhere


def test_an_import_takes_the_documents_whose_file_this_site_has(programme: Programme) -> None:
    sheet = example_sheet(slug="ailleurs")
    known, unknown = sheet.documents[0], sheet.centre.documents[0]
    StoredFile.objects.create(digest=known.digest, content=b"%PDF-", size=7, pages=2)
    target = Programme()

    received = receive(sheet, target, lambda _right: True)

    (row,) = target.documents.all()
    assert (row.digest, row.size, row.pages) == (known.digest, 7, 2)
    assert not target.centre.documents.exists()
    assert received.differences[0] == (
        f"document « {unknown.called} » : laissé de côté, ce site n’en a pas le fichier. "
        "Joignez-le de nouveau."
    )


def test_a_copy_takes_them_or_leaves_them_as_one_piece() -> None:
    sheet = example_sheet()

    assert ("documents", "Documents") in choices(sheet)
    assert copied(sheet, {"documents"}).documents == sheet.documents
    assert copied(sheet, set()).documents == ()
    assert copied(sheet, set()).centre.documents == sheet.centre.documents


def test_who_holds_a_link_to_a_draft_reads_its_documents_and_no_other(
    admin_client: Client, programme: Programme, page: str, client: Client
) -> None:
    add(admin_client, page)
    user = User.objects.create_user("collegue")
    _, token = PreviewLink.objects.make(programme, user)
    StoredFile.objects.keep(NEWER, 5)
    base = f"/apercu/{token}/documents/"

    html = client.get(f"/apercu/{token}/").content.decode()

    assert f'href="{base}{digest(RULES)}.pdf"' in html
    answer = client.get(f"{base}{digest(RULES)}.pdf")
    assert answer.content == RULES
    assert answer["Cache-Control"] == caching.PRIVATE
    assert client.get(f"{base}{digest(NEWER)}.pdf").status_code == 404
    assert client.get(f"/apercu/faux/documents/{digest(RULES)}.pdf").status_code == 404


@pytest.mark.parametrize(
    ("code", "kind"),
    [("house_rules", "rules"), ("welcome_booklet", "welcome"), ("terms_of_sale", "terms")],
)
def test_a_duty_asks_for_it_of_the_programme_or_its_centre(
    programme: Programme, code: str, kind: str
) -> None:
    def state(sheet: sheets.Sheet) -> Fulfilment:
        states = state_of_duties(sheet, date(2026, 11, 24))
        return {one.duty.code: one.fulfilment for one in states}[code]

    sheet = read_sheet(programme.pk)
    (example,) = example_sheet().documents
    row = {**example.model_dump(mode="json"), "kind": kind}
    stored = {**sheets.dump(sheet), "documents": [row]}
    centre = {**sheets.dump(sheet)["centre"], "documents": [row]}

    assert state(sheet) is Fulfilment.MISSING
    assert state(sheets.load(stored)) is Fulfilment.DONE
    assert state(sheets.load({**sheets.dump(sheet), "centre": centre})) is Fulfilment.DONE


def test_two_files_of_one_content_are_kept_once(
    admin_client: Client, programme: Programme, page: str
) -> None:
    add(admin_client, page)
    add(admin_client, page, kind="welcome")
    add(admin_client, page_of(programme.centre))

    assert StoredFile.objects.count() == 1
    assert programme.documents.count() == 2
    keep_files(example_sheet())
    assert StoredFile.objects.count() == 3
