"""``cttui check`` as a tool that teams run: formats, rules by name, and what ``--fix`` does."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest

from cttui.checks.registry import RULES
from cttui.cli.main import _parser, main

ROOT = Path(__file__).parents[2]
SOUND = (ROOT / "tests" / "unit" / "sound.toml").read_text(encoding="utf-8")
Capture = pytest.CaptureFixture[str]

SARIF = {
    "type": "object",
    "required": ["version", "runs", "$schema"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "format": "uri"},
        "runs": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/run"}},
    },
    "additionalProperties": False,
    "$defs": {
        "message": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name"],
                            "properties": {
                                "name": {"const": "cttui"},
                                "version": {"type": "string"},
                                "semanticVersion": {"type": "string"},
                                "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}},
                            },
                            "additionalProperties": False,
                        }
                    },
                    "additionalProperties": False,
                },
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
            "additionalProperties": False,
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string"},
                "shortDescription": {"$ref": "#/$defs/message"},
                "fullDescription": {"$ref": "#/$defs/message"},
                "help": {"$ref": "#/$defs/message"},
                "defaultConfiguration": {"type": "object", "properties": {"level": {"$ref": "#/$defs/level"}}},
            },
            "additionalProperties": False,
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"$ref": "#/$defs/level"},
                "message": {"$ref": "#/$defs/message"},
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
                "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
                "suppressions": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["kind"],
                        "properties": {
                            "kind": {"enum": ["inSource", "external"]},
                            "status": {"enum": ["accepted", "underReview", "rejected"]},
                            "justification": {"type": "string"},
                        },
                        "additionalProperties": False,
                    },
                },
            },
            "additionalProperties": False,
        },
        "location": {
            "type": "object",
            "required": ["physicalLocation"],
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "required": ["uri"],
                            "properties": {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9._~:/%-]+$"}},
                            "additionalProperties": False,
                        },
                        "region": {
                            "type": "object",
                            "required": ["startLine"],
                            "properties": {"startLine": {"type": "integer", "minimum": 1}},
                            "additionalProperties": False,
                        },
                    },
                    "additionalProperties": False,
                }
            },
            "additionalProperties": False,
        },
    },
}
"""What SARIF 2.1.0 asks of the parts that are used, from the schema of the standard."""


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with three warnings, one of which is ignored, and an advice."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))
    text = SOUND.replace('outline = "outline.geojson"\n', "")
    text = text.replace('title = "Fog closes the port"', 'title = "Fog\\u200b closes the port"')
    text = text.replace('tags = ["quay-act", "council"]', 'tags = ["quay-act", "quay-act"]')
    text = text.replace('date = "2024-12-20"', 'date = "2025-12-20"  # cttui: ignore date-outside: signed a year later')
    text = text.replace(', quote = "six barges"', "")
    path = tmp_path / "a b.toml"
    path.write_text(text, encoding="utf-8")
    return path


def line_of(path: Path, mark: str) -> int:
    """The line on which a text first stands."""
    text = path.read_text(encoding="utf-8")
    return text[: text.index(mark)].count("\n") + 1


def test_each_line_ends_with_the_rule(faulty: Path, capsys: Capture) -> None:
    """Text has file, line, sentence and the rule's name, in the order of the file; advice comes with --strict."""
    assert main(["check", str(faulty)]) == 1
    lines = capsys.readouterr().out.splitlines()
    found = [(line_of(faulty, '"quay-act", "quay-act"'), "duplicate-items"), (line_of(faulty, "Fog\\u200b"), "invisible")]
    assert [line.split(" ")[0:1] + line.split(" ")[-1:] for line in lines] == [
        [str(faulty).split(" ")[0], f"[{rule}]"] for _, rule in found
    ]
    assert [f"b.toml:{line}:" in text for text, (line, _) in zip(lines, found, strict=True)] == [True, True]
    assert main(["check", str(faulty), "--strict"]) == 1
    assert "[unquoted]" in capsys.readouterr().out


def test_json_has_rule_and_level(faulty: Path, capsys: Capture) -> None:
    """Each finding of the list names its rule and how much it matters."""
    assert main(["check", str(faulty), "--strict", "--format", "json"]) == 1
    found = [(row["rule"], row["level"]) for row in json.loads(capsys.readouterr().out)]
    assert found == [("duplicate-items", "warning"), ("unquoted", "advice"), ("invisible", "warning")]


def test_annotations_have_the_levels_of_github(faulty: Path, capsys: Capture) -> None:
    """A warning is a warning in a review, advice a notice, and what keeps the file from opening an error."""
    main(["check", str(faulty), "--strict", "--format", "github"])
    kinds = [line.split(" ")[0] for line in capsys.readouterr().out.splitlines()]
    assert kinds == ["::warning", "::notice", "::warning"]
    faulty.write_text("x = 1")
    main(["check", str(faulty), "--format", "github"])
    assert {line.split(" ")[0] for line in capsys.readouterr().out.splitlines()} == {"::error"}


