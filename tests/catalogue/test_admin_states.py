"""Where a programme stands, decided from two fingerprints."""

import pytest

from catalogue.life.states import State, state_of


@pytest.mark.parametrize(
    ("archived", "published", "draft", "online", "expected"),
    [
        (False, False, "a", None, State.DRAFT),
        (False, True, "a", "a", State.ONLINE),
        (False, True, "b", "a", State.MODIFIED),
        (False, True, None, "a", State.MODIFIED),
        (False, True, "a", None, State.WITHDRAWN),
        (True, True, "a", None, State.ARCHIVED),
        (True, False, "a", None, State.ARCHIVED),
    ],
)
def test_each_situation_has_its_state(
    archived: bool, published: bool, draft: str | None, online: str | None, expected: State
) -> None:
    state = state_of(archived=archived, published=published, draft=draft, online=online)

    assert state is expected
