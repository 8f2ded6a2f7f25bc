"""Sites of all centres: each has a key of its own in the catalogue's filters."""

from programmes.listing import site_key
from programmes.models import Site
from programmes.nouns import quoted
from programmes.typography import NARROW


def of_the_same_key(site: Site) -> Site | None:
    """Another site, if there is one, whose name makes the same key."""
    key = site_key(site.name)
    others = Site.objects.exclude(pk=site.pk).select_related("centre").order_by("pk")
    return next((other for other in others if site_key(other.name) == key), None)


def told(other: Site) -> str:
    """Of a name whose key another site has."""
    return (
        f"Un lieu de {quoted(str(other.centre))} s’appelle déjà {quoted(other.name)}{NARROW}: "
        "précisez celui-ci, par sa commune par exemple."
    )
