"""How a command line may go on: read from the parsers themselves, values from the compiled timeline.

A new command or option is offered as soon as a parser has it. What a value may be is told by its choices, else by the word
that stands for it in the help (``SOURCES_OF``).
"""

# ruff: noqa: SLF001 - argparse has no public way to ask a parser what it takes

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from cttui.cli.parsing import named, placed, seconds
from cttui.cli.shells import read_bash, written_bash
from cttui.errors import CttuiError
from cttui.text import clean

if TYPE_CHECKING:
    from cttui.store.index import Index

How = Literal["done", "open", "files", "both"]
"""How rows are taken: as whole words, as words that may go on, as no rows but files, as rows and files."""
MOST = 1_000
"""Most values that are offered."""
LARGEST = 8 << 20
"""Largest timeline, in bytes, that is compiled for a Tab; a larger one has to be opened once before."""


class Row(NamedTuple):
    """A way to go on."""

    value: str
    """The whole word."""
    means: str = ""
    """What it stands for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The ways to go on from a command line."""

    rows: tuple[Row, ...] = ()
    how: How = "done"

    def lines(self) -> Iterator[str]:
        """How the rows are to be taken, and the rows, as the shells' scripts read them."""
        yield self.how
        for value, means in self.rows:
            yield f"{value}\t{clean(means)}" if means else value


Parsers = Callable[[Sequence[str]], argparse.ArgumentParser]
"""Gives the parser of the command that the first word names, or of the one that opens the screen."""


def offered(words: Sequence[str], parsers: Parsers, commands: Mapping[str, str]) -> Offer:
    """The ways to go on.

    Args:
        words: The words of a command line after the program's name; the last is the one at the cursor, as far as it is typed.
        parsers: Gives a command's parser.
        commands: What each command does, by its name.
    """
    *before, current = words or [""]
    parser = parsers(before)
    command, rest = named(before, commands)
    given = _given(parser, rest)
    if given.open is not None:
        return _values(given.open, current, given)
    name, equals, begun = current.partition("=")
    if equals and name.startswith("--") and (action := parser._option_string_actions.get(name)) and action.nargs is None:
        found = _values(action, begun, given)
        return Offer(tuple(Row(f"{name}={row.value}", row.means) for row in found.rows), found.how)
    if current.startswith("-") and not given.closed:
        return Offer(tuple(_options(parser, given, current)))
    if len(command) == 1 and not rest and (kinds := seconds(command[0], commands)):
        return Offer(tuple(Row(kind, commands[f"{command[0]} {kind}"]) for kind in kinds if kind.startswith(current)))
    found = _values(given.positionals[0], current, given) if given.positionals else Offer()
    if not before:
        firsts = dict.fromkeys(name.split()[0] for name in commands)
        rows = [Row(first, _means(first, commands)) for first in firsts if first.startswith(current)]
        return Offer((*rows, *found.rows), "both" if found.how == "files" else found.how)
    return found


def _means(first: str, commands: Mapping[str, str]) -> str:
    """What the first word of a command means: what the command does, or which words may follow."""
    return commands.get(first) or " or ".join(seconds(first, commands))


class _Given(NamedTuple):
    """What the words before the cursor say."""

    open: argparse.Action | None
    """The option that waits for its value."""
    positionals: tuple[argparse.Action, ...]
    """Positional arguments that are still to come, the next first."""
    used: frozenset[str]
    """The fields of options that are given."""
    closed: bool
    """Whether no option can follow, after --."""
    timeline: Path | None
    """The timeline that is named."""


