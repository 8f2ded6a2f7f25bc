"""Where a site stands, and whom one asks."""

from programmes.upgrades.stored import Stored


def places(stored: Stored) -> Stored:
    """Where a site stands, and whom one asks of the programme: version 2 said neither."""
    unsaid = {"postcode": "", "town": "", "uai": "", "siret": ""}
    sites = [{**site, **unsaid} for site in stored["centre"]["sites"]]
    return {
        **stored,
        "centre": {**stored["centre"], "sites": sites},
        "contact_name": "",
        "contact_phone": "",
        "contact_email": "",
    }
