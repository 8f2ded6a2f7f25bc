"""Whether the database server of the tests can be used: `python -m tests.postgres tests.database`.

Ends with 0 when Django accepts the server and may create a database there; else the last line on
stderr says why not.
"""

import os
import sys

import django
from django.db import Error, connection

from tests import environment

# A server that drops what it is sent would be waited for during minutes.
PATIENCE = "10"  # seconds


def main() -> int:
    environment.enter(environment.temporary_data_dir())
    os.environ["DJANGO_SETTINGS_MODULE"] = "catalogue.settings"
    os.environ["PGCONNECT_TIMEOUT"] = PATIENCE
    django.setup()
    try:
        allowed = may_create_databases()
    except Error as fault:  # Django's own: too old a server is one of them
        return tell(str(fault).splitlines()[0])
    return 0 if allowed else tell("ce compte n’a pas le droit de créer une base")


def may_create_databases() -> bool:
    """As pytest-django will: from the server's own database, ours need not exist."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def tell(words: str) -> int:
    sys.stderr.write(f"{words}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
