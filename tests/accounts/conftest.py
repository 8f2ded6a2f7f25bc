"""Somebody with an account, and requests from wherever one likes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PASSWORD = "lampe girafe tiroir nuage"
LOGIN = "/admin/login/"


@pytest.fixture
def camille(db: None) -> "User":
    from django.contrib.auth.models import User

    return User.objects.create_user("camille", password=PASSWORD, is_staff=True)


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were really looked at."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    looked: list[str] = []

    def watch(method: str, which: int) -> Callable[..., object]:
        real = getattr(MD5PasswordHasher, method)

        def watched(self: object, *args: object) -> object:
            looked.append(str(args[which]))
            return real(self, *args)

        return watched

    monkeypatch.setattr(MD5PasswordHasher, "verify", watch("verify", 0))
    return looked
