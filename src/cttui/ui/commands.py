"""Every command, once: a row gives its keys, its place in the palette and the footer, and its line in the help.

To add a command, add a row and, in ``app.py``, the method ``run_`` and its id. Keys are named as Textual names them.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

Scope = Literal[
    "explore",
    "bar",
    "read",
    "claims",
    "sources",
    "facets",
    "values",
    "list",
    "counting",
    "time",
    "grid",
    "map",
    "box",
    "threads",
    "path",
    "everywhere",
]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a key does."""

    id: str
    keys: tuple[str, ...]
    shown: str
    """The keys as the footer and the help write them."""
    title: str
    """What it does, in one or two words, for the footer."""
    help: str
    """What it does, in a sentence."""
    scope: Scope
    footer: int = 0
    """Where in the footer, from 1; 0 for not there. Those with a higher number go first when room is short."""
    palette: bool = True
    """Whether the palette offers it; keys that only move are left out."""


COMMANDS: tuple[Command, ...] = (
    Command("read", ("enter",), "Enter", "read", "Read the sources of the event.", "explore", 2),
    Command(
        "toggle_province", ("1", "2", "3", "4", "5", "6", "7"), "1-7", "province",
        "Show only this province, or take it in beside those chosen; again: not.", "explore", 3, False,
    ),
    Command(
        "exclude_province",
        ("exclamation_mark", "at", "number_sign", "dollar_sign", "percent_sign", "circumflex_accent", "ampersand"),
        "Shift+1-7", "without", "Leave this province out; again: no longer.", "explore", 0, False,
    ),
    Command("all_provinces", ("0",), "0", "all provinces", "Lift the filter on provinces.", "explore", 4),
    Command("filter", ("slash",), "/", "filter", "Type a filter: words, fields, dates, figures.", "explore", 5),
    Command("facets", ("f",), "f", "facets", "Go to provinces and facets, and back to the list.", "explore", 7),
    Command("claims", ("c",), "c", "claims", "See who says which number about the event.", "explore", 8),
    Command("all_claims", ("C",), "C", "all claims", "See who says which number in all events of the list.", "explore", 12),
    Command("sources", ("s",), "s", "sources", "See the sources that the list cites, and which are stored.", "explore", 9),
    Command("open_source", ("enter",), "Enter", "read", "Read the source.", "sources", 2),
    Command("order_sources", ("S",), "S", "order", "Order by publisher, date, standpoint, events, claims, copy.", "sources", 3),
    Command("filter_sources", ("slash",), "/", "filter", "Type a filter; the sources are those of its events.", "sources", 4),
    Command("next_lens", ("equals_sign",), "=", "count", "Count by the next lens: all, lowest, highest …", "counting", 10),
    Command("map", ("M",), "M", "map", "See where the events of the list were, as dots on a map.", "explore", 10),
    Command("count_dead", ("d",), "d", "dead", "Count the dead, not the events, in provinces, facets and time.", "explore", 11),
    Command("clear", ("backspace",), "Bksp", "lift filters", "Lift every filter; again: put them back.", "explore", 6),
    Command("grid", ("x",), "x", "grid", "See provinces by months; each cell is a filter.", "explore", 12),
    Command("threads", ("t",), "t", "threads", "Read a thread, or the event's chain of decisions, by steps.", "explore", 11),
    Command("cell_left", ("left", "h"), "← h", "left", "One column to the left.", "grid", 0, False),
    Command("cell_right", ("right", "l"), "→ l", "right", "One column to the right.", "grid", 0, False),
    Command("take_cell", ("enter",), "Enter", "filter", "Make the cell the filter; Esc undoes it.", "grid", 2, False),
    Command("open_path", ("enter",), "Enter", "read", "Read the path at the cursor, step by step.", "threads", 2, False),
    Command("next_step", ("right", "l", "space"), "→", "next step", "Read the next step.", "path", 2),
    Command("previous_step", ("left", "h"), "←", "previous", "Read the step before.", "path", 3),
    Command("leave_path", ("w",), "w", "around", "Go to the step's event in the list; t comes back to the step.", "path", 6),
    Command("zoom_in", ("plus", "z"), "+ z", "zoom", "Shorter bars on the time axis, down to a day.", "time", 17),
    Command("zoom_out", ("minus", "Z"), "- Z", "zoom out", "Longer bars, up to a decade.", "time"),
    Command(
        "narrow", ("shift+down",), "Shift+↓", "narrow", "Narrow the window to the event's year, month, week, day.", "time", 18
    ),
    Command("widen", ("shift+up",), "Shift+↑", "widen", "Widen the window to the week, month or year around it.", "time"),
    Command("earlier", ("shift+left",), "Shift+←", "earlier", "Move the window back by its own length.", "time"),
    Command("later", ("shift+right",), "Shift+→", "later", "Move the window on by its own length.", "time"),
    Command("all_time", ("T",), "T", "all time", "Lift the window and show the whole period.", "time"),
    Command("certainty", ("p",), "p", "possibly or surely", "Ask for what surely lies within the window, or possibly.", "time"),
    Command("undated", (), "", "undated", "Show only the events without a date.", "time"),
    Command("around", ("w",), "w", "around", "See what else happened around the event; again: back.", "explore", 10),
    Command("go_back", ("left_square_bracket",), "[", "history back", "Go back to the filters and place before.", "explore"),
    Command("go_forward", ("right_square_bracket",), "]", "history forward", "Go forward again.", "explore"),
    Command("next_source", ("right", "l", "tab"), "→", "next source", "Show the event's next source.", "read", 2),
    Command("previous_source", ("left", "h", "shift+tab"), "←", "previous", "Show the event's previous source.", "read", 3),
    Command("next_hit", ("n",), "n", "next quote", "Go to the next quote in the copy, or the next place found.", "read", 4),
    Command("previous_hit", ("N",), "N", "previous quote", "Go to the previous quote, or place found.", "read"),
    Command("seek", ("slash",), "/", "find", "Look for a text in the copy.", "read", 5),
    Command("attach", ("a",), "a", "attach", "Attach a copy to the source: a file, or fetched from its address.", "read", 6),
    Command("next_event", ("J",), "J", "next event", "Read the next event of the list.", "read", 7),
    Command("previous_event", ("K",), "K", "previous event", "Read the previous event of the list.", "read"),
    Command("read_claim", ("enter",), "Enter", "read", "Read the claim's source.", "claims", 2),
    Command("only", ("d",), "d", "disputed", "Keep to disputed claims, to differing ones, or show all.", "claims", 3),
    Command("count_by", ("b",), "b", "count by", "Count the dead everywhere by this claimant alone.", "claims", 4),
    Command("draw_box", ("b",), "b", "box", "Draw a box that filters; the mouse draws one too.", "map", 3),
    Command("lift_box", ("backspace",), "Bksp", "lift", "Lift the box; without one, every filter.", "map", 4),
    Command("map_nearer", ("plus",), "+", "nearer", "Show half as much around the dot of the event.", "map", 5),
    Command("map_farther", ("minus",), "-", "farther", "Show twice as much.", "map", 6),
    Command(
        "fix_corner", ("enter", "space"), "Enter", "fix corner",
        "Fix the corner at the cross-hair, which arrows move (far with Shift); the second one filters.", "box", 2, False,
    ),
    Command("give_up", ("escape",), "Esc", "give up", "Draw no box.", "box", 1, False),
    Command("choose", ("space",), "Space", "choose", "Choose the value at the cursor; again: no longer.", "facets", 2, False),
    Command("leave_out", ("minus",), "-", "leave out", "Leave the value at the cursor out; again: not.", "facets", 3, False),
    Command("only_value", ("enter",), "Enter", "only", "Choose the value at the cursor alone; again: not.", "facets", 1, False),
    Command("clear_field", ("backspace",), "Bksp", "clear", "Lift the filters on the field at the cursor.", "facets", 4, False),
    Command("narrow_values", ("slash",), "/", "find", "Type to narrow the lists of values; Esc shows all.", "values", 5, False),
    Command("finish", ("tab",), "Tab", "finish", "Finish the word as the list below the bar proposes.", "bar", 2, False),
    Command("propose_next", ("down",), "↓", "next", "Go to the next proposal, or to the list of events.", "bar", 3, False),
    Command("propose_previous", ("up",), "↑", "previous", "Go to the previous proposal.", "bar", 0, False),
    Command("leave", ("escape",), "Esc", "to the list", "Leave the bar; the filter stays.", "bar", 1, False),
    Command("line_down", ("down", "j"), "↓ j", "down", "One line or event down.", "list", 0, False),
    Command("line_up", ("up", "k"), "↑ k", "up", "One line or event up.", "list", 0, False),
    Command("page_down", ("pagedown", "ctrl+f"), "PgDn", "page down", "One page down.", "list", 0, False),
    Command("page_up", ("pageup", "ctrl+b"), "PgUp", "page up", "One page up.", "list", 0, False),
    Command("top", ("g", "home"), "g", "top", "To the first line.", "list", 0, False),
    Command("bottom", ("G", "end"), "G", "bottom", "To the last line.", "list", 0, False),
    Command("back", ("escape",), "Esc", "back", "Go back one level.", "everywhere", 1, False),
    Command("open_url", ("o",), "o", "open", "Open the source's address in the browser (http or https).", "everywhere", 13),
    Command("cite", ("y",), "y", "cite", "Copy the source's citation to the clipboard.", "everywhere", 14),
    Command("about", ("i",), "i", "about", "Read how the timeline was made, and its licence.", "everywhere"),
    Command("help", ("question_mark", "f1"), "?", "keys", "List every key.", "everywhere", 15),
    Command("quit", ("q",), "q", "quit", "Leave cttui.", "everywhere", 16),
)  # fmt: skip
"""All commands, in the order of the help."""

