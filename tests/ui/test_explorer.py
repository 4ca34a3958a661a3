"""What keys do, without a screen: asking, choosing, moving, and the views that come of it."""

from __future__ import annotations

import pytest

from cttui.errors import CttuiError, QueryError, UnknownEventError
from cttui.explore import sources as source_views
from cttui.explore.detail import DetailView
from cttui.explore.events import EventsView, Heading
from cttui.explore.explorer import Explorer
from cttui.explore.sources import ReadView
from cttui.query import language
from cttui.query.language import Query
from cttui.store.index import Ask
from cttui.store.parts import Row
from cttui.store.sqlite import SqliteIndex as Index
from cttui.store.wants import Rows

QUERIES = ("", "kind:attack", "attack", "killed:>=1", "-kind:report", "is:single-source", "date:2024-03", "zzzz")
"""What a bar may say of any timeline with figures; the last selects nothing."""


@pytest.fixture(params=["small", "shipped_index"])
def index(request: pytest.FixtureRequest) -> Index:
    """Each of the two timelines in turn."""
    found: Index = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def explorer(small: Index) -> Explorer:
    """The small timeline, nothing asked."""
    return Explorer(small)


def rows(explorer: Explorer) -> tuple[Row, ...]:
    """The events selected, as the list shows them."""
    want = Rows(0, explorer.selection.count)
    return explorer.index.answer(Ask(explorer.query, (want,)))[want].rows


def ids(explorer: Explorer) -> list[str]:
    """The ids of the events selected, in the list's order."""
    return [row.id for row in rows(explorer)]


def here(explorer: Explorer) -> str:
    """The id of the event under the cursor."""
    assert explorer.row is not None
    return explorer.row.id


def count_of(explorer: Explorer, token: str) -> int:
    """The number on a province's tile."""
    return next(tile.choice.count for tile in explorer.provinces().tiles if tile.choice.token == token)


# -- asking ----------------------------------------------------------------------------------------------------------


def test_everything_is_selected_at_first_with_the_cursor_on_the_first_event(explorer: Explorer) -> None:
    """A timeline opens whole, in date order with the undated last, the cursor on the first event."""
    assert explorer.selection.count == explorer.index.count == 9
    assert ids(explorer)[0] == "border-shooting"
    assert ids(explorer)[-1] == "undated-surrender"
    assert (here(explorer), explorer.position, explorer.fault) == ("border-shooting", 0, None)


def test_asking_selects_the_events_that_match(explorer: Explorer) -> None:
    """What the bar says is what is selected, and the bar's view says it in words."""
    explorer.ask("province:KP killed:>=6")
    assert ids(explorer) == ["post-attack"]
    assert explorer.bar().text == "province:KP killed:>=6"
    assert explorer.bar().sentence == "in Khyber Pakhtunkhwa, with possibly 6 or more killed"
    assert explorer.bar().fault is None


@pytest.mark.parametrize("text", ["kind:attak", "killed:>=ten", '"never closed', "date:2024-13", "colour:red", "-", "kind:"])
def test_the_last_good_selection_stays_while_the_text_is_faulty(explorer: Explorer, text: str) -> None:
    """A text that is no query says what is wrong and where, keeps what was typed, and leaves the events as they were."""
    explorer.ask("province:BA")
    before = ids(explorer)
    explorer.ask(text)
    assert ids(explorer) == before
    assert explorer.typed == explorer.bar().text == text
    assert explorer.query.text == "province:BA"
    fault = explorer.bar().fault
    assert fault is not None
    assert 0 <= fault[0] < fault[1] <= len(text)
    assert explorer.bar().sentence
    explorer.ask("province:BA kind:attack")
    assert explorer.fault is None
    assert ids(explorer) == ["road-attack"]


def test_a_fault_names_the_nearest_right_word(explorer: Explorer) -> None:
    """The sentence about a misspelt value offers the value that is most like it."""
    explorer.ask("kind:attak")
    assert explorer.bar().sentence.endswith("did you mean attack?")


@pytest.mark.parametrize(("before", "field", "after"), [("", "province", ""), ("kind:attack ", "province", "kind:attack")])
@pytest.mark.parametrize("colon", [":", "!:"])
def test_typing_a_field_never_searches_its_name(explorer: Explorer, before: str, field: str, after: str, colon: str) -> None:
    """Once the colon is typed the field's name is no word any more: the events are those of the text before it."""
    explorer.ask(after)
    wanted = ids(explorer)
    for length in range(1, len(field) + 1):
        explorer.ask(before + field[:length])
    for typed in (f"{before}{field}{colon}", f"{before}{field}{colon}K"):
        explorer.ask(typed)
        assert explorer.fault is not None
        assert explorer.query.text == after
        assert ids(explorer) == wanted


