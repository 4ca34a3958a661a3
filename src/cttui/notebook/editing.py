"""One change to a TOML text that leaves everything else unchanged: comments, order, and keys unknown to cttui.

The change is made twice, in the text by tomlkit and in the plain values by hand, and the new text is used only if both
agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from cttui.lazy import dataclass

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.container import Container
    from tomlkit.items import Item


class EditError(ValueError):
    """A text cannot be changed without damaging it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: to a table, or to a row of an array of tables.

    Attributes:
        table: Its name; empty for the keys above all tables.
        values: Keys and values to put there, beside those that are there, ``None`` to take a key out; ``None`` for all of
            them takes the row out.
        row: Which row, from 0; the one after the last is a new one; ``None`` if the table is not an array.
    """

    table: str
    values: Mapping[str, str | int | bool | None] | None
    row: int | None = None


def read(text: str) -> dict[str, Any]:
    """The plain values of a TOML text, floats as their spelling, since NaN is not equal to itself.

    Raises:
        ValueError: It is not TOML.
        RecursionError: It is nested too deeply.
    """
    import tomli

    return tomli.loads(text, parse_float=lambda spelt: ("float", spelt))


def revised(text: str, change: Change) -> str:
    """A TOML text with a change applied.

    Raises:
        EditError: The change would damage the text.
    """
    import tomlkit

    wanted = read(text)
    # to TOML, both line ends are the same; a string with \r in it spells it out
    two, lines = "\r\n" in text, text.replace("\r\n", "\n")
    try:
        _change_plain(wanted, change)
        document = tomlkit.parse(lines.rstrip("\n") + "\n")
        _change(document, change)
        lines = tomlkit.dumps(document).rstrip("\n") + "\n"
        same = read(lines) == wanted
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise EditError(str(error)) from None
    if not same:
        raise EditError("other parts of the file would change too")
    return lines.replace("\n", "\r\n") if two else lines


def _change_plain(top: dict[str, Any], change: Change) -> None:
    if change.row is None:
        _put_plain(top.setdefault(change.table, {}) if change.table else top, change.values or {})
        return
    rows = top.setdefault(change.table, [])
    if change.values is None:
        del rows[change.row]
        if not rows:
            del top[change.table]
    elif change.row < len(rows):
        _put_plain(rows[change.row], change.values)
    else:
        rows.append(dict(change.values))


def _put_plain(table: dict[str, Any], values: Mapping[str, str | int | bool | None]) -> None:
    for key, value in values.items():
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value


def _change(document: TOMLDocument, change: Change) -> None:
    import tomlkit
    from tomlkit.items import AoT, Table

    if not change.table:
        _put_above(document, change.values or {})
        return
    if change.row is None:
        if change.table not in document:
            document.add(tomlkit.nl())
            document[change.table] = tomlkit.table()
        _put(document[change.table], change.values or {})
        return
    if change.table not in document:
        document.add(tomlkit.nl())
        document[change.table] = tomlkit.aot()
    rows: Any = document[change.table]
    if change.values is None:
        _take_out(document, rows, change)
    elif change.row < len(rows):
        _put(rows[change.row], change.values)
    else:
        row = tomlkit.table() if isinstance(rows, AoT) else tomlkit.inline_table()
        _put(row, change.values)
        if isinstance(row, Table) and len(rows):
            _part(rows[-1], row)
        rows.append(row)


def _put_above(document: TOMLDocument, values: Mapping[str, str | int | bool | None]) -> None:
    """Put values above all tables: where their key is, else after the last key there, else below the file's own head.

    A comment right above a table is about the table, and stays there.
    """
    import tomlkit
    from tomlkit.items import AoT, Comment, Table, Whitespace

    for key, value in values.items():
        if value is None:
            document.pop(key, None)
            continue
        if key in document:
            if document[key] != value:
                document[key] = _item(value)
            continue
        row = (tomlkit.key(key), _item(value))
        row[1].trivia.trail = "\n"
        first = next(
            (
                n
                for n, (name, item) in enumerate(document.body)
                if name and isinstance(item, Table | AoT) and not name.is_dotted()
            ),
            len(document.body),
        )
        keys = [place for place, (name, _) in enumerate(document.body[:first]) if name is not None]
        if keys:
            document.body.insert(keys[-1] + 1, row)
            continue
        head = len(list(takewhile(lambda part: isinstance(part[1], Comment), document.body)))
        blank = (None, Whitespace("\n"))
        if head == len(document.body):
            document.body.append(row)
        elif isinstance(document.body[head][1], Whitespace):
            document.body[head:head] = [blank, row] if head else [row]
        else:
            document.body[:0] = [row, blank]


def _put(table: Any, values: Mapping[str, str | int | bool | None]) -> None:
    """Put values into a table, new keys before what stands after its last, or take keys out."""
    from tomlkit.items import Table

    body = table.value.body if isinstance(table, Table) else []
    tail = [(None, item) for item in _tail(table.value)] if body else []
    del body[len(body) - len(tail) :]
    for key, value in values.items():
        if value is None:
            table.pop(key, None)
        elif table.get(key) != value:
            table[key] = _item(value)
    body.extend(tail)


def _item(value: str | int | bool) -> Item:
    """A value as TOML writes it, several lines of a text as several lines."""
    import tomlkit

    if not isinstance(value, str):
        return tomlkit.item(value)
    if "\n" not in value:
        return tomlkit.string(value)
    written = tomlkit.string(value, multiline=True).as_string()
    # the lines begin below the quotation marks; if the text begins with an empty line, tomlkit takes care of it
    return tomlkit.value(written if value.startswith("\n") else f'"""\n{written[3:]}')


