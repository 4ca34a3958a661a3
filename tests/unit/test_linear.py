"""Plain lines: what each command says, and that nothing that is typed makes it fall silent or stumble."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.copies.library import Library
from cttui.errors import CttuiError
from cttui.explore import commands as app
from cttui.explore.explorer import Explorer
from cttui.imports.ged import GED
from cttui.linear import registry
from cttui.linear.registry import COMMANDS
from cttui.linear.saying import wrapped
from cttui.linear.session import LinearError, Session
from cttui.linear.talk import MORE, answer, complete, opening
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.store.named import open_named
from cttui.store.sqlite import SqliteIndex as Index
from cttui.text import cells, has_control
from datasets import row
from packing import pack
from strategies import indexed, query_texts, small_timeline


@pytest.fixture
def make(shipped_index: Index, tmp_path: Path) -> Iterator[partial[Session]]:
    """Makes a session on the shipped timeline, with a notebook and a library of its own."""
    owner = shipped_index.owner
    about = shipped_index.head.meta
    desk = Desk(shipped_index, Notebook(tmp_path / "notebook.toml", about.id, about.title))
    yield partial(Session, Explorer(shipped_index, library=Library(tmp_path / "library"), desk=desk))
    shipped_index.owner = owner
    shipped_index.own({})


@pytest.fixture
def session(make: partial[Session]) -> Session:
    """A session at the first event, unpaged and unwrapped."""
    return make()


def say(session: Session, *lines: str) -> list[str]:
    """What is said to some lines, together."""
    return [said for line in lines for said in answer(session, line)]


# -- the list --------------------------------------------------------------------------------------------------------


def test_it_begins_with_the_timeline_the_count_and_the_event(session: Session) -> None:
    """First the title, then how many events and dead there are, then the current event."""
    title, count, event = opening(session)
    assert title == session.explorer.index.head.meta.title
    assert count.startswith("268 of 268 events. 933–1,235+ killed in 102 of 268 events")
    assert event == "1 of 268: 2 Jan 2024, attack, KP, 6 killed: Six barbers from Punjab found shot dead near Mir Ali"


def test_a_filter_says_the_count_first_and_then_the_event(session: Session) -> None:
    """A query, after the name or after a slash, is answered by the count, the filter in words, and the current event."""
    said = say(session, "filter province:BA kind:attack date:2024-08")
    assert [line.partition(".")[0] for line in said[:2]] == [
        "4 of 268 events",
        "Filter: in Balochistan, of kind attack, possibly in August 2024",
    ]
    assert said[2].startswith("1 of 4: 12 Aug 2024, attack, BA, 1 killed, disputed: ")
    say(session, "clear")
    assert say(session, "/province:BA kind:attack date:2024-08") == said


@pytest.mark.parametrize("query", ["", "province:KP", "kind:report order:sources", "kind:none-such-word"])
def test_the_list_is_the_selection(session: Session, query: str) -> None:
    """The list has a line for each event of the selection, numbered from 1, and ``go`` with a number goes there."""
    if query:
        say(session, f"filter {query}") if ":none" not in query else say(session, "filter zzzz")
    said = [line for line in say(session, "list") if re.match(r"[\d,]+: ", line)]
    count = session.explorer.selection.count
    assert len(said) == count
    assert [line.partition(":")[0] for line in said] == [f"{number:,}" for number in range(1, count + 1)]
    for number in (1, count // 2, count) if count else ():
        (here,) = say(session, f"go {number}")
        assert here == f"{number:,} of {count:,}: {said[number - 1].partition(': ')[2]}"


def test_moving_stops_at_the_ends(session: Session) -> None:
    """``next`` and ``previous`` go by one event, say so at the ends, and fail at neither."""
    assert say(session, "previous")[0] == "There is no previous event; this is the first of 268."
    assert say(session, "next")[0].startswith("2 of 268: ")
    assert say(session, "k")[0].startswith("1 of 268: ")
    assert say(session, "last", "n")[1] == "There is no next event; this is the last of 268."


def test_an_event_that_the_filters_hide_is_gone_to_all_the_same(session: Session) -> None:
    """``go`` with an id clears filters that hide the event, and says so."""
    say(session, "filter kind:report")
    assert say(session, "go 2024-03-26-besham")[0] == "The filters hid this event; they are cleared."
    assert session.explorer.subject_id == "2024-03-26-besham"


def test_digits_toggle_provinces_and_shifted_ones_exclude_them(session: Session) -> None:
    """2 filters by the second province and back, # excludes the third, 0 clears both."""
    say(session, "2", "#")
    assert session.explorer.query.text == "province:BA -province:PB"
    say(session, "2")
    assert session.explorer.query.text == "-province:PB"
    say(session, "0")
    assert not session.explorer.query


