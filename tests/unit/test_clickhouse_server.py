"""The seam to a server: several questions at once, in limits, ended when nobody waits; every failure is one sentence."""

from __future__ import annotations

import gzip
import http.server
import itertools
import json
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import zstandard

from cttui.errors import ServerError, StoppedError
from cttui.store import stopping
from cttui.store.clickhouse import quiet, refusals
from cttui.store.clickhouse.address import Address
from cttui.store.clickhouse.server import Limits, Server, Statement
from embedded import server as embedded


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the engine of this process keeps its tables."""
    return tmp_path_factory.getbasetemp() / "chdb"


# -- an engine in this process ---------------------------------------------------------------------------------------


def test_answers_are_in_the_order_of_the_statements(folder: Path) -> None:
    """Values are Python's own, whole numbers of 64 bits included, and the server says what it read."""
    server = embedded(folder)
    one, two = server.ask(
        [
            "SELECT number AS n, toString(number) AS text FROM system.numbers LIMIT 3",
            Statement("SELECT toUInt64(18446744073709551615) AS big, [toInt64(-1), 2] AS some, 0.5 AS half"),
        ]
    )
    assert one.columns == ("n", "text")
    assert one.rows == [[0, "0"], [1, "1"], [2, "2"]]
    assert one.read_rows >= 3
    assert one.seconds > 0
    assert two.rows == [[18446744073709551615, [-1, 2], 0.5]]
    assert server.ask([]) == []
    assert server.version >= (20, 1)


def test_rows_are_inserted_once_for_a_token(folder: Path) -> None:
    """A block that is sent again with its token is not taken again; another block is."""
    server = embedded(folder)
    table = f"{server.address.database}.t"
    columns = "(a UInt32, b String) ENGINE = MergeTree ORDER BY a"
    server.do(f"CREATE TABLE {table} {columns} SETTINGS non_replicated_deduplication_window = 9")
    body = (5).to_bytes(4, "little") + b"\x03abc"
    for token in ("x", "x", "y"):
        server.insert(table, ("a", "b"), body, token)
    assert server.ask([f"SELECT count(), any(b) FROM {table}"])[0].rows == [[2, "abc"]]  # noqa: S608 - our own name


@pytest.mark.parametrize(
    ("sql", "settings", "said"),
    [
        ("SELECT * FROM {db}.events", {}, "there is no table {db}.events at "),
        ("SELECT * FROM none_{db}.events", {}, "there is no database"),
        ("SELEC 1", {}, "does not understand this"),
        ("SELECT nofunction(1)", {}, "does not understand this"),
        ("SELECT nocolumn FROM system.one", {}, "does not have the columns that an import makes"),
        (
            "SELECT sleep(0.1), number FROM numbers(40)",
            {"max_execution_time": 1, "max_block_size": 1},
            "did not finish within 1",
        ),
        ("SELECT number FROM numbers(1000)", {"max_result_rows": 10}, "reached its limit of rows"),
        ("SELECT groupArray(number) FROM numbers(9000000)", {"max_memory_usage": 1000000}, "does not have enough memory"),
    ],
)
def test_a_refusal_is_one_sentence(folder: Path, sql: str, settings: dict[str, int], said: str) -> None:
    """It says what is wrong and what to do, without a word of code."""
    server = embedded(folder)
    database = server.address.database
    with pytest.raises(ServerError) as error:
        server.ask([Statement(sql.format(db=database), settings), "SELECT 1"])
    assert said.format(db=database) in str(error.value)
    assert "DB::" not in str(error.value)
    assert "\n" not in str(error.value)


# -- servers that fail -----------------------------------------------------------------------------------------------


SECRET = "-".join(("s3", "cret"))
Answering = Callable[[http.server.BaseHTTPRequestHandler, dict[str, str], str], None]


