from typing import Any

from django.core.management.base import BaseCommand

from catalogue.life.seeding import contents, seed
from programmes.models import ReviewNote


class Command(BaseCommand):
    help = (
        "Charge le contenu initial dans un catalogue vide et le publie. "
        "Ne touche jamais à un catalogue déjà utilisé."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        edition = seed()
        if edition is None:
            self.stdout.write(
                f"Contenu initial\u202f: rien n’a été changé, car le catalogue contient déjà "
                f"{', '.join(contents())}."
            )
            return
        notes = ReviewNote.objects.filter(programme=edition.programme_id).open().count()
        self.stdout.write(
            f"Contenu initial chargé\u202f: {edition.short_title} {edition.full_title}, "
            f"édition n° {edition.number} en ligne, {notes} notes de relecture à traiter."
        )