def test_values_are_added_and_excluded(session: Session) -> None:
    """``add`` and ``exclude`` take a value of a field, or a query."""
    say(session, "add kind:attack", "add kind:policy", "exclude province:PB")
    assert session.explorer.query.text == "kind:attack,policy -province:PB"
    say(session, "add kind:attack", "add killed:>=1")
    assert session.explorer.query.text == "kind:policy -province:PB killed:>=1"


def test_counts_of_values_and_of_time_are_those_of_their_lists(session: Session) -> None:
    """A facet's number is that of the list once filtered by it; the months together are the list."""
    for line in say(session, "facets kind")[1:]:
        value, count = re.fullmatch(r"(\S+): ([\d,]+)", line).groups()  # type: ignore[union-attr]  # every line has both
        say(session, f"filter kind:{value}")
        assert session.explorer.selection.count == int(count)
        say(session, "clear")
    say(session, "filter province:KP")
    months = say(session, "time month")[1:-1]
    assert sum(int(line.rpartition(": ")[2].replace(",", "")) for line in months) == session.explorer.selection.count


def test_history_and_around_lead_back(session: Session) -> None:
    """``[`` and ``]`` go through the filters, ``w`` shows what happened around and comes back."""
    say(session, "/kind:attack", "/kind:policy", "[")
    assert session.explorer.query.text == "kind:attack"
    say(session, "]", "w")
    assert not session.explorer.query
    say(session, "w")
    assert session.explorer.query.text == "kind:policy"


def test_another_lens_counts(session: Session) -> None:
    """``count`` takes a lens, ``=`` the next one; an unknown one is named with the nearest."""
    assert "official figures" in say(session, "count official")[0]
    # past the lens of best numbers, which no claim of the shipped timeline has
    assert say(session, "=")[0].endswith("all figures.")
    with pytest.raises(CttuiError, match="official"):
        say(session, "count oficial")


@pytest.mark.parametrize("lens", ["official", "lowest", "highest", "all"])
def test_the_current_event_has_the_dead_that_the_list_gives_it(session: Session, lens: str) -> None:
    """What is said of the current event counts by the lens, as its line of the list and the sum above it do."""
    say(session, "filter besham killed:>=1", f"count {lens}")
    for number, listed in enumerate(say(session, "list")[2:], 1):
        said = say(session, f"go {number}")[-1]
        assert said.partition(": ")[2] == listed.partition(": ")[2]


# -- reading ---------------------------------------------------------------------------------------------------------


def test_sources_are_read_with_their_quotes(session: Session) -> None:
    """``read`` has every source of the event with digest, figures and quotes."""
    say(session, "go 2024-03-26-besham")
    said = say(session, "read")
    view = session.explorer.read()
    assert view is not None
    assert said[0].startswith(f"{len(view.sources)} sources of: Suicide car bomb near Besham")
    event = session.explorer.subject_event()
    assert event is not None
    for claim in event.claims:
        assert any(f"“{claim.quote}”" in line for line in said), claim.quote


def test_a_digest_of_several_lines_is_several_lines() -> None:
    """A line end in a text is one in what is said, and not a sign in place of it."""
    from cttui.store.cache import open_timeline
    from exporting import HARBOUR

    index = open_timeline(HARBOUR, None)
    said = say(Session(Explorer(index, at="quay-act")), "read")
    assert [line for line in said if line.endswith(("First line.", "TY  - BOOK", "Last line."))] == [
        "  Digest, in our own words: First line.", "TY  - BOOK", "Last line.",
    ]  # fmt: skip
    index.close()