def _given(parser: argparse.ArgumentParser, words: Sequence[str]) -> _Given:
    options = parser._option_string_actions
    left = [action for action in parser._actions if not action.option_strings]
    open_: argparse.Action | None = None
    closed, used, timeline = False, set[str](), None
    for word in words:
        taken = open_
        if taken is not None:
            open_ = None
        elif word == "--" and not closed:
            closed = True
            continue
        elif word.startswith("-") and len(word) > 1 and not closed:
            name, equals, value = word.partition("=")
            if (action := options.get(name)) is None:
                continue
            used.add(action.dest)
            if equals and action.nargs is None:
                taken, word = action, value  # noqa: PLW2901 - the value is what the word says
            else:
                open_ = action if action.nargs is None else None
                continue
        elif left:
            taken = left[0]
            if taken.nargs not in {"+", "*"}:
                left.pop(0)
        if taken is not None and taken.metavar in {"PATH", "TIMELINE"}:
            timeline = Path(word).expanduser()
    return _Given(open_, tuple(left), frozenset(used), closed, timeline)


def _options(parser: argparse.ArgumentParser, given: _Given, current: str) -> Iterator[Row]:
    """Options that are not given yet, nor exclude one another; short ones only where one is being typed."""
    gone = set(given.used)
    for group in parser._mutually_exclusive_groups:
        if any(action.dest in gone for action in group._group_actions):
            gone |= {action.dest for action in group._group_actions}
    for action in parser._actions:
        if action.option_strings and action.dest not in gone:
            means = (action.help or "").replace("%%", "%")
            for option in action.option_strings:
                if option.startswith(current) and option.startswith("--"):
                    yield Row(option, means)


# -- values ----------------------------------------------------------------------------------------------------------


def _values(action: argparse.Action, current: str, given: _Given) -> Offer:
    if action.choices is not None:
        return Offer(tuple(Row(str(choice)) for choice in action.choices if str(choice).startswith(current)))
    if action.type in {Path, placed}:
        return Offer((), "files")
    # a value may be one of two things, as SOURCE|FILE
    means = str(action.metavar).split("|")
    found = [_named(name, current, given) for name in means if name in SOURCES_OF]
    rows = tuple(row for offer in found for row in offer.rows)
    if "FILE" in means:
        return Offer(rows, "both")
    return Offer(rows, "open" if any(offer.how == "open" for offer in found) else "done")


def _named(name: str, current: str, given: _Given) -> Offer:
    """The values that a word of the help stands for."""
    source = SOURCES_OF[name]
    with suppress(CttuiError, OSError):  # a timeline with faults: nothing is offered, and nothing breaks the line
        if (own := next((one for one in (themes, rules, formats) if one is source), None)) is not None:
            # it comes from no timeline
            return Offer(tuple(row for row in own(None, current) if row.value.startswith(current)))
        index = _index(given.timeline)
        if index is not None and source is queries:
            return Offer(tuple(queries(index, current))[:MOST], "open")
        if index is not None:
            return Offer(tuple(row for row in source(index, current) if row.value.startswith(current))[:MOST])
    return Offer()


def _index(path: Path | None) -> Index | None:
    from cttui.cli.opened import index_of, timeline_of
    from cttui.settings import paths
    from cttui.store.cache import compiled
    from cttui.store.named import kind_of
    from cttui.timeline import file

    own = timeline_of(path)
    if (kind := kind_of(own)) != "timeline":
        # a dataset is not imported for a Tab
        return index_of(own) if kind == "store" else None
    if own.stat().st_size > LARGEST and not compiled(file.digest(file.read(own)), paths().cache).exists():
        return None
    return index_of(own)


def queries(index: Index, text: str) -> Iterator[Row]:
    """A query, with its last word finished in each way that the bar proposes; fields where it has none yet."""
    from cttui.query.completion import complete
    from cttui.query.fields import FIELDS

    if not text or text.endswith(" "):
        yield from (Row(f"{text}{field.name}:", field.help) for field in FIELDS.values())
        return
    for one in complete(text, len(text), index.vocabulary, most=MOST):
        yield Row(f"{text[: one.start]}{one.insert}", one.label)


def events(index: Index, _current: str) -> Iterator[Row]:
    """Every event by its id."""
    from cttui.query.language import Query
    from cttui.store.index import Ask
    from cttui.store.wants import Rows

    want = Rows(0, MOST)
    yield from (Row(row.id, row.title) for row in index.answer(Ask(Query(), (want,)))[want].rows)


