"""`python -m bench.fill N`: brings a seeded database to N published programmes."""

import sys

import django

django.setup()

from tests import factories  # noqa: E402


def fill(total: int) -> None:
    factories.published_in_numbers(total - 1)


if __name__ == "__main__":
    fill(int(sys.argv[1]))
