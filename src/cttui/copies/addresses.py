"""Which IP addresses belong to the open web: the rule that every connection is held against before it is opened.

The tables are the IANA special-purpose address registries, RFC 6890 and RFC 8190, as updated on 2025-10-09
(https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry), whole: a range that serves
a special use is refused also where it may be reached from everywhere, since no publisher's page is served there. What
Python's ``ipaddress`` thinks of an address is not asked: it differs from version to version.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import NamedTuple


class Special(NamedTuple):
    """A range of addresses that serves a special use."""

    block: str
    """In CIDR notation."""
    name: str
    """As the registry has it."""
    source: str
    """What reserves it."""


IPV4 = (
    Special("0.0.0.0/8", "This network", "RFC 791, 3.2"),
    Special("0.0.0.0/32", "This host on this network", "RFC 1122, 3.2.1.3"),
    Special("10.0.0.0/8", "Private-Use", "RFC 1918"),
    Special("100.64.0.0/10", "Shared Address Space", "RFC 6598"),
    Special("127.0.0.0/8", "Loopback", "RFC 1122, 3.2.1.3"),
    Special("169.254.0.0/16", "Link Local", "RFC 3927"),
    Special("172.16.0.0/12", "Private-Use", "RFC 1918"),
    Special("192.0.0.0/24", "IETF Protocol Assignments", "RFC 6890, 2.1"),
    Special("192.0.0.0/29", "IPv4 Service Continuity Prefix", "RFC 7335"),
    Special("192.0.0.8/32", "IPv4 dummy address", "RFC 7600"),
    Special("192.0.0.9/32", "Port Control Protocol Anycast", "RFC 7723"),
    Special("192.0.0.10/32", "Traversal Using Relays around NAT Anycast", "RFC 8155"),
    Special("192.0.0.170/32", "NAT64/DNS64 Discovery", "RFC 8880, RFC 7050, 2.2"),
    Special("192.0.0.171/32", "NAT64/DNS64 Discovery", "RFC 8880, RFC 7050, 2.2"),
    Special("192.0.2.0/24", "Documentation (TEST-NET-1)", "RFC 5737"),
    Special("192.31.196.0/24", "AS112-v4", "RFC 7535"),
    Special("192.52.193.0/24", "AMT", "RFC 7450"),
    Special("192.88.99.0/24", "Deprecated (6to4 Relay Anycast)", "RFC 7526"),
    Special("192.88.99.2/32", "6a44-relay anycast address", "RFC 6751"),
    Special("192.168.0.0/16", "Private-Use", "RFC 1918"),
    Special("192.175.48.0/24", "Direct Delegation AS112 Service", "RFC 7534"),
    Special("198.18.0.0/15", "Benchmarking", "RFC 2544"),
    Special("198.51.100.0/24", "Documentation (TEST-NET-2)", "RFC 5737"),
    Special("203.0.113.0/24", "Documentation (TEST-NET-3)", "RFC 5737"),
    Special("240.0.0.0/4", "Reserved", "RFC 1112, 4"),
    Special("255.255.255.255/32", "Limited Broadcast", "RFC 8190, RFC 919, 7"),
)
"""The IANA IPv4 Special-Purpose Address Registry."""

IPV6 = (
    Special("::1/128", "Loopback Address", "RFC 4291"),
    Special("::/128", "Unspecified Address", "RFC 4291"),
    Special("::ffff:0:0/96", "IPv4-mapped Address", "RFC 4291"),
    Special("64:ff9b::/96", "IPv4-IPv6 Translat.", "RFC 6052"),
    Special("64:ff9b:1::/48", "IPv4-IPv6 Translat.", "RFC 8215"),
    Special("100::/64", "Discard-Only Address Block", "RFC 6666"),
    Special("100:0:0:1::/64", "Dummy IPv6 Prefix", "RFC 9780"),
    Special("2001::/23", "IETF Protocol Assignments", "RFC 2928"),
    Special("2001::/32", "TEREDO", "RFC 4380, RFC 8190"),
    Special("2001:1::1/128", "Port Control Protocol Anycast", "RFC 7723"),
    Special("2001:1::2/128", "Traversal Using Relays around NAT Anycast", "RFC 8155"),
    Special("2001:1::3/128", "DNS-SD Service Registration Protocol Anycast", "RFC 9665"),
    Special("2001:2::/48", "Benchmarking", "RFC 5180"),
    Special("2001:3::/32", "AMT", "RFC 7450"),
    Special("2001:4:112::/48", "AS112-v6", "RFC 7535"),
    Special("2001:10::/28", "Deprecated (previously ORCHID)", "RFC 4843"),
    Special("2001:20::/28", "ORCHIDv2", "RFC 7343"),
    Special("2001:30::/28", "Drone Remote ID Protocol Entity Tags (DETs) Prefix", "RFC 9374"),
    Special("2001:db8::/32", "Documentation", "RFC 3849"),
    Special("2002::/16", "6to4", "RFC 3056"),
    Special("2620:4f:8000::/48", "Direct Delegation AS112 Service", "RFC 7534"),
    Special("3fff::/20", "Documentation", "RFC 9637"),
    Special("5f00::/16", "Segment Routing (SRv6) SIDs", "RFC 9602"),
    Special("fc00::/7", "Unique-Local", "RFC 4193, RFC 8190"),
    Special("fe80::/10", "Link-Local Unicast", "RFC 4291"),
)
"""The IANA IPv6 Special-Purpose Address Registry."""

OTHERS = (
    Special("224.0.0.0/4", "Multicast", "RFC 5771"),
    Special("::/96", "IPv4-compatible Address, deprecated", "RFC 4291, 2.5.5.1"),
    Special("::ffff:0:0:0/96", "IPv4-translated Address", "RFC 2765, 2.1"),
    Special("fec0::/10", "Site-Local Unicast, deprecated", "RFC 3879"),
    Special("ff00::/8", "Multicast", "RFC 4291, 2.7"),
)
"""Ranges that are no hosts' of the open web and stand in other registries."""

