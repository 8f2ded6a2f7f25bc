"""The benches still run: what they are made of changes under them, and nothing else would tell."""

import os
import subprocess
import sys

import pytest

from tests.environment import ROOT


@pytest.mark.long
@pytest.mark.parametrize(
    ("bench", "said"),
    [
        (("bench.admin", "1"), ("`tosa-excel`", "exam unit")),
        (("bench.guessing", "1"), ("10 who guess, everywhere", "10 who guess, one place")),
        (("bench.pdf", "1", "1"), ("tosa-excel", "paper, from the cache")),
    ],
    ids=lambda one: one[0],
)
def test_a_bench_measures_the_examples_too(bench: tuple[str, ...], said: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *bench],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "TEST_DATABASE_URL"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    for words in said:
        assert words in done.stdout
