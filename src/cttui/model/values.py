"""What a value of the file must be: a type each, with the rule that pydantic runs and its JSON Schema.

Pydantic is imported only where a file is read, so a rule is plain Python and knows nothing of it but two hooks.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from cttui import text
from cttui.errors import DateError
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.model.lookalikes import unlike

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

MAX_QUOTE = 120
"""Longest quote, in characters: a figure's words, never somebody's sentences."""
MAX_TEXT = 100_000
"""Longest text of any kind, in characters: a book's chapter, and more than anybody reads in a pane."""

LEAST_FIGURE = 1e-12
"""The smallest number above 0 that a claim may give: a smaller one has more zeros than fit on a line."""
MOST_FIGURE = 10**15
"""The greatest number: up to it, halves of whole numbers are exact."""


class FaultError(ValueError):
    """A value is not what it must be.

    Attributes:
        rule: The name of the rule that it breaks, as ``cttui check`` reports it.
    """

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


BESIDE = r"[^/\\:]+(?:/[^/\\:]+)*"
"""What a path from a file's own folder on looks like, on every system."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule for one value, in an ``Annotated`` type: pydantic runs ``check`` before it takes the value.

    Attributes:
        check: Returns the value to keep; raises ``ValueError`` with what would be right.
        schema: The value's JSON Schema.
    """

    check: Callable[[object], object]
    schema: dict[str, object]

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return dict(self.schema)


def _string(check: Callable[[str], str]) -> Callable[[object], str]:
    """A rule for a text; a value that is not a string, or fails only by invisible characters, is reported with a valid text."""

    def rule(value: object) -> str:
        if isinstance(value, list | tuple | dict):
            raise FaultError("value-type", "expected a string in quotation marks")
        if not isinstance(value, str):
            typed = spelt(value)
            check(typed)
            raise FaultError("value-type", f'expected a string, e.g. "{typed}"')
        try:
            return check(value)
        except ValueError as error:
            bare = text.seen(value)
            if bare == value or not _passes(check, bare):
                raise
            raise FaultError(broken(error), f'remove {text.stray(value, bare)}: "{bare}"') from None

    return rule


