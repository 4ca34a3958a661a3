"""Threads and chains of decisions: their order, their days between, and that a reader comes back to the same step."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.explore.explorer import Explorer
from cttui.explore.threads import CHAIN, Answered, fitting
from cttui.model import dates
from cttui.store.answers import chain_of
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index

BESHAM = "2024-03-26-besham"


@pytest.fixture
def explorer(shipped_index: Index) -> Explorer:
    """The shipped timeline at the attack near Besham."""
    return Explorer(shipped_index, at=BESHAM)


def test_a_chain_is_what_is_reached_by_answering(shipped_index: Index) -> None:
    """For every event: it, all that it answers and all that answers it, by any number of steps, in date order."""
    events = [shipped_index.event(n) for n in range(shipped_index.count)]
    answers = {event.id: set(event.responds_to) for event in events}
    answered = {event.id: {other.id for other in events if event.id in other.responds_to} for event in events}

    def reach(start: str, step: dict[str, set[str]]) -> set[str]:
        found, waiting = {start}, [start]
        while waiting:
            for other in step[waiting.pop()] - found:
                found.add(other)
                waiting.append(other)
        return found

    for n, event in enumerate(events):
        chain = chain_of(shipped_index, n)
        assert set(chain) == reach(event.id, answers) | reach(event.id, answered)
        numbers = [shipped_index.number(step) for step in chain]
        assert numbers == sorted(numbers)


def test_the_paths_of_an_event(explorer: Explorer) -> None:
    """The chain comes first, then every thread with its length, how much the filters leave, and whether it is on it."""
    lines = explorer.threads().lines
    assert [line.id for line in lines] == [CHAIN, *(thread.id for thread in explorer.index.head.threads)]
    by_id = {line.id: line for line in lines}
    assert (by_id["kurram"].steps, by_id["kurram"].here, by_id["kurram"].at) == (9, False, None)
    assert by_id["chinese-nationals"].here
    explorer.ask("thread:kurram kind:attack")
    (kurram,) = (line for line in explorer.threads().lines if line.id == "kurram")
    assert kurram.selected == explorer.selection.count < kurram.steps


def test_a_thread_is_read_to_its_end_and_no_further(explorer: Explorer) -> None:
    """Step by step the thread's events are read in the file's order, while the cursor in the list stays where it was."""
    explorer.open_path("kurram")
    (thread,) = (thread for thread in explorer.index.head.threads if thread.id == "kurram")
    read = []
    while True:
        view = explorer.path_view()
        assert view is not None
        assert explorer.subject == explorer.index.numbers((view.detail.id,))[0]
        read.append(view.detail.id)
        if not explorer.step(1):
            break
    assert tuple(read) == thread.events
    assert explorer.row is not None
    assert explorer.row.id == BESHAM


def test_leaving_a_thread_and_coming_back_to_the_same_step(explorer: Explorer) -> None:
    """Leaving puts the cursor on the step's event, filters that hide it lifted; the thread is then at the same step again."""
    explorer.ask("province:SD")
    explorer.open_path("kurram")
    explorer.step(1)
    explorer.step(1)
    left = explorer.path
    assert left is not None
    explorer.leave_path()
    assert not explorer.walking
    assert explorer.row is not None
    assert explorer.row.id == left.steps[2]
    assert explorer.query.text == ""
    explorer.open_path("kurram")
    assert explorer.path == left
    explorer.open_path("bannu")
    explorer.open_path("kurram")
    assert explorer.path == left


def test_while_a_thread_is_read_its_event_is_what_is_read_and_cited(explorer: Explorer) -> None:
    """Detail, reader and claims are of the step's event, and of the one at the cursor again when the thread is left."""
    explorer.open_path("kurram")
    step = explorer.path_view()
    detail, read = explorer.detail(), explorer.read()
    assert step is not None
    assert detail is not None
    assert read is not None
    assert detail.id == step.detail.id != BESHAM
    assert read.event_title == detail.title
    assert detail.title in explorer.ledger().title
    explorer.walking = False
    detail = explorer.detail()
    assert detail is not None
    assert detail.id == BESHAM


def test_days_between_are_told(explorer: Explorer) -> None:
    """A step says how long after the one before it was, and what it answers with the days between."""
    explorer.open_path(CHAIN)
    view = explorer.path_view()
    assert view is not None
    first, second = view.steps[:2]
    assert (first.gap, first.answers, first.follows) == ("", (), "")
    assert (second.gap, second.follows) == ("2 days later", "2 days after step 1")
    detail = explorer.detail()
    assert detail is not None
    links = dict(detail.links)
    assert links["Responses"][0].gap == "2 days later"


def test_a_step_says_how_many_days_after_what_it_answers(explorer: Explorer) -> None:
    """On the thread of the March attack: which step it answers and after how many days, or how long after the one before."""
    explorer.open_path("besham")
    view = explorer.path_view()
    assert view is not None
    told = {step.date: step.follows for step in view.steps}
    assert told["6 Apr 2024"] == "11 days after step 1"
    assert told["22 Jun 2024"] == "88 days after step 1"
    assert told["31 Mar 2024"] == "3 days later"
    assert view.year == "2024"
    explorer.open_path("azm-e-istehkam")
    view = explorer.path_view()
    assert view is not None
    outside = [step for step in view.steps if any(one.step is None for one in step.answers)]
    assert all(one.date in step.follows for step in outside for one in step.answers if one.step is None)


