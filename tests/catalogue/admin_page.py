"""What the tests of admin pages share: a form as a browser would send it back, addresses, words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from django.db import connection
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.models import Programme
from tests.catalogue.page_text import plain

Fields = dict[str, list[str]]


# The controls of a form (HTML, 4.10.22.4), with what stands between their tags. The templates
# write their attributes in double quotes and escape what stands in them.
_CONTROL = re.compile(
    r"<(input)\b([^>]*)>|<(textarea)\b([^>]*)>(.*?)</textarea>|<(select)\b([^>]*)>(.*?)</select>",
    re.DOTALL,
)
_OPTION = re.compile(r"<option\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([^\s="]+)(?:="([^"]*)")?')
_BUTTONS = ("submit", "button")
_BOXES = ("checkbox", "radio")


def _attributes(written: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def _successful(form: str) -> Iterator[tuple[str, str]]:
    """What a browser sends of a form's controls, without its buttons."""
    for found in _CONTROL.finditer(form):
        given = _attributes(found[2] or found[4] or found[7] or "")
        name = given.get("name", "")
        if not name or "__prefix__" in name:
            continue
        if found[1]:
            kind = given.get("type")
            if kind in _BOXES:
                if "checked" in given:
                    yield name, given.get("value", "on")
            elif kind not in _BUTTONS:
                yield name, given.get("value", "")
        elif found[3]:
            # Browsers drop the first line end and send the others as CRLF.
            text = unescape(found[5]).removeprefix("\r").removeprefix("\n").replace("\r\n", "\n")
            yield name, text.replace("\n", "\r\n")
        else:
            options = map(_attributes, _OPTION.findall(found[8]))
            yield from ((name, one.get("value", "")) for one in options if "selected" in one)


def form_of(client: Client, address: str) -> Fields:
    """The fields of the main form of a page, with what they hold."""
    response = client.get(address)
    assert response.status_code == 200, response
    fields = fields_in(response.content.decode(), address.split("/")[3])
    assert "csrfmiddlewaretoken" in fields
    return fields


def fields_in(html: str, model: str) -> Fields:
    """Those of the main form of a model's page, or of any form of that name."""
    fields: Fields = {}
    forms = re.findall(rf'<form\b[^>]* id="{model}_form"[^>]*>(.*?)</form>', html, re.DOTALL)
    for form in forms:
        for name, value in _successful(form):
            fields.setdefault(name, []).append(value)
    return fields


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
