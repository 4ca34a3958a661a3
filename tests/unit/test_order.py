"""The order of the list: by date, dead, sources or disputes, in any selection, under any lens, wherever the cursor goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from cttui.errors import QueryError
from cttui.explore.events import EventsView
from cttui.explore.explorer import Explorer
from cttui.model import claims, dates
from cttui.model.claims import ALL, LENSES, Lens, Range
from cttui.model.records import Event, Timeline
from cttui.model.register import Register
from cttui.query.completion import complete
from cttui.query.fields import event_sources
from cttui.query.language import ORDERS, Query, parse
from cttui.store import cache, wants
from cttui.store.contribution import date_order
from cttui.store.index import Ask
from cttui.store.listing import Listing
from cttui.store.parts import Row
from cttui.store.sqlite import SqliteIndex
from strategies import ids, indexed, query_texts, small_timeline, timelines

ORDERED = tuple(ORDERS)[1:]


def number_of(timeline: Timeline, event: Event, order: str, lens: Lens) -> int | None:
    """What an event is listed by, from its records alone; ``None`` where it has nothing of it."""
    register = Register(timeline.claimants, timeline.populations)
    issued = {source.id: source.issued for source in timeline.sources}
    if order == "sources":
        return len(event_sources(event)) or None
    if order == "disputes":
        groups = claims.group(event, issued, register)
        return sum(bool(group.disputes) for group in groups) or None
    toll = claims.toll(event, lens, register, issued)
    if not isinstance(toll, Range):
        return None
    return round(toll.low if lens.name == "lowest" else toll.high)


def listed(timeline: Timeline, ids: set[str], order: str, lens: Lens) -> list[str]:
    """The ids of some events in an order, sorted by hand."""
    dated = [event for event in sorted(timeline.events, key=date_order) if event.id in ids]
    if order == "date":
        return [event.id for event in dated]
    numbers = {event.id: number_of(timeline, event, order, lens) for event in dated}
    dated.sort(key=lambda event: (numbers[event.id] is None, -(numbers[event.id] or 0)))
    return [event.id for event in dated]


@st.composite
def asked(draw: st.DrawFn, index: SqliteIndex) -> tuple[Query, Lens]:
    """A query with an order, and a lens."""
    try:
        query = parse(draw(query_texts(index.vocabulary, 2)), index.vocabulary)
    except QueryError:
        query = Query()
    return query.listed(draw(st.sampled_from(tuple(ORDERS)))), Lens(draw(st.sampled_from((*LENSES, "ISPR", "police", "s0"))))


# -- what stands where -----------------------------------------------------------------------------------------------


def test_events_of_an_hour_that_comes_twice_are_listed_by_the_instant() -> None:
    """The list and the events' numbers are in the order of UTC on the day on which clocks are put back."""
    base = small_timeline()
    written = {
        "c": "2024-11-03T06:15:00Z",
        "b": "2024-11-03T05:45:00Z",
        "d": "2024-11-03T07:00:00Z",
        "a": "2024-11-03T00:30:00",
    }
    zone = "America/New_York"
    events = tuple(
        Event(id=id_, date=dates.in_zone(date, zone), kind="attack", title=id_, provinces=("PK",))
        for id_, date in written.items()
    )
    timeline = replace(base, meta=replace(base.meta, time_zone=zone), events=events, threads=(), views=())
    assert [event.date for event in events[:2]] == ["2024-11-03T01:15:00-05:00", "2024-11-03T01:45:00-04:00"]
    with indexed(timeline) as index:
        assert [index.event(n).id for n in range(4)] == ["a", "b", "c", "d"]
        assert ids(index, Query()) == ["a", "b", "c", "d"]


