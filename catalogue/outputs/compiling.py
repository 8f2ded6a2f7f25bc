"""Runs the compiler for one output, in a process of its own (docs/decisions/0006)."""

import subprocess
import sys
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parent.parent.parent


def compiled(
    worker: str, request: bytes, *, seconds: float, failure: type[Exception], starts_with: bytes
) -> bytes:
    """What a worker module prints for a request. Whatever goes wrong is raised as a `failure`."""
    try:
        done = subprocess.run(  # noqa: S603 - one of our own modules, by name
            [sys.executable, "-m", f"catalogue.outputs.{worker}"],
            input=request,
            cwd=_ROOT,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise failure(f"{type(fault).__name__}: {fault}") from fault
    if done.returncode or not done.stdout.startswith(starts_with):
        raise failure(done.stderr.decode(errors="replace").strip()[-500:] or "no output")
    return done.stdout
