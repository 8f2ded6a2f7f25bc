"""Staff at work: who it is, and whether their session may go on."""

from collections.abc import Callable
from functools import cache

from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from . import halfway, security_log, sessions


@cache
def _of_the_team() -> str:
    """Once the addresses are known: asked for at each request of the site."""
    return reverse("admin:index")


class StaffSessions:
    """For the pages of the team alone: the public ones look at no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(_of_the_team()):
            return self.get_response(request)
        token = security_log.current.set(request)
        try:
            if SESSION_KEY in request.session:
                if sessions.is_over(request.session) or halfway.lacks_factor(request):
                    logout(request)
                else:
                    sessions.note(request.session)
            return self.get_response(request)
        finally:
            security_log.current.reset(token)
