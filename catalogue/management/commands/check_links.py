from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalogue.life import reading
from catalogue.life.links import CheckedLink, check, links
from catalogue.safekeeping import record
from programmes.models import DeadLink, Programme
from programmes.typography import long_date

LONGEST_TIMEOUT = 60
MOST_AT_ONCE = 16


class Command(BaseCommand):
    help = (
        "Vérifie que les liens des formations en cours répondent encore. "
        "À lancer à la main\u202f: le site lui-même n’appelle jamais ces adresses."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--timeout",
            type=_number(float, LONGEST_TIMEOUT),
            default=10.0,
            help=f"secondes laissées à chaque demande (10, au plus {LONGEST_TIMEOUT})",
        )
        parser.add_argument(
            "--at-once",
            type=_number(int, MOST_AT_ONCE),
            default=4,
            help=f"liens vérifiés en même temps (4, au plus {MOST_AT_ONCE})",
        )

    def handle(self, *args: Any, timeout: float, at_once: int, **options: Any) -> None:
        where: dict[str, list[str]] = {}
        for draft in reading.of_all(Programme.objects.live()):
            title = draft.programme.short_title
            if draft.found is None:
                self.stderr.write(f"{title}\u202f: brouillon illisible, passé.")
                continue
            for url in links(draft.found):
                where.setdefault(url, []).append(title)
        answers = check(where, timeout=timeout, at_once=at_once)
        for answer in answers:
            self.stdout.write(_line(answer, where[answer.url]))
        failures = [(answer.url, answer.problem) for answer in answers if not answer.is_well]
        today = timezone.localdate()
        DeadLink.objects.replace(failures, today)
        said = f"{len(answers)} liens vérifiés le {long_date(today)}, {len(failures)} en défaut."
        self.stdout.write(said)
        self._note(said, went_well=not failures)
        if failures:
            raise CommandError(
                f"Liens qui ne répondent plus\u202f: {len(failures)}. "
                "L’administration les montre à leur place.",
                returncode=1,
            )

    def _note(self, said: str, *, went_well: bool) -> None:
        """That all of them answered leaves no row."""
        try:
            record.note(record.Job.LINKS, went_well=went_well, file=None, said=said)
        except OSError as fault:
            self.stderr.write(f"Cela n’a pas pu être noté\u202f: {fault}.")


def _line(answer: CheckedLink, titles: list[str]) -> str:
    return f"{answer.problem or 'répond':<24}{answer.url}  ({', '.join(titles)})"


def _number(kind: Callable[[str], Any], most: int) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        try:
            value = kind(text)
        except ValueError:
            value = 0
        if not 0 < value <= most:
            raise ArgumentTypeError(f"un nombre de 1 à {most}")
        return value

    return read
