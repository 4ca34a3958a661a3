"""Commands that change the list or go through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from cttui.explore.explorer import Explorer
from cttui.linear.saying import announced, counted, current, listed
from cttui.linear.session import LinearError, Session
from cttui.query import language
from cttui.text import nearest, numbered, shorten

Does = Callable[[Session, str], Iterator[str]]
"""What a command does: from the session and what is typed after its name to the lines that it says."""

# -- the filter ------------------------------------------------------------------------------------------------------


def filter_by(session: Session, text: str) -> Iterator[str]:
    """Filter by a query; without one, say what the filter is."""
    if text:
        session.explorer.run_view(text)
        session.moved()
        yield from announced(session.explorer)
    else:
        yield f"Filter: {session.explorer.query.text or 'none'}"
        yield from counted(session.explorer)


def add(session: Session, text: str) -> Iterator[str]:
    """Add a value to those of its field, or another clause."""
    yield from _with(session, text, "add", session.explorer.toggle, "")


def exclude(session: Session, text: str) -> Iterator[str]:
    """Exclude a value, or whatever a clause finds."""
    yield from _with(session, text, "exclude", session.explorer.exclude, "-")


def _with(session: Session, text: str, name: str, toggle: Callable[[str, str], None], sign: str) -> Iterator[str]:
    explorer = session.explorer
    if not text:
        raise LinearError(f"{name} needs a clause, e.g. {name} kind:attack")
    clauses = language.parse(text, explorer.index.vocabulary).clauses
    if sign and len(clauses) > 1:
        raise LinearError(f"{name} takes one clause, e.g. {name} kind:attack; repeat it for each")
    if sign and clauses and clauses[0].negated:
        raise LinearError(f"the hyphen excludes already; type add {text}")
    values = clauses[0] if len(clauses) == 1 and isinstance(clauses[0], language.Values) else None
    if values is not None and not values.negated:
        for token in values.tokens:
            toggle(values.field, token)
    else:
        explorer.run_view(f"{explorer.query.text} {sign}{text}".strip())
    session.moved()
    yield from announced(explorer)


def provinces(session: Session, _text: str) -> Iterator[str]:
    """The provinces with their digits and counts."""
    view = session.explorer.provinces()
    tiles, first = view.tiles, f", the first {len(view.tiles):,} of them" if view.in_all > len(view.tiles) else ""
    counted_ = "deaths" if session.explorer.counts_dead else "events"
    yield f"{numbered(view.in_all, 'province')}{first}, with their {counted_} under the other filters"
    for tile in tiles:
        state = ", chosen" if tile.choice.chosen else ", excluded" if tile.choice.excluded else ""
        key = f"{tile.key}: " if tile.key else ""
        yield f"{key}{tile.choice.label} ({tile.choice.token}), {_weight(session, tile.choice.figure)}{state}"


def _weight(session: Session, figure: str) -> str:
    if session.explorer.counts_dead:
        return f"{figure} killed"
    return f"{figure} event{'' if figure == '1' else 's'}"


def province(session: Session, text: str) -> Iterator[str]:
    """Filter by a province, or no longer."""
    return _province(session, text, session.explorer.toggle)


def exclude_province(session: Session, text: str) -> Iterator[str]:
    """Exclude a province, or no longer."""
    return _province(session, text, session.explorer.exclude)


def _province(session: Session, text: str, toggle: Callable[[str, str], None]) -> Iterator[str]:
    vocabulary = session.explorer.index.vocabulary
    token = session.explorer.province_of_key(text) or vocabulary.resolve("province", text)
    if token is None:
        if same := vocabulary.namesakes("province", text):
            raise LinearError(language.namesakes(text, same))
        close = vocabulary.nearest_value("province", text) if text else ""
        raise LinearError(
            f"unknown province '{shorten(text)}'; " + (f"did you mean {close}?" if close else "type provinces to list them")
        )
    toggle("province", token)
    session.moved()
    yield from announced(session.explorer)


def all_provinces(session: Session, _text: str) -> Iterator[str]:
    """No filter on provinces."""
    session.explorer.clear("province")
    session.moved()
    yield from announced(session.explorer)


def changed(change: Callable[[Explorer], object], otherwise: str, session: Session, _text: str) -> Iterator[str]:
    """Change the filter in a way that there may be nothing to change, and say what came of it."""
    if change(session.explorer) is False:
        yield otherwise
        return
    session.moved()
    yield from announced(session.explorer)


def order(session: Session, text: str) -> Iterator[str]:
    """List by another order; without one, by the next."""
    if not text:
        session.explorer.next_list_order()
    else:
        if text not in language.ORDERS:
            raise unknown("order", text, language.ORDERS)
        session.explorer.run_view(session.explorer.query.listed(text).text)
    yield from announced(session.explorer)


def count(session: Session, text: str) -> Iterator[str]:
    """Count by another lens; without one, by the next."""
    if text:
        session.explorer.count_as(text)
    else:
        session.explorer.next_lens()
    yield from announced(session.explorer)


def certainty(session: Session, _text: str) -> Iterator[str]:
    """Match certainly, or possibly."""
    session.explorer.next_certainty()
    yield f"Dates match {'certainly' if session.explorer.surely else 'possibly'}."
    yield from announced(session.explorer)


def count_dead(session: Session, _text: str) -> Iterator[str]:
    """Count deaths, or events."""
    session.explorer.counts_dead = not session.explorer.counts_dead
    yield f"Provinces, facets and time count {'deaths' if session.explorer.counts_dead else 'events'}."


# -- the list --------------------------------------------------------------------------------------------------------


def list_events(session: Session, text: str) -> Iterator[str]:
    """The events, from the first on or from a number on."""
    start = _number(session, text) if text else 0
    yield from counted(session.explorer)
    if not session.explorer.selection.count:
        yield from current(session.explorer)
    yield from listed(session.explorer, start)


def _number(session: Session, text: str) -> int:
    """A position in the list, from a number as the list gives them."""
    total = session.explorer.selection.count
    plain = text.replace(",", "")
    if not plain.isdecimal() or not 1 <= int(plain[:12]) <= total:
        raise LinearError(f"there is no number {shorten(text)} in the list, which has {numbered(total, 'event')}")
    return int(plain[:12]) - 1


def go(session: Session, text: str) -> Iterator[str]:
    """Go to an event, by its number in the list or by its id."""
    if not text:
        raise LinearError("go needs a number of the list or an event's id, e.g. go 3")
    before = session.explorer.query
    if text.replace(",", "").isdecimal():
        session.explorer.move_to(_number(session, text))
    else:
        session.explorer.go_to(text)
    session.moved()
    if session.explorer.query != before:
        yield "The filters hid this event; they are cleared."
        yield from counted(session.explorer)
    yield from current(session.explorer)


def move(by: int, session: Session, _text: str) -> Iterator[str]:
    """Go to the next or previous event."""
    session.event()
    explorer, total = session.explorer, session.explorer.selection.count
    if not 0 <= explorer.position + by < total:
        yield f"There is no {'next' if by > 0 else 'previous'} event; this is the {'last' if by > 0 else 'first'} of {total:,}."
    else:
        explorer.move_to(explorer.position + by)
        session.moved()
    yield from current(explorer)


def end(last: bool, session: Session, _text: str) -> Iterator[str]:
    """Go to the first or last event."""
    session.event()
    session.explorer.move_to(session.explorer.selection.count - 1 if last else 0)
    session.moved()
    yield from current(session.explorer)


def next_mark(by: int, session: Session, _text: str) -> Iterator[str]:
    """Go to the next or previous marked event."""
    if session.explorer.next_mark(by):
        session.moved()
    else:
        yield f"There is no {'next' if by > 0 else 'previous'} marked event in the list."
    yield from current(session.explorer)


def unknown(what: str, text: str, known: Iterable[str]) -> LinearError:
    """That something has no such name, with the nearest that has, or all that there are."""
    names = list(known)
    close = nearest(text, names)
    expected = f"expected one of {', '.join(names)}" if names else "there are none"
    return LinearError(f"unknown {what} '{shorten(text)}'; " + (f"did you mean {close}?" if close else expected))


clear: Does = partial(changed, lambda explorer: explorer.lift(), "No filters to clear.")
around: Does = partial(
    changed, lambda explorer: explorer.around(), "No filters to clear: what happened around is listed already."
)
back: Does = partial(changed, lambda explorer: explorer.go(-1), "There is nothing to go back to.")
forward: Does = partial(changed, lambda explorer: explorer.go(1), "There is nothing to go forward to.")
last_place: Does = partial(changed, lambda explorer: explorer.go_to_last(), "You were nowhere else when you last quit.")
narrow: Does = partial(changed, lambda explorer: explorer.narrow(), "The window is a day already.")
widen: Does = partial(changed, lambda explorer: explorer.widen(), "There is no window to widen.")
earlier: Does = partial(changed, lambda explorer: explorer.shift(-1), "There is no window to move, or nothing earlier.")
later: Does = partial(changed, lambda explorer: explorer.shift(1), "There is no window to move, or nothing later.")
all_time: Does = partial(changed, lambda explorer: explorer.show_within(None), "")
undated: Does = partial(changed, lambda explorer: explorer.show_undated(), "")
