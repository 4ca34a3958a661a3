"""A line in, lines out: the one way in which commands are run and their output is paged; and how a line may go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from cttui.linear import keeping, registry
from cttui.linear.saying import announced, wrapped
from cttui.linear.session import LinearError, Session
from cttui.query.language import ORDERS
from cttui.text import clean

if TYPE_CHECKING:
    from cttui.exports.subjects import Takes

LONGEST = 100_000
"""Characters of a line that are read."""
MORE = "There is more; an empty line goes on."
"""The end of a page."""
MOST = 100
"""The most ways to go on that are offered."""


def opening(session: Session) -> Iterator[str]:
    """What is said first: the timeline, how much of it there is, and the current event."""
    yield from _paged(session, chain((session.explorer.index.head.meta.title,), announced(session.explorer)))


def answer(session: Session, line: str) -> Iterator[str]:
    """Carry out a line, and say what came of it, as far as a page goes.

    Raises:
        CttuiError: It cannot be carried out; the sentence says why.
    """
    if len(line) > LONGEST:
        session.rest = None
        raise LinearError(f"the line has more than {LONGEST:,} characters")
    if session.draft is not None:
        yield from _paged(session, keeping.typed(session, line))
        return
    command, text = registry.read(line)
    if not line.strip() and session.rest is None:
        return
    if command.name != "more":
        session.rest = None
    if text and not command.takes:
        raise LinearError(f"{command.name} takes nothing after its name")
    if command.writes:
        session.may_write()
    yield from _paged(session, command.does(session, text))


def _paged(session: Session, lines: Iterable[str]) -> Iterator[str]:
    """Some lines, safe for a terminal and wrapped; what is more than a page is kept for later."""
    # a text of several lines, e.g. a digest, is several lines
    parts = (part for line in lines for part in line.split("\n"))
    safe = (piece for part in parts for piece in wrapped(clean(part), session.width))
    if not session.page:
        yield from safe
        return
    yield from islice(safe, session.page)
    if (following := next(safe, None)) is not None:
        session.rest = chain((following,), safe)
        yield MORE


def complete(session: Session, line: str) -> list[str]:
    """The ways in which a line may go on, each as the whole line."""
    if session.draft is not None:
        return []
    word, blank, rest = line.lstrip().partition(" ")
    if line.startswith("/"):
        return _queries(session, "/", line[1:])
    if not blank:
        return [name for name in registry.names() if name.startswith(word.lower())]
    try:
        takes = registry.named(word).takes
    except LinearError:
        return []
    begun = rest.lstrip()
    before = line[: len(line) - len(begun)]
    if takes == "QUERY":
        return _queries(session, before, begun)
    return [f"{before}{value}" for value in _values(session, takes, begun) if value.startswith(begun)][:MOST]


def _queries(session: Session, before: str, text: str) -> list[str]:
    """A query, with its last word finished in each way that the bar proposes; fields where it has none yet."""
    if not text or text.endswith(" "):
        return [f"{before}{text}{field}:" for field in session.explorer.index.vocabulary.fields]
    return [f"{before}{text[: one.start]}{one.insert}" for one in session.explorer.complete(text, len(text))]


def _values(session: Session, takes: str, begun: str) -> Iterable[str]:
    """What may stand for the words of a command's usage."""
    explorer = session.explorer
    vocabulary = explorer.index.vocabulary
    match takes:
        case "[COMMAND]":
            return registry.names()
        case "NUMBER|ID":
            return (found.token for found in explorer.find(begun, MOST) if found.kind == "event")
        case "[FIELD]":
            return [facet.field for facet in explorer.facets().facets]
        case "PROVINCE":
            return [value.token for value in vocabulary.values["province"]]
        case "[LENS]":
            from cttui.model.claims import LENSES

            sources = vocabulary.values["source"] if begun else ()
            return (*LENSES, *(value.token for value in (*vocabulary.values["by"], *sources)))
        case "[ORDER]":
            return ORDERS
        case "[UNIT]":
            from cttui.model.periods import UNITS

            return UNITS
        case "[NUMBER|THREAD]":
            return [thread.id for thread in explorer.index.head.threads]
        case "[NUMBER|VIEW]":
            return [view.name for view in explorer.saved_views()]
        case "[view]":
            return ("view",)
        case "[WHAT] FORMAT FILE":
            return _exports(begun)
    return ("disputed", "differing", "alone") if "disputed" in takes else ()


def _exports(begun: str) -> Iterator[str]:
    """What can be exported and how, then the folders of a path."""
    from cttui.exports import file
    from cttui.exports.registry import exported, formats

    first, *rest = begun.split(" ")
    what: Takes | None = next((takes for takes in keeping.WHAT if takes == first), None)
    known = formats(what) if what is not None else exported()
    lead = f"{first} " if what is not None else ""
    words = rest if what is not None else [first, *rest]
    if len(words) < 2:
        yield from (f"{lead}{name} " for name in known)
        yield from () if what is not None else (f"{takes} " for takes in keeping.WHAT)
        return
    head = begun[: begun.index(words[0], len(lead)) + len(words[0]) + 1]
    path, several = file.completed(begun[len(head) :])
    if several:
        folder = path.rpartition("/")[0]
        yield from (f"{head}{folder}{'/' if folder else ''}{name}" for name in several)
    else:
        yield f"{head}{path}"
