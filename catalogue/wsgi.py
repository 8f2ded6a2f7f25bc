"""The WSGI application that Granian serves (see the `serve` command)."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

from catalogue.server.whole import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalogue.settings")

application = whole_bodies(get_wsgi_application())


def _read_for_errors() -> None:
    from catalogue.life.publisher import read_for_errors  # models wait until Django is set up

    read_for_errors()


# Beside: a database that does not answer keeps no process from answering for itself.
Thread(target=_read_for_errors, daemon=True).start()
