"""Two shards of ClickHouse and their ZooKeeper on loopback: started in a folder, stopped and started again, ended for sure.

The servers are Debian's (``clickhouse-server`` 18.16, ``zookeeper``). What they write is in the folder that is given, every
port is one that was free, and nobody but this machine can connect. Tables are replicated, though each shard has one node alone.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import struct
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

CLUSTER, DATABASE = "two", "news"
HOST = "127.0.0.1"
"""The address of all: a server of 2018 finds itself among the nodes of a cluster by the addresses that the machine tells it."""
DEADLINE = 120.0
"""Seconds in which a server has started, or never will."""
SERVER = shutil.which("clickhouse-server", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
JAR = Path("/usr/share/java/zookeeper.jar")


def lacking() -> str:
    """What this machine does not have of a cluster, by the names of Debian's packages; empty if it has all."""
    found = [] if SERVER else ["clickhouse-server"]
    found += [] if shutil.which("java") and JAR.exists() else ["zookeeper"]
    return " ".join(found)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, all different."""
    with contextlib.ExitStack() as stack:
        listening = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in listening:
            one.bind((HOST, 0))
        return [one.getsockname()[1] for one in listening]


def until(holds: Callable[[], bool], what: str, seconds: float = DEADLINE) -> None:
    """Wait for something.

    Raises:
        TimeoutError: It never came.
    """
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} never came")
        time.sleep(0.05)


@dataclass(frozen=True)
class Ports:
    """Where a node listens."""

    http: int
    tcp: int
    between: int


class Process:
    """A program that is ended with all that it started."""

    def __init__(self, command: list[str], log: Path) -> None:
        self._command, self._log = command, log
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, in a group of its own."""
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    @property
    def runs(self) -> bool:
        """Whether it runs."""
        return self._running is not None and self._running.poll() is None

    def end(self, number: signal.Signals = signal.SIGTERM, patience: float = 20.0) -> None:
        """End it and its group; killed if it does not heed the signal in time."""
        running, self._running = self._running, None
        if running is None:
            return
        for sent, wait in ((number, patience), (signal.SIGKILL, 10.0)):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, sent)
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(wait)
                return


class Node(Process):
    """A shard."""

    def __init__(self, number: int, folder: Path, ports: list[Ports], keeper: int) -> None:
        """Write the settings of the shard with a number, from 0."""
        self.ports, home = ports[number], folder / f"shard{number}"
        home.mkdir()
        (home / "users.xml").write_text(_USERS, encoding="ascii")
        (home / "config.xml").write_text(_config(number, home, ports, keeper), encoding="ascii")
        super().__init__([SERVER or "clickhouse-server", f"--config-file={home / 'config.xml'}"], home / "out")

    @property
    def address(self) -> str:
        """The table of events, as cttui is given it."""
        return f"clickhouse://{HOST}:{self.ports.http}/{DATABASE}?table=events&cluster={CLUSTER}"

    @property
    def shard(self) -> str:
        """The shard, as the cluster calls it."""
        return f"{HOST}:{self.ports.tcp}"

    def ask(self, statement: str) -> str:
        """What the server answers.

        Raises:
            OSError: It does not, or refuses; the error says what it said.
        """
        address = f"http://{HOST}:{self.ports.http}/"
        request = urllib.request.Request(address, statement.encode(), method="POST")
        try:
            with urllib.request.urlopen(request, timeout=DEADLINE) as found:  # noqa: S310 - loopback
                content: bytes = found.read()
        except urllib.error.HTTPError as error:
            raise OSError(error.read().decode(errors="replace")) from None
        return content.decode()

    def answers(self) -> bool:
        """Whether it takes questions."""
        with contextlib.suppress(OSError):
            return self.ask("SELECT 1").strip() == "1"
        return False

    def coordinates(self) -> bool:
        """Whether it takes statements for the whole cluster, which it does a while after it takes questions."""
        if not self.runs:
            raise RuntimeError(f"the shard {self.shard} ended by itself")
        with contextlib.suppress(OSError):
            return bool(self.ask("SELECT name FROM system.zookeeper WHERE path = '/clickhouse/task_queue'").strip())
        return False