def sources(index: Index, _current: str) -> Iterator[Row]:
    """Every source by its id."""
    yield from (Row(value.token, value.label) for value in index.vocabulary.values["source"])


def values(field: str, index: Index, _current: str) -> Iterator[Row]:
    """The values of a field."""
    yield from (Row(one.token, one.label if one.label != one.token else "") for one in index.vocabulary.values.get(field, ()))


def places(index: Index, current: str) -> Iterator[Row]:
    """The places of the events, by name, the most frequent first."""
    from cttui.curation.book import Book

    yield from (Row(one.place.name, one.place.district) for one in Book(index).places.begun(current))


def of_sources(key: str, index: Index, _current: str) -> Iterator[Row]:
    """The values that the sources have for a key, the most frequent first."""
    from cttui.curation.shelf import Shelf

    counted = Shelf.of(index).values(key).most_common()
    yield from (Row(value, "1 source" if count == 1 else f"{count:,} sources") for value, count in counted)


def lenses(index: Index, current: str) -> Iterator[Row]:
    """The lenses that every timeline has, then claimants; sources where an id is being typed."""
    from cttui.model.claims import LENSES

    yield from (Row(name) for name in LENSES)
    yield from (Row(value.token) for value in index.vocabulary.values["by"])
    yield from sources(index, current) if current else ()


def themes(_index: object, _current: str) -> Iterator[Row]:
    """Every theme by its name."""
    from cttui.ui.base.theme import theme_names

    yield from map(Row, theme_names())


def formats(_index: object, _current: str) -> Iterator[Row]:
    """Every format of datasets by its id."""
    from cttui.imports.registry import FORMATS

    yield from (Row(form.id, form.title) for form in FORMATS)


def rules(_index: object, current: str) -> Iterator[Row]:
    """Every rule of ``cttui check``, behind those that are named already."""
    from cttui.checks.registry import RULES

    before = current[: current.rfind(",") + 1]
    yield from (Row(before + rule.name, rule.asks) for rule in RULES.values())


SOURCES_OF: dict[str, Callable[[Index, str], Iterable[Row]]] = {
    "QUERY": queries,
    "EVENT": events,
    "ID": events,
    "SOURCE": sources,
    "LENS": lenses,
    "THEME": themes,
    "RULES": rules,
    "FORMAT": formats,
    "KIND": partial(values, "kind"),
    "PROVINCE": partial(values, "province"),
    "PLACE": places,
    "DISTRICT": partial(values, "district"),
    "ACTOR": partial(values, "actor"),
    "TAG": partial(values, "tag"),
    "PUBLISHER": partial(of_sources, "publisher"),
    "AUTHOR": partial(of_sources, "author"),
    "LANGUAGE": partial(of_sources, "language"),
    "TYPE": partial(of_sources, "type"),
    "STANDPOINT": partial(of_sources, "standpoint"),
}
"""Where values come from, by the word that stands for one in the help."""


FREE = frozenset({"ADDRESS", "DATE", "HOST", "LINK", "NAME", "NUMBER", "NUMBERS", "PORT", "REVISION", "TEXT", "WORDS"})
"""Words of the help that stand for what nobody can guess."""


def answer(arguments: Sequence[str], parsers: Parsers, commands: Mapping[str, str]) -> Iterator[str]:
    """What ``cttui complete`` prints: for ``words``, the words follow; for ``bash``, what divides words there, and the line."""
    kind, *rest = arguments or ["words"]
    if kind != "bash":
        yield from offered(rest, parsers, commands).lines()
        return
    breaks, line = (*rest, "", "")[:2]
    before, current, quote = read_bash(line)
    found = offered([*before[1:], current], parsers, commands)
    # bash puts what all rows begin with in the place of the word, which must never be less than was typed
    literal = [row for row in found.rows if row.value.startswith(current)]
    rows = literal or (found.rows if len(found.rows) == 1 else ())
    yield from Offer(tuple(Row(written_bash(row.value, current, quote, breaks)) for row in rows), found.how).lines()