METADATA = (
    Special("168.63.129.16/32", "Azure WireServer", "Microsoft Learn, What is IP address 168.63.129.16?"),
    Special("169.254.169.254/32", "Metadata of most clouds", "Amazon EC2 User Guide, Access instance metadata"),
    Special("169.254.170.2/32", "Credentials of Amazon ECS tasks", "Amazon ECS Developer Guide, Task IAM role"),
    Special("169.254.0.23/32", "Tencent Cloud metadata", "Tencent Cloud CVM, Viewing instance metadata"),
    Special("100.100.100.200/32", "Alibaba Cloud metadata", "Alibaba Cloud ECS, Instance metadata"),
    Special("192.0.0.192/32", "Oracle Cloud Classic metadata", "Oracle Compute Classic, Retrieving instance metadata"),
    Special("fd00:ec2::254/128", "Amazon EC2 metadata", "Amazon EC2 User Guide, Access instance metadata"),
    Special("fd00:ec2::23/128", "Credentials of Amazon EKS pods", "Amazon EKS User Guide, Pod Identity"),
    Special("fd20:ce::254/128", "Google Cloud metadata", "Google Cloud, View and query VM metadata"),
)
"""Metadata services of clouds; all but the first are in ranges that are refused anyway."""

UNICAST = ("0.0.0.0/0", "2000::/3")
"""What IANA has given out to hosts at all: of IPv6 an eighth, RFC 4291, 2.4, and the IPv6 Global Unicast registry."""

_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})
"""The 32 bits before an IPv4 address in an interface's identifier, RFC 5214, 6.1."""

_Network = IPv4Network | IPv6Network


def _networks(blocks: Iterable[str]) -> tuple[_Network, ...]:
    return tuple(map(ipaddress.ip_network, blocks))


_REFUSED = _networks(row.block for row in (*IPV4, *IPV6, *OTHERS, *METADATA))
_UNICAST = _networks(UNICAST)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open web: in no range of the tables here, and given out to hosts.

    An IPv6 address that only spells an IPv4 one for the way through a translator, mapped or by NAT64's well-known prefix
    (RFC 6052), is judged by that one; in a network that has no IPv4, DNS64 gives such addresses for all of the older web.
    6to4 and Teredo are refused whole, NAT64's local prefix too. What is no address at all is not public.
    """
    try:
        ip = _meant(ipaddress.ip_address(address))
    except ValueError:
        return False
    return any(ip in network for network in _UNICAST) and not any(ip in network for network in _REFUSED)


def _meant(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one spells or, by ISATAP, tunnels to where that is refused; else the address itself."""
    if isinstance(ip, IPv4Address):
        return ip
    bits = int(ip)
    last = IPv4Address(bits & 0xFFFF_FFFF)
    if ip in _MAPPED or ip in _NAT64:
        return last
    if bits >> 32 & 0xFFFF_FFFF in _ISATAP and any(last in network for network in _REFUSED):
        return last
    return ip


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as the system tells them.

    Raises:
        OSError: It has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
