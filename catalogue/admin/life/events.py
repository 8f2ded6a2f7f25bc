"""What was done to a programme besides saving: published, withdrawn, archived, restored, shared.

Each of these steps leaves a sentence in Django's log, which knows who did it and when. What Django
itself writes there of a form is a list in JSON: an edition tells it better.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from catalogue.admin.kit.moments import moment
from catalogue.admin.kit.people import full_name
from programmes.models import Edition, Programme


@dataclass(frozen=True, slots=True)
class Event:
    said: str
    at: str
    by: str


def events(programme: Programme, editions: Sequence[Edition]) -> dict[int, list[Event]]:
    """By edition, oldest event first: what was done while it was the newest.

    `editions`: some that follow one another, from the newest. A publication is always of the
    newest edition, and an import or a restore has just made it.
    """
    newer = programme.editions.filter(pk__gt=editions[0].pk).order_by("pk")
    until = newer.values_list("created_at", flat=True).first()
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Programme),
        object_id=str(programme.pk),
        action_time__gte=editions[-1].created_at,
    )
    if until is not None:
        entries = entries.filter(action_time__lt=until)
    ours = entries.exclude(change_message="").exclude(change_message__startswith="[")
    ascending = editions[::-1]
    saved = [edition.created_at for edition in ascending]
    found: dict[int, list[Event]] = {edition.pk: [] for edition in editions}
    for entry in ours.select_related("user").order_by("action_time", "pk"):
        newest = ascending[bisect_right(saved, entry.action_time) - 1]
        event = Event(entry.change_message, moment(entry.action_time), full_name(entry.user))
        found[newest.pk].append(event)
    return found
