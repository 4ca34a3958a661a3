"""What a call gives to a tool, held against the tool's schema: a fault is one sentence that says what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from cttui.errors import CttuiError
from cttui.mcp.schemas import Schema
from cttui.text import nearest, shorten

MOST_TYPED = 4_000
"""Characters of one argument; as long as a query may be."""


class ArgumentError(CttuiError):
    """A call gives what a tool does not take."""


class Given(NamedTuple):
    """The arguments of a call, each as its schema says."""

    values: dict[str, Any]

    def text(self, name: str) -> str:
        """A text; empty if the call does not give it."""
        found: str = self.values.get(name, "")
        return found

    def number(self, name: str, default: int = 0) -> int:
        """A whole number."""
        found: int = self.values.get(name, default)
        return found


def read(tool: str, schema: Schema, given: Mapping[str, object]) -> Given:
    """The arguments of a call; null stands for one that is not given.

    Raises:
        ArgumentError: One is unknown, missing, or not as the schema says.
    """
    fields = schema["properties"]
    required = schema["required"]
    assert isinstance(fields, dict)  # noqa: S101 - as schemas.arguments makes it
    assert isinstance(required, list)  # noqa: S101 - the same
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in fields:
            close = nearest(name, fields)
            meant = f"; did you mean {close}?" if close else ""
            raise ArgumentError(f"{tool} takes no '{shorten(name, 40)}'; expected {', '.join(fields) or 'nothing'}{meant}")
        if value is not None:
            values[name] = _checked(name, value, fields[name])
    for name in required:
        if not str(values.get(name, "")).strip():
            raise ArgumentError(f"{tool} needs '{name}': {fields[name]['description']}")
    return Given(values)


def _checked(name: str, value: object, schema: Schema) -> object:
    if schema["type"] == "integer":
        return _whole(name, value, schema)
    if not isinstance(value, str):
        raise ArgumentError(f"{name}: expected a text, found {_found(value)}")
    if len(value) > MOST_TYPED:
        raise ArgumentError(f"{name} has {len(value):,} characters; the limit is {MOST_TYPED:,}")
    choices = schema.get("enum")
    if isinstance(choices, list) and value not in choices:
        close = nearest(value, choices)
        meant = f"; did you mean {close}?" if close else ""
        raise ArgumentError(f"{name}: expected one of {', '.join(filter(None, choices))}, found {_found(value)}{meant}")
    return value


def _whole(name: str, value: object, schema: Schema) -> int:
    least, most = schema["minimum"], schema.get("maximum")
    assert isinstance(least, int)  # noqa: S101 - as schemas.whole makes it
    wanted = f"a whole number from {least} to {most}" if isinstance(most, int) else f"a whole number from {least}"
    # JSON knows one sort of number; 20.0 is 20
    whole = isinstance(value, (int, float)) and not isinstance(value, bool) and value == value // 1
    if not whole or value < least or (isinstance(most, int) and value > most):  # type: ignore[operator]  # it is a number
        raise ArgumentError(f"{name}: expected {wanted}, found {_found(value)}")
    return int(value)  # type: ignore[call-overload,no-any-return]  # the same


def _found(value: object) -> str:
    """A value as an error shows it."""
    if isinstance(value, str):
        return f"'{shorten(value, 40)}'"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "an object"
    return "a list" if isinstance(value, list) else shorten(str(value), 40)
