"""Addresses of tables: what they say, who asks, and that nothing secret is ever shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cttui.errors import ServerError
from cttui.store.clickhouse.address import PASSWORD, USER, Address, is_address, parse, spread


def read(text: str, **environ: str) -> Address:
    """The address that a text is, in an environment."""
    return parse(text, environ, ())


def test_an_address_says_where_the_table_is() -> None:
    """Host, port, database, table, cluster and TLS are read; what is left out has the usual value."""
    assert read("clickhouse://db.example/events") == Address("db.example", 8123, "events")
    assert read("clickhouse://db.example/events?secure=1").port == 8443
    found = read("ClickHouse://[::1]:9000/wars?table=ged-26&cluster=all_shards&secure=0")
    assert found == Address("::1", 9000, "wars", "ged-26", "all_shards")
    assert str(found) == "clickhouse://[::1]:9000/wars?table=ged-26&cluster=all_shards"
    assert found.name == "wars.ged-26"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("clickhouse:///db", "names no host"),
        ("clickhouse://host", "has no database"),
        ("clickhouse://host/", "has no database"),
        ("clickhouse://host:99999/db", "its host or its port is wrong"),
        ("clickhouse://[::1/db", "its host or its port is wrong"),
        ("clickhouse://host/db?tabel=x", "did you mean table?"),
        ("clickhouse://host/db?table=x;drop", "'x;drop' is not the name of a table"),
        ("clickhouse://host/db?table=", "has no table"),
        ("clickhouse://host/a`b", "is not the name of a database"),
        ("clickhouse://host/db?cluster=a'b", "is not the name of a cluster"),
        ("clickhouse://host/db?secure=maybe", "expected secure=1 or secure=0"),
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(text: str, said: str) -> None:
    """The sentence names the part that is wrong."""
    with pytest.raises(ServerError, match=said.replace("?", r"\?")):
        read(text)


def test_who_asks_comes_from_the_address_then_the_environment_then_the_client(tmp_path: Path) -> None:
    """Each may name the user; a password that stands beside another user is not sent."""
    settings = tmp_path / "config.xml"
    settings.write_text(
        "<config><user>carol</user><password>three</password><connections_credentials><connection><name>far</name>"
        "<hostname>far.example</hostname><user>dave</user><password>four</password></connection>"
        "</connections_credentials></config>"
    )

    def who(text: str, **environ: str) -> tuple[str, str]:
        found = parse(text, environ, (tmp_path / "none.xml", settings))
        return found.user, found.password

    by_variables = {USER: "bob", PASSWORD: "two"}
    assert who("clickhouse://alice:one@host/db", **by_variables) == ("alice", "one")
    assert who("clickhouse://a%40b:o%2Fne@host/db") == ("a@b", "o/ne")
    assert who("clickhouse://host/db", **by_variables) == ("bob", "two")
    assert who("clickhouse://alice@host/db", **by_variables) == ("alice", "")
    assert who("clickhouse://bob@host/db", **by_variables) == ("bob", "two")
    assert who("clickhouse://alice@host/db", **{PASSWORD: "two"}) == ("alice", "two")
    assert who("clickhouse://host/db") == ("carol", "three")
    assert who("clickhouse://far.example/db") == ("dave", "four")
    assert who("clickhouse://far/db") == ("dave", "four")
    assert who("clickhouse://carol@host/db") == ("carol", "three")
    settings.write_text("<config><host>elsewhere</host><user>carol</user><password>three</password></config>")
    assert who("clickhouse://host/db") == ("default", "")


def test_faulty_settings_of_the_client_are_named(tmp_path: Path) -> None:
    """The sentence says which file, and how to do without it."""
    settings = tmp_path / "config.xml"
    settings.write_text("<config><user>")
    with pytest.raises(ServerError, match=r"config\.xml.*CTTUI_CLICKHOUSE_USER"):
        parse("clickhouse://host/db", {}, (settings,))
    assert parse("clickhouse://u:p@host/db", {}, (settings,)).user == "u"


SECRET = "-".join(("s3cr3t", "w0rd"))


@given(st.text(max_size=30), st.text(max_size=30))
@example("host:99999/db", "")
@example("host/db?table=a;b", "")
@example("", "host/db")
@example("[::1/", "")
def test_no_password_is_ever_shown(after: str, before: str) -> None:
    """Neither an address nor an error about one has the password in it, whatever else was typed."""
    text = f"clickhouse://{before}me:{SECRET}@{after}"
    try:
        found = parse(text, {}, ())
        said = f"{found}{found!r}{found.name}{found.place}" if found.password == SECRET else ""
    except ServerError as error:
        said = str(error)
    # what stands behind a slash is no password, but a part of the path
    if not any(sign in before for sign in "/?#"):
        assert SECRET not in said


def test_a_path_is_no_address() -> None:
    """Only what begins with the scheme is an address."""
    assert is_address("clickhouse://h/d")
    assert is_address("CLICKHOUSE://h/d")
    assert not is_address(Path("clickhouse:/h/d"))
    assert not is_address("store.cttui")


def test_a_cluster_may_be_named_beside_the_address() -> None:
    """It is a name, and not another than the address has."""
    assert spread(read("clickhouse://h/d"), "two").cluster == "two"
    assert spread(read("clickhouse://h/d?cluster=two"), "two").cluster == "two"
    with pytest.raises(ServerError, match="differ; leave out one of them"):
        spread(read("clickhouse://h/d?cluster=one"), "two")
    with pytest.raises(ServerError, match="is not the name of a cluster"):
        spread(read("clickhouse://h/d"), "a'b")
