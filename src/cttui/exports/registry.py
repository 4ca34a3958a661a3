"""Every format, once: what it is called, what it takes, and the function that writes it.

To add one, add a module with that function and a row here; the command line, the form that exports from the screen and the
documents offer what stands here. A row names its module, so that one that loads something heavy is loaded when it writes.
"""

from __future__ import annotations

from importlib import import_module
from io import IOBase
from typing import IO, Any, NamedTuple

from cttui.exports.guard import Guard
from cttui.exports.left import Left
from cttui.exports.subjects import Subject, Takes
from cttui.lazy import dataclass


class Outcome(NamedTuple):
    """What became of an export."""

    left: tuple[str, ...]
    """What the format could not carry and what was kept back, a phrase each."""
    missing: int
    """How many records of the subject are not in it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write what is exported."""

    name: str
    """As ``--format`` takes it."""
    title: str
    """For people, in a few words."""
    suffix: str
    """How a file of it is called, with the dot."""
    takes: Takes
    function: str
    """The function that writes it: its module in this package and its name, as ``table:write_events``."""
    binary: bool = False
    """Whether it is written as bytes, and so never to a terminal."""
    export_only: bool = False
    """Whether only ``export`` and the form write it; ``list``, ``claims`` and ``marks`` print all others."""

    def write(self, subject: Subject, stream: IO[Any] | IOBase) -> Outcome:
        """Write what is exported.

        Args:
            subject: What the format takes.
            stream: Text, or bytes for a binary format, that is open for writing, and stays open.

        Returns:
            What the format could not carry and what was kept back.

        Raises:
            OSError: The stream cannot be written.
            CttuiError: What is exported cannot be read, or the format needs a package that is not installed.
        """
        module, _, name = self.function.partition(":")
        # it loads what writes stores, and most that is done with formats is to name them
        from cttui.store.writer import without_collector

        writer = getattr(import_module(f"cttui.exports.{module}"), name)
        with without_collector():
            left: Left | None = writer(subject, stream)
        guard = getattr(subject, "guard", None)
        kept = guard.said() if isinstance(guard, Guard) else ()
        return Outcome((*(left.said() if left is not None else ()), *kept), left.missing if left is not None else 0)


FORMATS: tuple[Format, ...] = (
    Format("csv", "CSV, for spreadsheets", ".csv", "events", "spreadsheet:write"),
    Format("jsonl", "JSON Lines, for programs", ".jsonl", "events", "json_lines:write"),
    Format("table", "plain text, one event per line", ".txt", "events", "table:write_events"),
    Format("markdown", "Markdown, a brief with numbered citations", ".md", "events", "markdown:write_events", export_only=True),
    Format("html", "a web page, for readers without a terminal", ".html", "events", "page.document:write", export_only=True),
    Format("toml", "a smaller timeline, for cttui", ".toml", "events", "timeline_file:write", export_only=True),
    Format(
        "xlsx",
        "a workbook of events, claims, sources and disputes",
        ".xlsx",
        "events",
        "workbook:write",
        export_only=True,
        binary=True,
    ),
    Format("sqlite", "a database, for SQL and Datasette", ".db", "events", "database:write", export_only=True, binary=True),
    Format(
        "parquet",
        "events with their claims, for data frames",
        ".parquet",
        "events",
        "columns:write",
        export_only=True,
        binary=True,
    ),
    Format("geojson", "GeoJSON, for maps", ".geojson", "events", "geojson:write", export_only=True),
    Format("ics", "iCalendar, for calendars", ".ics", "events", "icalendar:write", export_only=True),
    Format("timelinejs", "TimelineJS, for web pages", ".json", "events", "timelinejs:write", export_only=True),
    Format("timesketch", "Timesketch, JSON Lines", ".jsonl", "events", "timesketch:write", export_only=True),
    Format("csv", "CSV, for spreadsheets", ".csv", "claims", "spreadsheet:write"),
    Format("jsonl", "JSON Lines, for programs", ".jsonl", "claims", "json_lines:write"),
    Format("table", "plain text, by measure and population", ".txt", "claims", "table:write_claims"),
    Format("csv", "CSV, for spreadsheets", ".csv", "sources", "spreadsheet:write"),
    Format("jsonl", "JSON Lines, for programs", ".jsonl", "sources", "json_lines:write"),
    Format("table", "plain text, one source per line", ".txt", "sources", "table:write_sources"),
    Format("csl-json", "CSL-JSON, for Zotero and citation processors", ".json", "sources", "csl:write"),
    Format("bibtex", "BibTeX, for LaTeX", ".bib", "sources", "bibtex:write"),
    Format("ris", "RIS, for reference managers", ".ris", "sources", "ris:write"),
    Format("markdown", "Markdown, one heading per event", ".md", "marks", "markdown:write_marks"),
    Format("csv", "CSV, for spreadsheets", ".csv", "marks", "spreadsheet:write"),
    Format("jsonl", "JSON Lines, for programs", ".jsonl", "marks", "json_lines:write"),
    Format("table", "plain text, one event per line", ".txt", "marks", "table:write_marks"),
)
"""All formats; of each subject the one that a file is most often wanted in comes first."""


def formats(takes: Takes) -> dict[str, Format]:
    """The formats that something can be written in, by name."""
    return {format_.name: format_ for format_ in FORMATS if format_.takes == takes}


def exported() -> dict[str, Format]:
    """The formats of ``cttui export`` by name: those of events, and those that only sources are written in."""
    return formats("sources") | formats("events")
