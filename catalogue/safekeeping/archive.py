"""The file of a backup: a ZIP of one part a table, a JSON array a line, and a manifest.

Any tool opens it. ZIP for its end: a file that was cut short has none, and is no backup. Each part
stands in the manifest with its number of rows and its SHA-256.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from catalogue.safekeeping.failed import Failed
from catalogue.safekeeping.tables import EDITIONS, Node, Table
from catalogue.safekeeping.values import written

#: Of the file; a newer one is refused.
FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
# The quickest level: three quarters of what the slowest gains, in a quarter of its time.
_LEVEL: Final = 1
# Of a long table, between two words to whoever waits.
_TOLD_EVERY: Final = 500
# What a byte that is not as it was makes of a ZIP.
_DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError),
    # A flag that says “encrypted”, a name that is no text, a length beyond the end.
    *(RuntimeError, ValueError, EOFError),
)

Told = Callable[[str, int], None]


class Part(BaseModel):
    """A table in the file."""

    model_config = ConfigDict(frozen=True)

    model: str
    table: str
    columns: list[str]
    rows: int
    last_key: int | None
    name: str
    sha256: str


class Manifest(BaseModel):
    model_config = ConfigDict(frozen=True)

    format: int
    made_at: str
    site: str
    release: str
    database: str
    # Another one where the key of the site is another: tells nothing of the key.
    secret_mark: str
    migrations: list[Node]
    left_out: list[str]
    unknown_tables: list[str]
    tables: list[Part]
    # Edition → its fingerprint.
    editions: dict[int, str]

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.tables)


def told_nobody(_what: str, _rows: int) -> None:
    pass


class Writer:
    """Parts one after the other, then the manifest."""

    def __init__(self, file: IO[bytes], told: Told = told_nobody) -> None:
        self._zip = zipfile.ZipFile(
            file, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=_LEVEL
        )
        self._told = told
        self.parts: list[Part] = []
        self.editions: dict[int, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        if fault:
            self._zip.fp = None  # or it would go on writing, on a disk that is full

    def add(self, table: Table) -> None:
        name = f"rows/{table.label}.jsonl"
        digest, count = hashlib.sha256(), 0
        with self._zip.open(self._entry(name), "w", force_zip64=True) as part:
            for count, row in enumerate(table.rows(), start=1):
                line = _line([written(value) for value in row])
                digest.update(line)
                part.write(line)
                if table.label == EDITIONS:
                    told = dict(zip(table.columns, row, strict=True))
                    self.editions[told["id"]] = told["fingerprint"]
                if count % _TOLD_EVERY == 0:
                    self._told(table.label, count)
        self._told(table.label, count)
        self.parts.append(
            Part(
                model=table.label,
                table=table.name,
                columns=table.columns,
                rows=count,
                last_key=table.last_key(),
                name=name,
                sha256=digest.hexdigest(),
            )
        )

    def finish(self, manifest: Manifest) -> None:
        text = manifest.model_dump_json(indent=1)
        self._zip.writestr(self._entry(MANIFEST), text)
        self._zip.close()

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        entry._compresslevel = _LEVEL  # type: ignore[attr-defined]  # noqa: SLF001
        return entry


def _line(values: list[Any]) -> bytes:
    # ASCII: an odd character (half a surrogate pair) is a file like any other.
    return json.dumps(values, separators=(",", ":")).encode("ascii") + b"\n"


class Reader:
    """A file of backup, opened. Raises `Failed` where it is none, is newer or damaged."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (*_DAMAGED, OSError) as fault:
            raise Failed(
                f"{path} n’est pas une sauvegarde entière\u202f: {_said(fault)}."
            ) from None
        self.manifest = self._manifest()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def rows(self, part: Part) -> Iterator[list[Any]]:
        """All rows; at their end, `Failed` unless they are those that were written."""
        digest, count = hashlib.sha256(), 0
        try:
            with self._zip.open(part.name) as lines:
                for line in lines:
                    digest.update(line)
                    count += 1
                    yield json.loads(line)
        except (*_DAMAGED, OSError, KeyError) as fault:
            raise self._damaged(part.name, _said(fault)) from None
        if (count, digest.hexdigest()) != (part.rows, part.sha256):
            raise self._damaged(part.name, "ses lignes ne sont pas celles du manifeste")

    def check(self) -> None:
        """Every part read from the disk and compared with the manifest."""
        for part in self.manifest.tables:
            for _ in self.rows(part):
                pass

    def _manifest(self) -> Manifest:
        try:
            told = json.loads(self._zip.read(MANIFEST))
            if told["format"] > FORMAT:
                raise Failed(
                    f"{self.path} a été écrite par une version plus récente du site "
                    f"({told['release']})\u202f: mettez le code à jour d’abord."
                )
            return Manifest.model_validate(told)
        except (KeyError, ValidationError, ValueError, TypeError, OSError) as fault:
            raise self._damaged(MANIFEST, type(fault).__name__) from None
        except _DAMAGED as fault:
            raise self._damaged(MANIFEST, _said(fault)) from None

    def _damaged(self, part: str, why: str) -> Failed:
        return Failed(f"{self.path} est abîmée ({part}\u202f: {why}). N’en attendez rien.")


def _said(fault: BaseException) -> str:
    return (isinstance(fault, OSError) and fault.strerror) or str(fault) or type(fault).__name__
