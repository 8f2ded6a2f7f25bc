"""The release: a digest of everything of ours that shapes an answer.

It is part of every public ETag. Without it, a browser that asks “has this page changed?” after a
deploy hears “no” and keeps HTML that points at stylesheets which are gone. Content only: the same
files give the same release on every machine.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("catalogue", "programmes", "admissions", "accounts", "templates", "static")
PINS = "requirements.txt"


def release(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(_files(root), key=lambda path: path.relative_to(root).as_posix()):
        content = path.read_bytes()
        # The length keeps "ab"+"c" and "a"+"bc" apart.
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _files(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            if path.is_file() and not _passing(path.relative_to(root)):
                yield path
    if (root / PINS).exists():
        yield root / PINS


def _passing(path: Path) -> bool:
    """What a machine or an editor leaves behind: compiled code, hidden and backup files."""
    return path.name.endswith("~") or any(
        part.startswith(".") or part == "__pycache__" for part in path.parts
    )