def test_every_key_of_a_typed_filter_is_followed(explorer: Explorer) -> None:
    """Typed key by key, a filter ends with the same events as when it is pasted."""
    text = "province:KP kind:attack,operation -tag:border"
    for length in range(1, len(text) + 1):
        explorer.ask(text[:length])
    assert ids(explorer) == ids(Explorer(explorer.index, text)) == ["post-attack"]


def test_a_faulty_value_behind_a_good_filter_lifts_nothing(explorer: Explorer) -> None:
    """Typing a value's first letters after a filter leaves that filter in force, however many keys it takes."""
    for text in ("kind:attack", "kind:attack ", "kind:attack province", "kind:attack province:", "kind:attack province:x"):
        explorer.ask(text)
    explorer.ask("kind:attack province:xy")
    assert explorer.query.text == "kind:attack"


def test_toggling_chooses_and_lets_go(explorer: Explorer) -> None:
    """A value toggled is asked for, a second one beside it, and each again is not; the bar's text follows."""
    explorer.toggle("province", "KP")
    assert explorer.typed == "province:KP"
    explorer.toggle("province", "BA")
    assert explorer.typed == "province:KP,BA"
    assert set(ids(explorer)) == {
        "border-shooting", "post-attack", "truce", "no-source", "road-attack", "undated-surrender"
    }  # fmt: skip
    explorer.toggle("province", "KP")
    explorer.toggle("province", "BA")
    assert explorer.typed == ""
    assert explorer.selection.count == 9


def test_excluding_leaves_out_and_lets_in(explorer: Explorer) -> None:
    """A value excluded is left out, excluded again let in, and toggled while left out it is asked for instead."""
    explorer.exclude("kind", "attack")
    assert explorer.typed == "-kind:attack"
    assert not {"post-attack", "road-attack"} & set(ids(explorer))
    explorer.toggle("kind", "attack")
    assert explorer.typed == "kind:attack"
    explorer.exclude("kind", "attack")
    explorer.exclude("kind", "attack")
    assert (explorer.typed, explorer.selection.count) == ("", 9)


def test_a_toggle_while_the_text_is_faulty_starts_from_the_last_query(explorer: Explorer) -> None:
    """A value toggled while the bar is faulty changes the query on screen, and the fault is gone."""
    explorer.ask("kind:attack")
    explorer.ask("kind:attack province:nowhere")
    explorer.toggle("province", "BA")
    assert (explorer.typed, explorer.fault) == ("kind:attack province:BA", None)
    assert ids(explorer) == ["road-attack"]


def test_clearing_a_field_leaves_the_other_filters(explorer: Explorer) -> None:
    """Lifting the filter on a field takes what is asked for and what is left out, and nothing else."""
    explorer.ask("province:KP -province:AF attack kind:attack")
    explorer.clear("province")
    assert explorer.typed == "attack kind:attack"
    explorer.clear_all()
    assert (explorer.typed, explorer.selection.count) == ("", 9)


def test_the_typed_text_of_a_toggle_can_be_asked_again(index: Index) -> None:
    """What a toggle writes into the bar is a query that selects the very same events, hostile values included."""
    explorer = Explorer(index)
    for facet in explorer.facets().facets:
        for choice in facet.choices[:4]:
            explorer.clear_all()
            explorer.toggle(facet.field, choice.token)
            again = Explorer(index, explorer.typed)
            assert ids(again) == ids(explorer)
            assert explorer.selection.count == choice.count


def test_opening_with_a_filter_and_an_event(small: Index) -> None:
    """A filter and an event given at the start hold together, and a filter that hides the event gives way."""
    kept = Explorer(small, "kind:attack", "road-attack")
    assert (kept.typed, here(kept)) == ("kind:attack", "road-attack")
    lifted = Explorer(small, "kind:attack", "truce")
    assert (lifted.typed, here(lifted), lifted.selection.count) == ("", "truce", 9)


def test_opening_with_nonsense_is_refused(small: Index) -> None:
    """A faulty filter or an unknown event at the start is an error that names the nearest right one."""
    with pytest.raises(QueryError) as faulty:
        Explorer(small, "kind:attak")
    assert faulty.value.suggestion == "attack"
    with pytest.raises(UnknownEventError, match="road-attack"):
        Explorer(small, "", "road-attak")


