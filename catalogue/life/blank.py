"""Fields and rows of a stored sheet before anybody has filled them in."""

from typing import Any, get_args

from programmes.sheet import GRANTED, Exemption, Part


def emptied(part: type[Part], name: str, value: Any) -> Any:
    """What the field holds before anybody fills it in; some choices always hold something."""
    annotation = part.model_fields[name].annotation
    if type(None) in get_args(annotation):
        return None
    if isinstance(value, list | bool):
        return type(value)()
    return "" if annotation is str else value


def is_idle(part: type[Part], stored: dict[str, Any]) -> bool:
    """A row that says nothing any more goes with what it said."""
    return part is Exemption and not any(stored[name] for name in GRANTED)
