"""The way of a person who imports into a table of ClickHouse: what is said, and what is refused before anything is sent."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cli.helpers import Run
from cttui.cli.progress import told
from cttui.errors import ServerError
from cttui.imports.report import Progress
from cttui.store import importing
from cttui.store.clickhouse import writing
from cttui.store.clickhouse.address import parse
from cttui.store.clickhouse.server import Server
from datasets import rows, written
from embedded import server as embedded

ADDRESS = "clickhouse://in-process/db?table=events"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A dataset of two hundred rows, all of them fine."""
    return written(tmp_path / "events.csv", list(rows(200)))


def test_rows_are_sent_and_counted(
    run: Run, dataset: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What became of the rows is said as by an import into a store, and the address stands for the store."""
    server = embedded(tmp_path_factory.getbasetemp() / "chdb")
    monkeypatch.setattr(writing, "Server", lambda *_, **__: server)
    monkeypatch.setattr(Server, "close", lambda _: None)
    address = f"clickhouse://someone:s3cret@in-process/{server.address.database}?table=events"
    code, printed, said = run("import", dataset, "--into", address, "--connections", "3")
    shown = f"clickhouse://in-process/{server.address.database}?table=events"
    assert (code, printed) == (0, "")
    assert f"{shown}: 200 rows kept, none left out, none mended" in said
    code, _, said = run("import", dataset, "--into", address)
    assert code == 2
    assert "already has events.csv" in said
    assert "s3cret" not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--into", "clickhouse://host"), "the address has no database; expected clickhouse://HOST/DB?table=TABLE"),
        (("--into", "host/db"), "the address names no host"),
        (("--into", ADDRESS, "--cluster", "a;b"), "'a;b' is not the name of a cluster"),
        (("--into", f"{ADDRESS}&cluster=one", "--cluster", "two"), "--cluster two and cluster=one in the address differ"),
        (("--into", ADDRESS, "-o", "x.cttui"), "--into sends the rows to a server, and --output writes a store"),
        (("--cluster", "one"), "--cluster needs --into ADDRESS"),
        (("--connections", "2"), "--connections needs --into ADDRESS"),
    ],
)
def test_what_makes_no_sense_is_said(run: Run, dataset: Path, arguments: tuple[str, ...], said: str) -> None:
    """With exit code 2, and before anything is read."""
    code, printed, told_ = run("import", dataset, *arguments)
    assert (code, printed) == (2, "")
    assert said in told_


@pytest.mark.parametrize("number", ["0", "65", "-1", "many", "２"])
def test_connections_are_a_number_in_reason(run: Run, dataset: Path, number: str) -> None:
    """More than a server would like are refused."""
    code, _, said = run("import", dataset, "--into", ADDRESS, f"--connections={number}")
    assert code == 2
    assert "expected a number from 1 to 64" in said


def test_without_the_client_the_way_to_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named, in one sentence."""
    monkeypatch.setitem(sys.modules, "cttui.store.clickhouse.quiet", None)
    with pytest.raises(ServerError, match=r"pip install 'cttui\[clickhouse\]'"):
        Server(parse(ADDRESS)).ask(["SELECT 1"])


def test_ctrl_c_says_how_it_goes_on(run: Run, dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was sent stays."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "sent", interrupted)
    code, _, said = run("import", dataset, "--into", ADDRESS)
    assert code == 130
    assert "the rows that were sent stay, and the same command sends the rest" in said


def test_progress_says_how_much_was_sent() -> None:
    """In the place of what an import into a store says while it sorts."""
    assert told("ged.csv", Progress(200, 9, 9, True, 50), 3, 80) == "ged.csv: 25 % · 50 of 200 rows sent"
    assert told("ged.csv", Progress(200, 9, 9, True, 200), 3, 80) == "ged.csv: 99 % · 200 of 200 rows sent"
    assert told("ged.csv", Progress(0, 9, 9, True, 0), 3, 80) == "ged.csv: 99 % · 0 of 0 rows sent"


def test_the_embedded_import_loads_nothing_of_clickhouse(dataset: Path, tmp_path: Path) -> None:
    """Neither its client nor the modules that speak to it."""
    import subprocess

    program = (
        "import sys; from cttui.cli.main import main\n"
        f"main(['import', {str(dataset)!r}, '-o', {str(tmp_path / 'x.cttui')!r}])\n"
        "print([name for name in sys.modules if 'clickhouse' in name or 'urllib3' in name])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert found.stdout.strip().endswith("[]")