def spelt(value: object) -> str:
    """A value that TOML writes without quotation marks, as a person would write it in a string."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


def broken(error: ValueError) -> str:
    """The name of the rule that a value breaks."""
    return error.rule if isinstance(error, FaultError) else "date" if isinstance(error, DateError) else "value-type"


def _passes(check: Callable[[str], str], value: str) -> bool:
    try:
        check(value)
    except ValueError:
        return False
    return True


def _any_text(value: str) -> str:
    if len(value) > MAX_TEXT:
        raise FaultError("text-length", f"this text has {len(value):,} characters; the limit is {MAX_TEXT:,}")
    if text.has_control(value):
        raise FaultError(
            "control-characters", "text must not contain control characters or characters that reorder letters; remove them"
        )
    return value


def _any_line(value: str) -> str:
    line = _any_text(value)
    if "\n" in line or "\t" in line:
        raise FaultError("one-line", "this text must be on one line; remove the line break or tab")
    return line


_text = _string(_any_text)
_line = _string(_any_line)


@_string
def _name(value: str) -> str:
    line = _any_line(value)
    if not line.strip():
        raise FaultError("empty-name", "this text must not be empty")
    if line != line.strip():
        raise FaultError("name-whitespace", f'remove the space at the ends: "{line.strip()}"')
    return line


_ID = r"[a-z0-9][a-z0-9_.~-]*"
_CODE = r"[A-Z]{2}(-[A-Z0-9]{1,3})?"
_MEASURE = r"[a-z][a-z0-9-]*"


@_string
def _id(value: str) -> str:
    line = _any_line(value)
    if not re.fullmatch(_ID, line):
        expected = "expected an id of lower-case letters, digits and - _ . ~, e.g. 2024-03-26-besham"
        raise FaultError("id", unlike(line, _ID, expected))
    return line


@_string
def _url(value: str) -> str:
    line = _any_line(value)
    if line and not re.fullmatch(r"https?://[^\s/?#\"<>\\^`{|}][^\s\"<>\\^`{|}]*", line):
        odd = re.search(r"[\"<>\\^`{|}]", line)
        if odd and re.match(r"https?://[^\s/?#]", line) and not re.search(r"\s", line):
            raise FaultError("address", f"an address must not contain {odd[0]}; replace it by %{ord(odd[0]):02X}")
        raise FaultError("address", "expected an address that starts with http:// or https:// and has no spaces")
    return line


@_string
def _quote(value: str) -> str:
    line = _any_line(value)
    if len(line) > MAX_QUOTE:
        raise FaultError(
            "quote-length",
            f"this quote has {len(line)} characters; keep the words that state the figure, at most {MAX_QUOTE} characters",
        )
    return line


@_string
def _written_date(value: str) -> str:
    line = _any_line(value)
    if line:
        dates.parse(line)
    return line


def _date(value: object) -> str:
    # in TOML, dates and dates with times may also be unquoted
    if isinstance(value, datetime.datetime):
        if value.microsecond:
            raise FaultError(
                "date", f"times cannot have fractions of a second; write {value.replace(microsecond=0).isoformat()}"
            )
        value = value.isoformat().replace("+00:00", "Z")
    elif isinstance(value, datetime.date):
        value = value.isoformat()
    return _written_date(value)


def _known_date(value: object) -> str:
    line = _date(value)
    if not line:
        raise FaultError("date", "expected a date, e.g. 2024 or 2024-03-26")
    if dates.dated(line) is None:
        raise FaultError("date", "expected a date with a start or an end, e.g. 2024/.. or ../2024")
    return line


@_string
def _code(value: str) -> str:
    line = _any_line(value)
    if not re.fullmatch(_CODE, line):
        raise FaultError("code", unlike(line, _CODE, "expected an ISO 3166 code, e.g. PK-KP or AF"))
    return line


@_string
def _measure(value: str) -> str:
    line = _any_line(value)
    if not re.fullmatch(_MEASURE, line):
        expected = "expected one word of lower-case letters, digits and hyphens, e.g. killed or people-displaced"
        raise FaultError("measure", unlike(line, _MEASURE, expected))
    return line


_NUMBER = re.compile(r"(?:[1-9]\d{0,2}(?:[, '_]\d{3})+|0|[1-9]\d{0,14})(?:\.\d{1,15})?", re.ASCII)


def _figure(value: object) -> float | int:
    if isinstance(value, str) and (plain := _NUMBER.fullmatch(value.strip())):
        raise FaultError("number", f"expected a number; write {re.sub('[^0-9.]', '', plain[0])}, without quotation marks")
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        raise FaultError("number", "expected a number of 0 or more, e.g. 5 or 76.3")
    if value > MOST_FIGURE:
        raise FaultError("number", f"a figure must be at most {MOST_FIGURE:,}; use a larger unit")
    if 0 < value < LEAST_FIGURE:
        raise FaultError("number", f"a figure must be 0 or at least {LEAST_FIGURE:.12f}; use a smaller unit")
    return value


@_string
def _beside(value: str) -> str:
    line = _any_line(value)
    if line and (not re.fullmatch(BESIDE, line) or {".", ".."} & set(line.split("/"))):
        raise FaultError(
            "outline-path",
            "expected a file in the timeline's folder, e.g. outline.geojson, not an absolute path or one with ..",
        )
    return line


def _degrees(limit: int) -> Callable[[object], float]:
    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not -limit <= value <= limit:
            raise FaultError("coordinates", f"expected degrees from -{limit} to {limit}, e.g. 34.93")
        return float(value)

    return check


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise FaultError("value-type", "expected true or false, without quotation marks")
    return value


def _cell(value: object) -> object:
    if not (isinstance(value, list | tuple) and len(value) == 2 and all(type(v) is int and 0 <= v <= 9 for v in value)):
        raise FaultError("tile", "expected two whole numbers from 0 to 9: [column, row]")
    return value


_STRING: dict[str, object] = {"type": "string"}
_EDTF: dict[str, object] = {
    "type": "string",
    "description": "EDTF: 2024-03-26, 2024-03, 2024-05-10/2024-05-14, 2024-07~, 2024-03-XX, 2024-03-26T08:30:00, [2023,2024]",
}

Text = Annotated[str, Rule(_text, _STRING)]
Line = Annotated[str, Rule(_line, _STRING)]
Name = Annotated[str, Rule(_name, {"type": "string", "minLength": 1})]
Id = Annotated[str, Rule(_id, {"type": "string", "pattern": f"^{_ID}$"})]
Url = Annotated[str, Rule(_url, {"type": "string", "pattern": "^(https?://.*)?$"})]
Quote = Annotated[str, Rule(_quote, {"type": "string", "maxLength": MAX_QUOTE})]
Date = Annotated[str, Rule(_date, _EDTF)]
KnownDate = Annotated[str, Rule(_known_date, {**_EDTF, "minLength": 1})]
Code = Annotated[str, Rule(_code, {"type": "string", "pattern": f"^{_CODE}$"})]
Measure = Annotated[str, Rule(_measure, {"type": "string", "pattern": f"^{_MEASURE}$"})]
Beside = Annotated[str, Rule(_beside, {"type": "string", "pattern": f"^({BESIDE})?$"})]
Figure = Annotated[float | int, Rule(_figure, {"type": "number", "minimum": 0})]
Flag = Annotated[bool, Rule(_flag, {"type": "boolean"})]
Latitude = Annotated[float, Rule(_degrees(90), {"type": "number", "minimum": -90, "maximum": 90})]
Longitude = Annotated[float, Rule(_degrees(180), {"type": "number", "minimum": -180, "maximum": 180})]
Cell = Annotated[tuple[int, int], Rule(_cell, {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2})]
