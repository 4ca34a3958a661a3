"""Every command of plain lines, once: its name, its key, its words and its function.

A command that the app has too takes key and words from its row of ``explore.commands``. To add a command, add a row and a
function from the session and what is typed after the name to the lines that it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from cttui.explore import commands as app
from cttui.explore.claims import ONLY
from cttui.lazy import dataclass
from cttui.linear import finding, keeping, reading
from cttui.linear.finding import Does
from cttui.linear.session import LinearError, Session
from cttui.text import nearest, shorten


@dataclass(frozen=True, slots=True)
class Command:
    """A command of plain lines."""

    name: str
    does: Does
    takes: str = ""
    """What may follow its name, as the help shows it; completion knows these words."""
    id: str = ""
    """The command of the app that does the same; empty for none."""
    own_help: str = ""
    """What it does, in a sentence, if the app's words do not fit."""
    own_keys: tuple[str, ...] = ()
    """Single characters that do the same, besides those of the app."""
    writes: bool = False
    """Whether it writes something."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The characters that run it."""
        shown = _APP[self.id].shown.split() if self.id else []
        return (*(key for key in shown if len(key) == 1 and key.isascii()), *self.own_keys)

    @property
    def help(self) -> str:
        """What it does, in a sentence."""
        return self.own_help or _APP[self.id].help.replace("press again", "repeat it")


_APP = {command.id: command for command in app.COMMANDS}


def _help(session: Session, text: str) -> Iterator[str]:  # noqa: ARG001 - as every command
    """The commands, or one of them."""
    rows = [named(text)] if text else COMMANDS
    for row in rows:
        usage = f"{row.name} {row.takes}".rstrip()
        keys = f", or {' or '.join(row.keys)}" if row.keys else ""
        yield f"{usage}{keys}: {row.help}"
    if not text:
        yield f"1 to 7: {_BY_NAME['province'].help}"
        yield f"{' '.join(EXCLUDES)}: {_BY_NAME['exclude_province'].help}"
        yield "Names may be shortened as far as they are clear; an empty line goes on with a long output."


def _more(session: Session, _text: str) -> Iterator[str]:
    rest, session.rest = session.rest, None
    if rest is None:
        yield "There is nothing more."
    else:
        yield from rest


def _quit(session: Session, _text: str) -> Iterator[str]:
    session.ended = True
    return iter(())


def _next_quote(by: int, otherwise: Does, session: Session, text: str) -> Iterator[str]:
    """The next quote while a copy is read, else another command of that key."""
    return reading.next_quote(by, session, text) if session.copy is not None else otherwise(session, text)


_NEXT: Does = partial(finding.move, 1)
_KEPT = "|".join(only for only in ONLY if only)