def _part(last: Any, row: Any) -> None:
    """Insert a new row after the last one, but before comments set apart there, as those belong to what follows."""
    from tomlkit.items import Whitespace

    body = _end(last)
    tail = _tail(body)
    close = len(list(takewhile(lambda item: not _is_blank(item), tail)))
    for item in tail[close:]:
        row.value.body.append((None, item))
    del body.body[len(body.body) - len(tail) + close :]
    body.body.append((None, Whitespace("\n")))


def _take_out(document: TOMLDocument, rows: Any, change: Change) -> None:
    """Delete a row; comments after it stay, since they may be about what follows."""
    from tomlkit.items import AoT, Whitespace

    place = change.row or 0
    left = _tail(_end(rows[place])) if isinstance(rows, AoT) else []
    if all(map(_is_blank, left)) or (place and _is_blank(left[0])):
        left = left[1:]  # there is already an empty line before the row
    if len(rows) == 1:
        at = next(n for n, (key, _) in enumerate(document.body) if key is not None and key.key == change.table)
        del document[change.table]
        document.body[at] = (None, Whitespace(_text(left)))
        return
    if place and left:
        _end(rows[place - 1]).body.extend((None, item) for item in left)
    elif left:
        rows[1].trivia.indent = _text(left) + rows[1].trivia.indent
    del rows[place]


def _is_blank(item: Item) -> bool:
    return not item.as_string().strip()


def _text(items: Iterable[Item]) -> str:
    return "".join(item.as_string() for item in items)


def _end(table: Any) -> Container:
    """The innermost container at the end of a table: that of its last table, if it has any."""
    from tomlkit.items import AoT, Table

    container: Container = table.value
    last = next((item for key, item in reversed(container.body) if key is not None), None)
    if isinstance(last, AoT):
        return _end(last[-1])
    return _end(last) if isinstance(last, Table) else container


def _tail(container: Container) -> list[Item]:
    """The comments and empty lines after the last key."""
    found = [item for _, item in takewhile(lambda part: part[0] is None, reversed(container.body))]
    return found[::-1]