@contextmanager
def served(answer: Answering) -> Iterator[Server]:
    """A server that does what a test says with the parameters and the text of each statement."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            query = {name: values[-1] for name, values in parse_qs(urlsplit(self.path).query).items()}
            if self.headers.get("Transfer-Encoding") == "chunked":
                body = b""
                while size := int(self.rfile.readline(), 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
            else:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer(self, query, query.get("query", "") + body.decode(errors="replace"))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    address = Address("127.0.0.1", listening.server_port, "db", user="me", password=SECRET)
    server = Server(address, limits=Limits(seconds=3))
    try:
        yield server
    finally:
        server.close()
        listening.shutdown()
        listening.server_close()
        thread.join()


def say(handler: http.server.BaseHTTPRequestHandler, status: int, body: str) -> None:
    """Answer."""
    content = body.encode()
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def table(*rows: list[object]) -> str:
    """An answer with some rows, as a server gives it."""
    meta = [{"name": f"c{n}", "type": "String"} for n, _ in enumerate(rows[0])]
    said = {"elapsed": 0.25, "rows_read": 7, "bytes_read": 70}
    return json.dumps({"meta": meta, "data": rows, "rows": len(rows), "statistics": said})


def failing(code: int, words: str) -> Answering:
    """A server of 2018 that refuses: it has the code in words alone."""

    def answer(handler: http.server.BaseHTTPRequestHandler, _query: dict[str, str], _sql: str) -> None:
        say(handler, 500, f"Code: {code}, e.displayText() = DB::Exception: {words}, e.what() = DB::Exception\n")

    return answer


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        (516, "me: Authentication failed", "does not know this user or password; set CTTUI_CLICKHOUSE_USER"),
        (193, "Wrong password for user me", "does not know this user or password"),
        (164, "Cannot create table in readonly mode", "does not let me do this"),
        (497, "me: Not enough privileges", "does not let me do this (me: Not enough privileges)"),
        (202, "Too many simultaneous queries. Maximum: 100", "is busy with other work"),
        (252, "Too many parts (300)", "is busy with other work"),
        (243, "Not enough space on /var", "the disk of"),
        (279, "All connection tries failed", "lost a node of its cluster"),
        (210, "Connection reset by peer", "lost a node of its cluster"),
        (170, "Requested cluster 'c' not found", "has no cluster named"),
        (115, "Unknown setting max_foo", "ClickHouse at 127.0.0.1:{port} does not understand this (Unknown setting max_foo)"),
        (999, "Session expired (Session expired)", "lost a node of its cluster"),
        (77, "Something odd\nhappened", "refused this (Something odd happened, code 77)"),
    ],
)
def test_old_servers_say_in_words_why_they_refuse(code: int, words: str, said: str) -> None:
    """The number in the words decides the sentence."""
    with served(failing(code, words)) as server, pytest.raises(ServerError) as error:
        server.ask(["SELECT 1"])
    assert said.format(port=server.address.port) in str(error.value)
    assert SECRET not in str(error.value)


def test_a_user_who_may_set_nothing_is_asked_for_nothing_to_be_set() -> None:
    """The server's own limits count then; the statement is sent once more without any."""
    asked: list[dict[str, str]] = []

    def answer(handler: http.server.BaseHTTPRequestHandler, query: dict[str, str], _sql: str) -> None:
        asked.append(query)
        if "max_execution_time" in query:
            failing(164, "Cannot modify 'max_execution_time' setting in readonly mode")(handler, query, "")
        else:
            say(handler, 200, table([1]))

    with served(answer) as server:
        assert server.ask(["SELECT 1"])[0].rows == [[1]]
        assert server.ask(["SELECT 1"])[0].rows == [[1]]
    assert ["max_execution_time" in query for query in asked] == [True, False, False]


