"""A programme's address in a form: made of what is typed, or of the titles, and never twice.

An address that led elsewhere may be taken: whoever takes it is told.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from catalogue.admin.kit.base import StaffForm
from catalogue.admin.kit.fields import SlugField
from catalogue.life import addresses
from programmes.models import Programme
from programmes.nouns import quoted
from programmes.text import address
from programmes.typography import NARROW


class AddressField(SlugField):
    """The end of a page's address, made of whatever is typed or pasted.

    `standing`: what the draft holds, in the manner of an earlier site perhaps; sent back as it
    was shown, it is left as it is.
    """

    standing = ""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if text in self.empty_values or text == self.standing or "\0" in text:
            return text
        made = address(text)
        if not made:
            raise ValidationError(addresses.NOTHING_LEFT, code="address")
        return made


class AddressedForm(StaffForm):
    """With the titles before the address, which is an `AddressField`.

    Of a new programme it may stay empty: the server then proposes one, as the script does while
    one types the titles. That of a programme which exists never changes by itself.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get("slug")
        if field is None:  # for whoever may only look
            return
        if self.instance.pk:
            field.standing = self.instance.slug
            return
        field.required = False
        field.help_text = (
            f"Fin de l’adresse de la page{NARROW}: /formations/bts-ndrc/. "
            "Laissée vide, elle est tirée du titre court."
        )
        field.widget.attrs["data-proposed"] = "" if self.is_bound else self.initial.get("slug", "")

    @property
    def media(self) -> forms.Media:
        """Where there is something to propose."""
        found: forms.Media = super().media
        return found if self.instance.pk else found + forms.Media(js=["js/admin/addresses.js"])

    def clean_slug(self) -> str:
        """Two drafts of one address are left alone until somebody changes one."""
        slug: str = self.cleaned_data["slug"]
        if not slug:
            return addresses.proposed(*map(self._title, ("short_title", "full_title")))
        if "slug" in self.changed_data and addresses.is_taken(slug, self.instance):
            raise ValidationError(
                "Une autre formation a déjà cette adresse. Choisissez-en une autre, comme "
                f"{quoted(addresses.proposed(slug), 100)}."
            )
        return slug

    def _title(self, name: str) -> str:
        return str(self.cleaned_data.get(name, ""))


def tell(request: HttpRequest, programme: Programme) -> None:
    """What the address of a draft takes from another programme, once it is saved."""
    notice = addresses.notice(programme.slug, programme)
    if notice:
        messages.warning(request, notice.sentence)
