"""When two spellings of a web address lead to one page."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.model.addresses import address_key, last_step

PAGE = "https://www.example.org/news/2024/march?id=7&page=2"
SAME = [
    "http://www.example.org/news/2024/march?id=7&page=2",
    "https://example.org/news/2024/march?id=7&page=2",
    "https://m.example.org/news/2024/march?id=7&page=2",
    "HTTPS://WWW.Example.ORG:443/news/2024/march?id=7&page=2",
    "https://www.example.org/news/2024/march/?page=2&id=7",
    "https://www.example.org/news/2024/march/amp?id=7&page=2",
    "https://www.example.org/news/2024/march?id=7&page=2#comments",
    "https://www.example.org/news/2024/march?id=7&page=2&utm_source=x&utm_medium=y&fbclid=z",
    "https://www.example.org/news/./2023/../2024//march?id=7&page=2",
    "https://www.example.org/news/2024/%6Darch?id=7&page=2",
    "  https://www.example.org./news/2024/march?id=7&page=2 ",
]
OTHERS = [
    "https://www.example.org/news/2024/march?id=7",
    "https://www.example.org/news/2024/march?id=8&page=2",
    "https://www.example.org/news/2024/March?id=7&page=2",
    "https://www.example.org/news/2024%2Fmarch?id=7&page=2",
    "https://www.example.org:8080/news/2024/march?id=7&page=2",
    "https://urdu.example.org/news/2024/march?id=7&page=2",
    "https://www.example.org/news/2024/march?id=7&page=2#!/later",
    "https://www.example.org/",
    *(f"https://www.example.org/news/%{one}rz" for one in ("E9", "E8", "C3%A9")),
    *(f"https://www.example.org/news/?q=%{one}" for one in ("E9", "E8", "C3%A9")),
]


@pytest.mark.parametrize("url", SAME)
def test_spellings_of_one_address_are_equal(url: str) -> None:
    """Scheme, www., port, case of the host, fragment, order of parameters and what tracks a reader lead nowhere else."""
    assert address_key(url) == address_key(PAGE)
    assert last_step(url) == last_step(PAGE) == "march"


def test_other_pages_are_not() -> None:
    """Another path, parameter, port or host is another page, and so is an escaped slash, or a byte that is not UTF-8."""
    keys = [address_key(url) for url in (PAGE, *OTHERS)]
    assert "" not in keys
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    "text", ["", "besham", "ftp://example.org/a", "https://", "https://[::1", "http://a:99999/", "mailto:a@b"]
)
def test_what_is_no_web_address_has_no_key(text: str) -> None:
    """It is equal to no page, not even to itself."""
    assert address_key(text) == ""


@given(st.binary(min_size=1, max_size=6), st.binary(min_size=1, max_size=6))
def test_addresses_are_equal_where_their_bytes_are(one: bytes, other: bytes) -> None:
    """Escapes say bytes: two steps of a path, or two values, are one page's only if they say the same ones."""
    for start in ("https://example.org/a/x", "https://example.org/a?q=x"):
        keys = [address_key(start + "".join(f"%{byte:02X}" for byte in name)) for name in (one, other)]
        assert (keys[0] == keys[1]) == (one == other)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12))
def test_an_address_is_equal_however_it_is_escaped(name: str) -> None:
    """A path in its own letters and the same one in percent escapes are one page, and a key is the key of itself."""
    escaped = f"https://example.org/a/{quote(name, safe='')}"
    key = address_key(escaped)
    assert address_key("https://" + key) == key
    assert last_step("https://" + key) == last_step(escaped)
    if name.isalnum():
        assert address_key(f"https://example.org/a/{name}") == key
