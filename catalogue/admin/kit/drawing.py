"""Form fields drawn in Python: the very HTML of Django's templates, in a fifth of the time.

The page of a large programme has hundreds of fields; two or three templates for each were half of
what drawing it cost. Whatever is not drawn here (files, dates in three boxes, widgets of the admin)
is left to its template.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.forms.renderers import TemplatesSetting
from django.template.defaultfilters import capfirst
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]

_WIDGETS: Final = "django/forms/widgets/"
#: Of each field of a page: nothing is wrong with most.
_ERRORS: Final = ("django/forms/errors/list/default.html", "django/forms/errors/list/ul.html")
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


class QuickFields(TemplatesSetting):
    """Named by the setting FORM_RENDERER."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name in _ERRORS and not context["errors"]:
            return SafeString()
        if draw := _DRAWN.get(template_name):
            return mark_safe(draw(context["widget"]))  # noqa: S308  (each value is escaped)
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


def _one_box(widget: Widget) -> str:
    """A box by itself: whatever draws it says what it is."""
    return _box(widget).strip()


_DRAWN: Final[dict[str, Callable[[Widget], str]]] = {
    **{f"{_WIDGETS}{name}.html": _input for name in _INPUTS},
    f"{_WIDGETS}textarea.html": _textarea,
    f"{_WIDGETS}select.html": _select,
    f"{_WIDGETS}checkbox_select.html": _boxes,
    f"{_WIDGETS}checkbox_option.html": _one_box,
    f"{_WIDGETS}radio_option.html": _one_box,
    f"{_WIDGETS}radio.html": _boxes,
}


def field_of_page(field: Any) -> SafeString:
    """A field of an admin page (Django's `AdminField`) with its name, what is wrong, what to type.

    Boxes that belong together stand in a group with a legend: there is no control to point at.
    """
    about = field.field
    return mark_safe(  # noqa: S308  (each value is escaped)
        _of_readonly(field, about) if field.is_readonly else _of_control(field, about)
    )


def _of_readonly(field: Any, about: Mapping[str, Any]) -> str:
    label = f'<p class="label">{_label(about["label"])}</p>'
    said = f'<div class="readonly">{_text(field.contents())}</div>'
    helped = _help("", about["help_text"])
    return f'<div class="field{_named(about["name"])}">{label}{said}{helped}</div>'


def _of_control(field: Any, about: Any) -> str:
    errors, label = field.errors(), _label(about.label)
    classes = " errors" * bool(errors) + " checkbox-row" * field.is_checkbox
    named = f'<label for="{_text(about.id_for_label)}">{label}'
    if field.is_checkbox:
        control = f'{errors}<div class="box">{about}{named}</label></div>'
    elif about.use_fieldset:
        told = about.aria_describedby
        described = f' aria-describedby="{_text(told)}"' if told else ""
        legend = f"<legend>{label}</legend>"
        control = f'<fieldset class="boxes"{described}>{legend}{errors}{about}</fieldset>'
    else:
        needed = ' <span class="needed">(obligatoire)</span>' if about.field.required else ""
        control = f"{named}{needed}</label>\n{errors}{about}"
    helped = _help(about.auto_id, about.help_text)
    return f'<div class="field{_named(about.name)}{classes}">{control}{helped}</div>'


def _named(name: str) -> str:
    return f" field-{_text(name)}" if name else ""


def _label(label: Any) -> str:
    return conditional_escape(capfirst(label))


def _help(anchor: str, words: Any) -> str:
    """Our own words, with marks of HTML."""
    place = f' id="{_text(anchor)}_helptext"' if anchor else ""
    return f'<div class="help"{place}>{words}</div>' if words else ""