COMMANDS: tuple[Command, ...] = (
    Command("help", _help, "[COMMAND]", own_help="List the commands, or explain one.", own_keys=("?",)),
    Command("filter", finding.filter_by, "QUERY", "filter"),
    Command("clear", finding.clear, id="clear"),
    Command(
        "add", finding.add, "QUERY",
        own_help="Filter by a value (adds to others of its field), or further by any query; repeat it to remove a value.",
    ),
    Command(
        "exclude", finding.exclude, "QUERY",
        own_help="Exclude a value, or what one clause finds; repeat it to include a value again.",
    ),
    Command(
        "list", finding.list_events, "[NUMBER]",
        own_help="List the events, from the first or from a number of the list.", own_keys=("l",),
    ),
    Command("more", _more, own_help="Go on with a long output."),
    Command(
        "next", partial(_next_quote, 1, _NEXT),
        own_help="Go to the next event, or to the next quote while a copy is read.", own_keys=("n",),
    ),
    Command("down", _NEXT, own_help="Go to the next event in the list.", own_keys=("j",)),
    Command("previous", partial(finding.move, -1), own_help="Go to the previous event in the list.", own_keys=("k",)),
    Command("first", partial(finding.end, False), own_help="Go to the first event in the list.", own_keys=("g",)),
    Command("last", partial(finding.end, True), own_help="Go to the last event in the list.", own_keys=("G",)),
    Command("go", finding.go, "NUMBER|ID", own_help="Go to an event, by its number in the list or by its id."),
    Command("here", reading.here, own_help="Say which event is the current one.", own_keys=(".",)),
    Command("show", reading.show, own_help="Show the event: what happened, who reports which figure, and its sources."),
    Command(
        "read", reading.read, "[NUMBER]",
        own_help="Read the event's sources with their digests and quotes, or the stored copy of one.",
    ),
    Command("quote", partial(reading.next_quote, 1), own_help="Go to the next quote in the copy that is read."),
    Command("claims", partial(reading.claims, False), f"[{_KEPT}] [WORDS]", "claims"),
    Command("all_claims", partial(reading.claims, True), f"[{_KEPT}] [WORDS]", "all_claims"),
    Command("sources", reading.sources, id="sources"),
    Command("threads", reading.threads, "[NUMBER|THREAD]", "threads", own_help="List the threads, or read one, step by step."),
    Command("provinces", finding.provinces, own_help="List the provinces with their digits and events."),
    Command("province", finding.province, "PROVINCE", "toggle_province"),
    Command("exclude_province", finding.exclude_province, "PROVINCE", "exclude_province"),
    Command("all_provinces", finding.all_provinces, id="all_provinces"),
    Command("facets", reading.facets, "[FIELD]", "facets", own_help="List the values of a field with their events."),
    Command("time", reading.time, "[UNIT]", own_help="List the events by day, week, month, quarter, year or decade."),
    Command("narrow", finding.narrow, id="narrow"),
    Command("widen", finding.widen, id="widen"),
    Command("earlier", finding.earlier, id="earlier"),
    Command("later", finding.later, id="later"),
    Command("all_time", finding.all_time, id="all_time"),
    Command("undated", finding.undated, id="undated"),
    Command("around", finding.around, id="around"),
    Command("order", finding.order, "[ORDER]", "order_events"),
    Command("certainty", finding.certainty, id="certainty"),
    Command("dead", finding.count_dead, id="count_dead"),
    Command("count", finding.count, "[LENS]", "next_lens"),
    Command("mark", keeping.mark, id="mark", writes=True),
    Command("next_mark", partial(finding.next_mark, 1), id="next_mark"),
    Command("previous_mark", partial(finding.next_mark, -1), id="previous_mark"),
    Command("note", keeping.note, "[TEXT]", "note", writes=True),
    Command("views", keeping.views, "[NUMBER|VIEW]", "views"),
    Command("save", keeping.save, "NAME", own_help=_APP["save_view"].help, writes=True),
    Command("export", keeping.export, "[WHAT] FORMAT FILE", "export", writes=True),
    Command(
        "cite", keeping.cite, "[view]", "cite",
        own_help="Print the reference to the event and its sources, or to the whole list.",
    ),
    Command("link", keeping.link, id="link", own_help="Print the link to this view: its filters, event and lens."),
    Command("changes", reading.changes, id="changes"),
    Command("back", finding.back, id="go_back"),
    Command("forward", finding.forward, id="go_forward"),
    Command("last_place", finding.last_place, id="last_place"),
    Command("about", reading.about, id="about"),
    Command("quit", _quit, id="quit"),
)  # fmt: skip
"""All commands, in the order of the help."""

EXCLUDES = "!@#$%^&"
"""What Shift makes of the digits of provinces on an English keyboard."""
_BY_NAME = {command.name: command for command in COMMANDS}
_BY_KEY = {key: command for command in COMMANDS for key in command.keys}


def named(word: str) -> Command:
    """The command that a word names: by its name, the beginning of it, or its key.

    Raises:
        LinearError: None does; the nearest is named.
    """
    name = word.lower().replace("-", "_")
    if found := _BY_KEY.get(word) or _BY_NAME.get(name):
        return found
    begun = [command.name for command in COMMANDS if name and command.name.startswith(name)]
    if len(begun) == 1:
        return _BY_NAME[begun[0]]
    if begun:
        raise LinearError(f"'{shorten(word)}' may be {', '.join(begun[:-1])} or {begun[-1]}; type more of it")
    if ":" in word:
        raise LinearError(f"unknown command '{shorten(word)}'; to filter, type filter or / before a query")
    if word.isdecimal():
        raise LinearError(f"unknown command '{shorten(word)}'; to go to an event, type go before its number")
    close = nearest(name, _BY_NAME)
    raise LinearError(
        f"unknown command '{shorten(word)}'; " + (f"did you mean {close}?" if close else "help lists all commands")
    )


def read(line: str) -> tuple[Command, str]:
    """The command of a line, and what follows its name.

    Raises:
        LinearError: There is no such command.
    """
    text = line.strip()
    if not text:
        return _BY_NAME["more"], ""
    if len(text) == 1 and text in "1234567":
        return _BY_NAME["province"], text
    if len(text) == 1 and text in EXCLUDES:
        return _BY_NAME["exclude_province"], str(EXCLUDES.index(text) + 1)
    # a query may follow its key at once, as in the app
    if text[0] in "/=":
        return _BY_KEY[text[0]], text[1:].strip()
    word, _, rest = text.partition(" ")
    return named(word), rest.strip()


@cache
def names() -> tuple[str, ...]:
    """The names of all commands."""
    return tuple(_BY_NAME)
