from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from catalogue.life.seeding import contents, seed, seed_examples
from programmes.models import Edition, ReviewNote
from programmes.typography import count


class Command(BaseCommand):
    help = (
        "Charge le contenu initial dans un catalogue vide et le publie. "
        "Ne touche jamais à un catalogue déjà utilisé."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--exemples",
            action="store_true",
            dest="examples",
            help="une formation de chaque famille, d’un centre fictif, au lieu du contenu initial",
        )

    def handle(self, *args: Any, examples: bool = False, **options: Any) -> None:
        what = "Exemples" if examples else "Contenu initial"
        said = self._examples(seed_examples()) if examples else self._first_content(seed())
        self.stdout.write(
            said
            or f"{what}\u202f: rien n’a été changé, car le catalogue contient déjà "
            f"{', '.join(contents())}."
        )

    def _first_content(self, edition: Edition | None) -> str:
        if edition is None:
            return ""
        return (
            f"Contenu initial chargé\u202f: {edition.short_title} {edition.full_title}, "
            f"édition n° {edition.number} en ligne, {_open_notes(edition)} notes de relecture "
            "à traiter."
        )

    def _examples(self, editions: list[Edition]) -> str:
        if not editions:
            return ""
        titles = ", ".join(edition.short_title for edition in editions)
        online = count(len(editions), "formation en ligne", "formations en ligne")
        return (
            f"Exemples chargés\u202f: {online} ({titles}), {_open_notes(*editions)} notes de "
            "relecture à traiter. Leur centre est fictif."
        )


def _open_notes(*editions: Edition) -> int:
    programmes = [edition.programme_id for edition in editions]
    return ReviewNote.objects.filter(programme__in=programmes).open().count()
