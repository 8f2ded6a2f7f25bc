"""Whatever number a form or an address carries, the answer is a page in French, on both databases.

The fields, the forms and the addresses are found by reflection: a new one is tried too.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from admissions.models import FundingScheme
from catalogue.admin.kit.formsets import MISCOUNTED, ROWS_AT_MOST
from catalogue.admin.kit.whole_numbers import whole_number
from programmes.models import Bloc, Programme
from tests.catalogue.admin_page import (
    Fields,
    add_row,
    fields_in,
    first_page,
    form_of,
    html_of,
    page_of,
    save,
)
from tests.rounds import a_round, together

# Every field of every form with each of these: minutes of work.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.ignore_template_errors,
    pytest.mark.long,
    pytest.mark.rounds,
]

NUMBERS: Final = [
    "9" * 60, "9" * 5000, "-1", str(2**63), str(2**31), "１２", "NaN", "Infinity", "1e400", "", "²",
    "1_0",
]  # fmt: skip
# Those that each made something fail, where there are many addresses to try.
FEW: Final = ["9" * 60, str(2**63), "-1", "１２"]
TRIED: Final = a_round(NUMBERS, FEW)
ANSWERS: Final = (200, 301, 302, 400, 403, 404, 405, 409, 410)
COUNTS: Final = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")


def answered(client: Client, address: str, data: Any = None) -> HttpResponse:
    """A page, a redirection or a refusal, never a failure; what it did is undone."""
    with transaction.atomic():
        response = client.get(address) if data is None else client.post(address, data)
        transaction.set_rollback(True)
    assert response.status_code in ANSWERS, (
        address,
        response,
    )
    return response  # type: ignore[return-value]


def numbers_in(fields: Fields) -> list[str]:
    """One of each kind: « occupations-0-order » stands for those of all rows."""
    kinds: dict[str, str] = {}
    for name in fields:
        if name not in ("csrfmiddlewaretoken", "_shown") and not name.endswith(COUNTS):
            kinds.setdefault(re.sub(r"-\d+-", "-", name), name)
    return list(kinds.values())


@pytest.fixture(params=["programme", "bloc", "examunit", "trainingcentre", "fundingscheme", "user"])
def form(
    request: pytest.FixtureRequest, admin_client: Client, programme: Programme, few_notes: None
) -> str:
    """The address of each change page."""
    if request.param == "fundingscheme":
        return page_of(FundingScheme.objects.all()[0])
    if request.param == "user":
        return page_of(User.objects.create_user("camille", is_staff=True))
    return first_page(request.param, programme)


# Forms


def test_a_form_full_of_a_number_is_answered(admin_client: Client, form: str) -> None:
    fields = form_of(admin_client, form)
    add = re.sub(r"\d+/change/$", "add/", form)

    for number in TRIED:
        full = {**fields, **dict.fromkeys(numbers_in(fields), number), "_continue": "1"}
        assert 'lang="fr"' in answered(admin_client, form, full).content.decode()
        if number in FEW:
            answered(admin_client, add, full)


def test_each_choice_and_each_hidden_number_is_answered_alone(
    admin_client: Client, form: str
) -> None:
    """One kind at a time, as all rows' places: a first mistake could hide a second. In a short
    round ten kinds together."""
    html = admin_client.get(form).content.decode()
    fields = form_of(admin_client, form)
    boxes = re.findall(r'<input type="(?:checkbox|radio)" name="([^"]+)"', html)
    texts = re.findall(r'<textarea[^>]* name="([^"]+)"', html)
    texts += re.findall(r'<input type="(?:text|url|email|date)" name="([^"]+)"', html)
    written = re.findall(r'<input type="text" name="([^"]+)"[^>]* inputmode="', html)
    names = {*numbers_in(fields), *boxes} - (set(texts) - set(written))

    kinds: dict[str, dict[str, str]] = {}
    for name in names:
        if "__prefix__" not in name:
            kinds.setdefault(name.rpartition("-")[2], {})[name] = str(2**63)
    for some in together(kinds.values(), 10):
        sent: dict[str, Any] = {**fields, "_continue": "1"}
        for kind in some:
            sent |= kind
        answered(admin_client, form, sent)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("model", ["bloc", "trainingcentre"])
def test_a_count_of_rows_that_cannot_be_is_answered_in_french(
    admin_client: Client, programme: Programme, model: str, count: str
) -> None:
    page = first_page(model, programme)
    fields = form_of(admin_client, page)
    names = [name for name in fields if name.endswith(count)]
    assert names

    for number in (*TRIED, "1001", "2001", "-5", "1e5"):
        sent = {**fields, **dict.fromkeys(names, number), "_continue": "1"}
        html = html_of(answered(admin_client, page, sent))
        assert "ManagementForm" not in html
        if count == "TOTAL_FORMS" and number in ("1001", "9" * 60):
            assert MISCOUNTED in html


@pytest.mark.parametrize("number", ["1001", "9" * 60, "9" * 5000, "", "abc", "0", "-1"])
def test_rows_that_were_miscounted_are_shown_again_and_nothing_is_saved(
    admin_client: Client, programme: Programme, number: str
) -> None:
    page = first_page("bloc", programme)
    fields = form_of(admin_client, page)
    level = fields["objectives-0-level"][0]
    typed = {**fields, **add_row(fields, "objectives", text="Tapé", level=level), "title": "Neuf"}

    response = admin_client.post(
        page, {**typed, "objectives-TOTAL_FORMS": number, "_continue": "1"}
    )

    assert response.status_code == 200
    shown = fields_in(response.content.decode(), "bloc")
    assert shown["objectives-TOTAL_FORMS"] == ["5"]
    assert shown["objectives-INITIAL_FORMS"] == fields["objectives-INITIAL_FORMS"]
    assert shown["objectives-4-text"] == ["Tapé"]
    assert shown["title"] == ["Neuf"]
    assert programme.editions.count() == 1
    assert admin_client.post(page, {**shown, "_continue": "1"}).status_code == 302
    assert programme.blocs.all()[0].objectives.count() == 5


def test_a_thousand_rows_are_a_page_and_one_more_is_none(
    programme: Programme, rf: Any, admin_user: User
) -> None:
    bloc = programme.blocs.all()[0]
    request = rf.post("/")
    request.user = admin_user
    page: Any = admin.site.get_model_admin(Bloc)
    (inline,) = page.get_inline_instances(request, bloc)
    rows: Any = inline.get_formset(request, bloc)

    for total, is_told in ((ROWS_AT_MOST, False), (ROWS_AT_MOST + 1, True)):
        counts = {"objectives-TOTAL_FORMS": str(total), "objectives-INITIAL_FORMS": "0"}
        formset = rows(data=counts, instance=bloc, prefix="objectives")
        assert (len(formset.non_form_errors()) == 1) is is_told


def test_a_role_beyond_the_database_is_told_beside_the_roles(admin_client: Client) -> None:
    user = User.objects.create_user("camille", is_staff=True)

    for key in (str(2**63), "9" * 60, "9" * 5000, "-1", "１"):
        typed = {"groups": [key], "first_name": "Tapé"}
        for page in (page_of(user), reverse("admin:auth_user_add")):
            html = html_of(save(admin_client, page, typed))
            assert 'id="id_groups_error"' in html
            assert 'value="Tapé"' in html


@pytest.mark.parametrize(
    ("order", "status"), [("1000000", 302), ("1000001", 200), (str(2**31 - 1), 200)]
)
def test_a_place_leaves_room_for_the_next_row(
    admin_client: Client, programme: Programme, order: str, status: int
) -> None:
    page = first_page("bloc", programme)
    assert save(admin_client, page, {"objectives-0-order": order}).status_code == status

    fields = form_of(admin_client, page)
    row = add_row(fields, "objectives", text="Suivant", level=fields["objectives-0-level"][0])
    assert save(admin_client, page, row).status_code == 302


@pytest.mark.parametrize("newest", [10**60, -(10**60), 2**63, -1, 1.5, True, "1", None])
def test_what_a_page_says_that_it_showed_may_say_any_number(
    admin_client: Client, programme: Programme, page: str, newest: Any
) -> None:
    fields = form_of(admin_client, page)
    shown = {**json.loads(fields["_shown"][0]), "newest_save": newest}
    shown["fields"]["lead"] = ["Autre chose"]

    answered(admin_client, page, {**fields, "lead": "Ici", "_shown": [json.dumps(shown)]})


# Addresses


def routes(patterns: Any = None, before: str = "/") -> Iterator[str]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def addresses(number: str) -> list[str]:
    """Each that takes an argument, with that number for each of them."""
    return [
        re.sub(r"<[^>]+>", number, route)
        for route in routes()
        if "<" in route and "(?P" not in route
    ]


@pytest.mark.parametrize("number", [*FEW, "9" * 5000])
def test_an_address_may_carry_any_number(
    admin_client: Client, programme: Programme, number: str
) -> None:
    found = addresses(number)
    assert len(found) > 50

    for address in found:
        answered(admin_client, address)
        answered(admin_client, address, {"post": "yes"})


@pytest.mark.parametrize("number", FEW)
def test_a_step_of_a_programme_takes_any_number(
    admin_client: Client, programme: Programme, number: str
) -> None:
    names = (
        "note", "sheet", "slug", "short_title", "full_title", "_programme", "action",
        "_selected_action", "index", "post", "page", "de", "a",
    )  # fmt: skip
    sent = {**dict.fromkeys(names, number), "read": [number, f"{number}-a-{number}"]}
    steps = [one for one in addresses(str(programme.pk)) if one.startswith("/admin/")]
    for address in (*steps, reverse("admin:programmes_programme_republish")):
        answered(admin_client, address, sent)


@pytest.mark.parametrize("number", ["9" * 4000, str(2**63), "-1"])
def test_a_question_may_carry_any_number(
    admin_client: Client, programme: Programme, number: str
) -> None:
    names = (
        "p", "page", "o", "e", "all", "q", "de", "a", "programme", "apercu", "edition", "niveau",
        "_changelist_filters", "_popup", "_to_field", "publication", "archive", "next",
    )  # fmt: skip
    own = ("editions", "compare", "proof", "preview", "import")
    pages = [
        *("/", "/formations/bts-ndrc/", "/admin/programmes/bloc/add/"),
        *(route for route in routes() if re.fullmatch(r"/admin/(\w+)/\w+/", route)),
        *(reverse(f"admin:programmes_programme_{name}", args=[programme.pk]) for name in own),
    ]
    assert len(pages) > 12

    for page in pages:
        for some in together(names, 6):
            answered(admin_client, f"{page}?{urlencode(dict.fromkeys(some, number))}")


def test_a_list_is_filtered_by_any_number(admin_client: Client, programme: Programme) -> None:
    """By each column of each list, in each way that Django knows."""
    ways = (
        "", "__exact", "__in", "__gt", "__range", "__isnull", "__id__exact", "__id__in", "__year",
    )  # fmt: skip
    for model in admin.site._registry:
        page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for column in [*(one.name for one in model._meta.get_fields()), "pk"]:
            for way in ways:
                answered(admin_client, f"{page}?{column}{way}={2**63}")


# How they are read


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("012", 12), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("１２", None), ("²", None),
     ("-1", None), ("+1", None), ("1_0", None), (" 1", None), ("", None), ("9" * 5000, None)],
)  # fmt: skip
def test_a_number_is_digits_that_a_database_can_hold(text: str, number: int | None) -> None:
    assert whole_number(text) == number
