"""What was last done, and how it ended: a small file beside the data, that a person can read.

A file, not a row: a restore would put the row back to what it was, and a drill elsewhere has no
site to write to. `manage.py backup --check` and the page « État du site » read it.
"""

import json
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone
from pydantic import BaseModel, ConfigDict, ValidationError

NAME: Final = "sauvegardes.json"


class Job(StrEnum):
    BACKUP = "backup"
    RESTORE = "restore"
    DRILL = "drill"
    LINKS = "links"


class Outcome(BaseModel):
    model_config = ConfigDict(frozen=True)

    at: datetime
    went_well: bool
    file: str
    said: str


class Past(BaseModel):
    """The last time of a job, and the last time that it went well."""

    model_config = ConfigDict(frozen=True)

    last: Outcome
    last_good: Outcome | None


def read() -> dict[Job, Past]:
    """Nothing where nothing was done, or where somebody damaged the file: it proves nothing."""
    try:
        stored = json.loads(_file().read_text(encoding="utf-8"))
        return {Job(job): Past.model_validate(past) for job, past in stored.items()}
    except (OSError, ValueError, AttributeError, ValidationError):
        return {}


def note(job: Job, *, went_well: bool, file: Path | None, said: str) -> None:
    """Raises `OSError` where it cannot be written."""
    known = read()
    outcome = Outcome(at=timezone.localtime(), went_well=went_well, file=str(file or ""), said=said)
    before = known.get(job)
    known[job] = Past(last=outcome, last_good=outcome if went_well else before and before.last_good)
    stored = {job.value: past.model_dump(mode="json") for job, past in known.items()}
    text = json.dumps(stored, ensure_ascii=False, indent=1)
    new = _file().with_suffix(".new")
    new.write_text(text + "\n", encoding="utf-8")
    new.chmod(0o600)
    new.replace(_file())


def _file() -> Path:
    return Path(settings.DATA_DIR) / NAME
