"""Where a request comes from, as `TrustedProxies` left it in `REMOTE_ADDR`."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.http import HttpRequest

#: What an internet provider gives to one household: all of it is one visitor.
_HOUSEHOLD = 64


def address_of(request: HttpRequest | None) -> str | None:
    """None for what is no address: a proxy that writes something else names nobody."""
    found = _parsed(request.META.get("REMOTE_ADDR", "")) if request else None
    return str(found) if found else None


def network_of(address: str | None) -> str:
    """What one visitor commands: an IPv4 address, or 2^64 addresses of IPv6."""
    found = _parsed(address or "")
    if isinstance(found, IPv6Address):
        return str(ip_network((int(found), _HOUSEHOLD), strict=False))
    return str(found) if found else "unknown"


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    """Some proxies write a port behind the address, brackets around it, or an interface."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
