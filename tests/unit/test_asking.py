"""One question a key: what is asked of an index, what comes back, and what becomes of an answer that comes late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.errors import QueryError, UnknownEventError
from cttui.explore.asking import VIEWS, view_class
from cttui.explore.explorer import Explorer
from cttui.model.axis import lay_out
from cttui.model.claims import ALL, Lens
from cttui.model.periods import Days
from cttui.model.records import KINDS, Timeline
from cttui.model.sources import in_order
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.query.fields import FIELDS, event_sources
from cttui.query.language import Query, parse
from cttui.store import cache as store
from cttui.store import ranking, wants
from cttui.store.answers import ANSWERS, chain_of
from cttui.store.cache import open_timeline
from cttui.store.index import Answer, Ask
from cttui.store.sqlite import SqliteIndex
from cttui.store.wants import Target, Want
from cttui.text import fits
from strategies import indexed, query_texts, timelines

EXPLORE = ("header", "bar", "time", "provinces", "facets", "events", "detail")
"""What the first screen shows."""
FOLLOWING = ("time", "events", "detail")
"""What of it follows the cursor."""
READ = ("header", "read")
BESHAM = "2024-03-26-besham"

ASKING = {"answer", "ids", "numbers", "events", "sources", "own"}
"""The members of ``Index`` that cost a question; the others are values that are at hand."""
VALUES = {
    "at_once",
    "has_best",
    "imported",
    "owner",
    "head",
    "vocabulary",
    "register",
    "count",
    "source_count",
    "calendar",
    "close",
    "is_quick",
}


class Counting:
    """An index that counts what is asked of it, and has nothing else to call."""

    def __init__(self, index: SqliteIndex) -> None:
        self.index = index
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        assert name in ASKING | VALUES, f"nothing above the store may use {name}"
        if name in ASKING:
            self.calls[name] += 1
        return getattr(self.index, name)

    def taken(self) -> dict[str, int]:
        """What was asked since this was last called."""
        calls, self.calls = dict(self.calls), Counter()
        return calls


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder, so that the shipped timeline is compiled once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def counting(compiled: Path, shipped_path: Path) -> Counting:
    """The shipped timeline, counted; an index of its own, since what was asked before is kept."""
    return Counting(open_timeline(shipped_path, compiled))


@pytest.fixture
def explorer(counting: Counting) -> Explorer:
    """It at the attack near Besham, the first screen in sight."""
    explorer = Explorer(counting, at=BESHAM)
    explorer.views(EXPLORE)
    counting.taken()
    return explorer


def digit(explorer: Explorer) -> None:
    """Press a digit."""
    token = explorer.province_of_key("2")
    assert token is not None
    explorer.toggle("province", token)


def lift_or_filter(explorer: Explorer) -> None:
    """Press Backspace, or where nothing can be lifted, choose a value."""
    if not explorer.lift():
        explorer.toggle("kind", "attack")


def back_or_filter(explorer: Explorer) -> None:
    """Go back, or where that is not possible, choose a value."""
    if not explorer.go(-1):
        explorer.toggle("kind", "strike")


KEYS: dict[str, Callable[[Explorer], object]] = {
    "a letter": lambda explorer: explorer.ask("s"),
    "a letter of a value": lambda explorer: explorer.ask("kind:attack province:s"),
    "a wrong word": lambda explorer: explorer.ask("kind:attack kind:"),
    "a digit": digit,
    "backspace": lift_or_filter,
    "the window": lambda explorer: explorer.narrow(),
    "back": back_or_filter,
    "a bar": lambda explorer: explorer.jump_to(738_946),
    "a link": lambda explorer: explorer.go_to("2024-06-22-azm-e-istehkam-approved"),
    "a lens": lambda explorer: explorer.next_lens(),
    "the dead": lambda explorer: setattr(explorer, "counts_dead", True),
}


@pytest.mark.parametrize("key", KEYS)
def test_a_key_asks_once(explorer: Explorer, counting: Counting, key: str) -> None:
    """Whatever a key changes on the first screen, all that is shown of it comes from one answer, and nothing else is asked."""
    KEYS[key](explorer)
    assert set(explorer.views(EXPLORE)) == set(EXPLORE)
    explorer.complete(explorer.typed, len(explorer.typed))
    assert explorer.cursor is not None
    wrong = key == "a wrong word" and explorer.fault is not None
    assert counting.taken() in ([{}, {"answer": 1}] if wrong else [{"answer": 1}])
    explorer.views(EXPLORE)
    assert counting.taken() == {}


def test_a_step_of_the_cursor_asks_once(explorer: Explorer, counting: Counting) -> None:
    """Moving by one is one question, what becomes of the cursor among it; the views that do not follow it are as before."""
    before = explorer.views(EXPLORE)
    explorer.move_to(explorer.position + 1)
    after = {**before, **explorer.views(FOLLOWING)}
    assert explorer.position == before["events"].position + 1
    assert counting.taken() == {"answer": 1}
    assert after == explorer.views(EXPLORE)
    assert counting.taken() == {}


def test_reading_asks_once_and_so_does_the_next_source(explorer: Explorer, counting: Counting) -> None:
    """Enter asks once for all that the reader shows, the key for the next source once, and no further at the last."""
    first = explorer.views(READ)["read"]
    assert counting.taken() == {"answer": 1}
    explorer.read_source(explorer.reading + 1)
    second = explorer.views(READ)["read"]
    assert counting.taken() == {"answer": 1}
    assert (first.current, second.current, explorer.reading) == (0, 1, 1)
    explorer.read_source(99)
    last = explorer.views(READ)["read"]
    assert (last.current, explorer.reading) == (len(last.sources) - 1, len(last.sources) - 1)
    assert counting.taken() == {"answer": 1}


def test_the_next_event_with_a_source_and_a_source_of_a_claim_ask_once(explorer: Explorer, counting: Counting) -> None:
    """Going on in the reader, to a claim's source or to a source of the list is one question each."""
    explorer.views(READ)
    counting.taken()
    assert explorer.next_event(1)
    explorer.views(READ)
    assert counting.taken() == {"answer": 1}
    explorer.read_at(BESHAM, 1)
    assert explorer.views(READ)["read"].current == explorer.reading == 1
    assert counting.taken() == {"answer": 1}
    source = explorer.views(READ)["read"].sources[-1].id
    explorer.move_to(0)
    explorer.views(READ)
    counting.taken()
    explorer.open_source(source)
    assert explorer.views(READ)["read"].source_id == source
    assert counting.taken() == {"answer": 1}


