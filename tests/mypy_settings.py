"""The settings as mypy's Django plugin reads them: the real ones, in the tests' environment."""

from pathlib import Path

from tests import environment

environment.enter(Path("/nonexistent"))  # types need no data

from catalogue.settings import *  # noqa: E402, F403
