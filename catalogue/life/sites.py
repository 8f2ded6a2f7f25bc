"""Sites of all centres: each has a key of its own in the catalogue's filters."""

from programmes.listing import site_key
from programmes.models import Site
from programmes.nouns import quoted
from programmes.typography import NARROW


def site_of_key(name: str, but: int | None = None) -> Site | None:
    """The site, if there is one, whose name makes the same key; `but`: not this one."""
    key = site_key(name)
    sites = Site.objects.exclude(pk=but or 0).select_related("centre").order_by("pk")
    return next((site for site in sites if site_key(site.name) == key), None)


def told(other: Site) -> str:
    """Of a name whose key another site has."""
    return (
        f"Un lieu de {quoted(str(other.centre))} s’appelle déjà {quoted(other.name)}{NARROW}: "
        "précisez celui-ci, par sa commune par exemple."
    )
