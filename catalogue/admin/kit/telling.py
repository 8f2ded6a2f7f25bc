"""What staff are told once a page is saved, a row deleted, or when its address leads nowhere."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from programmes.nouns import quoted
from programmes.typography import NARROW, typeset

from .copies import done
from .hooks import PageHooks

# Longer than any row's name: those of programmes join two titles.
_WHOLE = 400


class PlainMessages(PageHooks):
    """Short sentences of ours, where Django says « L'objet … a été modifié avec succès »."""

    def message_user(
        self,
        request: HttpRequest,
        message: Any,
        level: Any = None,
        extra_tags: Any = "",
        fail_silently: bool = False,
    ) -> None:
        """Django's own sentence: the methods below say what there is to say."""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        changes = super().construct_change_message(request, form, formsets, add)  # type: ignore[misc]
        # The answer knows neither the form nor its rows.
        request.has_changed = bool(changes)  # type: ignore[attr-defined]
        return changes

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        done(request, _saved(request, obj))
        answer: HttpResponse = super().response_add(request, obj, post_url_continue)  # type: ignore[misc]
        return answer

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        has_changed = request.has_changed  # type: ignore[attr-defined]
        done(request, _saved(request, obj) if has_changed else "Rien n’a changé.")
        answer: HttpResponse = super().response_change(request, obj)  # type: ignore[misc]
        return answer

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        messages.success(request, f"Supprimé{NARROW}: {_named(obj_display)}.")
        answer: HttpResponse = super().response_delete(request, obj_display, obj_id)  # type: ignore[misc]
        return answer

    def nowhere(self, request: HttpRequest) -> HttpResponse:
        messages.warning(
            request,
            f"Cette page n’existe pas, ou n’existe plus{NARROW}: "
            "ce qu’elle montrait a peut-être été supprimé.",
        )
        return HttpResponseRedirect(reverse("admin:index"))


def _saved(request: HttpRequest, row: Any) -> str:
    """Its name too, unless one stays on its page."""
    return "Enregistré." if "_continue" in request.POST else f"Enregistré{NARROW}: {_named(row)}."


def _named(row: object) -> str:
    return typeset(quoted(str(row), _WHOLE))
