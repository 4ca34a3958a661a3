"""The cache of compiled timelines: what makes a store worthless, what is never shown, and what is never removed."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cttui
from cttui.errors import StoreError
from cttui.lazy import dataclass
from cttui.model import records
from cttui.model.claims import ALL, LENSES, Lens
from cttui.query import fields
from cttui.query import language as query
from cttui.store import cache, layout
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from strategies import small_timeline, to_toml

# -- the mark --------------------------------------------------------------------------------------------------------


def test_a_release_keeps_the_stores(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store's mark does not know the program's version, and is the same whenever it is asked for."""
    mark = layout.mark()
    monkeypatch.setattr(cttui, "__version__", "99.0")
    assert layout.mark() == mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(records.Place):
    """A place with a key more."""

    height: float | None = None


CHANGES = {
    "a field": (fields, "FIELDS", {**fields.FIELDS, "extra": replace(fields.FIELDS["tag"], name="extra")}),
    "a field's shape": (fields, "FIELDS", {**fields.FIELDS, "tag": replace(fields.FIELDS["tag"], shape="figure")}),
    "a key of a record": (records, "Place", Place),
    "a kind": (records, "KINDS", (*records.KINDS, "truce")),
    "a standpoint": (records, "STANDPOINTS", (*records.STANDPOINTS, "eyewitness")),
    "a flag": (fields, "FLAGS", {**fields.FLAGS, "new": "new"}),
    "a table": (layout, "SCHEMA", f"{layout.SCHEMA}CREATE TABLE more(x);"),
    "a table of packed stores": (layout, "PACKED", f"{layout.PACKED}CREATE TABLE more(x);"),
    "values in a part": (layout, "PART", 2 * layout.PART),
    "codes in a part": (layout, "CODES", 2 * layout.CODES),
    "rows in a block": (layout, "BLOCK", 2 * layout.BLOCK),
    "sets in a row": (layout, "MANY", 2 * layout.MANY),
    "the layout": (layout, "LAYOUT", layout.LAYOUT + 1),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_compiled_makes_the_mark(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new field, key, kind, standpoint, flag or table gives another mark, and so does another size of parts."""
    mark = layout.mark()
    module, name, value = CHANGES[change]
    monkeypatch.setattr(module, name, value)
    assert layout.mark() != mark


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    """A small timeline as a file."""
    path = tmp_path / "small.toml"
    path.write_text(to_toml(small_timeline()), encoding="utf-8")
    return path


def test_a_new_field_shows_with_a_warm_cache(toml: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A field that is added finds events at once though the timeline was compiled before it was there."""
    open_timeline(toml, tmp_path / "cache").close()
    field = fields.Field("first", "First", "values", "beginning with {}", "a letter", "first:B", lambda f: (f.event.title[0],))
    monkeypatch.setitem(fields.FIELDS, "first", field)
    index = open_timeline(toml, tmp_path / "cache")
    first = index.event(0).title[0]
    assert index.select(query.parse(f"first:{first}", index.vocabulary)).count > 0
    index.close()


# -- labels ----------------------------------------------------------------------------------------------------------


def test_labels_are_made_for_the_field_that_is_asked_for(toml: Path) -> None:
    """The first filter by a kind reads the kinds and no other field's values."""
    index = open_timeline(toml, None)
    asked: list[str] = []

    class Values(layout.LazyValues):
        def __getitem__(self, field: str) -> tuple[fields.Value, ...]:
            asked.append(field)
            return super().__getitem__(field)

    index.vocabulary.values = Values(index._connection)
    wanted = query.parse("kind:attack", index.vocabulary)
    assert query.describe(wanted, index.vocabulary) == "of kind attack"
    assert set(asked) == {"kind"}
    index.close()


# -- damage ----------------------------------------------------------------------------------------------------------

QUERIES = (
    "",
    "bus",
    "zz",
    '"bus bombed"',
    "kind:attack",
    "killed:>6",
    "date:2024",
    "is:disputed",
    "source:s1",
    "bbox:60,20,80,40",
)


def shown(index: Index) -> list[object]:
    """Whatever an index can be asked, asked."""
    found: list[object] = [index.count, index.source_count, index.days, index.extent, index.head]
    found += [index.number("blast"), index.rows_of(["late", "none", "blast"]), index.bodies(["blast", "none", "answer"])]
    for text in QUERIES:
        wanted = query.parse(text, index.vocabulary)
        selection = index.select(wanted)
        found += [list(selection.bits), index.rows(selection, 0, 99), index.rows(selection, 0, 99, Lens("official"))]
        found += [index.facet(field, wanted) for field in index.vocabulary.values]
        found += [index.total(selection, Lens(name)) for name in LENSES]
        found += [index.facet_totals("kind", wanted, ALL), index.cited(selection), index.points(selection)]
        found += [index.unplaced(selection), index.undated(selection)]
    found += [dict(index.vocabulary.values), index.titled(["bus"], 9)]
    for n in range(index.count):
        found += [index.event(n), index.answered_by(n), index.point(n)]
    sources = [value.token for value in index.vocabulary.values["source"]]
    found += [index.sources([*sources, "none"]), index.claims_from(sources), [index.citing(source) for source in sources]]
    index.own({("is", "marked"): ["blast", "none"]})
    return [*found, index.owned("is", "marked")]


class Bench:
    """A timeline, its store, and what it shows."""

    def __init__(self, folder: Path) -> None:
        self.toml = folder / "small.toml"
        self.toml.write_text(to_toml(small_timeline()), encoding="utf-8")
        self.cache = folder / "cache"
        index = open_timeline(self.toml, self.cache)
        self.shown = shown(index)
        index.close()
        (self.place,) = self.cache.iterdir()
        self.whole = self.place.read_bytes()

    def assert_same_with(self, content: bytes) -> None:
        """With this in the place of the store, what is shown is as before."""
        self.place.write_bytes(content)
        index = open_timeline(self.toml, self.cache)
        assert shown(index) == self.shown
        index.close()
        assert list(self.cache.iterdir()) == [self.place]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A compiled timeline."""
    return Bench(tmp_path_factory.mktemp("bench"))


@pytest.fixture(params=["small", "large"])
def sized(request: pytest.FixtureRequest) -> Iterator[str]:
    """Stores are held against their digest whole, or row by row as large ones are."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "large":
            patch.setattr(cache, "WHOLE", 0)
        yield request.param


@settings(max_examples=60)
@given(st.data())
@pytest.mark.usefixtures("sized")
def test_no_flipped_byte_is_ever_shown(bench: Bench, data: st.DataObject) -> None:
    """Whichever byte of a cached store is another, what is shown is what was shown before, and nothing is said."""
    at = data.draw(st.integers(0, len(bench.whole) - 1))
    other = data.draw(st.integers(1, 255))
    bench.assert_same_with(bench.whole[:at] + bytes([bench.whole[at] ^ other]) + bench.whole[at + 1 :])


@pytest.mark.usefixtures("sized")
@pytest.mark.parametrize("found", [b'"value":', b'"title":', b"Bus bombed", b"attack", b"blast", b"publisher"])
def test_no_altered_text_or_count_is_ever_shown(bench: Bench, found: bytes) -> None:
    """A figure or a word that somebody or something altered in the cache, wherever it stands, is never shown."""
    at = bench.whole.find(found)
    while at >= 0:
        place = at + len(found)
        bench.assert_same_with(bench.whole[:place] + bytes([bench.whole[place] ^ 1]) + bench.whole[place + 1 :])
        at = bench.whole.find(found, place)


@pytest.mark.usefixtures("sized")
def test_a_store_cut_off_anywhere_is_made_anew(bench: Bench) -> None:
    """A store that ends too early, even by a byte, is made anew."""
    for length in (0, 1, 100, 4096, len(bench.whole) // 2, len(bench.whole) - 33):
        bench.assert_same_with(bench.whole[:length])


def test_damage_that_is_found_while_reading_is_mended_in_place(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Damage done to a large store after it was opened is found when the row is read; the store is made anew behind it."""
    monkeypatch.setattr(cache, "WHOLE", 0)
    bench.place.write_bytes(bench.whole)
    connection = sqlite3.connect(bench.place)
    connection.execute("UPDATE event SET body = replace(body, '\"value\":', '\"value\":9')")
    connection.execute("DELETE FROM bits WHERE field = 'kind' AND token = 'attack'")
    connection.commit()
    connection.close()
    index = open_timeline(bench.toml, bench.cache)
    assert shown(index) == bench.shown
    index.close()
    bench.place.write_bytes(bench.whole.replace(b'"value":', b'"vblue":'))
    alone = Index(cache.open_store(bench.place))
    with pytest.raises(StoreError, match="damaged"):
        shown(alone)


# -- what is removed -------------------------------------------------------------------------------------------------


def test_the_cache_removes_only_what_it_made(toml: Path, tmp_path: Path) -> None:
    """Old files of other makers, folders, and what a link leads to are left alone; an abandoned compilation goes."""
    folder, outside = tmp_path / "cache", tmp_path / "outside"
    (folder / f"{'b' * 32}.cttui").mkdir(parents=True)
    outside.mkdir()
    kept = [folder / "download.part", folder / "thesis.cttui", folder / f"{'a' * 32}.part", outside / "precious"]
    kept += [folder / f"{'c' * 32}.abcd1234.part.txt"]
    for path in kept:
        path.write_text("mine", encoding="utf-8")
    links = [folder / f"{'d' * 32}.abcd1234.part", *(folder / f"{n:032}.cttui" for n in range(20))]
    for link in links:
        link.symlink_to(outside / "precious")
    left, young = folder / f"{'e' * 32}.abcd1234.part", folder / f"{'f' * 32}.abcd1234.part"
    for path in (left, young):
        path.touch()
    for path in (*kept, left):
        os.utime(path, (10**8, 10**8))
    os.utime(young, (time.time(), time.time()))
    open_timeline(toml, folder).close()
    assert [path for path in (*kept, *links, young) if not path.exists()] == []
    assert not left.exists()
    assert (folder / f"{'b' * 32}.cttui").is_dir()
