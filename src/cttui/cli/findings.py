"""How ``cttui check`` prints what it finds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from cttui.text import clean

if TYPE_CHECKING:
    from cttui.checks.rules import Report


def _problem_text(path: str, report: Report) -> Iterator[str]:
    for problem in report.problems:
        place = f"{path}:{problem.line}" if problem.line else path
        yield clean(f"{place}: {problem.sentence()} [{problem.rule}]")


def _problem_json(path: str, report: Report) -> Iterator[str]:
    from cttui.checks.registry import RULES

    rows = [{"file": path, **asdict(problem), "level": RULES[problem.rule].level} for problem in report.problems]
    yield json.dumps(rows, ensure_ascii=False, indent=2)


_COMMANDS = {"error": "error", "warning": "warning", "advice": "notice"}
"""What GitHub's workflow commands call the levels."""


def _problem_github(path: str, report: Report) -> Iterator[str]:
    from cttui.checks.registry import RULES

    for problem in report.problems:
        message = clean(f"{problem.sentence()} [{problem.rule}]").replace("%", "%25")
        file = path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
        yield f"::{_COMMANDS[RULES[problem.rule].level]} file={file},line={max(problem.line, 1)}::{message}"


def _problem_sarif(path: str, report: Report) -> Iterator[str]:
    from cttui.cli import sarif

    return sarif.lines(path, report)


CHECK_FORMATS: dict[str, Callable[[str, Report], Iterator[str]]] = {
    "text": _problem_text,
    "json": _problem_json,
    "github": _problem_github,
    "sarif": _problem_sarif,
}
"""The output formats of ``cttui check``, by name."""