# -- the cursor ------------------------------------------------------------------------------------------------------


def test_moving_stops_at_the_ends(explorer: Explorer) -> None:
    """A position before the first or after the last event means that event."""
    explorer.move_to(-5)
    assert here(explorer) == "border-shooting"
    explorer.move_to(1000)
    assert here(explorer) == "undated-surrender"
    explorer.move_to(3)
    assert (here(explorer), explorer.position) == ("road-attack", 3)


def test_the_cursor_stays_on_its_event_where_a_filter_keeps_it(explorer: Explorer) -> None:
    """A filter that the event at the cursor matches changes its position and not the event."""
    explorer.go_to("road-attack")
    explorer.ask("kind:attack")
    assert (here(explorer), explorer.position) == ("road-attack", 1)


def test_the_cursor_comes_back_to_its_event_when_the_filter_is_lifted(explorer: Explorer) -> None:
    """A filter that hides the event puts the cursor on the next one by date; lifting it brings the event back."""
    explorer.go_to("road-attack")
    explorer.ask("kind:protest")
    assert here(explorer) == "rally"
    explorer.ask("kind:operation")
    assert here(explorer) == "border-shooting"
    explorer.ask("zzzz")
    assert explorer.cursor is None
    explorer.ask("")
    assert here(explorer) == "road-attack"


def test_moving_under_a_filter_makes_that_event_the_one_to_come_back_to(explorer: Explorer) -> None:
    """Once the person moves under a filter, lifting it leaves the cursor where they went."""
    explorer.go_to("road-attack")
    explorer.ask("kind:protest")
    explorer.move_to(0)
    explorer.clear_all()
    assert here(explorer) == "wide-title"


def test_going_to_a_hidden_event_lifts_the_filters(explorer: Explorer) -> None:
    """An event that the filter hides is gone to by lifting the filter; one that it shows leaves the filter."""
    explorer.ask("kind:attack")
    explorer.go_to("road-attack")
    assert explorer.typed == "kind:attack"
    explorer.go_to("truce")
    assert (explorer.typed, here(explorer)) == ("", "truce")


def test_going_to_an_unknown_event_changes_nothing(explorer: Explorer) -> None:
    """An id that no event has is refused with the nearest one, and query and cursor stay."""
    explorer.ask("kind:attack")
    with pytest.raises(CttuiError, match="did you mean truce"):
        explorer.go_to("truc")
    assert (explorer.typed, here(explorer)) == ("kind:attack", "post-attack")


def test_an_empty_selection_has_no_cursor_and_breaks_no_view(explorer: Explorer) -> None:
    """Where nothing matches there is no event, no reader, position 0, and every view can still be built."""
    explorer.go_to("truce")
    explorer.ask("zzzz")
    explorer.move_to(3)
    explorer.read_source(1)
    assert (explorer.cursor, explorer.position, explorer.row) == (None, 0, None)
    assert (explorer.detail(), explorer.read()) == (None, None)
    assert (explorer.events().count, explorer.events().line_count, explorer.header().count) == (0, 0, 0)
    assert explorer.header().span == ""
    assert explorer.time().counts.kinds == ()
    assert all(choice.count == 0 for facet in explorer.facets().facets for choice in facet.choices)
    explorer.clear_all()
    assert here(explorer) == "truce"


def test_the_source_that_is_read_starts_anew_with_each_event(explorer: Explorer) -> None:
    """Another source stays read while the cursor stays, stops at the ends, and the next event starts at its first."""
    explorer.go_to("post-attack")
    explorer.read_source(1)
    explorer.ask("kind:attack")
    assert explorer.reading == 1
    explorer.read_source(99)
    assert explorer.reading == 2
    explorer.read_source(-1)
    assert explorer.reading == 0
    explorer.read_source(2)
    explorer.move_to(1)
    assert explorer.reading == 0


# -- provinces and completion ----------------------------------------------------------------------------------------


def test_digits_go_to_the_provinces_with_a_tile_at_home(explorer: Explorer) -> None:
    """Digits follow the file's order and pass over countries abroad and what has no tile."""
    assert [explorer.province_of_key(key) for key in "1234567"] == ["KP", "BA", "SD", None, None, None, None]


