"""Which addresses of the network are of the public internet, and may be opened because a user named a page."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_PUBLIC_V6 = ip_network("2000::/3")
"""All that IANA gives out as global unicast; what is elsewhere is local, or carries an IPv4 address."""
_NAT64 = ip_network("64:ff9b::/96")
"""IPv4 seen from a network that has IPv6 alone (RFC 6052)."""
_TUNNELS = (ip_network("2002::/16"), ip_network("2001::/32"))
"""6to4 and Teredo: IPv6 that ends at an IPv4 address of the sender's choice."""
_NOT_PAGES = (
    ip_network("192.0.0.0/24"),  # protocol assignments; a cloud's metadata at .192
    ip_network("192.88.99.0/24"),  # the relay of 6to4
    ip_network("168.63.129.16/32"),  # a cloud's channel to the machines that run in it
)
"""What counts as global and serves no page to the public."""


def is_public(address: str) -> bool:
    """Whether an address is on the public internet: not private, loopback, link-local or a cloud's metadata.

    An IPv6 address that stands for an IPv4 one (mapped, or by NAT64) is judged as that; tunnels are refused.

    Args:
        address: IPv4 or IPv6, as the resolver gives it.

    Raises:
        ValueError: it is none.
    """
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address):
        carried = parsed.ipv4_mapped or (IPv4Address(int(parsed) & 0xFFFFFFFF) if parsed in _NAT64 else None)
        if carried is None:
            tunnel = any(parsed in network for network in _TUNNELS)
            return parsed in _PUBLIC_V6 and parsed.is_global and not tunnel
        parsed = carried
    return parsed.is_global and not parsed.is_multicast and not any(parsed in one for one in _NOT_PAGES)
