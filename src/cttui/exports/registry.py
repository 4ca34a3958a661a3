"""Every format, once: what it is called, what it takes, and the function that writes it.

To add one, add a module with that function and a row here; the command line, the form that exports from the screen and the
documents offer what stands here. A row names its module, so that one that loads something heavy is loaded when it writes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TextIO

from cttui.exports.subjects import Subject, Takes
from cttui.lazy import dataclass


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

    def write(self, subject: Subject, stream: TextIO) -> None:
        """Write what is exported.

        Args:
            subject: What the format takes.
            stream: Text that is open for writing, and stays open.

        Raises:
            OSError: The stream cannot be written.
            CttuiError: What is exported cannot be read.
        """
        module, _, name = self.function.partition(":")
        getattr(import_module(f"cttui.exports.{module}"), name)(subject, stream)


FORMATS: tuple[Format, ...] = (
    Format("csv", "CSV, for spreadsheets", ".csv", "events", "spreadsheet:write"),
    Format("jsonl", "JSON Lines, for programs", ".jsonl", "events", "json_lines:write"),
    Format("table", "plain text, one event per line", ".txt", "events", "table:write_events"),
    Format("csv", "CSV, for spreadsheets", ".csv", "claims", "spreadsheet:write"),
    Format("jsonl", "JSON Lines, for programs", ".jsonl", "claims", "json_lines:write"),
    Format("table", "plain text, by measure and population", ".txt", "claims", "table:write_claims"),
    Format("csv", "CSV, for spreadsheets", ".csv", "sources", "spreadsheet:write"),
    Format("jsonl", "JSON Lines, for programs", ".jsonl", "sources", "json_lines:write"),
    Format("table", "plain text, one source per line", ".txt", "sources", "table:write_sources"),
    Format("markdown", "Markdown, one heading per event", ".md", "marks", "markdown:write_marks"),
    Format("csv", "CSV, for spreadsheets", ".csv", "marks", "spreadsheet:write"),
    Format("jsonl", "JSON Lines, for programs", ".jsonl", "marks", "json_lines:write"),
    Format("table", "plain text, one event per line", ".txt", "marks", "table:write_marks"),
)
"""All formats; of each subject the one that a file is most often wanted in comes first."""


def formats(takes: Takes) -> dict[str, Format]:
    """The formats that something can be written in, by name."""
    return {format_.name: format_ for format_ in FORMATS if format_.takes == takes}
