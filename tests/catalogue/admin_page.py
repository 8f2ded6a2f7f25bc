"""What the tests of admin pages share: a form as a browser would send it back, addresses, words."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from html.parser import HTMLParser

from django.db import connection
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.models import Programme
from tests.catalogue.page_text import plain

Fields = dict[str, list[str]]


class _Form(HTMLParser):
    """The successful controls of one form (HTML, 4.10.22.4), without its buttons."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.fields: Fields = {}
        self._inside = False
        self._select: str | None = None
        self._textarea: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside = given.get("id") == self.form_id
        if not self._inside:
            return
        name = given.get("name") or ""
        if tag == "input" and given.get("type") not in ("submit", "button"):
            if given.get("type") not in ("checkbox", "radio"):
                self._add(name, given.get("value") or "")
            elif "checked" in given:
                self._add(name, given.get("value", "on") or "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self._add(self._select, given.get("value") or "")
        elif tag == "textarea":
            self._textarea, self._text = name, ""

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._textarea is not None:
            # Browsers drop the first line end and send the others as CRLF.
            text = self._text.removeprefix("\r").removeprefix("\n").replace("\r\n", "\n")
            self._add(self._textarea, text.replace("\n", "\r\n"))
            self._textarea = None

    def _add(self, name: str, value: str) -> None:
        if name and "__prefix__" not in name:
            self.fields.setdefault(name, []).append(value)


def form_of(client: Client, address: str) -> Fields:
    """The fields of the main form of a page, with what they hold."""
    response = client.get(address)
    assert response.status_code == 200, response
    fields = fields_in(response.content.decode(), address.split("/")[3])
    assert "csrfmiddlewaretoken" in fields
    return fields


def fields_in(html: str, model: str) -> Fields:
    """Those of the main form of a model's page, or of any form of that name."""
    parser = _Form(f"{model}_form")
    parser.feed(html)
    return parser.fields


def save(
    client: Client,
    address: str,
    changes: Mapping[str, str | Iterable[str]] | None = None,
    button: str = "_continue",
) -> HttpResponse:
    """Open the page, change some fields, press a button. A change to `[]` unticks or unselects."""
    fields: dict[str, str | Iterable[str]] = {**form_of(client, address), **(changes or {})}
    return client.post(address, {**fields, button: "1"})  # type: ignore[return-value]


def add_row(fields: Fields, prefix: str, **values: str) -> dict[str, str | Iterable[str]]:
    """What « Ajouter » and typing make of a page's rows."""
    index = int(fields[f"{prefix}-TOTAL_FORMS"][0])
    typed: dict[str, str | Iterable[str]] = {
        f"{prefix}-{index}-{name}": value for name, value in values.items()
    }
    return {f"{prefix}-TOTAL_FORMS": str(index + 1), **typed}


def page_of(row: Model, view: str = "change") -> str:
    opts = row._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=[row.pk])


def first_page(model: str, programme: Programme) -> str:
    """Of a programme, of its first bloc or exam unit, or of its centre."""
    rows: dict[str, Model] = {
        "programme": programme,
        "bloc": programme.blocs.all()[0],
        "examunit": programme.exam_units.all()[0],
        "trainingcentre": programme.centre,
    }
    return page_of(rows[model])


def words(client: Client, address: str) -> str:
    """What one reads on a page that opens."""
    response = client.get(address)
    assert response.status_code == 200
    return plain(response.content.decode())


def queries(client: Client, address: str) -> int:
    client.get(address)  # content types are remembered after the first time
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# Two people, and a session that ends


def html_of(response: HttpResponse) -> str:
    return unescape(response.content.decode())


def radios(response: HttpResponse) -> dict[str, list[str]]:
    """By the name of each difference, what can be chosen."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(
        r'<input type="radio" name="([^"]+)" value="([^"]+)"', response.content.decode()
    ):
        found.setdefault(name, []).append(value)
    return found


def choose(
    client: Client, address: str, response: HttpResponse, side: str, **more: str
) -> HttpResponse:
    """Press « Enregistrer ces choix » with the same side everywhere."""
    fields = fields_in(response.content.decode(), address.split("/")[3])
    chosen = {
        name: next(value for value in values if value.startswith(side))
        for name, values in radios(response).items()
    }
    assert chosen
    return client.post(address, {**fields, **chosen, **more})  # type: ignore[return-value]


def resume(client: Client, response: HttpResponse) -> HttpResponse:
    """Press « Retrouver ma saisie »."""
    html = response.content.decode()
    (address,) = re.findall(r'<form method="post" action="([^"]+)" id="resume_form">', html)
    return client.post(unescape(address), fields_in(html, "resume"))  # type: ignore[return-value]
