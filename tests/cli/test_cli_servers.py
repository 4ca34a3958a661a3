"""What a command does with the address of a table on servers, whatever answers there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.helpers import Run
from crowded import crowded
from cttui.errors import ServerError
from cttui.imports.provenance import Provenance
from cttui.store.clickhouse import engine
from cttui.store.clickhouse.address import Address
from cttui.store.opening import where
from cttui.store.sqlite import SqliteIndex
from servers import Remote
from strategies import indexed

PASSWORD = "hidden-word"  # noqa: S105 - of no server
ADDRESS = f"clickhouse://reader:{PASSWORD}@db.example:8123/news?table=events"
SHOWN = "clickhouse://db.example/news?table=events"


@pytest.fixture
def run(run: Run) -> Run:
    """Runs a command line, which never says the password."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code, printed, told = run(*arguments)
        assert PASSWORD not in printed + told
        return code, printed, told

    return call


class Table(Remote):
    """A table that somebody imported."""

    imported = Provenance("ucdp-ged", "A dataset", (), 45, 0, 0, "", "")

    def __init__(self, index: SqliteIndex) -> None:
        super().__init__(index)
        self.opened: list[tuple[Address, bool]] = []
        """By which addresses it was opened, and whether a part of it would do."""


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    """A table of forty-five events at any address, and how it was opened."""
    with indexed(crowded()) as index:
        found = Table(index)

        def opened(address: Address, *, partly: bool = False) -> Table:
            found.opened.append((address, partly))
            return found

        monkeypatch.setattr(engine, "opened", opened)
        yield found


def test_an_address_is_no_path(tmp_path: Path) -> None:
    """An address of a table is told from a path by its beginning alone, in any case of letters."""
    address = where(ADDRESS)
    assert isinstance(address, Address)
    assert str(address) == SHOWN
    assert isinstance(where("ClickHouse://db.example/news"), Address)
    for text in ("news.toml", "clickhouse:/db.example/news", "./clickhouse://x", "https://example.org/x"):
        assert where(text) == Path(text)
    with pytest.raises(ServerError, match="no host"):
        where("clickhouse:///news")


@pytest.mark.parametrize("command", ["list", "claims", "export"])
def test_commands_print_a_table_as_they_print_a_store(run: Run, table: Table, command: str) -> None:
    """Listing, claims and exports of a table are those of an embedded store with the same events; a part is never asked for."""
    extra = ("--format", "csv") if command == "export" else ()
    code, printed, told = run(command, ADDRESS, "--filter", "kind:attack", *extra)
    assert (code, told) == (0, "")
    assert "row-001" in printed or "Clash" in printed or "The dataset" in printed
    assert [partly for _, partly in table.opened] == [False]
    assert table.opened[0][0].password == PASSWORD


def test_plain_lines_wait_for_a_server(run: Run, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """In plain lines each line has its answer before the next is read, however long a server takes."""
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO("filter kind:attack\nlist 2\n"))
    code, printed, _ = run("--linear", ADDRESS)
    assert code == 0
    assert "45 of 45 events" in printed
    assert "Clash" in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", ADDRESS), "is a dataset, whose rows are checked when they are imported"),
        (("verify", ADDRESS), "is a dataset"),
        (("add", "event", ADDRESS), "is a dataset and cannot be changed"),
        (("list", ADDRESS, "--since", "HEAD"), "has no earlier edition to compare with"),
        (("mcp", ADDRESS), "is a table on a server, and this command needs a file"),
        (("serve", ADDRESS), "is a table on a server, and this command needs a file"),
    ],
)
def test_what_needs_a_file_says_so(run: Run, table: Table, arguments: tuple[str, ...], said: str) -> None:
    """A command that needs a timeline's file refuses a table in a sentence that names it, without who asks."""
    code, printed, told = run(*arguments)
    assert (code, printed) == (2, "")
    assert f"cttui: {SHOWN}" in told
    assert said in told
    assert len(told.splitlines()) == 1


def test_a_server_that_fails_is_one_sentence(run: Run, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure while it is opened, or later, is a sentence and exit code 2."""
    table.trouble = "db.example did not answer: connection refused"
    assert run("list", ADDRESS) == (2, "", "cttui: db.example did not answer: connection refused\n")

    def fails(_address: Address, *, partly: bool = False) -> None:
        raise ServerError("db.example refuses the user 'reader'")

    monkeypatch.setattr(engine, "opened", fails)
    assert run("list", ADDRESS) == (2, "", "cttui: db.example refuses the user 'reader'\n")


@pytest.mark.parametrize("address", ["clickhouse://", "clickhouse://h", "clickhouse://h:x/db", "clickhouse://h/db?tabel=x"])
def test_an_address_that_is_none_is_one_sentence(run: Run, address: str) -> None:
    """What is meant as an address and is none is refused in a sentence that says what one looks like, and exit code 2."""
    code, printed, told = run("list", address)
    assert (code, printed) == (2, "")
    assert told.startswith("cttui: ")
    assert len(told.splitlines()) == 1


def test_without_the_client_it_says_what_to_install() -> None:
    """Where ClickHouse's client is not installed, an address is one sentence with the command that installs it."""
    code = (
        "import sys\nsys.modules['clickhouse_connect'] = None\n"
        "from cttui.cli.main import main\nsys.exit(main(['list', 'clickhouse://127.0.0.1:9/x']))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603 - our own code
    assert found.returncode == 2
    assert "pip install 'cttui[clickhouse]'" in found.stderr
    assert len(found.stderr.splitlines()) == 1


def test_files_load_nothing_of_clickhouse(tmp_path: Path) -> None:
    """A timeline is listed, and the screen's first views are made, without a module of ClickHouse."""
    code = (
        "import sys\nfrom cttui.cli.main import main\n"
        "import cttui.ui.app, cttui.cli.terminal\n"
        "main(['list', '--filter', 'kind:surrender'])\n"
        "print([name for name in sys.modules if 'clickhouse' in name or name in ('chdb', 'lz4')], file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert found.stderr.splitlines()[-1] == "[]"