def test_completions_come_with_the_most_frequent_first(index: Index) -> None:
    """Values are offered by how many events they stand for, and each would leave what the field's facet counts."""
    explorer = Explorer(index)
    for field in ("kind", "actor", "province"):
        offered = explorer.complete(f"{field}:", len(field) + 1)
        counts = [Explorer(index, f"{field}:{completion.insert}").selection.count for completion in offered]
        assert counts == sorted(counts, reverse=True)
        assert max(counts) == max(index.facet(field, Query()).values())
    kinds = Explorer(index).facets().facets[0].choices
    assert explorer.complete("kind:", 5)[0].insert == kinds[0].token


def test_completions_finish_the_word_at_the_cursor(explorer: Explorer) -> None:
    """Fields are offered for a word, values behind a colon, and what is typed before and after stays."""
    assert [found.insert for found in explorer.complete("prov", 4)] == ["province:"]
    offered = explorer.complete("kind:attack province:sind", 25)
    assert [(found.insert, found.start, found.stop) for found in offered] == [("SD", 21, 25)]
    assert explorer.complete("publisher:", 10)[0].insert == '"جنگ [citation needed]"'


def test_a_word_is_offered_as_the_clause_that_it_may_mean(index: Index) -> None:
    """The bar offers ``kind:attack`` for ``attack``, with the number of events that the clause then finds."""
    explorer = Explorer(index)
    (offered,) = (found for found in explorer.complete("attack", 6) if found.insert == "kind:attack")
    assert offered.label == f"{Explorer(index, 'kind:attack').selection.count} events"


# -- views -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", QUERIES)
def test_every_count_on_screen_is_the_selections(index: Index, text: str) -> None:
    """Header, list and time strip count the same events: those that the query selects."""
    explorer = Explorer(index)
    explorer.ask(text)
    assert explorer.fault is None
    view, time = explorer.header(), explorer.time()
    counts = time.counts
    assert view.count == explorer.events().count == explorer.selection.count
    assert view.count == sum(counts.shown) + index.undated(index.select(explorer.query))
    assert view.total == index.count == sum(counts.total) + index.undated(index.select(Query()))
    assert all(shown <= total for shown, total in zip(counts.shown, counts.total, strict=True))
    assert counts.shown == tuple(map(sum, zip(*(numbers for _, numbers in counts.kinds), strict=True))) or not any(counts.shown)


@pytest.mark.parametrize("text", [*QUERIES, "province:KP", "province:KP,BA", "-province:KP", "province:KP kind:attack"])
def test_a_tile_counts_what_choosing_that_province_alone_would_show(index: Index, text: str) -> None:
    """The number on every tile is how many events the same query selects with only that province chosen."""
    explorer = Explorer(index)
    explorer.ask(text)
    for tile in explorer.provinces().tiles:
        asked = explorer.query.only("province", tile.choice.token)
        assert tile.choice.count == index.select(asked).count
        assert tile.choice.chosen == (tile.choice.token in explorer.query.chosen("province"))
        assert tile.choice.excluded == (tile.choice.token in explorer.query.excluded("province"))


@pytest.mark.parametrize("text", QUERIES)
def test_a_facet_counts_what_choosing_that_value_alone_would_show(index: Index, text: str) -> None:
    """The number at every value of every facet is how many events the same query selects with it alone."""
    explorer = Explorer(index)
    explorer.ask(text)
    for facet in explorer.facets().facets:
        counts = [choice.count for choice in facet.choices]
        assert counts == sorted(counts, reverse=True)
        for choice in facet.choices:
            assert choice.count == index.select(explorer.query.only(facet.field, choice.token)).count
            assert choice.count or choice.chosen or choice.excluded


def test_a_chosen_value_stays_in_its_facet_with_no_event(explorer: Explorer) -> None:
    """A value that the query names is listed though it stands for nothing, so that it can be let go."""
    explorer.ask("actor:BLA province:SD")
    actors = next(facet for facet in explorer.facets().facets if facet.field == "actor")
    assert ("BLA", 0, True) in [(choice.token, choice.count, choice.chosen) for choice in actors.choices]


@pytest.mark.parametrize("text", QUERIES)
def test_lines_and_positions_of_the_list_are_inverse(index: Index, text: str) -> None:
    """Every line of the list is one heading or one event, and every event stands on the line that leads back to it."""
    explorer = Explorer(index)
    explorer.ask(text)
    view = explorer.events()
    lines = [view.at_line(line) for line in range(view.line_count)]
    assert [found for found in lines if isinstance(found, int)] == list(range(view.count))
    assert [found for found in lines if isinstance(found, Heading)] == list(view.headings)
    for position in range(view.count):
        assert view.at_line(view.line_of(position)) == position
    for heading in view.headings:
        assert view.at_line(view.line_of(heading.first) - 1) == heading


