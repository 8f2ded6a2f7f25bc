"""The log-in: a form of Django's, behind limits of ours (`accounts/guessing.py`).

Who must wait is told so on the form itself, with the name that was typed.
"""

import copy
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from math import ceil
from typing import Any, Final

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import UsernameField
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts import devices, guessing, halfway, hashing
from accounts.models import Happening
from accounts.network import address_of, network_of
from accounts.security_log import record_of
from programmes.typography import NARROW, count

logger = logging.getLogger(__name__)

LogIn = Callable[[HttpRequest, dict[str, Any]], HttpResponse]

_SOON: Final = timedelta(seconds=5)
_BUSY: Final = (
    "Beaucoup de personnes se connectent en ce moment. Attendez quelques secondes, puis réessayez."
)
_NO_DATABASE: Final = (
    "La base de données ne répond pas. Rien n’est perdu\u202f: attendez quelques secondes, puis "
    "réessayez."
)


class LoginForm(AdminAuthenticationForm):
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": (
            "Nom d’utilisateur ou mot de passe incorrect. Les majuscules comptent, et le compte "
            "doit être celui d’un membre de l’équipe."
        ),
    }

    def __init__(self, request: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        if request is not None and not self.is_bound:
            # Asked again: the name that was typed, never the password.
            self.initial["username"] = request.POST.get("username", "")

    def confirm_login_allowed(self, user: Any) -> None:
        """Raises `AskedFirst` where a second factor stands between the password and the session."""
        super().confirm_login_allowed(user)
        if self.request is not None and halfway.asks(self.request, user):
            raise halfway.AskedFirst(user)


def typed_name(request: HttpRequest) -> str:
    """As the form reads it; empty where there is nothing to try."""
    try:
        name: str = UsernameField(max_length=254).clean(request.POST.get("username", ""))
    except ValidationError:
        return ""
    return name if request.POST.get("password") else ""


def guarded(request: HttpRequest, log_in: LogIn) -> HttpResponse:
    """Django's log-in; a password is looked at once there is room for it and its turn has come."""
    name = typed_name(request) if request.method == "POST" else ""
    if not name:
        return log_in(request, {})
    one = guessing.Try(name, network_of(address_of(request)), devices.device_of(request, name))
    try:
        one.refuse_early()
        with hashing.a_turn(is_known=bool(one.device)):
            is_last = one.reserve()
            answer = log_in(request, {})
        if answer.status_code == HTTPStatus.FOUND:
            one.take_back()
            if request.user.is_authenticated:
                halfway.let_in_by_password(request, request.user)
                devices.remember(request, answer, name)
        elif is_last:
            record_of(name, Happening.LIMITED)
    except guessing.TooMany as refusal:
        return _asked_to_wait(request, log_in, refusal.free_at)
    except hashing.Busy:
        return _asked_again(request, log_in, HTTPStatus.TOO_MANY_REQUESTS, _SOON, _BUSY)
    except DatabaseError:
        logger.exception("The database does not answer a log-in.")
        return _asked_again(request, log_in, HTTPStatus.SERVICE_UNAVAILABLE, _SOON, _NO_DATABASE)
    return answer


def words_of_wait(what: str, free_at: datetime) -> str:
    """`what`: that one has too often typed wrong."""
    minutes = max(ceil((free_at - timezone.now()) / timedelta(minutes=1)), 1)
    local = timezone.localtime(free_at + timedelta(seconds=59))
    return (
        f"Trop de {what} faux de suite. Rien n’a été essayé cette fois. Réessayez dans "
        f"{count(minutes, 'minute', 'minutes')}, à {local.hour}{NARROW}h{NARROW}{local:%M}."
    )


def retry_after(wait: timedelta) -> str:
    return str(max(ceil(wait.total_seconds()), 1))


def _asked_to_wait(request: HttpRequest, log_in: LogIn, free_at: datetime) -> HttpResponse:
    left = free_at - timezone.now()
    words = words_of_wait("mots de passe", free_at)
    return _asked_again(request, log_in, HTTPStatus.TOO_MANY_REQUESTS, left, words, is_limit=True)


def _asked_again(
    request: HttpRequest,
    log_in: LogIn,
    status: HTTPStatus,
    wait: timedelta,
    words: str,
    *,
    is_limit: bool = False,
) -> HttpResponse:
    """The form, empty but for the name and for what the session's end has kept."""
    asked = copy.copy(request)
    asked.method = "GET"
    answer = log_in(asked, {"wait": words, "is_limit": is_limit})
    if answer.status_code == HTTPStatus.OK:  # whoever is in already is led on
        answer.status_code = status
        answer["Retry-After"] = retry_after(wait)
    return answer