SCOPES: dict[Scope, str] = {
    "explore": "Explore",
    "bar": "In the filter bar",
    "facets": "In provinces and facets",
    "values": "In facets",
    "read": "Read",
    "claims": "Claims",
    "sources": "Sources",
    "time": "Time",
    "grid": "Grid",
    "threads": "Threads",
    "path": "In a thread",
    "map": "Map",
    "box": "While a box is drawn",
    "counting": "Counting",
    "list": "In every pane",
    "everywhere": "Everywhere",
}
"""The help's headings."""


def bindings(*scopes: Scope, also: Container[str] = ()) -> list[Binding]:
    """The bindings of some scopes, for a screen; ``run`` is told the command and which of its keys was pressed, from 1.

    Args:
        scopes: Where the commands belong.
        also: Ids of commands of other scopes.
    """
    found = []
    for command in COMMANDS:
        if command.scope in scopes or command.id in also:
            for place, key in enumerate(command.keys):
                name = command.id if place == 0 else f"{command.id}.{place + 1}"
                action = f"run({command.id!r}, {place + 1})"
                found.append(Binding(key, action, command.title, show=False, tooltip=command.help, id=name))
    return found


def own_bindings(*scopes: Scope) -> list[Binding]:
    """The bindings of some scopes, for a widget that has an action of each command's name."""
    return [
        Binding(key, command.id, command.title, show=False, tooltip=command.help, id=f"{command.id}.{place}")
        for command in COMMANDS
        if command.scope in scopes
        for place, key in enumerate(command.keys, 1)
    ]
