"""How a job ended: in the record, whatever the end, and by the exit code of the command."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import CommandError

from catalogue.safekeeping import record
from catalogue.safekeeping.failed import Failed


@dataclass(slots=True)
class Done:
    """What a job says of itself when it ends well."""

    file: Path | None
    said: str = ""


@contextmanager
def recorded(job: record.Job, file: Path | None = None) -> Iterator[Done]:
    done = Done(file)
    try:
        yield done
    except (Failed, OSError) as fault:
        said = str(fault) if isinstance(fault, Failed) else f"Le disque refuse\u202f: {fault}."
        raise CommandError(said + _noted(job, done, said, went_well=False), returncode=1) from fault
    if missed := _noted(job, done, done.said, went_well=True):
        raise CommandError(done.said + missed, returncode=1)


def _noted(job: record.Job, done: Done, said: str, *, went_well: bool) -> str:
    """What to add to what is said, where the record could not be written."""
    try:
        file = done.file and done.file.resolve()
        record.note(job, went_well=went_well, file=file, said=said)
    except OSError as fault:
        return f" (Cela n’a pas pu être noté\u202f: {fault}.)"
    return ""