@given(st.dictionaries(st.integers(0, 70_000), st.integers(0, 2**40)), st.sets(st.integers(0, 70_000)), st.data())
def test_a_listing_is_the_sorted_set(numbers: dict[int, int], others: set[int], data: st.DataObject) -> None:
    """Bit-sliced numbers list any set as sorting does, and each event's position is how many come before it."""
    digits = [(d, BitMap(n for n, value in numbers.items() if value >> d & 1)) for d in range(41)]
    everything = sorted({*numbers, *others})
    chosen = [n for n in everything if data.draw(st.booleans())] if len(everything) < 40 else everything[::2]
    listing = Listing(BitMap(chosen), (BitMap(numbers), [pair for pair in digits if pair[1]]))

    def before(n: int) -> tuple[bool, int, int]:
        return n not in numbers, -numbers.get(n, 0), n

    wanted = sorted(chosen, key=before)
    assert listing.numbers(0, len(chosen)) == wanted
    assert listing.last == sum(n not in numbers for n in chosen)
    start, stop = data.draw(st.integers(0, 50)), data.draw(st.integers(0, 50))
    assert listing.numbers(start, stop) == wanted[start:stop]
    for n in everything[:30]:
        assert listing.position(n) == sum(before(other) < before(n) for other in chosen)
        assert (n in listing) == (n in chosen)
    for position, n in enumerate(wanted[:30]):
        assert listing.at(position) == n


@settings(max_examples=60)
@given(timelines(), st.data())
def test_the_list_is_in_the_order_that_is_asked_for(timeline: Timeline, data: st.DataObject) -> None:
    """For any timeline, query, order and lens, rows, pages and what comes last are those of a list sorted by hand."""
    with indexed(timeline) as index:
        query, lens = data.draw(asked(index))
        plain = index.select(query.listed("date"))
        wanted = listed(timeline, {row.id for row in index.rows(plain, 0, 99)}, query.order, lens)
        ask = (wants.Rows(0, 99, lens), wants.Around(1, 1, lens), wants.Last(lens), wants.Rows(1, 3, lens))
        answer = index.answer(Ask(query, ask, lens=lens))
        rows = answer[ask[0]].rows
        assert [row.id for row in rows] == wanted
        assert [row.id for row in answer[ask[1]].rows] == wanted
        assert [row.id for row in answer[ask[3]].rows] == wanted[1:3]
        events = {event.id: event for event in timeline.events}
        numbers = [number_of(timeline, events[id_], query.order, lens) for id_ in wanted]
        assert answer[ask[2]] == (sum(number is None for number in numbers) if query.order != "date" else 0)
        for row, number in zip(rows, numbers, strict=True):
            assert row.sources == len(event_sources(events[row.id]))
            if query.order in {"sources", "disputes"}:
                assert row.figure(query.order) == (str(number) if number else "")
        # what is counted is counted whatever the order is
        kinds = wants.Facet("kind", lens, 4, 99)
        others = (wants.Months(), wants.Dead(lens), kinds, wants.Ends(), wants.Points(), wants.Cited())
        first, second = (index.answer(Ask(one, others, lens=lens)) for one in (query, query.listed("date")))
        assert first.parts == second.parts


