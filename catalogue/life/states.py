"""Where a programme stands between draft and public page, for one programme or for fifty.

`state_of` decides and is pure; `standings` reads what it needs in a constant number of queries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, TextChoices

from catalogue.life.publishing import fingerprint_today
from catalogue.life.reading import Draft
from programmes.models import Edition, ReviewNote


class State(TextChoices):
    DRAFT = "draft", "brouillon"
    ONLINE = "online", "en ligne"
    MODIFIED = "modified", "modifiée depuis la publication"
    WITHDRAWN = "withdrawn", "retirée"
    ARCHIVED = "archived", "archivée"


@dataclass(frozen=True, slots=True)
class Standing:
    """What staff want to know of a programme at a glance."""

    state: State
    number: int | None
    published_at: datetime | None
    public_slug: str | None
    open_notes: int


def state_of(*, archived: bool, published: bool, draft: str | None, online: str | None) -> State:
    """The state, from two fingerprints: the draft's and that of the edition online, if any.

    A draft that cannot be read has none, and differs from whatever is online.
    """
    if archived:
        return State.ARCHIVED
    if online is not None:
        return State.ONLINE if draft == online else State.MODIFIED
    return State.WITHDRAWN if published else State.DRAFT


def standings(drafts: Sequence[Draft]) -> dict[int, Standing]:
    """Primary key of the programme → standing, in three queries."""
    programmes = [draft.programme for draft in drafts]
    of_these = Edition.objects.filter(programme__in=programmes).order_by()
    current = {edition.programme_id: edition for edition in of_these.current()}
    latest = {
        row["programme"]: row
        for row in of_these.published()
        .values("programme")
        .annotate(number=Max("number"), published_at=Max("published_at"))
    }
    open_notes = {
        row["programme"]: row["count"]
        for row in ReviewNote.objects.open()
        .filter(programme__in=programmes)
        .order_by()
        .values("programme")
        .annotate(count=Count("pk"))
    }

    def standing(draft: Draft) -> Standing:
        programme = draft.programme
        edition = current.get(programme.pk)
        published = latest.get(programme.pk, {"number": None, "published_at": None})
        state = state_of(
            archived=programme.is_archived,
            published=published["number"] is not None,
            draft=draft.fingerprint if edition else None,
            online=fingerprint_today(edition) if edition else None,
        )
        return Standing(
            state=state,
            number=published["number"],
            published_at=published["published_at"],
            public_slug=edition.slug if edition else None,
            open_notes=open_notes.get(programme.pk, 0),
        )

    return {draft.programme.pk: standing(draft) for draft in drafts}
