"""Every command, once: a row gives its keys, its place in the palette and footer, and its line in the help.

To add a command, add a row and a method: ``run_ID`` on the screen that it belongs to (on the app if it means
the same everywhere), or ``action_ID`` on the pane that runs it by itself. Keys are named as Textual names them.
What is said in plain lines (``linear/``) takes its words from here, too.
"""

from __future__ import annotations

from typing import Literal

from cttui.lazy import dataclass

Scope = Literal[
    "event", "marking", "noting", "digits", "explore", "time", "numbers", "counting", "bar",
    "provinces", "facets", "values", "grid", "plot", "map", "box", "threads", "path",
    "views", "read", "figures", "select", "claims", "sources", "audit", "faults", "form", "list", "panes", "everywhere",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a key does."""

    id: str
    keys: tuple[str, ...]
    shown: str
    """The keys as the footer and the help show them, without those kept only out of habit."""
    title: str
    """What it does, in one or two words, for the footer."""
    help: str
    """What it does, in a sentence."""
    scope: Scope
    footer: int = 0
    """Position in the footer, from 1; 0 to leave it out. Higher numbers are dropped first when there is little room."""
    palette: bool = True
    """Whether the palette offers it; keys that only move the cursor are left out."""
    by_place: bool = False
    """Whether each of its keys means something different: the first province, the second …"""
    words: str = ""
    """What else people call it: help and palette find it by these words too."""
    writes: bool = False
    """Whether it changes something on disk, or leads to nothing else: read-only, it is refused and not offered."""
    curates: bool = False
    """Whether it changes a timeline's file or what is kept beside it, which a dataset has not: there, it is refused too."""


COMMANDS: tuple[Command, ...] = (
    Command("read", ("enter",), "Enter", "read", "Read the event's sources.", "event", 2),
    Command("claims", ("c",), "c", "claims", "Show who reports which figure for the event.", "event", 8),
    Command(
        "toggle_province", ("1", "2", "3", "4", "5", "6", "7"), "1-7", "province",
        "Filter by this province (adds to others); press again to remove.", "digits", 3, False, True,
    ),
    Command(
        "exclude_province",
        ("exclamation_mark", "at", "number_sign", "dollar_sign", "percent_sign", "circumflex_accent", "ampersand"),
        "Shift+1-7", "exclude", "Exclude this province; press again to include it.", "digits", 0, False, True,
    ),
    Command("all_provinces", ("0",), "0", "all provinces", "Clear the province filter.", "digits", 4),
    Command("filter", ("slash",), "/", "filter", "Type a filter: words, fields, dates, figures.", "explore", 5),
    Command("clear", ("backspace",), "Bksp", "clear filters", "Clear all filters; press again to restore them.", "explore", 6),
    Command("facets", ("f",), "f", "facets", "Switch between the list and the provinces and facets.", "explore", 7),
    Command("around", ("w",), "w", "around", "Show what else happened around the event; press again to go back.", "explore", 9),
    Command("threads", ("t",), "t", "threads", "Read the event's thread or decisions, or list all threads.", "explore", 10),
    Command("grid", ("x",), "x", "grid", "Show events by province and month; each cell is a filter.", "explore", 11),
    Command("map", ("M",), "M", "map", "Show the listed events as dots on a map.", "explore", 12),
    Command("sources", ("s",), "s", "sources", "Show the sources of the listed events, and which are stored.", "explore", 14),
    Command("all_claims", ("C",), "C", "all claims", "Show who reports which figure, for all listed events.", "explore", 15),
    Command("views", ("v",), "v", "views", "Show saved views with their counts, and your marks and notes.", "explore", 16),
    Command(
        "audit", ("P",), "P", "audit", "Compare the listed events with the reference sets of --beside.", "explore",
        words="reference against missing pairs",
    ),
    Command(
        "order_events", ("S",), "S", "sort", "Sort the list by date, dead, sources or disputes, most first.",
        "explore", 17, words="sort",
    ),
    Command(
        "beside", ("b",), "b", "theirs",
        "Show the next event of the same days and place in the sets of --beside; Esc goes back.",
        "explore", words="reference compare dataset",
    ),
    Command(
        "row", ("r",), "r", "row", "Show all columns of the event's row in the dataset; press again to hide them.",
        "explore", words="columns cells fields codebook",
    ),
    Command("next_mark", ("u",), "u", "next mark", "Go to the next marked event in the list.", "explore"),
    Command("previous_mark", ("U",), "U", "previous mark", "Go to the previous marked event in the list.", "explore"),
    Command("go_back", ("left_square_bracket",), "[", "history back", "Go back to the previous filters and event.", "explore"),
    Command(
        "go_forward", ("right_square_bracket",), "]", "history forward",
        "Go forward to the next filters and event.", "explore",
    ),
    Command("last_place", ("apostrophe",), "'", "last place", "Go to where you were when you last quit.", "explore"),
    Command(
        "mark", ("m",), "m", "mark", "Mark or unmark the event (find marked ones with is:marked).", "marking", 13, writes=True,
    ),
    Command(
        "note", ("N",), "N", "note", "Write a note on the event, in Markdown (find notes with has:note).",
        "noting", 17, writes=True,
    ),
    Command(
        "note_in_editor", (), "", "note in editor",
        "Write the note in your own editor ($VISUAL or $EDITOR).", "noting", writes=True,
    ),
    Command("zoom_in", ("plus",), "+", "zoom in", "Zoom in: shorter bars on the time axis, down to a day.", "time", 18),
    Command("zoom_out", ("minus",), "-", "zoom out", "Zoom out: longer bars, up to a decade.", "time"),
    Command(
        "narrow", ("shift+down",), "Shift+↓", "narrow", "Narrow the window to the event's year, month, week or day.", "time", 19
    ),
    Command("widen", ("shift+up",), "Shift+↑", "widen", "Widen the window to the surrounding week, month or year.", "time"),
    Command("earlier", ("shift+left",), "Shift+←", "earlier", "Move the window back by its own length.", "time"),
    Command("later", ("shift+right",), "Shift+→", "later", "Move the window forward by its own length.", "time"),
    Command("all_time", ("T",), "T", "all time", "Clear the window and show the whole period.", "time"),
    Command("undated", (), "", "undated", "Show only events without a date.", "time"),
    Command(
        "count_dead", ("d",), "d", "dead",
        "Count deaths instead of events, everywhere; press again for events.", "numbers", 22,
    ),
    Command(
        "certainty", ("p",), "p", "certainly or possibly",
        "Match events certainly, or possibly, within the window.", "numbers", 23,
    ),
    Command("next_lens", ("equals_sign",), "=", "count", "Switch whose figures count: all, lowest, highest …", "counting", 21),
    Command("finish", ("tab",), "Tab", "complete", "Complete the word with the suggestion below the bar.", "bar", 2, False),
    Command("propose_next", ("down",), "↓", "next", "Go to the next suggestion, or to the list of events.", "bar", 3, False),
    Command("propose_previous", ("up",), "↑", "previous", "Go to the previous suggestion.", "bar", 0, False),
    Command("leave", ("escape",), "Esc", "to the list", "Leave the bar and keep the filter.", "bar", 1, False),
    Command("tile_left", ("left", "h"), "← h", "left", "Go to the tile on the left.", "provinces", 0, False),
    Command("tile_right", ("right", "l"), "→ l", "right", "Go to the tile on the right.", "provinces", 0, False),
    Command(
        "only_value", ("enter",), "Enter", "only",
        "Filter by this value alone; press again to remove.", "facets", 1, False,
    ),
    Command(
        "choose", ("space",), "Space", "add",
        "Filter by this value (adds to others); press again to remove.", "facets", 2, False,
    ),
    Command("leave_out", ("minus",), "-", "exclude", "Exclude this value; press again to include it.", "facets", 3, False),
    Command("clear_field", ("backspace",), "Bksp", "clear", "Clear the filters on this field.", "facets", 4, False),
    Command("narrow_values", ("slash",), "/", "find", "Type to find values; Esc shows all.", "values", 5, False),
    Command("cell_left", ("left", "h"), "← h", "left", "Go one column left.", "grid", 0, False),
    Command("cell_right", ("right", "l"), "→ l", "right", "Go one column right.", "grid", 0, False),
    Command("take_cell", ("enter",), "Enter", "filter", "Filter by this cell.", "grid", 2, False),
    Command("draw_box", ("b",), "b", "box", "Draw a box to filter by, with the keys or the mouse.", "plot", 3, False),
    Command("lift_box", ("backspace",), "Bksp", "clear", "Clear the box or, without a box, all filters.", "map", 4),
    Command("map_nearer", ("plus",), "+", "zoom in", "Zoom in on the event's dot.", "map", 5),
    Command("map_farther", ("minus",), "-", "zoom out", "Zoom out, up to the whole map.", "map", 6),
    Command(
        "fix_corner", ("enter", "space"), "Enter", "set corner",
        "Set a corner at the cross-hair (arrows move it, Shift moves it far); the second corner filters.", "box", 2, False,
    ),
    Command("give_up", ("escape",), "Esc", "cancel", "Cancel the box.", "box", 1, False),
    Command("open_path", ("enter",), "Enter", "read", "Read this thread, step by step.", "threads", 2, False),
    Command("next_step", ("right", "l", "space"), "→", "next step", "Read the next step.", "path", 3),
    Command("previous_step", ("left", "h"), "←", "previous", "Read the previous step.", "path", 4),
    Command("next_thread", ("t",), "t", "next thread", "Go to the next thread with the step's event.", "path", 6),
    Command("leave_path", ("w",), "w", "around", "Go to the step's event in the list; t returns to the step.", "path", 5),
    Command("use_kept", ("enter",), "Enter", "show", "Open the view, or go to the event.", "views", 2, False),
    Command(
        "save_view", ("a",), "a", "add", "Save the current filter as a view.",
        "views", 3, False, words="store bookmark", writes=True,
    ),
    Command("rename_view", ("r",), "r", "rename", "Rename the view.", "views", 4, False, writes=True),
    Command(
        "delete_kept", ("D",), "D", "delete",
        "Delete the view, or the mark and note; press twice to confirm.", "views", 5, False, writes=True,
    ),
    Command("next_source", ("right", "l", "tab"), "→", "next source", "Show the event's next source.", "read", 2),
    Command("previous_source", ("left", "h", "shift+tab"), "←", "previous", "Show the event's previous source.", "read", 3),
    Command("next_hit", ("n",), "n", "next quote", "Go to the next quote, or the next match, in the copy.", "read", 4),
    Command("previous_hit", ("N",), "N", "previous quote", "Go to the previous quote, or the previous match.", "read"),
    Command("seek", ("slash",), "/", "find", "Find text in the copy.", "read", 5),
    Command(
        "attach", ("a",), "a", "attach", "Attach a copy of the source: choose a file or fetch its address.",
        "read", 6, writes=True, curates=True,
    ),
    Command(
        "figures", ("F",), "F", "figures",
        "List the copy's figures that have no claim; press again to list sources.", "read", 8,
        words="numbers propose claim", writes=True, curates=True,
    ),
    Command(
        "select_words", ("v",), "v", "select", "Select words in the copy to make a claim from them.", "read", 9,
        writes=True, curates=True,
    ),
    Command("next_event", ("J",), "J", "next event", "Read the next event in the list.", "read", 7),
    Command("previous_event", ("K",), "K", "previous event", "Read the previous event in the list.", "read"),
    Command(
        "take_figure", ("enter", "E"), "Enter", "take", "Make a claim from the figure, or change its claim.",
        "figures", 1, False, writes=True, curates=True,
    ),
    Command(
        "dismiss_figure", ("minus",), "-", "dismiss", "Dismiss the number as not a figure.", "figures", 2, False,
        writes=True, curates=True,
    ),
    Command(
        "restore_figure", ("u",), "u", "restore", "Restore the last dismissed number.", "figures", 3, False,
        writes=True, curates=True,
    ),
    Command("next_word", ("right", "w", "l"), "→ w", "next word", "Go to the next word.", "select", 4, False),
    Command("previous_word", ("left", "b", "h"), "← b", "previous", "Go to the previous word.", "select", 5, False),
    Command("next_line", ("down", "j"), "↓ j", "down", "Go one line down.", "select", 0, False),
    Command("previous_line", ("up", "k"), "↑ k", "up", "Go one line up.", "select", 0, False),
    Command(
        "from_here", ("space", "v"), "Space", "start here",
        "Start selecting at this word; press again to select only this word.", "select", 2, False,
    ),
    Command("sentence", ("s",), "s", "sentence", "Select the sentence; press again to add the next one.", "select", 3, False),
    Command(
        "take_words", ("enter",), "Enter", "take", "Make a claim from the selected words, in a form.",
        "select", 1, False, writes=True, curates=True,
    ),
    Command("give_up_words", ("escape",), "Esc", "leave", "Stop selecting.", "select", 6, False),
    Command(
        "read_claim", ("enter",), "Enter", "read", "Read the claim's source, or list the claims of a repeated figure.",
        "claims", 2,
    ),
    Command(
        "filter_claims", ("slash",), "/", "filter", "Type to filter claims: people, claimant, publisher, measure, year.",
        "claims", 3,
    ),
    Command("all_figures", ("backspace",), "Bksp", "show all", "Clear the claims filter.", "claims", 6),
    Command(
        "only", ("d",), "d", "disputed", "Show disputed claims, differing claims, those from a single publisher, or all.",
        "claims", 4,
    ),
    Command("count_by", ("b",), "b", "count by", "Count deaths everywhere by this claimant's figures alone.", "claims", 5),
    Command("open_source", ("enter",), "Enter", "read", "Read the source.", "sources", 2),
    Command(
        "order_sources", ("S",), "S", "sort", "Sort by publisher, date, standpoint, events, claims or copy.", "sources", 3,
        words="sort",
    ),
    Command("source_claims", ("c",), "c", "claims", "Show the figures from the source's publisher.", "sources", 5),
    Command(
        "filter_sources", ("slash",), "/", "filter",
        "Type a filter for the events whose sources are listed.", "sources", 4,
    ),
    Command("show_pair", ("enter",), "Enter", "go to", "Go to the timeline's event in the list.", "audit", 6),
    Command(
        "judge_same", ("s",), "s", "same", "Judge the two events to be the same; press again to remove.", "audit", 2,
        writes=True,
    ),
    Command(
        "judge_other", ("d",), "d", "not the same",
        "Judge the two events not to be the same; press again to remove.", "audit", 3, writes=True,
    ),
    Command(
        "judge_unsure", ("u",), "u", "unsure", "Mark the pair as unsure; press again to remove.", "audit", 4, writes=True,
    ),
    Command("next_status", ("f",), "f", "status", "Show one status after another, or all.", "audit", 5, words="filter status"),
    Command("next_reference", ("r",), "r", "next set", "Show the next reference set.", "audit", 7),
    Command(
        "save_form", ("ctrl+s",), "Ctrl+S", "save", "Save the form, or go to its first error.", "form", 1, False, writes=True,
    ),
    Command("line_down", ("down", "j"), "↓ j", "down", "Go down one line or event.", "list", 0, False),
    Command("line_up", ("up", "k"), "↑ k", "up", "Go up one line or event.", "list", 0, False),
    Command("page_down", ("pagedown", "ctrl+f"), "PgDn", "page down", "Go down one page.", "list", 0, False),
    Command("page_up", ("pageup", "ctrl+b"), "PgUp", "page up", "Go up one page.", "list", 0, False),
    Command("top", ("g", "home"), "g", "top", "Go to the first line.", "list", 0, False),
    Command("bottom", ("G", "end"), "G", "bottom", "Go to the last line.", "list", 0, False),
    Command(
        "widen_pane", ("greater_than_sign",), ">", "wider", "Make the pane wider (or drag its border with the mouse).", "panes",
        words="resize width size",
    ),
    Command("narrow_pane", ("less_than_sign",), "<", "narrower", "Make the pane narrower.", "panes", words="resize width size"),
    Command(
        "default_widths", (), "", "default widths",
        "Reset all panes to their default widths.", "panes", words="reset size",
    ),
    Command("back", ("escape",), "Esc", "back", "Go back one level.", "everywhere", 1, False),
    Command("open_url", ("o",), "o", "open", "Open the source's address in the browser (http or https).", "everywhere", 24),
    Command(
        "cite", ("y",), "y", "cite", "Copy the source's citation to the clipboard.", "everywhere", 25, words="reference yank",
    ),
    Command(
        "export", ("X",), "X", "export", "Export the selection, your marks or the claims shown to a file.", "everywhere", 20,
        words="save print download csv json markdown file", writes=True,
    ),
    Command(
        "add_event", ("I",), "I", "add event", "Add an event to the timeline's file, in a form.", "everywhere",
        words="insert new", writes=True, curates=True,
    ),
    Command(
        "change_record", ("E",), "E", "change", "Change the record at the cursor, in a form.",
        "everywhere", words="edit form", writes=True, curates=True,
    ),
    Command(
        "open_editor", ("e",), "e", "edit file", "Open the timeline's file in your editor, at the record's line.",
        "everywhere", words="editor toml line source", writes=True, curates=True,
    ),
    Command(
        "add_source", ("A",), "A", "add source", "Add a source and its copy, from an address or a file.", "everywhere",
        words="new record fetch url", writes=True, curates=True,
    ),
    Command(
        "faults", ("exclamation_mark",), "!", "problems",
        "List the problems of the timeline's file after a bad save.", "everywhere",
    ),
    Command(
        "fix_fault", ("enter", "e"), "Enter", "edit", "Open your editor at the line of the problem.",
        "faults", 1, False, writes=True, curates=True,
    ),
    Command(
        "undo", ("z",), "z", "undo", "Show your last change to the timeline's file; press again to undo it.", "everywhere",
        words="revert take back", writes=True, curates=True,
    ),
    Command(
        "link", ("Y",), "Y", "link", "Copy a link to this view: its filters, event and lens.", "everywhere",
        words="address url share yank copy permalink",
    ),
    Command(
        "changes", ("H",), "H", "changes",
        "Show what changed in this view since the edition that was linked to, or --since.", "everywhere", words="diff history",
    ),
    Command("about", ("i",), "i", "about", "Show how the timeline was made, and its licence.", "everywhere"),
    Command("help", ("question_mark", "f1"), "?", "keys", "Show all keys.", "everywhere", 26),
    Command(
        "palette", ("ctrl+p", "colon"), "Ctrl+P", "palette", "Find anything: events, provinces, parties, threads, commands.",
        "everywhere", 27, False,
    ),
    Command("theme", (), "", "theme", "Choose a colour theme.", "everywhere"),
    Command(
        "suspend", ("ctrl+z",), "Ctrl+Z", "suspend", "Suspend cttui; fg in the shell resumes it.", "everywhere", 0, False,
    ),
    Command("quit", ("q",), "q", "quit", "Quit cttui.", "everywhere", 28),
)  # fmt: skip
"""All commands, in the order of the help."""

SCOPES: dict[Scope, str] = {
    "event": "Event",
    "marking": "Marks and notes",
    "noting": "Marks and notes",
    "digits": "Provinces",
    "explore": "Explore",
    "time": "Time",
    "numbers": "Numbers",
    "counting": "Counting",
    "bar": "Filter bar",
    "provinces": "Province map",
    "facets": "Provinces and facets",
    "values": "Facets",
    "grid": "Grid",
    "plot": "Map",
    "map": "Map",
    "box": "While drawing a box",
    "threads": "Threads",
    "path": "Thread steps",
    "views": "Views",
    "read": "Read",
    "figures": "Figures of a copy",
    "select": "While selecting words",
    "claims": "Claims",
    "sources": "Sources",
    "audit": "Audit",
    "faults": "Problems",
    "form": "Forms",
    "list": "Lists",
    "panes": "Widths of panes",
    "everywhere": "Everywhere",
}
"""The help's headings."""