@settings(max_examples=60)
@given(timelines(), st.data())
def test_the_cursor_moves_through_the_list_in_its_order(timeline: Timeline, data: st.DataObject) -> None:
    """By positions, to the next of a value, to those at a place, to one with a source: the next is that of the sorted list."""
    with indexed(timeline) as index:
        query, lens = data.draw(asked(index))
        ids = {row.id for row in index.rows(index.select(query), 0, 99)}
        wanted = [index.number(id_) for id_ in listed(timeline, ids, query.order, lens)]
        everyone = [index.number(id_) for id_ in listed(timeline, {e.id for e in timeline.events}, query.order, lens)]

        def ends(at: wants.Target | None, anchor: int = 0) -> tuple[int | None, int, bool]:
            answer = index.answer(Ask(query, (), anchor, at, lens))
            return answer.cursor, answer.position, answer.found

        for position in range(-1, len(wanted) + 1):
            if wanted:
                nearest = max(0, min(position, len(wanted) - 1))
                assert ends(wants.ToPosition(position)) == (wanted[nearest], nearest, True)
        for anchor in everyone:
            # where the event is hidden, the next of the list that is not, or else the last
            left = [n for n in everyone[everyone.index(anchor) :] if n in wanted] or wanted[-1:]
            assert ends(None, anchor)[0] == (left[0] if left else None)
        field = data.draw(st.sampled_from(("kind", "province", "publisher", "source")))
        for token in [value.token for value in index.vocabulary.values[field]][:4]:
            have = {row.n for row in index.rows(index.select(Query().only(field, token)), 0, 99)}
            for n in everyone:
                after = [m for m in everyone[everyone.index(n) + 1 :] if m in have and m in wanted]
                before = [m for m in everyone[: everyone.index(n)] if m in have and m in wanted]
                to_next, to_last = (wants.ToValue(field, token, n, by) for by in (1, -1))
                assert ends(to_next)[2] == bool(after)
                assert ends(to_last)[2] == bool(before)
                if after:
                    assert ends(to_next)[0] == after[0]
                if before:
                    assert ends(to_last)[0] == before[-1]
        sourced = [n for n in wanted if event_sources(index.event(n))]
        for position in range(len(wanted)):
            ahead = [n for n in wanted[position:] if n in sourced]
            cursor, _, found = ends(wants.ToSourced(position, 1))
            assert found == bool(ahead)
            assert not ahead or cursor == ahead[0]
        there = [n for n in wanted if index.point(n) in {0, 1}]
        for n in wanted:
            later = [m for m in wanted[wanted.index(n) + 1 :] if m in there] or there
            cursor, _, found = (
                ends(wants.ToPoints((0, 1) if index.points(index.select(Query()))[1:] else (0,), n))
                if (index.points(index.select(Query())))
                else (None, 0, False)
            )
            assert found == bool(there)
            assert not there or cursor == later[0]


# -- what the bar says -----------------------------------------------------------------------------------------------


@given(timelines(), st.data())
def test_an_order_is_part_of_the_query_and_no_filter(timeline: Timeline, data: st.DataObject) -> None:
    """Wherever in the text it stands, an order is read and written last, and every edit of the query keeps it."""
    with indexed(timeline) as index:
        vocabulary = index.vocabulary
        order = data.draw(st.sampled_from(tuple(ORDERS)))
        texts = data.draw(st.lists(query_texts(vocabulary, 1), max_size=3))
        place = data.draw(st.integers(0, len(texts)))
        try:
            plain = parse(" ".join(texts), vocabulary)
        except QueryError:
            return
        query = parse(" ".join([*texts[:place], f"order:{order}", *texts[place:]]), vocabulary)
        assert query == plain.listed(order)
        assert parse(query.text, vocabulary) == query
        assert query.text == " ".join(part for part in (plain.text, "" if order == "date" else f"order:{order}") if part)
        assert bool(query) == bool(plain)
        assert query.unfiltered == Query(order=order)
        edits: tuple[Callable[[Query], Query], ...] = (
            lambda q: q.toggle("kind", "attack"), lambda q: q.exclude("kind", "attack"), lambda q: q.only("kind", "strike"),
            lambda q: q.without("date"), lambda q: q.within("2024", "2024"), lambda q: q.without_chosen("kind"),
        )  # fmt: skip
        for edit in edits:
            assert edit(query) == edit(plain).listed(order)


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("order:kiled", "unknown order 'kiled'; expected one of date, killed, sources, disputes", "killed"),
        ("order:killed,sources", "unknown order 'killed,sources'; expected one of date, killed, sources, disputes", ""),
        ("order:", "a value is missing after order: ", ""),
        ("-order:sources", "an order cannot be excluded", "order:sources"),
        ("order:killed kind:attack order:date", "a query can have only one order, and has order:killed already", ""),
        ("sort:killed", "unknown field 'sort'", "order:killed"),
        ("order=killed", "order must be followed directly by a colon", "order:killed"),
        ("order!:killed", "! works only with date, as in date!:2024-07", "order:killed"),
        ("ordr:killed", "unknown field 'ordr'", "order"),
    ],
)
def test_what_is_no_order_is_pointed_out(small: SqliteIndex, text: str, message: str, suggestion: str) -> None:
    """A wrong order is said in a sentence with the right ones, and the signs of other languages with the right clause."""
    with pytest.raises(QueryError) as error:
        parse(text, small.vocabulary)
    assert str(error.value).startswith(message)
    if suggestion:
        assert error.value.suggestion == suggestion


