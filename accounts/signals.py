"""What Django says of accounts, whoever changes them: a page, a command, a shell."""

from typing import Any, Final

from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.http import HttpRequest

from . import sessions, tidying
from .models import Happening, Invitation
from .security_log import record, record_of

# What opens doors, and how one says it.
_RIGHTS: Final = {
    "is_active": "compte actif",
    "is_staff": "membre de l’équipe",
    "is_superuser": "super-utilisateur",
}


def listen() -> None:
    user_logged_in.connect(_logged_in)
    user_login_failed.connect(_failed)
    pre_save.connect(_before_save, sender=User)
    post_save.connect(_after_save, sender=User)
    pre_delete.connect(_before_delete, sender=User)
    m2m_changed.connect(_given, sender=User.groups.through)
    m2m_changed.connect(_given, sender=User.user_permissions.through)


def _logged_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.begin(request)
    record(Happening.LOGGED_IN, account=user.pk)
    tidying.tidy_now_and_then()


def _failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    record_of(credentials.get("username", ""), Happening.FAILED)


def _before_save(sender: Any, instance: User, raw: bool, **kwargs: Any) -> None:
    """A log-in writes its date, a better hash its password: neither changes anything here."""
    written = kwargs.get("update_fields")
    rights = [name for name in _RIGHTS if written is None or name in written]
    instance.told = _changed(instance, rights) if rights and not raw else []  # type: ignore[attr-defined]
    instance.chosen = getattr(instance, "_password", None) is not None  # type: ignore[attr-defined]


def _changed(user: User, rights: list[str]) -> list[str]:
    before = User.objects.filter(pk=user.pk).values(*rights).first() if user.pk else None
    if before is None:
        before = {"is_active": True, "is_staff": False, "is_superuser": False}
    return [name for name in rights if before.get(name) != getattr(user, name)]


def _after_save(sender: Any, instance: User, **kwargs: Any) -> None:
    told: list[str] = getattr(instance, "told", [])
    if told:
        signs = (f"{'+' if getattr(instance, name) else '−'} {_RIGHTS[name]}" for name in told)
        record(Happening.RIGHTS, account=instance.pk, about=", ".join(signs))
    if "is_active" in told and not instance.is_active:
        sessions.end(instance)
        Invitation.objects.filter(user=instance, used_at=None).delete()
    if getattr(instance, "chosen", False):
        record(Happening.PASSWORD, account=instance.pk)


def _before_delete(sender: Any, instance: User, **kwargs: Any) -> None:
    sessions.end(instance)
    record(Happening.RIGHTS, account=instance.pk, about="compte supprimé")


def _given(
    sender: Any, instance: Any, action: str, pk_set: set[int] | None, model: Any, **kwargs: Any
) -> None:
    """By the account's side: the site gives roles from nowhere else."""
    if not isinstance(instance, User) or action not in {"post_add", "post_remove", "pre_clear"}:
        return
    if action == "pre_clear":
        held = instance.groups if model is Group else instance.user_permissions
        names, sign = list(held.values_list(_NAMED[model], flat=True)), "−"
    else:
        rows = model.objects.filter(pk__in=pk_set or ())
        names = list(rows.values_list(_NAMED[model], flat=True))
        sign = "+" if action == "post_add" else "−"
    if names:
        said = ", ".join(f"{sign} {name}" for name in sorted(names))
        record(Happening.RIGHTS, account=instance.pk, about=said)


_NAMED: Final[dict[Any, str]] = {Group: "name", Permission: "codename"}
