"""Passwords are hashed in turn, by one thread a process that gives way to every page.

A hash is slow on purpose, and frees Python's lock while it lasts: ten people who guess would take
every core and every thread of the server. Measures: docs/decisions/0029.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import Any, Final, TypeVar

from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher

Found = TypeVar("Found")

#: One that is hashed, one that is next: whoever comes then is asked to come again. Who comes from a
#: device that is known has places of their own: a thousand strangers do not take them.
_IN_LINE: Final = 2
_strangers = threading.BoundedSemaphore(_IN_LINE)
_known = threading.BoundedSemaphore(_IN_LINE)
# A quarter of a core that pages want as well; all of one that they do not.
_NICE: Final = 5


class Busy(Exception):
    """So many people log in that one more would wait in the place of a page."""


@contextmanager
def a_turn(*, is_known: bool) -> Iterator[None]:
    """For a password of who knows whom. Raises `Busy` rather than wait."""
    line = _known if is_known else _strangers
    if not line.acquire(blocking=False):
        raise Busy
    try:
        yield
    finally:
        line.release()


def _give_way() -> None:
    _of_this_thread.hashes = True
    if sys.platform == "linux":  # elsewhere a priority is the whole process's
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


_of_this_thread = threading.local()


@cache
def _hasher() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="hashing", initializer=_give_way)


def _alone(hash_: Callable[..., Found], *args: Any) -> Found:
    if getattr(_of_this_thread, "hashes", False):
        return hash_(*args)
    return _hasher().submit(hash_, *args).result()


class InTurn:
    """A hasher of Django's, in that thread."""

    def encode(self, *args: Any) -> str:
        hashed: str = _alone(super().encode, *args)  # type: ignore[misc]
        return hashed

    def verify(self, *args: Any) -> bool:
        is_right: bool = _alone(super().verify, *args)  # type: ignore[misc]
        return is_right

    def harden_runtime(self, *args: Any) -> None:
        _alone(super().harden_runtime, *args)  # type: ignore[misc]


class Argon2(InTurn, Argon2PasswordHasher):
    """46 MB and one pass, OWASP's first choice: 50 ms of a core, where a million rounds of PBKDF2
    take 230. One thread: it must not take the other cores."""

    time_cost = 1
    memory_cost = 47_104  # KiB
    parallelism = 1


class PBKDF2(InTurn, PBKDF2PasswordHasher):
    """Accounts of before: hashed anew by Argon2 when they next log in."""