def test_columns_are_not_kept_where_the_server_forbids_to_ask_for_it() -> None:
    """A setting that matters for speed alone refuses no question; it is sent once."""
    asked: list[bool] = []

    def answer(handler: http.server.BaseHTTPRequestHandler, query: dict[str, str], _sql: str) -> None:
        asked.append("use_uncompressed_cache" in query)
        if asked[-1]:
            failing(452, "Setting use_uncompressed_cache should not be changed")(handler, query, "")
        else:
            assert "max_execution_time" in query
            say(handler, 200, table([1]))

    with served(answer) as server:
        for _ in range(2):
            assert server.ask(["SELECT 1"])[0].rows == [[1]]
    assert asked == [True, False, False]


def test_numbers_are_numbers_for_a_user_who_may_set_nothing_at_all() -> None:
    """What a server refuses to set is not sent again and again; the numbers that it puts in quotation marks are numbers."""
    asked: list[dict[str, str]] = []
    kinds = ("UInt64", "Array(Int64)", "Tuple(Int64, UInt64)", "String", "Nullable(Int64)", "Tuple(String, UInt64)", "UInt8")
    values: list[object] = ["18446744073709551615", ["-1"], ["2", "3"], "4", None, ["5", "6"], 7]
    said = json.loads(table(values))
    content = json.dumps({**said, "meta": [{"name": "x", "type": kind} for kind in kinds]})

    def answer(handler: http.server.BaseHTTPRequestHandler, query: dict[str, str], _sql: str) -> None:
        asked.append(query)
        if query.keys() - {"query_id", "default_format", "wait_end_of_query"}:
            failing(164, "Cannot modify 'max_execution_time' setting in readonly mode")(handler, query, "")
        else:
            say(handler, 200, content)

    with served(answer) as server:
        for _ in range(2):
            assert server.ask(["SELECT 1"])[0].rows == [[(1 << 64) - 1, [-1], [2, 3], "4", None, ["5", "6"], 7]]
    assert len(asked) == 4


def test_each_statement_has_limits_and_an_id_of_its_own() -> None:
    """Limits are sent with it, so that the server keeps to them; nothing may be changed."""
    asked: list[dict[str, str]] = []

    def answer(handler: http.server.BaseHTTPRequestHandler, query: dict[str, str], _sql: str) -> None:
        asked.append(query)
        say(handler, 200, table([1]))

    with served(answer) as server:
        one, _, _ = server.ask(["SELECT 1", "SELECT 2", Statement("SELECT 3", {"max_threads": 1})])
    assert (one.read_rows, one.read_bytes, one.seconds, one.before_limit) == (7, 70, 0.25, 1)
    assert len({query["query_id"] for query in asked}) == 3
    for query in asked:
        assert {"max_execution_time", "max_memory_usage", "max_result_rows", "skip_unavailable_shards"} <= query.keys()
        assert list(query)[-2:] == ["readonly", "query_id"]
        assert SECRET not in str(query)


def test_what_nobody_waits_for_is_ended_on_the_server() -> None:
    """Whoever asks is free at once, and the server is told the ids of the statements that still run."""
    running, ended, killed = set[str](), threading.Event(), threading.Event()
    kills: list[str] = []

    def answer(handler: http.server.BaseHTTPRequestHandler, query: dict[str, str], sql: str) -> None:
        if "KILL QUERY" in sql:
            kills.append(sql)
            say(handler, 200, "")
            killed.set()
            return
        running.add(query["query_id"])
        ended.wait(30)
        failing(394, "Query was cancelled")(handler, query, sql)

    with served(answer) as server:
        with stopping.until(lambda: len(running) == 2), pytest.raises(StoppedError):
            server.ask(["SELECT 1", "SELECT 2"])
        assert killed.wait(30)
        ended.set()
    assert all(name in kills[0] for name in running)


def test_when_one_fails_the_others_are_ended() -> None:
    """No statement runs on whose answer is thrown away."""
    ended, begun = threading.Event(), threading.Event()

    def answer(handler: http.server.BaseHTTPRequestHandler, query: dict[str, str], sql: str) -> None:
        if "KILL QUERY" in sql:
            ended.set()
            say(handler, 200, "")
        elif "slow" in sql:
            begun.set()
            ended.wait(30)
            say(handler, 200, table([1]))
        else:
            begun.wait(30)
            failing(241, "Memory limit exceeded")(handler, query, sql)

    with served(answer) as server:
        with pytest.raises(ServerError, match="does not have enough memory"):
            server.ask(["SELECT slow", "SELECT much"])
        assert ended.wait(30)