def test_every_view_is_made_of_one_answer(counting: Counting, tmp_path: Path) -> None:
    """All views there are, at once, are one question, and equal to each asked for alone."""
    desk = Desk(counting, Notebook(tmp_path / "own.toml", "pakistan-2024"))
    explorer = Explorer(counting, "kind:attack", BESHAM, desk=desk)
    explorer.open_path("kurram")
    explorer.walking = False
    counting.taken()
    found = explorer.views(VIEWS)
    assert counting.taken() == {"answer": 1}
    for name in VIEWS:
        alone = Explorer(counting.index, "kind:attack", BESHAM, desk=desk)
        alone.open_path("kurram")
        alone.walking = False
        assert getattr(alone, name)() == found[name], name


def test_every_want_has_an_answer_and_every_view_its_two_functions() -> None:
    """The SQLite engine answers whatever can be asked, and each view says what to ask for and what is made of it."""
    assert set(ANSWERS) == set(Want.__subclasses__())
    for name in VIEWS:
        assert callable(view_class(name).wants)
        assert callable(view_class(name).of)


def test_values_are_equal_by_kind_and_fields() -> None:
    """Two wants are the same where their kind and fields are, but for hints; nothing of one can be changed."""
    assert wants.Facet("kind") == wants.Facet("kind", None)
    assert wants.Facet("kind") != wants.Facet("tag")
    assert wants.ToDay(5) != wants.ToPosition(5)  # type: ignore[comparison-overlap]  # which is what is asked
    assert wants.Bars(Days(1, 2), None, 9, near=4) == wants.Bars(Days(1, 2), None, 9)
    assert len({wants.Here(), wants.Here(), wants.Points()}) == 2
    assert repr(wants.ToDay(5)) == "ToDay(day=5)"
    with pytest.raises(AttributeError):
        wants.ToDay(5).day = 6  # type: ignore[misc]  # which is what is tried
    with pytest.raises(TypeError, match="unexpected keyword argument 'night'"):
        wants.ToDay(night=5)  # type: ignore[call-arg]  # the same


# -- one answer against the small methods ----------------------------------------------------------------------------


