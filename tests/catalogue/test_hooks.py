"""What Django does not promise to keep: a new version that changes it is told by name."""

import ast
import inspect
from typing import Any, Final

import pytest
from adminsortable2.admin import SortableAdminBase
from django.contrib.admin import AdminSite, ModelAdmin, StackedInline
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from catalogue.life.draft import for_sheet
from programmes.models import Programme
from tests.catalogue.test_wings import modules

# Each hook with its parameters, and the method of the same class that calls it.
HOOKS: Final[dict[tuple[Any, str], tuple[str, str]]] = {
    (ModelAdmin, "_changeform_view"): (
        "(self, request, object_id, form_url, extra_context)",
        "changeform_view",
    ),
    (ModelAdmin, "_delete_view"): ("(self, request, object_id, extra_context)", "delete_view"),
    (ModelAdmin, "_create_formsets"): ("(self, request, obj, change)", "_changeform_view"),
    (ModelAdmin, "_get_obj_does_not_exist_redirect"): (
        "(self, request, opts, object_id)",
        "_changeform_view",
    ),
    (ModelForm, "_get_validation_exclusions"): ("(self)", "_post_clean"),
}
PLACE: Final = "catalogue.admin.kit.hooks"
# What our classes are made of, and what they are handed.
THEIRS: Final = (
    ModelAdmin,
    StackedInline,
    SortableAdminBase,
    AdminSite,
    ChangeList,
    ModelForm,
    BaseInlineFormSet,
    Model,
    QuerySet,
    HttpRequest,
)


@pytest.mark.parametrize(("owner", "name"), HOOKS, ids=[name for _, name in HOOKS])
def test_a_private_hook_is_still_there_and_still_called(owner: Any, name: str) -> None:
    signature, caller = HOOKS[owner, name]

    assert hasattr(owner, name), f"{name} is gone"
    assert str(inspect.signature(getattr(owner, name))) == signature
    calls = inspect.unwrap(getattr(owner, caller)).__code__.co_names
    assert name in calls, f"nobody calls {name} any more"


@pytest.mark.django_db
def test_rows_that_were_prefetched_are_still_remembered_under_a_private_name(
    programme: Programme,
) -> None:
    """`write_sheet` makes a programme forget those that it deletes."""
    read = for_sheet(Programme.objects.all()).get()

    assert "blocs" in read._prefetched_objects_cache  # type: ignore[attr-defined]


def private_names(source: str) -> set[str]:
    """Those that a module defines in its classes, and those that it takes from an object."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.ClassDef):
            found |= {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
    return {name for name in found if name.startswith("_") and not name.endswith("__")}


def test_the_hooks_in_the_list_are_those_in_the_module() -> None:
    assert private_names(modules()[PLACE].read_text()) == {name for _, name in HOOKS}


def test_private_hooks_stand_in_one_place() -> None:
    theirs = {name for one in THEIRS for name in dir(one)} - {"_meta", "_state"}

    found = {
        module: names
        for module, file in modules().items()
        if module != PLACE and (names := private_names(file.read_text()) & theirs)
    }

    assert found == {}
