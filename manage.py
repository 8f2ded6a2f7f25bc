#!/usr/bin/env python
"""Django's command line, for this site."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalogue.settings")
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except OperationalError as fault:
        from catalogue.server.outages import reason

        sys.exit(f"La base de données ne répond pas\u202f: {reason(fault)}")


if __name__ == "__main__":
    main()
