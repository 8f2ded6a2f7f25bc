"""A second factor: codes of a telephone, or recovery codes on paper. See docs/decisions/0033.

Nothing that is kept opens anything: a secret is made anew, each time, from a random salt and the
site's key; recovery codes are kept as hashes that need the key too.
"""

import hmac
import secrets
from enum import Enum, auto
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from . import sessions, totp
from .models import Factor, Happening, RecoveryCode
from .models.factors import SALT_LENGTH
from .security_log import record
from .typeable import random_groups

RECOVERY_CODES: Final = 10
#: Two groups of five letters: 49 bits, against a few tries.
_GROUPS, _LENGTH = 2, 5
_SECRET_BYTES: Final = 20
_PUBLISHES: Final = "programmes.publish_programme"


class Verdict(Enum):
    RIGHT = auto()
    WRONG = auto()
    USED = auto()  # right, but for the second time


def _keyed(purpose: str, text: str) -> bytes:
    key = f"accounts.factors.{purpose}{settings.SECRET_KEY}".encode()
    return hmac.digest(key, text.encode(), sha256)


def new_salt() -> str:
    return secrets.token_hex(SALT_LENGTH // 2)


def secret_of(salt: str) -> bytes:
    return _keyed("secret", salt)[:_SECRET_BYTES]


def mark_of(factor: Factor) -> str:
    """Names this factor on a device that need not give it again for a while."""
    return _keyed("device", factor.salt).hex()[:20]


def _check_mark(salt: str) -> str:
    return _keyed("check", salt).hex()


def is_readable(factor: Factor) -> bool:
    """Not when the site's key is another than that of its making."""
    return hmac.compare_digest(factor.check_mark, _check_mark(factor.salt))


def of(user: User) -> Factor | None:
    return Factor.objects.filter(user=user).first()


def is_required(user: User) -> bool:
    """Of whoever may publish or manage accounts, on a site that the world can reach."""
    return urlsplit(settings.SITE_URL).scheme == "https" and user.has_perm(_PUBLISHES)


# Taking a code


def accept(factor: Factor, typed: str) -> Verdict:
    """Of two who type the same code at once, in whichever processes, one gets in."""
    if not is_readable(factor):
        return Verdict.WRONG
    code = _bare(typed)
    if len(code) == totp.DIGITS:
        return _accept_shown(factor, code)
    return _accept_recovery(factor, code)


def _accept_shown(factor: Factor, code: str) -> Verdict:
    step = shown_step(factor.salt, code)
    if step is None:
        return Verdict.WRONG
    later = Factor.objects.filter(pk=factor.pk, last_step__lt=step)
    return Verdict.RIGHT if later.update(last_step=step) else Verdict.USED


@transaction.atomic
def _accept_recovery(factor: Factor, code: str) -> Verdict:
    codes = RecoveryCode.objects.filter(factor=factor, code_hash=_hash_of(factor, code))
    if not codes.filter(used_at=None).update(used_at=timezone.now()):
        return Verdict.USED if codes.exists() else Verdict.WRONG
    left = recovery_codes_left(factor)
    about = f"code de secours utilisé, reste {left}"
    record(Happening.FACTOR, account=factor.user_id, about=about)
    return Verdict.RIGHT


def shown_step(salt: str, typed: str) -> int | None:
    """None for a code that no telephone with this secret shows now."""
    return totp.step_of(secret_of(salt), _bare(typed), timezone.now())


def _bare(typed: str) -> str:
    """Without the spaces and hyphens that one reads in it; what is no letter matches nothing."""
    bare = "".join(typed.split()).replace("-", "").casefold()
    return bare if bare.isascii() else ""


def _hash_of(factor: Factor, code: str) -> str:
    return _keyed("recovery", f"{factor.salt}\0{code}").hex()


def recovery_codes_left(factor: Factor) -> int:
    return RecoveryCode.objects.filter(factor=factor, used_at=None).count()


# Coming and going


def enrol(user: User, salt: str, step: int) -> list[str]:
    """The recovery codes, to be shown once; none where another page was quicker."""
    try:
        with transaction.atomic():
            factor = Factor.objects.create(
                user=user, salt=salt, check_mark=_check_mark(salt), last_step=step
            )
            codes = _new_codes(factor)
            record(Happening.FACTOR, account=user.pk, about="installé")
    except IntegrityError:
        return []
    return codes


@transaction.atomic
def renew_codes(factor: Factor) -> list[str]:
    """Those of before open nothing any more."""
    factor.recovery_codes.all().delete()
    record(Happening.FACTOR, account=factor.user_id, about="codes de secours renouvelés")
    return _new_codes(factor)


def _new_codes(factor: Factor) -> list[str]:
    codes = [random_groups(_GROUPS, _LENGTH) for _ in range(RECOVERY_CODES)]
    hashes = (_hash_of(factor, _bare(code)) for code in codes)
    RecoveryCode.objects.bulk_create([RecoveryCode(factor=factor, code_hash=one) for one in hashes])
    return codes


@transaction.atomic
def remove(user: User) -> None:
    """By the person: whoever is in stays in."""
    Factor.objects.filter(user=user).delete()
    record(Happening.FACTOR, account=user.pk, about="retiré")


@transaction.atomic
def reset(user: User) -> bool:
    """By somebody else, for a telephone that is lost: every session of the person ends with it,
    and no device is trusted any more. False where there was nothing to reset."""
    had_one = bool(Factor.objects.filter(user=user).delete()[0])
    if had_one:
        record(Happening.FACTOR, account=user.pk, about="réinitialisé")
    sessions.end(user)
    return had_one
