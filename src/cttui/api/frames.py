"""Data frames: the types of the columns in pandas and in polars, the same for an empty table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from cttui.api.values import COLUMNS, Table
from cttui.errors import CttuiError
from cttui.exports.tables import Kind
from cttui.text import shorten

PANDAS: dict[Kind, str] = {"text": "string", "number": "float64", "whole": "int64", "flag": "bool", "texts": "object"}
"""The type of a column in pandas; what is missing is NA in a text and NaN in a number, and several texts are a list."""
POLARS: dict[Kind, str] = {"text": "String", "number": "Float64", "whole": "Int64", "flag": "Boolean", "texts": "List(String)"}
"""The same in polars, where what is missing is null."""


def frame_of(table: Table, rows: Sequence[Mapping[str, Any]], engine: str | None) -> Any:
    """The rows of a table as a data frame.

    Raises:
        CttuiError: There is no such engine, or it is not installed.
    """
    if engine is not None and engine not in _MADE:
        raise CttuiError(f"unknown engine '{shorten(str(engine), 40)}'; expected pandas or polars")
    for name in _MADE if engine is None else (engine,):
        try:
            module = import_module(name)
        except ImportError:
            continue
        return _MADE[name](module, COLUMNS[table], rows)
    needed = f"{engine}, which is not installed" if engine else "pandas or polars, and neither is installed"
    raise CttuiError(f"a data frame needs {needed}; run: pip install {engine or 'pandas'}")


def _pandas(pandas: Any, kinds: Mapping[str, Kind], rows: Sequence[Mapping[str, Any]]) -> Any:
    series = {name: pandas.Series([row[name] for row in rows], dtype=PANDAS[kind]) for name, kind in kinds.items()}
    return pandas.DataFrame(series)


def _polars(polars: Any, kinds: Mapping[str, Kind], rows: Sequence[Mapping[str, Any]]) -> Any:
    types: dict[Kind, Any] = {kind: getattr(polars, name) for kind, name in POLARS.items() if kind != "texts"}
    types["texts"] = polars.List(polars.String)
    data = {name: [row[name] for row in rows] for name in kinds}
    return polars.DataFrame(data, schema={name: types[kind] for name, kind in kinds.items()})


_MADE: dict[str, Callable[[Any, Mapping[str, Kind], Sequence[Mapping[str, Any]]], Any]] = {"pandas": _pandas, "polars": _polars}