def granular(index: SqliteIndex, want: Want[Any], query: Query, cursor: int | None) -> object:  # noqa: C901 - a case a want
    """What the engine's small methods say, put together anew."""
    selection = index.select(query)
    position = selection.position(cursor) if cursor is not None else 0
    match want:
        case wants.Ends():
            dated = [row.date for row in index.rows(selection, 0, 99) if index.event(row.n).when]
            return (dated[0], dated[-1]) if dated else None
        case wants.Changed():
            return index.owned("is", "changed")
        case wants.Owned():
            return index.owned("is", "marked"), index.owned("has", "note")
        case wants.Dead(lens=lens):
            return index.total(selection, lens)
        case wants.Facet(field=field, dead=dead, parts=parts):
            counts, totals = index.facet(field, query), index.facet_totals(field, query, dead) if dead else {}
            first, last = index.days or (1, 1)
            edges = [first + (last + 1 - first) * part // parts for part in range(parts + 1)]
            sparks = {}
            for token, count in counts.items():
                alone = index.select(query.only(field, token))
                spark = index.spread(alone.bits, index.cuts(edges), dead) if dead else index.histogram(alone, edges)
                named = token in query.chosen(field) | query.excluded(field)
                sparks[token] = spark if count or named else ()
            return tuple((token, counts[token], totals.get(token), sparks[token]) for token in counts)
        case wants.Ranked():
            return _ranked_one_by_one(index, want, query)
        case wants.Months():
            dated = [row.date for row in index.rows(selection, 0, 99) if index.event(row.n).when]
            return len(dated), selection.count - len(dated)
        case wants.Last():
            return 0  # by date, none is last for want of something
        case wants.Around(lens=lens):
            return index.rows(selection, 0, 128, lens)
        case wants.Rows(start=start, stop=stop, lens=lens):
            return index.rows(selection, start, stop, lens)
        case wants.Bars(whole=whole, width=width, unit=unit, dead=dead):
            when = index.event(cursor).when if cursor is not None else None
            days = lay_out(index.calendar, whole, width, unit, when.listed if when else None).days
            everything, parts_ = index.select(Query()), [index.part(selection, "kind", kind) for kind in KINDS]

            def bars(found: Any) -> tuple[int, ...]:
                return index.spread(found.bits, index.cuts(days), dead) if dead else index.histogram(found, days)

            return bars(everything), bars(selection), [bars(part) for part in parts_ if any(bars(part))]
        case wants.Counted(queries=queries):
            return tuple(index.select(one).count for one in queries)
        case wants.InFull():
            if cursor is None:
                return None
            event = index.event(cursor)
            return event, in_order(event, index.sources(event_sources(event))), index.rows_of(index.answered_by(cursor))
        case wants.Reading(source=source):
            if cursor is None or not event_sources(index.event(cursor)):
                return None
            event = index.event(cursor)
            cited = [source.id for source in in_order(event, index.sources(event_sources(event)))]
            current = cited[min(int(source), len(cited) - 1)]
            return current, [n for n in index.citing(current) if n != cursor]
        case wants.Crossed(down=down, across=across):
            return tuple(tuple(index.select(one).common(index.select(two)).count for two in across) for one in down)
        case wants.First(query=other, most=most):
            return index.rows(index.select(other), 0, most)
        case wants.Points():
            return index.points(selection), index.extent, *index.unplaced(selection)
        case wants.Cells():
            return len(index.select(query).bits) - index.unplaced(selection)[0], index.extent, *index.unplaced(selection)
        case wants.At():
            place = index.event(cursor).place if cursor is not None else None
            return (place.lat, place.lon) if place is not None and place.lat is not None else None
        case wants.Here():
            return index.point(cursor) if cursor is not None else None
        case wants.Cited():
            cited_by = index.cited(selection)
            return {id_: (count, index.claims_from([id_])[id_]) for id_, count in cited_by.items()}
        case wants.MostCited(most=most):
            return _most_cited(index, selection, most)
        case wants.Claimed(most=most):
            by = {token: index.part(selection, "by", token).count for token in index.facet("by", Query())}
            names = sorted((token for token in by if by[token]), key=lambda token: -by[token])
            return [(token, index.total(selection, Lens(token))) for token in names[:most]]
        case wants.Records(most=most):
            return tuple(index.event(selection.at(place)) for place in range(min(most, selection.count)))
        case wants.Chain():
            return chain_of(index, cursor) if cursor is not None else None
        case wants.Selected(groups=groups):
            return tuple(sum(index.number(id_) in selection for id_ in group) for group in groups)
        case wants.Steps(ids=ids) | wants.Named(ids=ids):
            return tuple(index.event(index.number(id_)) for id_ in ids)
        case wants.Bodies(ids=ids):
            return index.bodies(ids)
        case wants.Titled(words=words, most=most):
            return index.rows_numbered(index.titled(words, most))
        case wants.Citing(source=source):
            return tuple(index.event(n) for n in index.citing(source))
    raise AssertionError((want, position))


def _ranked_one_by_one(index: SqliteIndex, want: wants.Ranked, query: Query) -> object:
    field, dead = want.field, want.dead
    named = query.chosen(field) | query.excluded(field)
    fitting = {
        value.token for value in index.vocabulary.values[field] if fits(want.wanted, (value.token, value.label, *value.aliases))
    }
    counts, totals = index.facet(field, query), index.facet_totals(field, query, dead) if dead else {}
    found = [token for token, count in counts.items() if token in fitting and (count or token in named)]
    order = sorted(found, key=lambda token: -(totals[token].high if dead else counts[token]))
    listed = [token for place, token in enumerate(order) if place < want.most or token in named]
    return [(token, counts[token], totals.get(token)) for token in listed], len(found)


def _most_cited(index: SqliteIndex, selection: Any, most: int) -> object:
    counts = index.cited(selection)
    rest = index.uncited() if selection.count == index.count else []
    listed = [*sorted(counts, key=lambda source: -counts[source]), *rest]
    return [(source, counts.get(source, 0)) for source in listed[:most]], len(listed)


def said(want: Want[Any], part: Any) -> object:
    """A part in the same form."""
    match want:
        case wants.Months():
            return sum(count for _, count in part.months), part.undated
        case wants.Around() | wants.Rows():
            return part.rows
        case wants.Bars():
            return part.counts.total, part.counts.shown, [numbers for _, numbers in part.counts.kinds]
        case wants.InFull():
            return part and (part.event, part.sources, part.answered_by)
        case wants.Reading():
            return part and (part.sources[part.current].id, [row.n for row, _ in part.elsewhere])
        case wants.Cited():
            return {one.source.id: (one.events, one.claims) for one in part}
        case wants.Records():
            return part.events
        case wants.Chain():
            return part and part.ids
        case wants.Steps():
            return tuple(step.event for step in part)
    return _ranked(want, part)


def _ranked(want: Want[Any], part: Any) -> object:
    """What is listed with the highest counts first, in the same form."""
    match want:
        case wants.MostCited():
            return [(one.source.id, one.events) for one in part.sources], part.of
        case wants.At():
            return part and part[:2]
        case wants.Cells():
            placed = sum(part.by_precision.values())
            # what the whole map shows holds every point
            assert sum(cell.events for cell in part.cells) == placed
            return placed, part.extent, part.unplaced, part.by_province
        case wants.Claimed():
            return [(one.by, one.total) for one in part]
        case wants.Ranked():
            return [(value.token, value.events, value.dead) for value in part.values], part.of
    return part


def test_values_that_a_filter_names_beyond_the_first_stand_by_their_counts(shipped_index: SqliteIndex) -> None:
    """They come after those with the highest counts, and the one with more events of them first."""
    query = parse("is:disputed,single-source", shipped_index.vocabulary)
    listed, _ = ranking.chosen(wants.Ranked("is", 1), query, {"disputed": 1, "single-source": 2, "undated": 3, "marked": 0})
    assert listed == ["undated", "single-source", "disputed"]


@settings(max_examples=40)
@given(timelines(), st.data())
def test_bars_of_a_value_are_the_days_of_the_events_that_it_alone_would_leave(timeline: Timeline, data: st.DataObject) -> None:
    """In equal parts of the period, whichever filters were asked for before, and in a ranked list as in one of all values."""
    with indexed(timeline) as index:
        if index.calendar.ends is None:
            return
        first, last = index.calendar.ends
        edges = [first + (last + 1 - first) * part // 4 for part in range(5)]
        for _ in range(2):
            try:
                query = parse(data.draw(query_texts(index.vocabulary)), index.vocabulary)
            except QueryError:
                query = Query()
            for field in ("kind", "actor", "province"):
                asked = (wants.Ranked(field, 99, None, 4, 99), wants.Facet(field, None, 4, 99))
                answer = index.answer(Ask(query, asked))
                for value in (*answer[asked[0]].values, *(one for one in answer[asked[1]] if one.spark)):
                    left = index.events(list(index.select(query.only(field, value.token)).bits))
                    days = [event.when.listed for event in left if event.when]
                    assert value.spark == tuple(sum(a <= day < b for day in days) for a, b in pairwise(edges)), (field, value)


@settings(max_examples=40)
@given(timelines(), st.data())
def test_one_answer_says_what_the_small_methods_say(timeline: Timeline, data: st.DataObject) -> None:
    """For any timeline, query and cursor: each part of one ask with all wants is what the small methods say one by one."""
    with indexed(timeline) as index:
        try:
            query = parse(data.draw(query_texts(index.vocabulary)), index.vocabulary)
        except QueryError:
            query = Query()
        index.own({("is", "marked"): [timeline.events[0].id], ("has", "note"): [timeline.events[-1].id]})
        lens = data.draw(st.sampled_from([ALL, Lens("official"), Lens("lowest"), Lens("highest")]))
        dead = data.draw(st.sampled_from([None, lens]))
        first, last = index.days or (738_000, 738_100)
        ids = tuple(event.id for event in timeline.events[:3])
        facets = [wants.Facet(field.name, dead, 4, 99) for field in FIELDS.values() if field.shape == "values"]
        ranked = [wants.Ranked(one.field, most, dead, 4, 1, text) for one in facets for most, text in ((1, ()), (9, ("a",)))]
        every: tuple[Want[Any], ...] = (
            wants.Ends(), wants.Owned(), wants.Changed(), wants.Dead(lens), *facets, *ranked, wants.Months(),
            wants.MostCited(2), wants.Claimed(2), wants.Cells(40, 12), wants.At(), wants.Last(lens),
            wants.Around(9, 9, lens),
            wants.Rows(1, 4, lens), wants.Bars(Days(first, last), None, 40, "", dead), wants.Counted((query, Query())),
            wants.InFull(), wants.Reading(source=data.draw(st.integers(0, 3))),
            wants.Crossed((query,), (Query(), query.only("kind", "attack")), None), wants.First(query, 3), wants.Points(),
            wants.Here(), wants.Cited(), wants.Records(5), wants.Chain(), wants.Selected((ids, ids[:1])), wants.Steps(ids),
            wants.Named(()), wants.Bodies(ids), wants.Titled(("bannu",), 3), wants.Citing(timeline.sources[0].id),
        )  # fmt: skip
        assert {type(want) for want in every} == set(ANSWERS)
        position = data.draw(st.integers(-2, 13))
        answer = index.answer(Ask(query, every, at=wants.ToPosition(position)))
        selection = index.select(query)
        assert answer.selection == selection
        assert answer.cursor == (selection.at(max(0, min(position, selection.count - 1))) if selection else None)
        assert answer.position == (selection.position(answer.cursor) if answer.cursor is not None else 0)
        for want in every:
            if not (isinstance(want, wants.Bars) and index.days is None):
                assert said(want, answer[want]) == granular(index, want, query, answer.cursor), want


@settings(max_examples=50)
@given(timelines(), st.data())
def test_the_cursor_goes_where_it_is_sent(timeline: Timeline, data: st.DataObject) -> None:
    """For any query: each target leads to the event that a search of the list finds, and elsewhere to the anchor."""
    with indexed(timeline) as index:
        try:
            query = parse(data.draw(query_texts(index.vocabulary)), index.vocabulary)
        except QueryError:
            query = Query()
        selected = list(index.select(query).bits)
        anchor, beyond = data.draw(st.integers(0, 14)), data.draw(st.integers(0, 11))
        by, day = data.draw(st.sampled_from((1, -1))), data.draw(st.integers(738_000, 739_500))
        attacks = [n for n in selected if index.event(n).kind == "attack"]
        listed = {n: when.listed for n in selected if (when := index.event(n).when) is not None}
        sourced = [n for n in selected if event_sources(index.event(n))]
        ahead = [n for n in attacks if (n > beyond if by > 0 else n < beyond)]
        place = min(beyond, len(selected) - 1)
        onward = [n for n in sourced if place >= 0 and (n >= selected[place] if by > 0 else n <= selected[place])]
        wanted: dict[Target, int | None] = {
            wants.ToDay(day): next((n for n, first in listed.items() if first >= day), None),
            wants.ToValue("kind", "attack", beyond, by): (ahead[0] if by > 0 else ahead[-1]) if ahead else None,
            wants.ToSourced(place, by): (onward[0] if by > 0 else onward[-1]) if onward else None,
        }
        fallback = next((n for n in selected if n >= anchor), selected[-1] if selected else None)
        for target, found in wanted.items():
            answer = index.answer(Ask(query, (), anchor, target))
            assert (answer.found, answer.cursor) == (found is not None, found if found is not None else fallback), target
        hidden = index.answer(Ask(query, (), anchor, wants.ToEvent(timeline.events[0].id)))
        assert hidden.row is not None
        assert hidden.row.id == timeline.events[0].id
        assert hidden.selection.query == (query if hidden.cursor in selected else Query())
        with pytest.raises(UnknownEventError):
            index.answer(Ask(query, (), anchor, wants.ToEvent("nowhere")))


# -- an engine that is waited for ------------------------------------------------------------------------------------


class Slow(SqliteIndex):
    """An engine whose answers come when the test says so."""

    at_once = False


@pytest.fixture
def slow(shipped: Timeline) -> Explorer:
    """The shipped timeline behind an engine that is waited for, the first screen asked for and answered."""
    explorer = Explorer(Slow(store.compile_into(shipped, None)))
    assert explorer.views(EXPLORE) == {}
    answered(explorer)
    return explorer


def asked(explorer: Explorer) -> Ask:
    """What is to be asked now."""
    ask = explorer.question(EXPLORE)
    assert ask is not None
    return ask


def answered(explorer: Explorer) -> dict[str, Any]:
    """Ask and answer."""
    found = explorer.take(explorer.index.answer(asked(explorer)))
    assert found is not None
    return found


def test_letters_are_taken_without_an_answer_and_the_last_query_is_shown(slow: Explorer, shipped_index: SqliteIndex) -> None:
    """Letters typed while an answer is out are all taken; answers that come late are dropped; the last one is shown."""
    before = slow.header()
    late: list[Answer] = []
    text = "province:KP killed:>=5"
    for length in range(1, len(text) + 1):
        slow.ask(text[:length])
        if (ask := slow.question(EXPLORE)) is not None:
            late.append(slow.index.answer(ask))
        slow.complete(text[:length], length)
    assert (slow.typed, slow.asking, slow.cursor) == (text, True, 0)
    assert slow.selection.count == before.count
    last = late.pop()
    for answer in late:
        assert slow.take(answer) is None
        assert slow.asking
    found = slow.take(last)
    assert found is not None
    assert not slow.asking
    quick = Explorer(shipped_index, text).views(EXPLORE)
    assert found["header"].count == quick["header"].count
    assert found == quick
    assert slow.take(last) is None


def test_an_answer_out_of_turn_is_dropped(slow: Explorer) -> None:
    """An answer to the question before the last is not shown, though it comes after the last one's."""
    slow.ask("kind:attack")
    first = slow.index.answer(asked(slow))
    slow.ask("kind:policy")
    second = slow.index.answer(asked(slow))
    assert slow.take(second) is not None
    assert slow.take(first) is None
    assert slow.query.text == "kind:policy"
    assert slow.selection.count == second.selection.count


def test_moving_and_leaping_wait_for_their_answer(slow: Explorer) -> None:
    """The cursor is where it was until the answer is there; an event that is not there leaves it so."""
    slow.move_to(5)
    assert slow.position == 0
    answered(slow)
    assert slow.position == 5
    slow.go_to(BESHAM)
    found = answered(slow)
    assert found["detail"].id == BESHAM
    slow.go_to("nowhere")
    with pytest.raises(UnknownEventError) as error:
        slow.index.answer(asked(slow))
    slow.give_up(error.value)
    assert answered(slow)["detail"].id == BESHAM
    assert not slow.asking


def test_filters_that_hide_an_event_give_way_when_the_answer_says_so(slow: Explorer) -> None:
    """Going to a hidden event lifts the filters when it is answered, and the way back leads through both places."""
    slow.ask("kind:policy")
    answered(slow)
    slow.go_to(BESHAM)
    slow.take(slow.index.answer(asked(slow)))
    if slow.asking:
        answered(slow)
    assert (slow.query.text, slow.typed) == ("", "")
    assert slow.row is not None
    assert slow.row.id == BESHAM
    assert slow.go(-1)
    assert slow.go(-1)
    assert slow.query.text == "kind:policy"
