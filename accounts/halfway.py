"""Between the password and the second factor: a session in which nobody is logged in.

It says who gave a password a moment ago, and where they were going. Django sees a stranger, so no
page has to know of it.
"""

from datetime import timedelta
from typing import Any, Final

from django.contrib.auth import BACKEND_SESSION_KEY, load_backend, login
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from . import devices, factors

#: To find one's telephone, and to install an application on it.
LIFETIME: Final = timedelta(minutes=15)

#: In a session: that its person has given a second factor, here or on this device lately.
GIVEN: Final = "factor"
_WHO, _ONWARD, _KEPT, _SALT = "factor_who", "factor_onward", "factor_kept", "factor_salt"


class AskedFirst(Exception):
    """The password is right; somebody who is asked for more is not logged in yet."""

    def __init__(self, user: User) -> None:
        super().__init__(user.pk)
        self.user = user


def asks(request: HttpRequest, user: User) -> bool:
    """Whether the password alone does not open."""
    factor = factors.of(user)
    if factor is None:
        return factors.is_required(user)
    return not devices.is_trusted(request, user.get_username(), factors.mark_of(factor))


def lacks_factor(request: HttpRequest) -> bool:
    """A session of before the factor was required of its person."""
    user: Any = request.user
    return not request.session.get(GIVEN) and factors.is_required(user)


def let_in_by_password(request: HttpRequest, user: Any) -> None:
    """Whoever has a factor has given it on this device lately. What somebody else began on the way
    here is over."""
    for name in (_WHO, _ONWARD, _KEPT, _SALT):
        request.session.pop(name, None)
    if factors.of(user):
        request.session[GIVEN] = True


def begin(request: HttpRequest, user: User, onward: str, kept: str = "") -> None:
    """`kept`: what was typed before, for the page to which it leads."""
    request.session.flush()
    request.session.set_expiry(LIFETIME)
    backend = getattr(user, "backend", None) or "django.contrib.auth.backends.ModelBackend"
    request.session[_WHO] = {
        "key": user.pk,
        "hash": user.get_session_auth_hash(),
        BACKEND_SESSION_KEY: backend,
        "since": timezone.now().timestamp(),
    }
    request.session[_ONWARD], request.session[_KEPT] = onward, kept


def person(request: HttpRequest) -> User | None:
    """Whose password was given here; nobody once it has changed, or the account is closed."""
    who = request.session.get(_WHO)
    if who is None or timezone.now().timestamp() - who["since"] >= LIFETIME.total_seconds():
        return None
    user: Any = load_backend(who[BACKEND_SESSION_KEY]).get_user(who["key"])
    if user is None or not user.is_staff:
        return None
    return user if constant_time_compare(user.get_session_auth_hash(), who["hash"]) else None


def finish(request: HttpRequest, user: User) -> None:
    who = request.session.pop(_WHO)
    request.session.pop(_SALT, None)
    login(request, user, who[BACKEND_SESSION_KEY])
    request.session[GIVEN] = True


def onward(request: HttpRequest) -> tuple[str, str]:
    """Where they were going, and what they had typed: told once."""
    return request.session.pop(_ONWARD, ""), request.session.pop(_KEPT, "")


def salt(request: HttpRequest) -> str:
    """Of the factor that is being installed: the same until it is."""
    if _SALT not in request.session:
        request.session[_SALT] = factors.new_salt()
    found: str = request.session[_SALT]
    return found


def enrolled(request: HttpRequest) -> None:
    """By somebody who is in."""
    request.session.pop(_SALT, None)
    request.session[GIVEN] = True


def removed(request: HttpRequest) -> None:
    request.session.pop(GIVEN, None)