def test_a_copy_is_read_with_its_quotes_marked_in_words(session: Session) -> None:
    """``read 1`` has the text of the copy, each quote in brackets with its number; ``n`` goes from quote to quote."""
    say(session, "go 2024-03-26-besham", "read")
    session.explorer.read_source(0)
    view = session.explorer.read()
    library = session.explorer.library
    assert view is not None
    assert library is not None
    quote = next(claim.quote for claim in view.claims if claim.quote)
    text = f"Before the words.\n\nThey wrote: {quote}. And so on."
    library.attach(view.source_id, text.encode(), media_type="text/plain", origin="page.txt")
    said = say(session, "read 1")
    assert f"They wrote: [quote 1: {quote}]. And so on." in said
    assert any(line.startswith("Quote 1: ") for line in said)
    assert say(session, "n")[1] == f"Before the words. They wrote: [quote 1: {quote}] . And so on."
    say(session, "j")
    assert say(session, "n")[0].startswith("51 of 268: ")


def test_nothing_of_a_copy_or_a_note_acts_on_the_terminal(session: Session) -> None:
    """Control characters in the reader's own note and in a copy are shown as signs, and act on nothing."""
    say(session, "note", "One\x1b[2Jtwo\x07", ".", "read")
    session.explorer.read_source(0)
    view, library = session.explorer.read(), session.explorer.library
    assert view is not None
    assert library is not None
    library.attach(view.source_id, b"Red \x1b[31malert\x07.", media_type="text/plain", origin="page.txt")
    said = say(session, "show", "read 1", "note")
    assert any("two" in line for line in said)
    assert any("alert" in line for line in said)
    assert not any(has_control(line) for line in said)


