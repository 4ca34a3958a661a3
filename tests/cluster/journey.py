"""The way of a person through a table on two shards: imported, filtered, read, and one shard lost and found again.

    python tests/cluster/journey.py [--rows 2000000] [--quick] [--kept FOLDER]

It needs Debian's packages ``clickhouse-server`` and ``zookeeper``. It prints what it does and how long that takes, and ends
with 0 if all holds, with 1 if something does not, and with 0 and a reason where there is no server to start. Whatever happens,
all that it started is ended, and nothing is left on disk but in ``--kept``.
"""

from __future__ import annotations

import argparse
import csv
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from cluster import nodes  # noqa: E402 - found by the path above
from cluster.nodes import Cluster  # noqa: E402
from terminal import test_terminal  # noqa: E402
from terminal.test_terminal import Terminal  # noqa: E402

ROWS, QUICK = 2_000_000, 20_000
BACKSPACE, ENTER, ESCAPE = "\x7f", "\r", "\x1b"
SIZE = (140, 40)


def say(text: str) -> None:
    """Print a step at once."""
    print(text, flush=True)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say how long a step took."""
    begun = time.monotonic()
    yield
    say(f"  {what}: {time.monotonic() - begun:.1f} s")


class Journey:
    """One run."""

    def __init__(self, folder: Path, cluster: Cluster, count: int) -> None:
        self.folder, self.cluster, self.count = folder, cluster, count
        self.first, self.second = cluster.nodes
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("CTTUI_")},
            "CTTUI_CACHE": str(folder / "cache"),
            "CTTUI_NOTEBOOK": str(folder / "notebook"),
            "CTTUI_LIBRARY": str(folder / "library"),
            "CTTUI_SETTINGS": str(folder / "settings.toml"),
            "PYTHONPATH": str(ROOT / "src"),
            "TERM": "xterm-256color",
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of cttui."""
        return subprocess.run(
            [sys.executable, "-m", "cttui", *arguments],
            env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip

    # -- the import --------------------------------------------------------------------------------------------------

    def imports(self, path: Path) -> None:
        """Import the rows, killed in the middle and run again: none is lost, and none is there twice."""
        command = ["import", str(path), "--into", self.first.address, "--connections", "2"]
        say(f"cttui {' '.join(command)}")
        began = time.monotonic()
        importing = subprocess.Popen(
            [sys.executable, "-m", "cttui", *command],
            env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        nodes.until(lambda: importing.poll() is not None or self.stored() > self.count // 4, "a quarter of the rows", 3_600)
        assert importing.poll() is None, "the import ended before it could be killed"
        os.killpg(importing.pid, signal.SIGKILL)
        importing.wait()
        say(f"  killed with {self.stored():,} rows stored, after {time.monotonic() - began:.1f} s")
        began = time.monotonic()
        found = self.run(*command)
        say(f"  run again: {time.monotonic() - began:.1f} s; {found.stderr.strip()}")
        assert found.returncode == 0, found.stderr
        assert self.stored() == self.count, self.stored()
        distinct = self.first.ask(f"SELECT uniqExact(seq), uniqExact(id) FROM {nodes.DATABASE}.events").split()
        assert distinct == [str(self.count)] * 2, distinct
        parts = [int(node.ask(f"SELECT count() FROM {nodes.DATABASE}.events_local")) for node in self.cluster.nodes]
        say(f"  {parts[0]:,} and {parts[1]:,} rows on the shards, each once")
        size = sum(
            int(node.ask("SELECT sum(bytes) FROM system.parts WHERE active AND table = 'events_local'"))
            for node in self.cluster.nodes
        )
        say(f"  {size / 1e6:,.0f} MB on the shards, {path.stat().st_size / 1e6:,.0f} MB as CSV")

    def stored(self) -> int:
        """Rows on all shards; 0 while there is no table."""
        try:
            return int(self.first.ask(f"SELECT count() FROM {nodes.DATABASE}.events"))
        except OSError:
            return 0

    # -- the screen --------------------------------------------------------------------------------------------------

    def explores(self, most: int) -> None:
        """Open the table, filter it by its first province, read an event, lose a shard and find it again."""
        terminal = Terminal(["-m", "cttui", self.first.address], SIZE, self.environment)
        try:
            self._explore(terminal, most)
        finally:
            terminal.program.close(force=True)

    def _explore(self, terminal: Terminal, most: int) -> None:
        whole = f"{self.count:,} of {self.count:,} events"
        with timed("opened to the first counts"):
            terminal.wait_for(lambda text: whole in text and "rows" in text.split("\n")[0])
        say(f"  | {terminal.text.split(chr(10))[0].strip()}")
        with timed("filtered by the first province"):
            terminal.press("1")
            terminal.wait_for(f"{most:,} of {self.count:,} events")
        say(f"  | {terminal.text.split(chr(10))[0].strip()}")
        with timed("read the source of an event"):
            terminal.press(ENTER)
            terminal.wait_for("Source 1 of")
        terminal.press(ESCAPE)
        terminal.wait_for("Enter read")

        say(f"the shard {self.second.shard} is killed")
        # in the middle of an answer: the key is pressed first
        terminal.press("/ killed:>=3")
        self.second.end(signal.SIGKILL)
        terminal.press(ENTER)
        with timed("said what is missing"):
            self.until(terminal, lambda head: self.second.shard in head and "without" in head and "asking" not in head)
        head = terminal.text.split("\n")[0]
        say(f"  | {head.strip()}")
        assert f"+ of {self.count:,} events" in head, head
        # the header is painted first
        terminal.wait_for("incomplete: ")
        terminal.press(BACKSPACE)
        here = int(self.first.ask(f"SELECT count() FROM {nodes.DATABASE}.events_local"))
        self.until(terminal, lambda head: f"{here:,}+ of {self.count:,} events" in head)

        say("  what prints does not print a part")
        found = self.run("list", self.first.address, "--filter", "killed:>=3")
        say(f"  | {found.stderr.strip()}")
        assert found.returncode == 2, found
        assert found.stdout == "", found.stdout[:200]
        assert len(found.stderr.strip().splitlines()) == 1, found.stderr

        say("it is started again")
        self.second.start()
        nodes.until(self.second.answers, "the second shard")
        with timed("shown as a whole again"):
            self.until(terminal, lambda head: whole in head and "without" not in head)

        say("the node that is asked is stopped, and started again")
        before = terminal.text.split("\n")[0]
        self.first.end()
        terminal.press("/kind:battle" + ENTER)
        terminal.wait_for(lambda text: ":" in text and self.first.address.split("/")[2] in text)
        said = " ".join(line.strip() for line in terminal.text.split("\n")[2:4])
        say(f"  | {said}")
        assert terminal.text.split("\n")[0].split(" · ")[0] == before.split(" · ")[0], "the last good screen stays"
        self.first.start()
        nodes.until(self.first.answers, "the first shard")
        with timed("asked again by the next key"):
            self.until(terminal, lambda head: "of" in head and whole not in head)
        say(f"  | {terminal.text.split(chr(10))[0].strip()}")
        terminal.press("q")
        assert terminal.end() == 0

    def until(self, terminal: Terminal, holds: Callable[[str], bool]) -> None:
        """Move the cursor down and up, so that something is asked, until the header says something.

        A server that has come back is not asked before its neighbour tries again, which is a second later.
        """
        end = time.monotonic() + nodes.DEADLINE
        keys = "jk"
        while time.monotonic() < end:
            pressed = time.monotonic()
            while time.monotonic() < pressed + 2:
                if holds(terminal.text.split("\n")[0]):
                    return
                assert terminal._read(), terminal.text
            terminal.press(keys[0])
            keys = keys[::-1]
        raise AssertionError(f"it never came; the screen is\n{terminal.text}")


def most_in_a_province(path: Path) -> int:
    """How many rows the first-level unit with the most has, of the country where it is."""
    with path.open(encoding="utf-8", newline="") as file:
        found = Counter((row["country"], row["adm_1"]) for row in csv.DictReader(file) if row["adm_1"])
    return max(found.values())


def main() -> int:
    """Run it where it can be."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=ROWS, help=f"how many rows (default: {ROWS:,})")
    parser.add_argument("--quick", action="store_const", dest="rows", const=QUICK, help=f"only {QUICK:,} rows")
    parser.add_argument("--kept", type=Path, help="folder to keep the servers' files in")
    options = parser.parse_args()
    if missing := nodes.lacking():
        say(f"skipped: this machine lacks {missing}; Debian has it: apt-get install {missing}")
        return 0
    # a filter of two million rows may take longer than a test of the terminal waits
    test_terminal.DEADLINE = nodes.DEADLINE
    with tempfile.TemporaryDirectory(prefix="cttui-cluster-") as made:
        folder = options.kept or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "ged.csv"
        with timed(f"{options.rows:,} rows made"):
            makes = ROOT / "benchmarks" / "ged_rows.py"
            subprocess.run([sys.executable, makes, str(options.rows), "-o", path], check=True)
        with nodes.cluster(folder) as cluster:
            release = cluster.nodes[0].ask("SELECT version()").strip()
            say(f"two shards of ClickHouse {release}, replicated")
            journey = Journey(folder, cluster, options.rows)
            journey.imports(path)
            journey.explores(most_in_a_province(path))
    say("all holds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