@pytest.mark.parametrize("text", QUERIES)
def test_each_heading_stands_above_its_months_events(index: Index, text: str) -> None:
    """A heading counts the events below it; its month is the one they begin in, the undated have one of their own."""
    explorer = Explorer(index)
    explorer.ask(text)
    view = explorer.events()
    assert sum(heading.count for heading in view.headings) == view.count
    for heading in view.headings:
        for row in rows(explorer)[heading.first : heading.first + heading.count]:
            assert (row.date == "") == (heading.label == "Undated")
            assert heading.label == "Undated" or heading.label.endswith(row.date[:4].replace("X", "0"))


def test_months_of_the_small_timeline(explorer: Explorer) -> None:
    """The list of the small timeline has these headings, an empty month has none."""
    assert [(heading.label, heading.first, heading.count) for heading in explorer.events().headings] == [
        ("January 2024", 0, 2), ("February 2024", 2, 2), ("March 2024", 4, 2), ("June 2024", 6, 2), ("Undated", 8, 1),
    ]  # fmt: skip


def test_the_header_of_a_filter_says_its_span(explorer: Explorer) -> None:
    """The header gives title, how many of how many, and the first and last day of what is selected."""
    explorer.ask("province:KP")
    view = explorer.header()
    assert (view.count, view.total, view.span) == (4, 9, "3 Jan 2024 – 1 Jun 2024")
    assert view.title == "Small [/red] timeline [citation needed] چھوٹی"
    explorer.ask("is:undated")
    assert (explorer.header().count, explorer.header().span) == (1, "")


def test_the_time_strip_marks_the_cursors_first_day(explorer: Explorer) -> None:
    """The strip knows the day of the event at the cursor, and none where that event has no date."""
    from datetime import date

    explorer.go_to("road-attack")
    when = explorer.time().cursor
    assert when is not None
    assert when.listed == date(2024, 2, 20).toordinal()
    explorer.go_to("undated-surrender")
    assert explorer.time().cursor is None


def test_equal_states_make_equal_views(index: Index) -> None:
    """Two explorers in the same state show equal views, so that a pane with nothing new is not painted again."""
    one, other = Explorer(index, "kind:attack"), Explorer(index)
    other.ask("kind:attack")
    for name in ("header", "bar", "time", "provinces", "facets", "events", "detail", "read"):
        assert getattr(one, name)() == getattr(other, name)()


def test_a_figure_names_all_who_state_it_by_the_sources_number(explorer: Explorer) -> None:
    """Comparable figures stand together, each with its claimants and the number of their source in the event's list."""
    explorer.go_to("post-attack")
    view = explorer.detail()
    assert view is not None
    killed, injured, fined = view.figures
    assert (killed.measure, killed.who, killed.disputed) == ("killed", "all", True)
    told = [(figure.stated, [(c.by, c.source) for c in figure.claimants]) for figure in killed.figures]
    assert told == [("5", [("police [/red]", 1)]), ("7", [("ISPR", 2)]), ("at least 5", [("rescue service", 1)])]
    assert (injured.disputed, injured.differing, injured.figures[0].notes) == (False, True, ("a note [/red]",))
    assert (fined.scope, fined.figures[0].stated) == ("million rupees, 2024, Balochistan [/red]", "76.5")


def test_an_events_links_lead_to_events(explorer: Explorer) -> None:
    """Answers, answered by and related are told with day and title, an event under one heading only."""
    explorer.go_to("post-attack")
    view = explorer.detail()
    assert view is not None
    assert [(heading, [link.id for link in links]) for heading, links in view.links] == [("Responses", ["school-law", "truce"])]
    explorer.go_to("school-law")
    answer = explorer.detail()
    assert answer is not None
    assert [(heading, [link.id for link in links]) for heading, links in answer.links] == [
        ("Responds to", ["post-attack", "road-attack"])
    ]
    assert answer.threads == ("Attacks and answers [/red]",)


def test_a_link_says_no_day_that_is_not_known(explorer: Explorer) -> None:
    """An event dated to a month is linked by its month: no list makes up a day."""
    explorer.go_to("post-attack")
    view = explorer.detail()
    assert view is not None
    dated = {link.id: link.date for _, links in view.links for link in links}
    assert dated == {"school-law": "Mar 2024", "truce": "15 Mar 2024"}