def test_whatever_a_command_says_is_made_safe(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """No command has to remember to: a control character becomes a sign, a line break a line, on the way out."""
    monkeypatch.setattr("cttui.linear.saying.event_line", lambda *_: "One\x1b[2J\u202etwo\nthree")
    assert say(session, "here") == ["1 of 268: One\ufffd[2J\ufffdtwo", "three"]


def test_without_a_copy_it_is_said_how_to_get_one(session: Session) -> None:
    """``read 1`` of a source without a copy names the command that stores one; a number too high, how many there are."""
    with pytest.raises(LinearError, match=r"cttui attach \S+ FILE"):
        say(session, "read 1")
    with pytest.raises(LinearError, match="this event has 4 sources"):
        say(session, "read 5")


# -- the tasks of an analyst -----------------------------------------------------------------------------------------


def test_the_sources_of_the_deadliest_attack(session: Session) -> None:
    """Attacks in Balochistan in August 2024, the sources of the deadliest."""
    said = "\n".join(say(session, "/province:BA kind:attack date:2024-08 order:killed", "first", "read"))
    assert "4 of 268 events" in said
    assert "sources of: Coordinated BLA attacks across Balochistan" in said


def test_how_many_soldiers_by_whom_and_where(session: Session) -> None:
    """How many soldiers were killed in 2024, by whom counted, in which source."""
    said = "\n".join(say(session, "C soldiers"))
    for part in ("383 ×2   ISPR", "685      CRSS", "527      PICSS", "The Nation, 1 Jan 2025", "disputed, 527–685"):
        assert part in said


def test_what_answered_an_attack_and_when(session: Session) -> None:
    """What answered the March attack on Chinese nationals, after how many days."""
    number = next(line.partition(":")[0] for line in say(session, "threads") if "March attack" in line)
    said = "\n".join(say(session, f"threads {number}"))
    assert "6 Apr 2024, policy (11 days after step 1)" in said
    assert "22 Jun 2024, policy (88 days after step 1)" in said


def test_when_a_campaign_was_approved_and_what_critics_said(session: Session) -> None:
    """When Azm-e-Istehkam was approved, by whom, and what its critics said."""
    number = next(line.partition(":")[0] for line in say(session, "t") if "Azm-e-Istehkam" in line)
    said = "\n".join(say(session, f"t {number}", "go 2024-06-23-parties-object", "show"))
    assert "22 Jun 2024, policy" in said
    assert "Apex Committee approves" in said
    assert "23–25 June 2024" in said
    assert "ANP" in said


def test_who_surrendered(session: Session) -> None:
    """Who surrendered in Balochistan in 2024."""
    said = "\n".join(say(session, "/kind:surrender province:BA", "list", "n", "claims", "show"))
    assert "3 of 268 events" in said
    assert "14 wanted" in said
    assert "Najeeb" in said


def test_what_rests_on_one_paper_alone(session: Session) -> None:
    """All events that cite Dawn, and how many figures rest on it alone."""
    assert say(session, "/publisher:Dawn")[0].startswith("139 of 268 events.")
    assert "254 figures in 258 claims, 203 on one publisher alone" in say(session, "C dawn")[0]


def test_all_but_a_province_and_a_kind_as_a_view(session: Session) -> None:
    """Everything but Punjab and reports, saved as a view, and opened again."""
    assert say(session, "exclude province:PB", "exclude kind:report")[3].startswith("198 of 268 events.")
    say(session, "save The others", "clear")
    assert say(session, "views The others")[0].startswith("198 of 268 events.")


def test_five_marks_and_a_note_are_exported(session: Session, tmp_path: Path) -> None:
    """Mark five events, write a note, export both as Markdown."""
    path = tmp_path / "marks.md"
    said = say(session, *["m", "j"] * 5, "note", "Ask", "", "Quetta.", ".", f"X marks markdown {path}")
    assert said[-1] == f"Wrote 6 events to {path}"
    written = path.read_text(encoding="utf-8")
    assert written.count("\n## ") == 6
    assert "Quetta." in written


# -- keeping ---------------------------------------------------------------------------------------------------------


def test_a_note_grows_is_replaced_and_deleted(session: Session) -> None:
    """``note TEXT`` adds to the note, ``note`` takes a new one up to a dot, and a dot alone deletes it."""
    assert say(session, "note One") == ["Note saved."]
    say(session, "note Two")
    assert session.explorer.note() == "One\n\nTwo"
    assert say(session, "note", "Three", ".")[-1] == "Note saved."
    assert session.explorer.note() == "Three"
    assert say(session, "note", ".")[-1] == "Note deleted."
    assert not session.explorer.note()


def test_a_note_may_say_what_commands_are_called(session: Session) -> None:
    """While a note is typed, no line of it is a command."""
    say(session, "note", "quit", "clear", "", ".")
    assert session.explorer.note() == "quit\nclear"
    assert not session.ended


def test_an_export_is_the_one_of_the_command_line(session: Session, tmp_path: Path) -> None:
    """The file has what ``cttui export`` writes; it is replaced only with --force."""
    from cttui.exports.registry import exported
    from cttui.exports.subjects import Events
    from strategies import exported as printed

    path = tmp_path / "out with blanks.csv"
    assert say(session, "/kind:court", f"export csv {path}")[-1] == f"Wrote 14 events to {path}"
    found = session.explorer
    assert path.read_text(encoding="utf-8") == printed(exported()["csv"].function, Events(found.index, found.query, found.lens))
    with pytest.raises(LinearError, match="--force"):
        say(session, f"export csv {path}")
    assert say(session, f"export csv {path} --force")[0].startswith("Wrote 14 events")


@pytest.mark.parametrize("line", ["mark", "note x", "note", "save x", "export csv x.csv"])
def test_read_only_writes_nothing(make: partial[Session], line: str) -> None:
    """Where nothing may be written, what would is refused in a sentence."""
    with pytest.raises(LinearError, match="read-only"):
        say(make(read_only=True), line)


# -- pages and lines -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [1, 7, 100, 1000])
def test_pages_together_are_the_whole(make: partial[Session], page: int) -> None:
    """A page has so many lines and says that there is more; empty lines bring all the rest, and then say nothing."""
    whole = say(make(), "list")
    paged = make(page=page)
    said = say(paged, "list")
    assert len(said) <= page + 1
    while said[-1:] == [MORE]:
        said[-1:] = say(paged, "")
    assert said == whole
    assert say(paged, "") == []


@given(text=st.text(st.sampled_from("ab漢é\u0301 -"), max_size=60), width=st.integers(1, 30))
def test_wrapping_breaks_at_blanks_alone(text: str, width: int) -> None:
    """Wrapped, a line has the same words, and no piece is wider than the terminal but a single word."""
    pieces = list(wrapped(text, width))
    assert " ".join(pieces).split() == text.split()
    assert all(cells(piece) <= width or len(piece.split()) == 1 for piece in pieces)


# -- all commands ----------------------------------------------------------------------------------------------------


def test_keys_are_those_of_the_app() -> None:
    """A command that the app has too has its keys and no other; no key runs two commands, and none is a name."""
    rows = {command.id: command for command in app.COMMANDS}
    for command in COMMANDS:
        if command.id:
            shown = {key for key in rows[command.id].shown.split() if len(key) == 1 and key.isascii()}
            assert set(command.keys) == shown, command.name
            assert command.writes == rows[command.id].writes or command.name in {"mark", "export"}
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    assert not {*keys, *"1234567", *registry.EXCLUDES} & set(registry.names())


def test_of_nothing_there_is_no_first(tmp_path: Path) -> None:
    """In a timeline without threads and views, none is offered, and naming one says that there are none."""
    with indexed(replace(small_timeline(), events=(), threads=(), views=())) as index:
        desk = Desk(index, Notebook(tmp_path / "notebook.toml", "small", "Small"))
        session = Session(Explorer(index, desk=desk))
        assert say(session, "threads") == ["0 threads"]
        assert say(session, "views")[0] == "0 views"
        with pytest.raises(LinearError, match=r"^unknown thread '1'; there are none$"):
            say(session, "threads 1")


def test_names_may_be_shortened(session: Session) -> None:
    """The beginning of a name is as good as the name, if no other begins so; names may have hyphens."""
    assert say(session, "lis 268") == say(session, "list 268")
    assert say(session, "all-cl soldiers") == say(session, "all_claims soldiers")


def test_help_has_every_command(session: Session) -> None:
    """``help`` has a line for each command, and ``help`` with a name or key that line alone."""
    said = say(session, "help")
    for command in COMMANDS:
        (line,) = (line for line in said if re.match(rf"{command.name}\b(?!_)", line))
        assert command.help in line
        assert say(session, f"help {command.name}") == [line]


def test_a_province_of_two_countries_is_asked_for_by_both_names(tmp_path: Path) -> None:
    """In a dataset the name of two provinces is answered with both, each of which is taken; and it has no earlier edition."""
    countries = ("Arcadia", "Lower Arcadia", "Lower Arcadia")
    rows = [row(GED, id=str(n), adm_1="North province", country=country) for n, country in enumerate(countries)]
    index = open_named(pack(tmp_path, GED, rows))
    session = Session(Explorer(index))
    with pytest.raises(LinearError, match=r"called 'North': North \(Arcadia\), North \(Lower Arcadia\)$"):
        say(session, "province North")
    assert say(session, "province North (Lower Arcadia)")[0].startswith("2 of 3 events.")
    with pytest.raises(LinearError, match="a dataset has no earlier edition to compare with"):
        say(session, "changes")
    index.close()


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_says_something(session: Session, name: str) -> None:
    """Alone, each command says something, or in a sentence what it needs; only ``quit`` falls silent."""
    needs = {
        "add": "a clause",
        "exclude": "a clause",
        "go": "a number",
        "save": "a name",
        "export": "a format",
        "quote": "read 1",
        "changes": "--since",
    }
    if name in needs or name in {"province", "exclude_province"}:
        with pytest.raises(LinearError, match=needs.get(name, "unknown province")):
            say(session, name)
    else:
        assert bool(say(session, name)) == (name != "quit")
    assert session.ended == (name == "quit")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("fitler kind:attack", "unknown command 'fitler'; did you mean filter?"),
        ("kind:attack", "unknown command 'kind:attack'; to filter, type filter or / before a query"),
        ("pr", "'pr' may be previous, provinces, province, previous_mark; type more of it"),
        ("filter kind:attak", "unknown kind 'attak'; did you mean attack?"),
        ("go 300", "there is no number 300 in the list, which has 268 events"),
        ("go nowhere", "nowhere"),
        ("facets kinds", "unknown field 'kinds'; did you mean kind?"),
        ("time fortnight", "unknown unit 'fortnight'; expected one of day, week, month, quarter, year, decade"),
        ("export jsnl x", "unknown format 'jsnl'; did you mean jsonl?"),
        ("next 5", "next takes nothing after its name"),
        ("province Balochstan", "unknown province 'Balochstan'; did you mean BA?"),
        ("12", "unknown command '12'; to go to an event, type go before its number"),
        ("!@", "unknown command '!@'; help lists all commands"),
        ("exclude kind:attack province:KP", "exclude takes one clause, e.g. exclude kind:attack; repeat it for each"),
        ("exclude besham bomb", "exclude takes one clause, e.g. exclude kind:attack; repeat it for each"),
        ("exclude -kind:attack", "the hyphen excludes already; type add -kind:attack"),
    ],
)
def test_a_faulty_line_is_one_sentence_with_the_nearest(session: Session, line: str, sentence: str) -> None:
    """What cannot be carried out is said in a sentence with a way out, and the next line is carried out."""
    with pytest.raises(CttuiError) as caught:
        say(session, line)
    if line.startswith("pr") and " " not in line:
        assert set(re.findall(r"pr\w+", str(caught.value))) == set(re.findall(r"pr\w+", sentence))
    else:
        assert sentence in str(caught.value)
    assert say(session, "here")


