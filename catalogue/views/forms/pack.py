"""What `templates/forms` can draw beyond a plain field, and forms that ask by address."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import BaseInput, Field, Layout
from django import forms


class Asking(FormHelper):
    """A form that asks by address: nothing changes, and nothing has to be answered."""

    _form_method = "get"
    disable_csrf = True

    def __init__(self, *fields: object, button: BaseInput | None = None, **told: Any) -> None:
        super().__init__()
        self.layout = Layout(*fields)
        self.inputs = [button] if button else []
        self.unmarked = True
        for name, value in told.items():
            setattr(self, name, value)


class Label(str):
    """What a box says, with a second line (`detail`) or the programmes that it would leave."""

    def __new__(cls, text: str, *, detail: str = "", leaves: int | None = None) -> "Label":
        label = super().__new__(cls, text)
        label.detail, label.leaves = detail, leaves
        return label

    detail: str
    leaves: int | None


class Boxes(forms.Field):
    """Boxes of which one may tick any; whoever reads the address judges what was asked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: str, choices: Sequence[tuple[str, str]], **told: Any) -> None:
        super().__init__(label=label, required=False, **told)
        self.widget.choices = choices


class WithButton(Field):
    """A field, and the form's one button beside it."""

    template = "%s/with_button.html"

    def __init__(self, name: str, button: str) -> None:
        super().__init__(name)
        self.button = button

    def render(self, *args: Any, **kwargs: Any) -> str:
        html: str = super().render(*args, extra_context={"button": self.button}, **kwargs)
        return html


class Trap(Field):
    """A field that only a machine fills in."""

    template = "%s/trap.html"
    attrs = {"tabindex": "-1", "autocomplete": "off"}
