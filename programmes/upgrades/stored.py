"""What an edition stores, and a step from one version of it to the next."""

from collections.abc import Callable
from typing import Any, TypeAlias

Stored: TypeAlias = dict[str, Any]
Step: TypeAlias = Callable[[Stored], Stored]


def chained(*parts: Step) -> Step:
    """One step made of several, in any order: none reads what another one writes."""

    def step(stored: Stored) -> Stored:
        for part in parts:
            stored = part(stored)
        return stored

    return step
