"""Sites of a centre, and centres: each has a key of its own in the catalogue's filters."""

from programmes.listing import centre_key, site_key
from programmes.models import Site, TrainingCentre
from programmes.nouns import quoted
from programmes.typography import NARROW


def of_the_same_key(site: Site) -> Site | None:
    """Another site of its centre, if there is one, whose name makes the same key."""
    key = site_key(site.name)
    others = Site.objects.filter(centre=site.centre_id).exclude(pk=site.pk).order_by("pk")
    return next((other for other in others if site_key(other.name) == key), None)


def told(other: Site) -> str:
    """Of a name whose key another site has."""
    return (
        f"Un lieu de ce centre s’appelle déjà {quoted(other.name)}{NARROW}: "
        "précisez celui-ci, par sa commune par exemple."
    )


def centre_of_the_same_key(centre: TrainingCentre, name: str) -> str:
    """What there is to say of a name that the filters would not tell from another centre's."""
    others = TrainingCentre.objects.exclude(pk=centre.pk).order_by("pk")
    names = others.values_list("name", flat=True)
    other = next((other for other in names if centre_key(other) == centre_key(name)), "")
    return f"Un centre s’appelle déjà {quoted(other)}{NARROW}: précisez celui-ci." if other else ""