@pytest.mark.parametrize(
    ("answered", "said"),
    [
        (Answered(1, "26 Mar 2024", "11 days later"), "11 days after step 1"),
        (Answered(None, "26 Mar 2024", "11 days later"), "11 days after 26 Mar 2024"),
        (Answered(2, "26 Mar 2024", "the same day"), "the same day as step 2"),
        (Answered(2, "Mar 2024", "21 days earlier to 9 days later"), "21 days before to 9 days after step 2"),
        (Answered(None, "no date", ""), "responds to no date"),
        (Answered(3, "no date", ""), "responds to step 3"),
    ],
)
def test_what_is_answered_in_words(answered: Answered, said: str) -> None:
    """What a step answers is named by its number, or by its date where it is no step, with the days between."""
    assert str(answered) == said


def test_the_first_thread_is_the_one_that_goes_on_from_the_event(shipped_index: Index) -> None:
    """Of the threads that an event is on, that comes first in which it comes earliest, then the shorter; every one is there."""
    head = shipped_index.head
    assert [path.id for path in fitting(head, BESHAM)][:2] == ["besham", "azm-e-istehkam"]
    assert fitting(head, "2024-06-22-azm-e-istehkam-approved")[0].id == "azm-e-istehkam"
    assert fitting(head, "2024-12-27-fourteen-surrenders")[0].id == "surrenders"
    for n in range(shipped_index.count):
        event = shipped_index.event(n).id
        found = fitting(head, event)
        assert {path.id for path in found} == {thread.id for thread in head.threads if event in thread.events}
        assert all(path.steps[path.at] == event for path in found)
        assert [path.at for path in found] == sorted(path.at for path in found)


def test_one_key_goes_round_the_threads_of_an_event(explorer: Explorer) -> None:
    """The first thread is read at the event, then each of the others, its chain of decisions at last, and round again."""
    read = []
    for _ in range(5):
        assert explorer.open_next()
        view = explorer.path_view()
        assert view is not None
        assert view.detail.id == BESHAM
        read.append(view.id)
    assert read == ["besham", "azm-e-istehkam", "chinese-nationals", CHAIN, "besham"]


def test_an_event_on_no_thread_opens_none(shipped_index: Index) -> None:
    """Where no thread fits and nothing is answered, nothing is opened, and the thread that was read before stays closed."""
    explorer = Explorer(shipped_index)
    assert not explorer.open_next()
    assert not explorer.walking
    explorer.open_path("kurram")
    explorer.walking = False
    assert not explorer.open_next()
    assert not explorer.walking


def test_the_thread_that_was_left_is_come_back_to(explorer: Explorer) -> None:
    """After leaving a thread at a step, the same thread is the first that is opened there, though another would come first."""
    explorer.open_path("chinese-nationals")
    explorer.step(1)
    left = explorer.path
    explorer.leave_path()
    assert explorer.subject_id == BESHAM
    assert explorer.open_next()
    assert explorer.path == left
    assert explorer.open_next()
    assert explorer.path is not None
    assert explorer.path.id == CHAIN


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("2024-03-26", "2024-06-22", "88 days later"),
        ("2024-03-26", "2024-03-26", "the same day"),
        ("2024-03-26", "2024-03-27", "1 day later"),
        ("2024-03-26", "2024-03-23", "3 days earlier"),
        ("2024-03-26", "2024-07", "97 to 127 days later"),
        ("2024-07", "2024-03-26", "97 to 127 days earlier"),
        ("2024-07", "2024-07-10", "21 days earlier to 9 days later"),
        ("2024-03-26/2024-03-28", "2024-03-30", "4 days later"),
        ("../2024-03-26", "2024-03-27", "1 day later"),
        ("2020-01-01", "2024-01-01", "1,461 days later"),
    ],
)
def test_gaps_in_words(first: str, then: str, said: str) -> None:
    """Days between two dates are said as exactly as the dates are known."""
    assert dates.describe_gap(dates.parse(first), dates.parse(then)) == said


@given(st.dates(), st.dates())
def test_a_gap_between_days_is_their_difference(first: object, then: object) -> None:
    """Between two days there are as many days as the calendar says, one way and the other."""
    from datetime import date

    assert isinstance(first, date)
    assert isinstance(then, date)
    one, other = dates.parse(first.isoformat()), dates.parse(then.isoformat())
    assert dates.gap(one, other) == ((then - first).days, (then - first).days)
    assert dates.gap(other, one) == ((first - then).days, (first - then).days)


def test_a_thread_may_be_called_anything(tmp_path: Path) -> None:
    """A thread whose id is "chain" is read as any other, beside the chain of the event at the cursor."""
    path = tmp_path / "small.toml"
    text = (Path(__file__).parents[1] / "ui" / "small.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('id = "answers"', 'id = "chain"'), encoding="utf-8")
    explorer = Explorer(open_timeline(path, None), at="school-law")
    assert [line.steps for line in explorer.threads().lines] == [3, 4]
    explorer.open_path("chain")
    path_view = explorer.path_view()
    assert path_view is not None
    assert (path_view.title, len(path_view.steps)) == ("Attacks and answers [/red]", 4)
    explorer.open_path(CHAIN)
    assert [line.steps for line in explorer.threads().lines] == [3, 4]