def test_a_server_that_goes_away_in_the_middle_is_said_to() -> None:
    """A connection that is cut is neither an answer nor a crash, whether of a question or of rows that are sent."""

    def answer(handler: http.server.BaseHTTPRequestHandler, _query: dict[str, str], sql: str) -> None:
        if "SELECT" in sql:
            handler.send_response(200)
            handler.send_header("Content-Length", "1000")
            handler.end_headers()
            handler.wfile.write(b'{"meta":')
        handler.close_connection = True

    with served(answer) as server:
        with pytest.raises(ServerError, match="closed the connection before its answer was whole; try again"):
            server.ask(["SELECT 1"])
        with pytest.raises(ServerError, match="closed the connection before its answer was whole; try again"):
            server.insert("db.t", ("a",), b"123")


def test_rows_are_never_sent_twice_by_the_client() -> None:
    """A server that goes away after it took a block gets no second copy of it: the importer asks first what is there."""
    sent: list[str] = []

    def answer(handler: http.server.BaseHTTPRequestHandler, _query: dict[str, str], sql: str) -> None:
        sent.append(sql)
        handler.close_connection = True

    with served(answer) as server, pytest.raises(ServerError):
        server.insert("db.t", ("a",), b"123")
    assert len(sent) == 1


def test_rows_in_several_pieces_arrive_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are sent in their order, whatever the sizes of their pieces, and the server is told how long they are."""
    sent: list[tuple[str | None, str]] = []

    def answer(handler: http.server.BaseHTTPRequestHandler, _query: dict[str, str], sql: str) -> None:
        sent.append((handler.headers["Content-Length"], sql))
        say(handler, 200, "")

    monkeypatch.setattr("cttui.store.clickhouse.server._SENT", 4)
    pieces = [b"a", b"bc", b"defghi", b"", b"j", b"k", b"lm", b"n", b"opqr"]
    with served(answer) as server:
        server.insert("db.t", ("a",), pieces)
        server.insert("db.t", ("a",), b"123")
    body = b"".join(pieces).decode()
    assert sent == [
        (str(len(body)), f"INSERT INTO db.t (`a`) FORMAT RowBinary{body}"),
        ("3", "INSERT INTO db.t (`a`) FORMAT RowBinary123"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<html>A page</html>", "{}", '{"meta": [], "data": [], "rows": 0}', pytest.param("[" * 100_000, id="deep"), "",
        table([1]).replace("[[1]]", '{"a": 1}'), table([1]).replace("[[1]]", "null"), table([1]).replace("[[1]]", '["a"]'),
        table([1]).replace("[[1]]", "[[1, 2]]"), table([1]).replace("[[1]]", "[[]]"),
    ],
)  # fmt: skip
def test_what_is_no_clickhouse_is_said_to_be_none(body: str) -> None:
    """Another program at the port is told from ClickHouse."""
    with (
        served(lambda handler, _query, _sql: say(handler, 200, body)) as server,
        pytest.raises(ServerError, match="does not answer as ClickHouse does"),
    ):
        server.ask(["SELECT 1"])


def test_a_server_that_is_not_there_is_said_to_refuse() -> None:
    """With the address that was asked, and what to do."""
    with served(lambda handler, _query, _sql: say(handler, 200, table([1]))) as server:
        gone = Server(server.address)
    with pytest.raises(ServerError, match="refused the connection; start ClickHouse there"):
        gone.ask(["SELECT 1"])


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Code: 60. DB::Exception: Table a.b does not exist. (UNKNOWN_TABLE) (version 26.9.2.1)", "Table a.b does not exist"),
        ("Code: 47, e.displayText() = DB::Exception: Unknown identifier: x, e.what() = DB::Exception", "Unknown identifier: x"),
        (
            (
                "Code: 279, e.displayText() = DB::NetException: All connection tries failed. Log: \n\nCode: 210,"
                " e.displayText() = DB::NetException: Connection refused (127.0.0.1:9000), e.what() = DB::NetException"
            ),
            "Connection refused (127.0.0.1:9000)",
        ),
        ("in words alone", "in words alone"),
    ],
)
def test_what_a_server_says_has_no_names_of_errors(told: str, words: str) -> None:
    """Of a refusal within a refusal what led to it is said, in the server's words, without names of errors and versions."""
    assert refusals.words_of(Exception(told)) == words


