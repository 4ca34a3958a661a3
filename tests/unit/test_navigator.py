"""Windows, history and looking around: where every key leads, and that the way back is exact."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from cttui.explore.explorer import Explorer
from cttui.explore.history import MOST, History, Visit
from cttui.query.language import Query, Word
from cttui.store.sqlite import SqliteIndex as Index


@pytest.fixture
def explorer(shipped_index: Index) -> Explorer:
    """The shipped timeline at the attack near Besham."""
    return Explorer(shipped_index, at="2024-03-26-besham")


def here(explorer: Explorer) -> str:
    """The id of the event at the cursor."""
    assert explorer.row is not None
    return explorer.row.id


# -- the window ------------------------------------------------------------------------------------------------------


def test_narrowing_goes_to_the_month_the_week_and_the_day_of_the_event(explorer: Explorer) -> None:
    """From all of the timeline: March, its last full week, 26 March, the cursor staying where it is; then no further."""
    for text in ("date:2024-03", "date:2024-03-25..2024-03-31", "date:2024-03-26"):
        assert explorer.narrow()
        assert explorer.typed == explorer.query.text == text
        assert here(explorer) == "2024-03-26-besham"
    assert not explorer.narrow()
    for text in ("date:2024-03-25..2024-03-31", "date:2024-03", ""):
        assert explorer.widen()
        assert explorer.query.text == text
    assert not explorer.widen()


def test_widening_keeps_the_event_at_the_cursor(shipped_index: Index) -> None:
    """From the week around any event to the month: the week may lie in two months, and the event stays in the list."""
    for n in range(shipped_index.count):
        event = shipped_index.event(n)
        explorer = Explorer(shipped_index, at=event.id)
        for _ in range(3):
            explorer.narrow()
        while explorer.widen():
            assert here(explorer) == event.id, explorer.query.text


def test_the_window_keeps_its_place_in_the_bar(explorer: Explorer) -> None:
    """Other filters stay where they are written when the window between them changes."""
    explorer.ask("province:KP date:2024-03 killed:>=1")
    assert explorer.shift(1)
    assert explorer.typed == "province:KP date:2024-04 killed:>=1"
    explorer.show_within(None)
    assert explorer.typed == "province:KP killed:>=1"


def test_the_window_stops_at_the_timelines_ends(explorer: Explorer) -> None:
    """January moves no further back, and without a window nothing moves."""
    assert not explorer.shift(1)
    explorer.ask("date:2024-01")
    assert not explorer.shift(-1)
    assert explorer.query.text == "date:2024-01"


def test_possibly_and_surely_change_places_and_stay(explorer: Explorer) -> None:
    """What surely lies in July are fewer events than what possibly does; the choice holds for the next window too."""
    explorer.ask("date:2024-07")
    possibly = explorer.selection.count
    explorer.next_certainty()
    assert explorer.typed == "date!:2024-07"
    assert explorer.selection.count < possibly
    explorer.shift(1)
    assert explorer.typed == "date!:2024-08"
    explorer.show_within(None)
    assert explorer.time().surely
    explorer.next_certainty()
    explorer.narrow()
    assert explorer.query.windows[0].surely is False


def test_a_click_on_a_bar_goes_to_its_first_event(explorer: Explorer) -> None:
    """Jumping to a day puts the cursor on the first event listed then or later, and behind the last there is none."""
    from datetime import date

    assert explorer.jump_to(date(2024, 6, 22).toordinal())
    assert explorer.row is not None
    assert explorer.row.date == "2024-06-22"
    assert not explorer.jump_to(date(2030, 1, 1).toordinal())


# -- lifting and looking around --------------------------------------------------------------------------------------


def test_lifting_all_filters_and_putting_them_back(explorer: Explorer) -> None:
    """Backspace lifts every filter and, pressed again, puts all of them back; a new filter forgets the old."""
    explorer.ask("province:KP killed:>=5")
    selected = explorer.selection.count
    assert explorer.lift()
    assert (explorer.typed, explorer.lifted) == ("", 2)
    assert explorer.bar().lifted == 2
    assert explorer.lift()
    assert (explorer.typed, explorer.selection.count) == ("province:KP killed:>=5", selected)
    explorer.lift()
    explorer.ask("kind:court")
    explorer.ask("")
    assert not explorer.lift()


def test_around_an_event_and_back(explorer: Explorer) -> None:
    """The key w drops the filters and keeps the cursor; again, filters, cursor and scroll are back, wherever one went."""
    explorer.ask("province:KP kind:attack")
    explorer.go_to("2024-03-26-besham")
    explorer.top = 7
    before = explorer.place
    assert explorer.around()
    assert (explorer.query.text, here(explorer)) == ("", "2024-03-26-besham")
    explorer.move_to(explorer.position + 9)
    explorer.top = 30
    assert explorer.around()
    assert explorer.place == before


def test_nothing_is_around_where_nothing_is_hidden(explorer: Explorer) -> None:
    """Without a filter there is nothing to lift, and nothing changes."""
    before = explorer.place
    assert not explorer.around()
    assert explorer.place == before


def test_only_this_value_and_no_other(explorer: Explorer) -> None:
    """Enter on a value leaves it alone of its field, other fields as they were; again lifts it."""
    explorer.ask("province:KP,BA kind:attack")
    explorer.only("province", "SD")
    assert explorer.typed == "kind:attack province:SD"
    explorer.only("province", "SD")
    assert explorer.typed == "kind:attack"


# -- history ---------------------------------------------------------------------------------------------------------


def test_typing_is_one_step_of_the_history(explorer: Explorer) -> None:
    """Letters typed one after the other make one place: one step back is the query before the first of them."""
    explorer.toggle("province", "KP")
    for length in range(1, 7):
        explorer.ask("province:KP attack"[: 11 + length + 1])
    assert explorer.go(-1)
    assert explorer.typed == "province:KP"
    assert explorer.go(-1)
    assert explorer.typed == ""
    assert not explorer.go(-1)


def test_a_link_that_was_followed_leads_back(explorer: Explorer) -> None:
    """Going to another event is a step: back is the event that one came from, forward the other again."""
    explorer.go_to("2024-06-22-azm-e-istehkam-approved")
    assert explorer.go(-1)
    assert here(explorer) == "2024-03-26-besham"
    assert explorer.go(1)
    assert here(explorer) == "2024-06-22-azm-e-istehkam-approved"
    assert not explorer.go(1)


def test_a_history_forgets_its_oldest_places() -> None:
    """After very many places the latest can still be gone back through, and the first are forgotten."""

    def asked(word: int) -> Query:
        return Query((Word(False, str(word)),))

    history = History(Visit(Query(), 0, 0))
    for number in range(MOST + 50):
        history.visit(Visit(asked(number), number, number))
    assert history.back == MOST - 1
    assert history.step(-1) == Visit(asked(MOST + 48), MOST + 48, MOST + 48)
    assert history.step(-MOST) is None


@dataclass
class Seen:
    """A place as a reader would describe it."""

    text: str
    event: int | None
    top: int


class Browsing(RuleBasedStateMachine):
    """A reader who asks, moves, scrolls, goes back and forward; a list of what they saw is the oracle."""

    index: Index

    @initialize()
    def open(self) -> None:
        """Open the timeline."""
        self.explorer = Explorer(self.index)
        self.seen = [self.now]
        self.at = 0

    @property
    def now(self) -> Seen:
        """What is on screen."""
        return Seen(self.explorer.query.text, self.explorer.cursor, self.explorer.top)

    def _arrived(self, before: str) -> None:
        if self.explorer.query.text != before:
            self.seen[self.at + 1 :] = [self.now]
            self.at += 1
        else:
            self.seen[self.at] = self.now

    @rule(
        field=st.sampled_from(["province", "kind"]), which=st.integers(0, 4), how=st.sampled_from(["toggle", "exclude", "only"])
    )
    def choose(self, field: str, which: int, how: str) -> None:
        """Choose a value."""
        token = self.index.vocabulary.values[field][which].token
        before = self.explorer.query.text
        getattr(self.explorer, how)(field, token)
        self._arrived(before)

    @rule(how=st.sampled_from(["narrow", "widen", "next_certainty", "lift"]))
    def change(self, how: str) -> None:
        """Change the window, or lift the filters."""
        before = self.explorer.query.text
        getattr(self.explorer, how)()
        self._arrived(before)

    @rule(by=st.integers(-30, 30), top=st.integers(0, 100))
    def move(self, by: int, top: int) -> None:
        """Move the cursor and scroll: the present place looks otherwise when it is left."""
        self.explorer.move_to(self.explorer.position + by)
        self.explorer.top = top
        self.seen[self.at] = self.now

    @precondition(lambda self: self.at > 0)
    @rule()
    def back(self) -> None:
        """Go back: everything is as it was left."""
        assert self.explorer.go(-1)
        self.at -= 1
        assert self.now == self.seen[self.at]

    @precondition(lambda self: self.at + 1 < len(self.seen))
    @rule()
    def forward(self) -> None:
        """Go forward: everything is as it was left."""
        assert self.explorer.go(1)
        self.at += 1
        assert self.now == self.seen[self.at]


def test_history_is_exact(shipped_index: Index) -> None:
    """Whatever one asks, moves and scrolls: back and forward show each place's filters, cursor and scroll as left."""
    from hypothesis.stateful import run_state_machine_as_test

    Browsing.index = shipped_index
    run_state_machine_as_test(Browsing, settings=settings(max_examples=60, stateful_step_count=30, deadline=None))