WORDS = st.sampled_from([*registry.names(), *(key for command in COMMANDS for key in command.keys), *"1234567!@#", "", "x"])
ARGUMENTS = st.one_of(
    st.sampled_from(["", "1", "2", "99", "kind", "month", "year", "killed", "official", "e1", "all", "disputed", ".", "view"]),
    st.text(max_size=12),
)


def names_export(line: str) -> bool:
    """Whether a line would write a file."""
    try:
        return registry.read(line)[0].name == "export"
    except LinearError:
        return False


@settings(max_examples=300)
@given(data=st.data())
def test_random_lines_never_stumble(data: st.DataObject) -> None:
    """Whatever is typed, and in whatever order, is answered by lines or by one sentence, without control characters."""
    with indexed(small_timeline()) as index:
        queries = query_texts(index.vocabulary)
        texts = st.tuples(WORDS, st.one_of(ARGUMENTS, queries)).map(" ".join)
        lines = data.draw(st.lists(st.one_of(texts, st.text(max_size=20)), max_size=8))
        session = Session(Explorer(index), page=data.draw(st.sampled_from([0, 3])), width=data.draw(st.sampled_from([0, 20])))
        for line in lines:
            if session.draft is None and names_export(line):
                continue  # a random file is nobody's
            complete(session, line)
            try:
                said = say(session, line)
            except CttuiError as error:
                said = [str(error)]
                assert said[0]
            assert not any(has_control(text) or "\n" in text for text in said)
        # after all of it the session still answers
        session.draft = None
        assert say(session, "here")


# -- going on --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("fil", ["filter"]),
        ("filter kind:att", ["filter kind:attack"]),
        ("/province:BA kin", ["/province:BA kind:"]),
        ("facets k", ["facets kind"]),
        ("count off", ["count official"]),
        ("order k", ["order killed"]),
        ("time y", ["time year"]),
        ("help fac", ["help facets"]),
        ("export mark", ["export markdown ", "export marks "]),
        ("claims dis", ["claims disputed"]),
        ("threads zzz", []),
        ("none-such x", []),
    ],
)
def test_a_line_is_completed(session: Session, line: str, offered: list[str]) -> None:
    """Commands, fields, values and formats are offered, each as the whole line."""
    found = complete(session, line)
    assert found[: len(offered)] == offered if offered else found == []


def test_what_is_offered_is_understood(session: Session) -> None:
    """Every thread, view, lens and field that is offered is taken."""
    for start in ("threads ", "count ", "facets ", "time ", "order ", "views "):
        ways = complete(session, start)
        assert ways
        for way in ways[:8]:
            assert say(session, way)
