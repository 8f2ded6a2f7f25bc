"""A form shown again as it was typed, checked and not saved: after a choice, after a login."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest

#: The name of the button, or of the hidden field, that asks for it.
REVIEW: Final = "_review"


def is_asked(request: HttpRequest) -> bool:
    return request.method == "POST" and REVIEW in request.POST


def tell(request: HttpRequest, next_step: str) -> None:
    messages.info(request, f"Votre saisie est ci-dessous. Relisez-la, puis {next_step}.")


def only_look(request: HttpRequest, form: Any) -> Any:
    """A form class that was made for this request, told never to be valid if it is only shown."""
    if is_asked(request):
        form.is_valid = _checked_and_not_saved
        tell(request, "enregistrez-la")
    return form


def _checked_and_not_saved(form: Any) -> bool:
    form.full_clean()
    return False
