"""Findings as SARIF 2.1.0, which code scanning and editors read.

Static Analysis Results Interchange Format, OASIS Standard of 27 March 2020:
https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from cttui import __version__
from cttui.checks.registry import RULES
from cttui.checks.rule import Level, Rule
from cttui.checks.rules import Report
from cttui.errors import Problem
from cttui.text import clean

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "note"}
"""What SARIF calls the levels (section 3.27.10)."""


def lines(path: str, report: Report) -> Iterator[str]:
    """The findings of one file as one log with one run; those that the file ignores stand in it as suppressed."""
    results = [_result(path, problem) for problem in report.problems]
    for problem, reason in report.silenced:
        suppression = {"kind": "inSource", "status": "accepted", "justification": clean(reason)}
        results.append({**_result(path, problem), "suppressions": [suppression]})
    driver = {
        "name": "cttui",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_descriptor(rule) for rule in RULES.values()],
    }
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    yield json.dumps(log, ensure_ascii=False, indent=2)


def _descriptor(rule: Rule) -> dict[str, object]:
    """A rule as a ``reportingDescriptor`` (section 3.49)."""
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.asks},
        "fullDescription": {"text": f"{rule.asks} {rule.why}"},
        "help": {"text": rule.mend, "markdown": rule.mend},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
    }


def _result(path: str, problem: Problem) -> dict[str, object]:
    """A finding as a ``result`` (section 3.27); one of the file as a whole has no region."""
    rule = RULES[problem.rule]
    place: dict[str, object] = {"artifactLocation": {"uri": _uri(path)}}
    if problem.line:
        place["region"] = {"startLine": problem.line}
    return {
        "ruleId": rule.name,
        "ruleIndex": list(RULES).index(rule.name),
        "level": _LEVELS[rule.level],
        "message": {"text": clean(problem.sentence())},
        "locations": [{"physicalLocation": place}],
        # the same fault on another line, when records were added above it, is no new one
        "partialFingerprints": {"cttui/v1": f"{rule.name}:{problem.where}:{problem.key}:{problem.found}"},
    }


def _uri(path: str) -> str:
    """A path as a URI: relative as it was given, or of the scheme ``file``."""
    given = Path(path)
    return given.as_uri() if given.is_absolute() else quote(given.as_posix())