@pytest.mark.parametrize("content", [None, "x = [", "[timeline]\nid = 5\n"], ids=["opens", "broken", "invalid"])
def test_sarif_is_what_the_standard_asks_for(content: str | None, faulty: Path, capsys: Capture) -> None:
    """A log has its version, rules, and results with rule, level, message, address and line; ignored ones are suppressed."""
    if content is not None:
        faulty.write_text(content)
    assert main(["check", str(faulty), "--strict", "--format", "sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == list(RULES)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == faulty.as_uri()
        assert place["region"]["startLine"] >= 1
    ignored = [(one["ruleId"], one["suppressions"][0]["justification"]) for one in run["results"] if "suppressions" in one]
    assert ignored == (
        [] if content else [("single-source", "only the barge company reported it"), ("date-outside", "signed a year later")]
    )
    shown = {one["ruleId"]: one["level"] for one in run["results"] if "suppressions" not in one}
    if content is None:
        assert shown == {"duplicate-items": "warning", "unquoted": "note", "invisible": "warning"}
    else:
        assert set(shown.values()) == {"error"}


def test_a_sound_file_is_an_empty_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """A relative path stays one, and no result means exit code 0."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    Path("t.toml").write_text(SOUND.replace('outline = "outline.geojson"\n', ""), encoding="utf-8")
    assert main(["check", "t.toml", "--format", "sarif"]) == 0
    log = json.loads(capsys.readouterr().out)
    jsonschema.validate(log, SARIF)
    assert log["runs"][0]["results"] == []


def test_rules_are_selected_and_ignored(faulty: Path, capsys: Capture) -> None:
    """--select runs only what it names, advice too; --ignore leaves out; both are repeated and separated by commas."""

    def rules(*options: str) -> list[str]:
        code = main(["check", str(faulty), "--format", "json", *options])
        found = [row["rule"] for row in json.loads(capsys.readouterr().out)]
        assert code == (1 if found else 0)
        return found

    assert rules("--select", "unquoted") == ["unquoted"]
    assert rules("--select", "unquoted, invisible", "--select", "nfc") == ["unquoted", "invisible"]
    assert rules("--ignore", "invisible,duplicate-items") == []
    assert rules("--select", "invisible", "--ignore", "invisible") == []
    faulty.write_text("x = 1")
    assert set(rules("--select", "invisible")) == {"unknown-table"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--select", "quote-nubmer"), "unknown rule 'quote-nubmer'; did you mean quote-number?"),
        (("--ignore", "nonsense-of-mine"), "unknown rule 'nonsense-of-mine'"),
        (("--ignore", "syntax"), "syntax cannot be ignored; a file that breaks it does not open"),
        (("--dry-run",), "--dry-run goes with --fix"),
    ],
)
def test_a_wrong_name_is_said_in_a_sentence(options: tuple[str, ...], said: str, faulty: Path, capsys: Capture) -> None:
    """A rule that nobody knows is named with the nearest one, and nothing is checked."""
    assert main(["check", str(faulty), *options]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"cttui check: {said}\n")


def test_fixing_says_what_it_did_and_is_done(faulty: Path, capsys: Capture) -> None:
    """Each fix is a line with its place; what is left is reported; the second time there is nothing to do."""
    before = faulty.read_text(encoding="utf-8")
    lines = line_of(faulty, '"quay-act", "quay-act"'), line_of(faulty, "Fog\\u200b")
    assert main(["check", str(faulty), "--fix", "--strict"]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines()[:2] == [
        f'{faulty}:{lines[0]}: event 2024-06-quay-act tags[2]: removed "quay-act", which is listed before it [duplicate-items]',
        f"{faulty}:{lines[1]}: event 2024-10-04-fog title: removed the zero-width character U+200B [invisible]",
    ]
    assert [line.rpartition("[")[2] for line in out.splitlines()[2:]] == ["unquoted]"]
    after = faulty.read_text(encoding="utf-8")
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert [b for _, b in changed] == ['tags = ["quay-act"]', 'title = "Fog closes the port"']
    assert main(["check", str(faulty), "--fix"]) == 0
    assert capsys.readouterr() == ("", "")
    assert faulty.read_text(encoding="utf-8") == after


def test_a_dry_run_prints_the_diff_and_writes_nothing(faulty: Path, capsys: Capture) -> None:
    """The diff has the lines that go and come; the file keeps its bytes."""
    before = faulty.read_bytes()
    assert main(["check", str(faulty), "--fix", "--dry-run"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert [line for line in out if line.startswith(("-", "+"))][2:] == [
        '-tags = ["quay-act", "quay-act"]',
        '+tags = ["quay-act"]',
        '-title = "Fog\\u200b closes the port"',
        '+title = "Fog closes the port"',
    ]
    assert faulty.read_bytes() == before


def test_fixing_keeps_findings_for_programs_alone(faulty: Path, capsys: Capture) -> None:
    """With a format for programs, what was done goes to standard error."""
    assert main(["check", str(faulty), "--fix", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == []
    assert len(err.splitlines()) == 2


def test_only_selected_rules_are_fixed(faulty: Path, capsys: Capture) -> None:
    """--select and --ignore say what is fixed, too."""
    main(["check", str(faulty), "--fix", "--ignore", "invisible"])
    assert "\\u200b" in faulty.read_text(encoding="utf-8")
    main(["check", str(faulty), "--fix", "--select", "invisible"])
    assert "\\u200b" not in faulty.read_text(encoding="utf-8")
    capsys.readouterr()


def test_a_file_that_does_not_open_is_fixed(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A blank behind a name keeps a file from opening; with --fix it opens, line ends and byte order mark as they were."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "t.toml"
    text = SOUND.replace('outline = "outline.geojson"\n', "").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace('title = "Fog closes the port"', 'title = "Fog closes the port "').encode())
    assert main(["check", str(path)]) == 1
    assert main(["check", str(path), "--fix"]) == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + text.encode()
    assert capsys.readouterr().out.count("[name-whitespace]") == 2


def test_the_snippets_for_teams_work(capsys: Capture) -> None:
    """Each command of the workflow and the hook in docs/rules.md is one that cttui takes."""
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    lines = re.findall(r"(?:run|entry): (cttui [^|>\n]*)", text)
    assert len(lines) == 4
    for line in lines:
        name, *arguments = shlex.split(line)[1:]
        assert _parser([name, *arguments]).parse_args(arguments).run
