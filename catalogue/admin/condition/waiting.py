"""What waits for somebody: programmes and their texts, log-ins, links that were handed over."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django.contrib.sessions.models import Session
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Happening, Invitation, SecurityEvent, Tries
from catalogue.admin.dashboard import Row
from catalogue.life.states import State
from programmes.typography import NARROW, count

from .facts import Fact, Judgement

_DAY: Final = timedelta(days=1)


def facts(board: Mapping[str, Any]) -> Iterator[Fact]:
    rows: Sequence[Row] = board["rows"]
    yield _duties(board)
    yield _unpublished(rows, board["touched"])
    yield _notes(rows)
    yield _logins()
    yield _links()
    yield _sessions()


def _duties(board: Mapping[str, Any]) -> Fact:
    home = reverse("admin:index")
    rows: Sequence[Row] = board["rows"]
    of_centres = sum(len(one.duties) for one in board["gaps"])
    open_ones = of_centres + sum(len(row.checks.duties) for row in rows)
    seen = f" (des {len(rows)} premières formations)" if board["has_more"] else ""
    if not open_ones:
        return Fact("Mentions obligatoires", f"Aucune n’est à compléter{seen}.", Judgement.GOOD)
    said = f"{count(open_ones, 'mention')} à compléter, dont {of_centres} des centres{seen}."
    public = [one for one in rows if one.standing.state in (State.ONLINE, State.MODIFIED)]
    judgement = Judgement.ACT if any(row.checks.blocking for row in public) else Judgement.LOOK
    return Fact(
        "Mentions obligatoires", said, judgement, "Complétez-les depuis l’accueil.", address=home
    )


def _unpublished(rows: Sequence[Row], touched: int) -> Fact:
    name = "Publications en attente"
    modified = sum(row.standing.state is State.MODIFIED for row in rows)
    never = sum(row.standing.state is State.DRAFT for row in rows)
    parts = []
    if modified:
        parts.append(
            count(modified, "formation en ligne modifiée", "formations en ligne modifiées")
        )
    if never:
        parts.append(count(never, "brouillon jamais publié", "brouillons jamais publiés"))
    if not parts:
        return Fact(name, "Le public lit exactement vos brouillons.", Judgement.GOOD)
    if touched:
        parts.append(f"{touched} à republier pour leur centre ou leurs financements")
    said = f"{', '.join(parts)}."
    todo = "Publiez-les, ou laissez le temps de les relire."
    return Fact(name, said, Judgement.LOOK, todo, address=reverse("admin:index"))


def _notes(rows: Sequence[Row]) -> Fact:
    notes = sum(row.standing.open_notes for row in rows)
    if not notes:
        return Fact("Notes de relecture", "Aucune n’est ouverte.", Judgement.GOOD)
    said = f"{count(notes, 'note ouverte', 'notes ouvertes')}."
    todo = "Tranchez-les depuis chaque formation."
    return Fact("Notes de relecture", said, Judgement.LOOK, todo, address=reverse("admin:index"))


def _logins() -> Fact:
    now = timezone.now()
    seen = SecurityEvent.objects.filter(at__gt=now - _DAY).aggregate(
        failed=Count("pk", filter=Q(happening=Happening.FAILED)),
        limited=Count("pk", filter=Q(happening=Happening.LIMITED)),
    )
    waiting = Tries.objects.filter(free_at__gt=now).count()
    said = (
        f"En 24{NARROW}h{NARROW}: {count(seen['failed'], 'échec')}, "
        f"{count(seen['limited'], 'limite atteinte', 'limites atteintes')}{NARROW}; "
        f"{count(waiting, 'attente', 'attentes')} en cours."
    )
    if not (seen["limited"] or waiting):
        return Fact("Connexions", said, Judgement.GOOD)
    log = reverse("admin:accounts_securityevent_changelist")
    todo = "Voyez au journal de sécurité si quelqu’un essaie de deviner."
    return Fact("Connexions", said, Judgement.LOOK, todo, address=log)


def _links() -> Fact:
    waiting = Invitation.objects.filter(used_at=None, expires_at__gt=timezone.now()).count()
    handed = count(waiting, "lien remis, pas encore utilisé", "liens remis, pas encore utilisés")
    return Fact("Liens d’accès", f"{handed}.", Judgement.GOOD)


def _sessions() -> Fact:
    """Some of these may have been idle for too long: that is seen when they are next used."""
    held = Session.objects.filter(expire_date__gt=timezone.now()).count()
    return Fact("Sessions", f"{count(held, 'session')} de moins de 12{NARROW}h.", Judgement.GOOD)
