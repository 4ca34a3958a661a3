"""Words and phrases in a store: sets of events, and documents that candidates are held to, against a brute-force oracle."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from cttui.errors import StoppedError
from cttui.query.language import parse
from cttui.store import cache, layout, search, stopping, writer
from cttui.store.sqlite import SqliteIndex
from cttui.text import SEPARATOR
from strategies import indexed, small_timeline

LETTERS = "abкш字"
"""Of one byte and of several, all as folding leaves them: a title of them is its own words."""
_words = st.text(LETTERS, min_size=1, max_size=4)
_texts = st.lists(_words, max_size=5).map(" ".join)
_documents = st.lists(st.lists(_texts, min_size=1, max_size=3), max_size=12)
_asked = st.lists(_words, min_size=1, max_size=3)


@contextmanager
def compiled(documents: Sequence[Sequence[str]]) -> Iterator[search.Compiled]:
    """The words of a store with some documents, each of a title and other texts, as a compiled store holds them."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(layout.SCHEMA)
    sets: dict[str, BitMap] = {}
    firsts: dict[str, BitMap] = {}
    for n, texts in enumerate(documents):
        document = f" {SEPARATOR} ".join(texts)
        row = writer.sealed((n, layout.write_document(document)))
        connection.execute(writer.INSERT_DOCUMENT, row)
        connection.execute("INSERT INTO event(n, id, title) VALUES (?, ?, ?)", (n, str(n), texts[0]))
        for word in search.words_of(document):
            sets.setdefault(word, BitMap()).add(n)
        for word in texts[0].split()[:1]:
            firsts.setdefault(word, BitMap()).add(n)
    writer.write_words(connection, sets)
    rows = (writer.sealed((layout.FIRST, word, writer.bits(found))) for word, found in firsts.items())
    connection.executemany(writer.INSERT_BITS, rows)

    def bits(field: str, token: str) -> BitMap:
        found = connection.execute("SELECT bits FROM bits WHERE field = ? AND token = ?", (field, token)).fetchone()
        return BitMap.deserialize(found[0]) if found else BitMap()

    yield search.Compiled(connection, bits)
    connection.close()


def stands(wanted: list[str], text: str, *, begun: bool, at: range | None = None) -> bool:
    """Whether words stand next to each other in a text, the last one whole or as a beginning; ``at`` says from where on."""
    found = text.split()
    for place in at or range(len(found)):
        *before, last = found[place : place + len(wanted)] or [""]
        if before == wanted[:-1] and (last == wanted[-1] or (begun and last.startswith(wanted[-1]))):
            return True
    return False


@settings(max_examples=200)
@given(_documents, _asked, st.booleans(), st.integers(1, 4))
def test_words_and_phrases_are_found_where_they_stand(
    documents: list[list[str]], asked: list[str], begun: bool, size: int
) -> None:
    """A word, a beginning and a phrase find the events in one of whose texts they stand, whatever is read at once."""
    with compiled(documents) as store, pytest.MonkeyPatch.context() as patched:
        patched.setattr(search, "SLICE", size)
        found = search.Words(store).find(asked, begun=begun)
    assert list(found) == [n for n, texts in enumerate(documents) if any(stands(asked, text, begun=begun) for text in texts)]


@settings(max_examples=200)
@given(_documents, _asked, st.integers(1, 3))
@example([["a ш"]], ["a", "ш"], 1)
def test_titles_are_found_by_their_first_words(documents: list[list[str]], asked: list[str], most: int) -> None:
    """The first events whose titles begin so are found, the last word as a beginning; other texts do not count."""
    with compiled(documents) as store:
        words = search.Words(store)
        found = words.titled(asked, most)
        # what was asked once is asked again: no set of the store was changed
        assert words.titled(asked, most) == found
    titled = [n for n, texts in enumerate(documents) if stands(asked, texts[0], begun=True, at=range(1))]
    assert list(found) == titled[:most]


def test_nothing_is_found_by_no_words() -> None:
    """What folds to nothing is in no event."""
    with compiled([["a"]]) as store:
        words = search.Words(store)
        assert (list(words.find([], begun=True)), words.titled([], 9)) == ([], ())


class Many(search.Compiled):
    """A thousand events with the same two words apart, whose documents are counted as they are read."""

    def __init__(self) -> None:
        self.read = 0

    def holding(self, _word: str) -> BitMap:
        return BitMap(range(1000))

    def documents(self, numbers: Sequence[int]) -> Iterable[tuple[int, str]]:
        self.read += len(numbers)
        return [(n, "a b" if n % 2 else f"a {SEPARATOR} b") for n in numbers]


def test_a_phrase_is_given_up_when_nobody_waits_for_it() -> None:
    """Between two slices of documents the search asks whether to go on, in the thread that was told and in no other."""
    store = Many()
    words = search.Words(store)
    assert list(words.find(["a", "b"], begun=False)) == list(range(1, 1000, 2))
    store.read = 0
    with stopping.until(lambda: store.read >= 2 * search.SLICE), pytest.raises(StoppedError):
        words.find(["a", "b"], begun=False)
    assert store.read == 2 * search.SLICE
    assert len(words.find(["a", "b"], begun=False)) == 500


def test_documents_and_words_that_are_gone_are_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a store that is checked row by row, a missing word or document is never taken for one that does not exist."""
    monkeypatch.setattr(cache, "WHOLE", 0)
    timeline = small_timeline()
    for statement in (
        "DELETE FROM document WHERE n = 1",
        "UPDATE document SET words = (SELECT words FROM document WHERE n = 0)",
        "DELETE FROM bits WHERE field = 'word' AND token = 'bombed'",
        "UPDATE bits SET token = 'bombee' WHERE field = 'word' AND token = 'bombed'",
        "DELETE FROM bits WHERE field = 'first'",
    ):
        path = tmp_path / "store"
        path.unlink(missing_ok=True)
        cache.compile_to(path, timeline)
        connection = sqlite3.connect(path)
        connection.execute(statement)
        connection.commit()
        connection.close()
        index = SqliteIndex(cache.open_store(path, lambda: cache.compile_into(timeline, None)))
        with indexed(timeline) as sound:
            for text in ('"bus bombed"', "bombed", "bomb", "bus-bomb"):
                assert list(index.select(parse(text, index.vocabulary)).bits) == list(
                    sound.select(parse(text, sound.vocabulary)).bits
                )
            assert index.titled(["bus", "b"], 9) == sound.titled(["bus", "b"], 9)
            assert index.titled(["bu"], 9) == sound.titled(["bu"], 9)
        index.close()


def test_the_beginnings_of_words_are_the_unions_of_the_words() -> None:
    """One letter and two are stored, and are what the words that begin with them make together."""
    with indexed(small_timeline()) as index:
        rows = dict(index.store.execute("SELECT token, bits FROM bits WHERE field = 'word'").fetchall())
        starts = dict(index.store.execute("SELECT token, bits FROM bits WHERE field = 'start'").fetchall())
    assert starts.keys() == {word[:length] for word in rows for length in (1, 2)}
    for start, content in starts.items():
        under = [BitMap.deserialize(found) for word, found in rows.items() if word.startswith(start)]
        assert BitMap.deserialize(content) == BitMap.union(BitMap(), *under)
    assert {len(start) for start in starts} == {1, 2}
