"""Form fields drawn in Python: the very HTML of Django's templates, in a fifth of the time.

The page of a large programme has hundreds of fields; two or three templates for each were half of
what drawing it cost. Whatever is not drawn here (files, dates in three boxes, widgets of the admin)
is left to its template.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.forms.renderers import TemplatesSetting
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

Widget = Mapping[str, Any]

_WIDGETS: Final = "django/forms/widgets/"
#: Widgets that Django draws by one template, `input.html`.
_INPUTS: Final = (
    "checkbox",
    "color",
    "date",
    "datetime",
    "email",
    "hidden",
    "input",
    "number",
    "password",
    "search",
    "tel",
    "text",
    "time",
    "url",
)
#: Asked for each field, though most have none.
_ERRORS: Final = "django/forms/errors/list/default.html"


class QuickFields(TemplatesSetting):
    """Named by the setting FORM_RENDERER."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if draw := _DRAWN.get(template_name):
            return mark_safe(draw(context["widget"]))  # noqa: S308  (each value is escaped)
        if template_name == _ERRORS and not context["errors"]:
            return mark_safe("")
        return super().render(template_name, context, request)


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {_text(name)}" if value is True else f' {_text(name)}="{_exact(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _text(value: Any) -> str:
    """As `{{ value }}` writes it: numbers in French."""
    return conditional_escape(localize(value))


def _exact(value: Any) -> str:
    """As `{{ value|stringformat:'s' }}` writes it: numbers as they are."""
    return conditional_escape(value)


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_exact(widget["value"])}"'
    name = _text(widget["name"])
    return f'<input type="{_text(widget["type"])}" name="{name}"{value}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    value = _text(widget["value"]) if widget["value"] else ""
    name = _text(widget["name"])
    return f'<textarea name="{name}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{_text(widget["name"])}"{_attributes(widget)}>{groups}\n</select>'


def _group(name: object, options: list[Widget]) -> str:
    drawn = "".join(f"\n  {_option(one)}\n" for one in options)
    return f'\n  <optgroup label="{_text(name)}">{drawn}\n  </optgroup>' if name else drawn


def _option(widget: Widget) -> str:
    value = _exact(widget["value"])
    return f'<option value="{value}"{_attributes(widget)}>{_text(widget["label"])}</option>'


def _boxes(widget: Widget) -> str:
    """Checkboxes or buttons of a choice, by groups where they have some."""
    attributes = "".join(
        f' {name}="{_text(widget["attrs"][name])}"'
        for name in ("id", "class")
        if widget["attrs"].get(name)
    )
    drawn = "".join(_group_of_boxes(name, options) for name, options, _ in widget["optgroups"])
    return f"<div{attributes}>{drawn}\n</div>"


def _group_of_boxes(name: object, options: list[Widget]) -> str:
    drawn = "".join(f"<div>\n    {_box(one)}</div>" for one in options)
    return f"\n  <div><label>{_text(name)}</label>{drawn}\n  </div>" if name else drawn


def _box(widget: Widget) -> str:
    if not widget.get("wrap_label"):
        return f"{_input(widget)}\n\n\n"
    of = f' for="{_text(widget["attrs"]["id"])}"' if widget["attrs"].get("id") else ""
    return f"<label{of}>{_input(widget)}\n {_text(widget['label'])}</label>\n\n"


_DRAWN: Final[dict[str, Callable[[Widget], str]]] = {
    **{f"{_WIDGETS}{name}.html": _input for name in _INPUTS},
    f"{_WIDGETS}textarea.html": _textarea,
    f"{_WIDGETS}select.html": _select,
    f"{_WIDGETS}checkbox_select.html": _boxes,
    f"{_WIDGETS}radio.html": _boxes,
}
