"""Staff as they are named to one another."""

from django.contrib.auth.models import User


def full_name(user: User) -> str:
    """« Camille Durand », else her login."""
    return user.get_full_name() or user.get_username()