def test_answers_of_others_keep_their_bound() -> None:
    """The official client raises how many headers any answer may have; that is undone as soon as it is imported."""
    import http.client

    import cttui.store.clickhouse.quiet  # noqa: F401

    assert http.client._MAXHEADERS == 100  # type: ignore[attr-defined]


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("packing", ["gzip", "deflate", "zstd", "lz4"])
def test_nothing_is_unpacked(packing: str, status: int) -> None:
    """An answer that says it is packed, which nobody asked for, is not unpacked: it could have any size then."""
    packs: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress}
    content = packs.get(packing, zstandard.ZstdCompressor().compress)(table([1]).encode())

    def answer(handler: http.server.BaseHTTPRequestHandler, _query: dict[str, str], _sql: str) -> None:
        handler.send_response(status)
        handler.send_header("Content-Encoding", packing)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    with served(answer) as server, pytest.raises(ServerError, match="does not answer as ClickHouse does"):
        server.ask(["SELECT 1"])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_server_leads_to_another(status: int) -> None:
    """A redirection is not followed: no address is asked but the one that was given."""
    asked: list[str] = []

    def elsewhere(handler: http.server.BaseHTTPRequestHandler, _query: dict[str, str], _sql: str) -> None:
        asked.append(handler.path)
        say(handler, 200, table([1]))

    with served(elsewhere) as other:

        def answer(handler: http.server.BaseHTTPRequestHandler, _query: dict[str, str], _sql: str) -> None:
            handler.send_response(status)
            handler.send_header("Location", f"http://{other.address.place}/")
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        with served(answer) as server, pytest.raises(ServerError, match="does not answer as ClickHouse does"):
            server.ask(["SELECT 1"])
    assert asked == []


def _endless(status: int, piece: bytes, ended: threading.Event) -> Answering:
    """A server whose answer has no end."""

    def answer(handler: http.server.BaseHTTPRequestHandler, _query: dict[str, str], _sql: str) -> None:
        handler.send_response(status)
        handler.end_headers()
        handler.close_connection = True
        with suppress(OSError):
            while not ended.is_set():
                handler.wfile.write(piece)

    return answer


def test_an_answer_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that goes on and on is left when it is larger than any is; of a refusal, the beginning is enough."""
    monkeypatch.setattr(quiet, "MOST", 1 << 20)
    ended = threading.Event()
    with served(_endless(200, b" " * 65_536, ended)) as server:
        with pytest.raises(ServerError, match=r"does not answer as ClickHouse does \(an answer of more than 1 MB\)"):
            server.ask(["SELECT 1"])
        ended.set()
    ended.clear()
    with served(_endless(500, b"Code: 241, DB::Exception: Memory limit exceeded. ", ended)) as server:
        with pytest.raises(ServerError, match="does not have enough memory"):
            server.ask(["SELECT 1"])
        ended.set()


def test_an_answer_that_trickles_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that come one by one do not keep anybody waiting for longer than a server may be silent."""
    ended = threading.Event()
    clock = itertools.count(0, 10)
    monkeypatch.setattr(quiet, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    with served(_endless(200, b" ", ended)) as server:
        with pytest.raises(ServerError, match="does not answer; check that it runs"):
            server.ask(["SELECT 1"])
        ended.set()
