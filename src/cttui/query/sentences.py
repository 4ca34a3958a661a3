"""A query in words, for the line below the bar."""

from __future__ import annotations

import math

from cttui.model import dates
from cttui.model.claims import number
from cttui.query.clauses import Alternatives, Box, Clause, Dates, Figures, Phrase, Query, Values, Word
from cttui.query.fields import FLAGS, Vocabulary


def describe(query: Query, vocabulary: Vocabulary) -> str:
    """The query as the end of a sentence: ``in Khyber Pakhtunkhwa, not of kind report, possibly in March 2024``."""
    return ", ".join(_sentence(clause, vocabulary) for clause in query.clauses)


def _sentence(clause: Clause, vocabulary: Vocabulary) -> str:
    turn = "not " if clause.negated else ""
    match clause:
        case Word(typed=typed):
            return f"{turn}mentioning {typed}…"
        case Phrase(typed=typed):
            return f"{turn}mentioning “{typed}”"
        case Values(field=field, tokens=tokens):
            # a flag alone is no phrase: "events disputed"
            said = FLAGS if field == "is" else {}
            labels = " or ".join(said.get(token) or vocabulary.label(field, token) for token in tokens)
            return turn + vocabulary.fields[field].phrase.format(labels)
        case Dates():
            return f"{turn}{'certainly' if clause.surely else 'possibly'} {_span(clause)}"
        case Box(area=area):
            return f"{turn}inside {area.words}"
        case Figures(field=field):
            # some claim may allow the figure: "at least 3" is possibly 10 or more
            return f"{turn}with {vocabulary.fields[field].phrase.format(f'possibly {_range(clause)}')}"
        case Alternatives(field=field, options=options):
            ranges = " or ".join(map(_range, options))
            return f"{turn}with {vocabulary.fields[field].phrase.format(f'possibly {ranges}')}"
    raise AssertionError(clause)


def _span(clause: Dates) -> str:
    if clause.low == clause.high:
        when = dates.parse(clause.low)
        if when.is_interval and (when.start.is_missing or when.end.is_missing):
            return dates.describe(when)
        on = when.start.precision == "day" and not (when.is_interval or when.members)
        return f"{'on' if on else 'in'} {dates.describe(when)}"
    start = dates.describe(dates.parse(clause.low)) if clause.low else ""
    end = dates.describe(dates.parse(clause.high)) if clause.high else ""
    return f"from {start} to {end}" if start and end else f"from {start} onwards" if start else f"until {end}"


def _range(clause: Figures) -> str:
    if clause.low == clause.high:
        return number(clause.low)
    if math.isinf(clause.high):
        return f"more than {number(clause.low)}" if clause.low_open else f"{number(clause.low)} or more"
    if clause.low == 0 and not clause.low_open:
        return f"fewer than {number(clause.high)}" if clause.high_open else f"{number(clause.high)} or fewer"
    return f"{number(clause.low)} to {number(clause.high)}"
