"""Rules for what a timeline leads to: the queries of its views, and the outline of its map."""

from __future__ import annotations

from collections.abc import Iterator

from cttui.checks.rule import Finding, Level, Rule, Subject, in_record
from cttui.errors import CttuiError, QueryError
from cttui.query import language as query
from cttui.timeline import outline


def _views(subject: Subject) -> Iterator[Finding]:
    """Views whose query is not valid."""
    for number, view in enumerate(subject.timeline.views):
        try:
            query.parse(view.query, subject.index.vocabulary)
        except QueryError as error:
            found = f'"{view.query[error.start : error.stop]}"'
            yield in_record("view", number, view.name, "query", found, error.sentence(), "query")


def _outline(subject: Subject) -> Iterator[Finding]:
    """An outline that cannot be read."""
    if name := subject.timeline.meta.outline:
        try:
            outline.beside(subject.path, name)
        except CttuiError as error:
            yield Finding(("timeline", "outline"), "[timeline]", "outline", f'"{name}"', str(error))


RULES = (
    Rule(
        "views",
        Level.WARNING,
        "A view’s query is valid.",
        "An invalid view is listed but finds nothing.",
        'query = "knid:protest"',
        'query = "kind:protest"',
        "Correct the query; the message names the word and the nearest field or value.",
        _views,
    ),
    Rule(
        "outline",
        Level.WARNING,
        "The map’s outline is GeoJSON of lines that can be read.",
        "Without it, the map shows dots but no coasts.",
        'outline = "coast.geojson"',
        'outline = "outline.geojson"',
        "Put the file beside the timeline, or correct its name.",
        _outline,
    ),
)