def test_an_order_is_finished(small: SqliteIndex) -> None:
    """The bar proposes the field and its values."""
    assert "order:" in [one.insert for one in complete("ord", 3, small.vocabulary)]
    assert [one.insert for one in complete("kind:attack order:", 18, small.vocabulary)] == list(ORDERS)
    (one,) = complete("order:k", 7, small.vocabulary)
    assert (one.start, one.stop, one.insert, one.label) == (6, 7, "killed", "most killed first")


# -- the explorer ----------------------------------------------------------------------------------------------------


@pytest.fixture
def small() -> SqliteIndex:
    """The index of a small timeline."""
    return SqliteIndex(cache.compile_into(small_timeline(), None))


def at(explorer: Explorer) -> str:
    """The id of the event at the cursor."""
    assert explorer.row is not None
    return explorer.row.id


@settings(max_examples=40)
@given(timelines(), st.data())
def test_the_cursor_stays_on_its_event(timeline: Timeline, data: st.DataObject) -> None:
    """Whatever is done, the cursor is on the event that the view says; a change of order or lens leaves it on its event."""
    with indexed(timeline) as index:
        explorer = Explorer(index)
        for _ in range(8):
            before = explorer.row
            match data.draw(st.sampled_from(("order", "order", "lens", "move", "filter", "lift", "around", "back", "typed"))):
                case "order":
                    explorer.next_list_order()
                    assert explorer.row == before
                case "lens":
                    explorer.next_lens()
                    assert explorer.row == before
                case "move":
                    explorer.move_to(data.draw(st.integers(0, 12)))
                case "filter":
                    order = explorer.query.order
                    explorer.toggle("kind", data.draw(st.sampled_from(("attack", "strike", "policy"))))
                    assert explorer.query.order == order
                case "lift":
                    order = explorer.query.order
                    explorer.lift()
                    assert explorer.query.order == order
                case "around":
                    explorer.around()
                case "back":
                    explorer.go(data.draw(st.sampled_from((-1, 1))))
                case _:
                    explorer.ask(data.draw(st.sampled_from(("order:killed", "kind:attack order:sources", "order:", "order:k"))))
            view = explorer.events()
            ids = {row.id for row in index.rows(index.select(explorer.query), 0, 99)}
            wanted = listed(timeline, ids, explorer.query.order, explorer.lens)
            assert [row.id for row in view.pages[0].rows] == wanted
            assert view.order == explorer.query.order
            if wanted:
                assert wanted[view.position] == at(explorer)
            assert [found.id for found in lines(view)] == wanted


def lines(view: EventsView) -> list[Row]:
    """The rows of a list from top to bottom, its headings left out."""
    found = [view.at_line(line) for line in range(view.line_count)]
    rows = [view.row(place) for place in found if isinstance(place, int)]
    for line, place in enumerate(found):
        if isinstance(place, int):
            assert view.line_of(place) == line
    return [row for row in rows if row is not None]


