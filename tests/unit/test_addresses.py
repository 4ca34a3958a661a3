"""The rule of addresses: whatever serves a special use is refused, however it is spelt; no connection is opened here."""

from __future__ import annotations

import ipaddress
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.copies.addresses import IPV4, IPV6, METADATA, OTHERS, Special, is_public

PUBLIC = "93.184.216.34"
ROWS = [*IPV4, *IPV6, *OTHERS, *METADATA]
SPELT = {"::ffff:0:0/96", "64:ff9b::/96"}
"""Rows whose addresses are judged by the IPv4 address that they spell."""
WAYS = {
    "mapped": "::ffff:{0}",
    "NAT64": "64:ff9b::{0}",
    "NAT64, local prefix": "64:ff9b:1::{0}",
    "compatible": "::{0}",
    "translated": "::ffff:0:{0}",
    "ISATAP": "2606:2800:220:1:0:5efe:{0}",
    "ISATAP, a global one": "2606:2800:220:1:200:5efe:{0}",
}
"""Ways in which an IPv6 address ends in an IPv4 one."""


def ends(row: Special) -> list[int]:
    """The first address of a range, its last, and one in between."""
    block = ipaddress.ip_network(row.block)
    first, last = int(block.network_address), int(block.broadcast_address)
    return [first, (first + last) // 2, last]


def spelt(row: Special) -> list[str]:
    """The same as they are written."""
    kind = IPv4Address if ipaddress.ip_network(row.block).version == 4 else IPv6Address
    return [str(kind(number)) for number in ends(row)]


@pytest.mark.parametrize("row", [row for row in ROWS if row.block not in SPELT], ids=lambda row: f"{row.name} {row.block}")
def test_every_row_is_refused(row: Special) -> None:
    """The first address of each range, its last and its middle one are not of the open web; the row says why."""
    assert [address for address in spelt(row) if is_public(address)] == []
    assert row.name
    assert row.source


@pytest.mark.parametrize("row", [row for row in IPV4 + OTHERS + METADATA if ":" not in row.block], ids=lambda row: row.block)
@pytest.mark.parametrize("way", WAYS)
def test_every_row_of_ipv4_is_refused_in_each_form_that_carries_it(row: Special, way: str) -> None:
    """Mapped, translated, tunnelled: a refused IPv4 address is refused in each IPv6 form that ends in it."""
    assert [address for address in spelt(row) if is_public(WAYS[way].format(address))] == []


@pytest.mark.parametrize("row", [row for row in IPV4 if ":" not in row.block], ids=lambda row: row.block)
def test_every_row_of_ipv4_is_refused_behind_6to4_and_teredo(row: Special) -> None:
    """6to4 has it after its prefix (RFC 3056), Teredo with every bit turned at its end (RFC 4380, 4)."""
    for number in ends(row):
        assert not is_public(str(IPv6Address(0x2002 << 112 | number << 80 | 1)))
        assert not is_public(str(IPv6Address(0x2001_0000 << 96 | number ^ 0xFFFF_FFFF)))


def test_what_only_spells_a_public_address_is_public() -> None:
    """Where a network has no IPv4, the older web is reached by such addresses; those that tunnel stay refused."""
    held = {way: is_public(form.format(PUBLIC)) for way, form in WAYS.items()}
    assert {way for way, public in held.items() if public} == {"mapped", "NAT64", "ISATAP", "ISATAP, a global one"}


@pytest.mark.parametrize(
    "address",
    [
        "11.0.0.0",
        "9.255.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "168.63.129.15",
        "168.63.129.17",
        "1.0.0.0",
        "2001:200::",
        "2001:db7:ffff::",
        "2001:db9::",
        "2003::",
        "2620:4f:7fff::",
        "2620:4f:8001::",
        "3fff:1000::",
    ],
)
def test_beside_a_range_the_web_begins(address: str) -> None:
    """The addresses just before and just after a refused range are not refused with it."""
    assert is_public(address)


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_what_python_calls_private_is_never_public(ip: IPv4Address | IPv6Address) -> None:
    """The tables refuse at least what the standard library knows to be reachable from nowhere."""
    if not ip.is_global and not getattr(ip, "ipv4_mapped", None):
        assert not is_public(str(ip))


@given(st.integers(0, 2**32 - 1), st.sampled_from(sorted(WAYS)))
def test_no_form_opens_what_the_address_itself_does_not(number: int, way: str) -> None:
    """An IPv6 address that ends in an IPv4 one is public only where that one is."""
    inner = str(IPv4Address(number))
    assert is_public(inner) or not is_public(WAYS[way].format(inner))


ADDRESSES = {
    PUBLIC: True,
    "8.8.8.8": True,
    "2606:2800:220:1:248:1893:25c8:1946": True,
    "::ffff:8.8.8.8": True,
    "64:ff9b::808:808": True,
    "64:ff9b::7f00:1": False,
    "::ffff:10.0.0.1": False,
    "::ffff:0:10.0.0.1": False,
    "::127.0.0.1": False,
    "::": False,
    "::1": False,
    "64:ff9b:1::1": False,
    "2002:7f00:1::": False,
    "2001::1": False,
    "2001:db8::1": False,
    "fe80::1%1": False,
    "fec0::1": False,
    "ff02::1": False,
    "100:0:0:0::1": False,
    "4000::1": False,
    "100.63.255.255": True,
    "100.64.0.0": False,
    "100.127.255.255": False,
    "100.128.0.0": True,
    "192.0.2.1": False,
    "192.88.99.1": False,
    "198.18.0.1": False,
    "0.1.2.3": False,
    "127.8.9.10": False,
    "239.1.2.3": False,
    "": False,
    "dawn.test": False,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_addresses_of_the_open_web_are_public(address: str) -> None:
    """Private, loopback, link-local, shared, multicast, reserved and wrapped addresses are not, nor what is none."""
    assert is_public(address) is ADDRESSES[address]