KEYS = st.lists(st.sampled_from([*"ab:!>5-, ", "killed", "kind", "attack", "date:2024", "\b"]), max_size=9)
"""What a person types, with steps back."""


@given(before=KEYS, keys=KEYS)
def test_keys_together_end_where_they_end_one_by_one(shipped_index: Index, before: list[str], keys: list[str]) -> None:
    """Asking for the last text, told what it was in between, is asking for each: the filter, its fault, and the way back."""
    texts = [""]
    for key in (*before, *keys):
        texts.append(texts[-1][:-1] if key == "\b" else texts[-1] + key)
    begun = len(before) + 1
    slow, quick = Explorer(shipped_index), Explorer(shipped_index)
    for text in texts:
        slow.ask(text)
    for text in texts[:begun]:
        quick.ask(text)
    quick.ask(texts[-1], texts[begun:-1])
    assert (quick.typed, quick.query, repr(quick.fault)) == (slow.typed, slow.query, repr(slow.fault))
    for explorer in (slow, quick):
        explorer.ask(f"{texts[-1]}:")
    assert quick.query == slow.query, "and so does what is typed next"


def test_a_colon_alone_is_told_and_nothing_else(explorer: Explorer) -> None:
    """A space and a colon, or a colon behind a filter that is no word: the bar says what is wrong, and the list stays."""
    for text in (" ", " :", "  !:", ":", "kind:attack", "kind:attack:", '"post"', '"post":', "-", "-:"):
        explorer.ask(text)
        assert explorer.typed == text
    assert explorer.fault is not None