def test_around_is_in_time_and_comes_back(small: SqliteIndex) -> None:
    """W lifts the filters and lists by date, w again restores both; Backspace keeps the order, and puts filters back in it."""
    explorer = Explorer(small, "kind:attack order:killed")
    here = at(explorer)
    assert explorer.around()
    assert (explorer.query, at(explorer), explorer.typed) == (Query(), here, "")
    assert explorer.around()
    assert (explorer.query.text, at(explorer)) == ("kind:attack order:killed", here)
    assert explorer.lift()
    assert (explorer.query.text, at(explorer)) == ("order:killed", here)
    explorer.next_list_order()
    assert explorer.lift()
    assert (explorer.query.text, at(explorer)) == ("kind:attack order:sources", here)
    explorer.clear_all()
    assert explorer.around()
    assert explorer.query == Query()
    assert explorer.around()
    assert explorer.query.text == "order:sources"


def test_an_order_alone_is_no_filter(small: SqliteIndex) -> None:
    """With an order and nothing else there is nothing to lift, all events are listed and the bar says how."""
    explorer = Explorer(small, "order:disputes")
    assert explorer.position == 0
    view, bar = explorer.events(), explorer.bar()
    assert (view.hidden, view.filters, view.count) == (0, 0, small.count)
    assert (bar.text, bar.sentence, bar.order) == ("order:disputes", "", "most disputes first")
    assert not explorer.lift()
    explorer.ask("order:date")
    assert explorer.query == Query()


def test_an_event_that_the_filters_hide_is_gone_to_in_the_same_order(small: SqliteIndex) -> None:
    """What is gone to lifts the filters and keeps the order, and the bar says so."""
    explorer = Explorer(small, "kind:attack order:sources")
    assert explorer.position == 0
    hidden = next(row.id for row in small.rows(small.select(Query()), 0, 99) if row.kind != "attack")
    explorer.go_to(hidden)
    assert (at(explorer), explorer.query.text, explorer.typed) == (hidden, "order:sources", "order:sources")
    # as from any list: back to the event that was there without the filters, and then to the filters
    assert explorer.go(-1)
    assert explorer.go(-1)
    assert explorer.query.text == "kind:attack order:sources"


def test_history_keeps_the_order(small: SqliteIndex) -> None:
    """Back and forward go through orders as through filters."""
    explorer = Explorer(small)
    for order in ORDERED:
        explorer.next_list_order()
        assert explorer.query.order == order
    explorer.next_list_order()
    assert explorer.query == Query()
    for order in reversed(ORDERED):
        explorer.go(-1)
        assert (explorer.query.order, explorer.typed) == (order, f"order:{order}")


def test_headings_say_what_the_last_lack(small: SqliteIndex) -> None:
    """Months head the list by date alone; in another order the one heading is that of the events without anything to go by."""
    explorer = Explorer(small)
    assert len(explorer.events().headings) > 1
    for order, label in (("killed", "Without a figure"), ("sources", "Without a source"), ("disputes", "Without a dispute")):
        explorer.next_list_order()
        last = small.answer(Ask(Query(order=order), (wants.Last(),)))[wants.Last()]
        found = [(heading.label, heading.first, heading.count) for heading in explorer.events().headings]
        assert found == ([(label, small.count - last, last)] if last else [])


def test_a_lens_orders_by_what_the_row_shows(shipped_path: Path, tmp_path: Path) -> None:
    """Under each lens the list by dead is in order of the highest figure that its rows show."""
    index = cache.open_timeline(shipped_path, tmp_path)
    for lens in (ALL, Lens("lowest"), Lens("official"), Lens("ISPR")):
        want = wants.Rows(0, index.count, lens)
        rows = index.answer(Ask(Query(order="killed"), (want,), lens=lens))[want].rows
        shown = [int(row.toll.rstrip("+").split("–")[-1].replace(",", "")) for row in rows if row.toll[:1].isdigit()]
        assert len(shown) > 10
        assert shown == sorted(shown, reverse=True)
        assert not any(row.toll[:1].isdigit() for row in rows[len(shown) :])
    index.close()
