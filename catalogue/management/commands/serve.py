import errno
import ipaddress
import os
import socket
import sys
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from catalogue.server import env, outages

# Granian, as a program.
SERVER: Final = "catalogue.server.serving"


class Command(BaseCommand):
    help = "Sert le site avec Granian, à la place de ce processus."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=env.text("BIND_ADDRESS", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument(
            "--again", default="make run", help="la commande à relancer si le port est pris"
        )

    def handle(self, *args: Any, host: str, port: int, again: str, **options: Any) -> None:
        refuse_endless_redirect()
        refuse_taken_port(host, port, again)
        refuse_missing_database(again)
        connection.close()
        self.stdout.write(f"\n  Le site est ouvert\u202f: {settings.SITE_URL}/")
        self.stdout.write(f"  Pour l’équipe\u202f:      {settings.SITE_URL}/admin/")
        self.stdout.write("  Ctrl+C pour arrêter.\n")
        self.stdout.flush()
        # Replacing the process keeps its number: the service manager's signals reach the server.
        os.execv(sys.executable, [sys.executable, "-m", SERVER, *granian_options(host, port)])


def refuse_endless_redirect() -> None:
    """Granian speaks plain http here, so an https site always has a proxy in front."""
    if settings.SECURE_SSL_REDIRECT and not settings.TRUSTED_PROXIES:
        raise CommandError(
            "SITE_URL commence par https, mais TRUSTED_PROXIES vaut 0\u202f: le site redirigerait "
            "sans fin. Indiquez le nombre de serveurs mandataires placés devant lui."
        )


def refuse_taken_port(host: str, port: int, again: str) -> None:
    """Says plainly what Granian would say with a traceback."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        ipaddress.ip_address(host)
    except ValueError:
        raise CommandError(
            f"BIND_ADDRESS vaut «\u202f{host}\u202f», qui n’est pas une adresse IP (127.0.0.1 pour "
            "cette machine seule, 0.0.0.0 pour toutes ses adresses)."
        ) from None
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise CommandError(
                f"Le port {port} est réservé au système. Choisissez-en un autre\u202f: "
                f"PORT=8001 {again}"
            ) from None
        except OSError as fault:
            if fault.errno == errno.EADDRNOTAVAIL:
                raise CommandError(
                    f"BIND_ADDRESS vaut {host}, qui n’est pas une adresse de cette machine."
                ) from None
            raise CommandError(
                f"Le port {port} est déjà pris sur {host}. Choisissez-en un autre\u202f: "
                f"PORT={port + 1 if port < 65535 else 8001} {again}"
            ) from None


def refuse_missing_database(again: str) -> None:
    """Every page would be a 503, or worse: half of them would work."""
    file = settings.DATABASE_FILE
    if file is not None and not file.exists():
        raise CommandError(
            f"La base de données n’existe pas\u202f: {file}. Lancez «\u202f{again}\u202f»."
        )
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as fault:
        raise CommandError(
            f"La base de données ne répond pas\u202f: {outages.reason(fault)}"
        ) from None
    if waiting:
        raise CommandError(
            f"La base de données n’est pas à jour (migrations en attente\u202f: {len(waiting)}). "
            f"Lancez «\u202f{again}\u202f»."
        )


def granian_options(host: str, port: int) -> list[str]:
    """A worker per core, four at most; a few threads each.

    Pages are short bursts of Python, so threads beyond a handful only wait for one another; a few
    are needed for those that wait (a writer for the lock, a slow visitor's form). Granian itself
    reads requests and sends answers outside these threads.
    """
    cores = os.cpu_count() or 1
    workers = env.integer("WORKERS", default=min(cores, 4), least=1, most=64)
    threads = min(2 * cores + 1, 8)
    return [
        "--interface=wsgi",
        f"--host={host}",
        f"--port={port}",
        "--http=1",
        "--no-ws",
        f"--workers={workers}",
        f"--blocking-threads={threads}",
        "--respawn-failed-workers",
        # On reload, from the start of a new worker to the end of an old one: with the 3.5 seconds
        # of Granian, two reloads in a row lost two requests in three.
        "--respawn-interval=15",
        "--workers-kill-timeout=10",
        "--log-level=warning",
        f"--working-dir={settings.BASE_DIR}",
        "catalogue.wsgi:application",
    ]
