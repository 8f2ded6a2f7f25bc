"""What machines ask: is the process alive, can it serve?"""

import logging

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from catalogue.server import caching
from programmes.models import Edition

logger = logging.getLogger(__name__)

_TEXT = "text/plain; charset=utf-8"


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: the process answers. It touches nothing, so that it cannot fail for another reason."""
    return _answer("vivant\n", status=200)


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: the database is there, up to date and readable; 503 otherwise."""
    try:
        ready = _file_is_there() and _migrations.applied() and _editions_are_readable()
    except DatabaseError:
        # The reason goes to the log: this page is public.
        logger.exception("The database does not answer.")
        ready = False
    return _answer("prêt\n", status=200) if ready else _answer("pas prêt\n", status=503)


class _Migrations:
    """Whether every migration is applied. A yes is kept: only a new release adds migrations."""

    def __init__(self) -> None:
        self.up_to_date = False

    def applied(self) -> bool:
        if not self.up_to_date:
            executor = MigrationExecutor(connection)
            self.up_to_date = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return self.up_to_date


_migrations = _Migrations()


def _file_is_there() -> bool:
    """A connection opened before the file was lost would go on reading what no longer exists."""
    return settings.DATABASE_FILE is None or settings.DATABASE_FILE.exists()


def _editions_are_readable() -> bool:
    Edition.objects.exists()  # any answer will do: what matters is that there is one
    return True


def _answer(text: str, *, status: int) -> HttpResponse:
    response = HttpResponse(text, status=status, content_type=_TEXT)
    response["Cache-Control"] = caching.PRIVATE
    return response