class Cluster:
    """The servers."""

    def __init__(self, folder: Path) -> None:
        """Write all settings into a folder; nothing is started yet."""
        self._port, *rest = free_ports(7)
        self._keeper = Process(_keeper(folder, self._port), folder / "keeper.out")
        ports = [Ports(*rest[:3]), Ports(*rest[3:])]
        self.nodes = tuple(Node(number, folder, ports, self._port) for number in range(len(ports)))

    def start(self) -> None:
        """Start all, and make the database."""
        self._keeper.start()
        until(self._serves, "ZooKeeper")
        for node in self.nodes:
            node.start()
        for node in self.nodes:
            until(node.coordinates, f"the shard {node.shard}")
            node.ask(f"CREATE DATABASE IF NOT EXISTS {DATABASE}")

    def _serves(self) -> bool:
        if not self._keeper.runs:
            raise RuntimeError("ZooKeeper ended by itself")
        # it listens before it serves, and a server of 2018 does not survive that
        hello = struct.pack(">iqiqi16s", 0, 0, 10_000, 0, 16, b"")
        with contextlib.suppress(OSError), socket.create_connection((HOST, self._port), 1) as found:
            found.settimeout(1)
            found.sendall(struct.pack(">i", len(hello)) + hello)
            return len(found.recv(8)) == 8
        return False

    def end(self) -> None:
        """End all."""
        for one in (*self.nodes, self._keeper):
            one.end()


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Two shards that run while the block does, with all that they write in a folder; they are ended however it ends."""
    found = Cluster(folder)

    def leave(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        found.start()
        yield found
    finally:
        found.end()
        for number, handler in before.items():
            signal.signal(number, handler)


# -- settings --------------------------------------------------------------------------------------------------------


def _keeper(folder: Path, port: int) -> list[str]:
    home = folder / "keeper"
    home.mkdir()
    (home / "zoo.cfg").write_text(
        f"tickTime=2000\ndataDir={home}\nclientPort={port}\nclientPortAddress={HOST}\nadmin.enableServer=false\n", "ascii"
    )
    return ["java", "-Xmx256m", "-cp", str(JAR), "org.apache.zookeeper.server.quorum.QuorumPeerMain", str(home / "zoo.cfg")]


_USERS = """<yandex>
<profiles><default><max_memory_usage>6000000000</max_memory_usage></default></profiles>
<users><default><password></password><networks><ip>127.0.0.1</ip></networks>
<profile>default</profile><quota>default</quota></default></users>
<quotas><default/></quotas>
</yandex>
"""


def _config(number: int, home: Path, ports: list[Ports], keeper: int) -> str:
    own = ports[number]
    shards = "".join(
        f"<shard><internal_replication>true</internal_replication>"
        f"<replica><host>{HOST}</host><port>{one.tcp}</port></replica></shard>"
        for one in ports
    )
    return f"""<yandex>
<logger><level>warning</level><log>{home}/log</log><errorlog>{home}/errors</errorlog></logger>
<http_port>{own.http}</http_port><tcp_port>{own.tcp}</tcp_port><interserver_http_port>{own.between}</interserver_http_port>
<interserver_http_host>{HOST}</interserver_http_host>
<listen_host>{HOST}</listen_host>
<path>{home}/data/</path><tmp_path>{home}/part/</tmp_path>
<mark_cache_size>268435456</mark_cache_size>
<users_config>{home}/users.xml</users_config><default_profile>default</default_profile>
<default_database>default</default_database>
<zookeeper><node><host>{HOST}</host><port>{keeper}</port></node></zookeeper>
<distributed_ddl><path>/clickhouse/task_queue/ddl</path></distributed_ddl>
<macros><cluster>{CLUSTER}</cluster><shard>{number + 1:02}</shard><replica>shard{number + 1}</replica></macros>
<remote_servers><{CLUSTER}>{shards}</{CLUSTER}></remote_servers>
</yandex>
"""