def test_sources_are_numbered_from_one_in_the_events_order(index: Index) -> None:
    """Sources are numbered 1, 2, 3 … in every event, and every figure's number is one of them."""
    for n in range(index.count):
        view = DetailView.build(index, n)
        assert [source.number for source in view.sources] == list(range(1, len(view.sources) + 1))
        numbers = {c.source for group in view.figures for figure in group.figures for c in figure.claimants}
        assert numbers <= {source.number for source in view.sources}


def test_an_events_place_and_counts_are_whole(explorer: Explorer) -> None:
    """The event at the cursor is told with its date in words, its place, its parties and how many sources stand alone."""
    explorer.go_to("post-attack")
    view = explorer.detail()
    assert view is not None
    assert (view.date, view.place) == ("5 January 2024", "Mir Ali [/red], North Waziristan")
    assert (len(view.sources), view.independent) == (3, 2)
    assert view.actors == ("BLA", "[bold]Jirga[/bold]")
    explorer.go_to("undated-surrender")
    undated = explorer.detail()
    assert undated is not None
    assert undated.date == "date unknown"


def test_the_reader_shows_the_claims_of_its_source_and_no_other(index: Index) -> None:
    """Over an event's sources the reader shows every claim once, each with the source that states it."""
    for n in range(index.count):
        event = index.event(n)
        views = [ReadView.build(index, n, position) for position in range(len(DetailView.build(index, n).sources))]
        for position, view in enumerate(views):
            assert view is not None
            assert view.current == position
            here_id = view.sources[position].id
            wanted = [(c.measure, c.who, c.by, c.quote) for c in event.claims if c.source == here_id]
            assert [(c.measure, c.who, c.by, c.quote) for c in view.claims] == wanted
        assert sum(len(view.claims) for view in views if view) == len(event.claims)


def test_the_reader_tells_where_a_source_comes_from(explorer: Explorer) -> None:
    """The reader names who published it and when, what it repeats, and the other events that cite it."""
    explorer.go_to("post-attack")
    first = explorer.read()
    assert first is not None
    assert (first.byline, first.issued, first.url) == ("A. Reporter, Dawn", "6 January 2024", "https://example.org/dawn-1")
    assert [link.id for link, _ in first.elsewhere] == ["truce", "rally"]
    assert first.further == 0
    explorer.read_source(1)
    official = explorer.read()
    assert official is not None
    assert [(link.id, taken) for link, taken in official.elsewhere] == [("road-attack", 1), ("school-law", 0)]
    explorer.read_source(2)
    third = explorer.read()
    assert third is not None
    assert (str(third.title), third.title.origin, third.issued) == ("‹no headline [/red] was found›", "note", "")
    assert third.derived_from == ("Dawn: Attack [/red] reported [citation needed]",)
    assert third.citation == "[no headline [/red] was found]. جنگ [citation needed], n.d."


def test_a_source_of_very_many_events_lists_the_first_and_counts_the_rest(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where more events cite a source than the reader lists, it says how many more there are, and none is lost."""
    explorer.go_to("post-attack")
    full = explorer.read()
    assert full is not None
    monkeypatch.setattr(source_views, "MOST_ELSEWHERE", 1)
    short = explorer.read()
    assert short is not None
    assert short.elsewhere == full.elsewhere[:1]
    assert len(short.elsewhere) + short.further == len(full.elsewhere) == 2


def test_an_event_without_a_source_has_no_reader(explorer: Explorer) -> None:
    """There is nothing to read at an event that has no source, and asking for one changes nothing."""
    explorer.go_to("no-source")
    explorer.read_source(3)
    assert (explorer.read(), explorer.reading) == (None, 0)


def test_rows_are_asked_for_by_range(index: Index) -> None:
    """Any stretch of the list is the same stretch of the whole list."""
    explorer = Explorer(index)
    everything = rows(explorer)
    assert len(everything) == explorer.events().count
    for start, stop in ((0, 1), (2, 7), (len(everything) - 2, len(everything) + 5)):
        explorer.sight = explorer.sight._replace(rows=(start, stop))
        view: EventsView = explorer.events()
        assert [view.row(position) for position in range(start, min(stop, view.count))] == list(everything[start:stop])


def test_the_bars_sentence_is_the_querys(index: Index) -> None:
    """The line below the bar tells the very query that is selected."""
    explorer = Explorer(index)
    for text in QUERIES:
        explorer.ask(text)
        assert explorer.bar().sentence == language.describe(explorer.query, index.vocabulary)
