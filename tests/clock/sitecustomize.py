"""Python runs this in each process that has this folder on its path: a server, and its workers.

So that a server of the tests lives on the day that it is given, as the tests' own process does.
"""

import os

if day := os.environ.get("DAY"):
    from tests.day import clock_of

    clock_of(day).start()
