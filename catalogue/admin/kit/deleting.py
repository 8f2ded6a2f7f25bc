"""The question before a deletion: what goes with a row, and what is left without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from programmes.typography import NARROW


@dataclass(frozen=True, slots=True)
class Consequence:
    said: str
    rows: list[str]


def consequence(said: str, rows: Iterable[object]) -> Consequence:
    return Consequence(said, [str(row) for row in rows])


class PlainDeletions:
    """A question of ours, where Django counts « objets liés »."""

    this: str  # « ce bloc »

    def name_of(self, request: HttpRequest, row: Any) -> str:
        return self.this

    def consequences(self, row: Any) -> list[Consequence]:
        """Those without rows are left out."""
        return []

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        context |= {
            "title": f"Supprimer {self.name_of(request, context['object'])}{NARROW}?",
            "consequences": [one for one in self.consequences(context["object"]) if one.rows],
        }
        answer: HttpResponse = super().render_delete_form(request, context)  # type: ignore[misc]
        return answer
