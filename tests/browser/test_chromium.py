"""That a Chromium is tried, not merely found on the PATH, before the tests begin."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import BrowserType

from tests.browser import chromium
from tests.environment import ROOT


def trial(folder: Path, script: str) -> tuple[int, str]:
    """What comes of trying a chromium that is this script: exit code, last line."""
    fake = folder / "chromium"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.chromium"],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stderr.splitlines() or [""])[-1]


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 0", "has been closed"),
        ("echo 'FATAL: No usable sandbox!' >&2; exit 1", "son bac à sable"),
    ],
)
def test_a_chromium_that_opens_nothing_is_found_out(
    tmp_path: Path, script: str, reason: str
) -> None:
    code, last = trial(tmp_path, script)

    assert code == 1
    assert reason in last


def test_a_chromium_without_letters_is_found_out(tmp_path: Path, browser_type: BrowserType) -> None:
    """One whose fonts are nowhere."""
    real = chromium.installed() or browser_type.executable_path
    nothing = tmp_path / "fonts.conf"
    nothing.write_text("<fontconfig/>")

    code, last = trial(tmp_path, f'FONTCONFIG_FILE={nothing} exec "{real}" "$@"')

    assert (code, last) == (1, "il n’y a pas de police de caractères")
