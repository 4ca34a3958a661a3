"""Every rule of ``cttui check``: a sound file is silent, each planted fault is reported with its rule and line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cttui.checks.registry import REMARKS, RULES, UnknownRuleError, chosen, named
from cttui.checks.rule import Level
from cttui.checks.rules import Report, check_content, faults
from cttui.copies.library import Library
from cttui.curation.mending import mend
from cttui.errors import Problem

SOUND = Path(__file__).with_name("sound.toml").read_text(encoding="utf-8")
SOURCE = Path(__file__).parents[2] / "src" / "cttui"
COPY = "It was a march. On the quay three police officers were hurt; seven people were injured, 4 dockers, and 12 arrests made."
OUTLINE = {"type": "LineString", "coordinates": [[1.2, 54.6], [1.3, 54.7]]}

_DIGEST = 'digest = "{}"'
_COUNTS = "Reports the march and gives the police’s and the union’s counts."
PLANTED = {"text-length": (_DIGEST.format(_COUNTS), _DIGEST.format("x" * 100_001))}
"""Faults that are too long to stand in the documents."""
REPORTED_AT = {
    "missing": 'id = "2024-07-01-barge"',
    "part-exceeds-whole": 'who = "dockers", value = 14',
    "answer-before": 'responds_to = ["2024-05-02-march"]',
    "uncited": 'id = "herald-2024-09-03-vote"',
    "place-province": "lat = 54.71, lon = 1.21 }",
    "contradicted": 'result = "nothing"',
    "unexplained": "value = 4000",
    "ignore-unused": "# cttui: ignore uncited",
    "circle": 'part_of = ["workers"]',
    "duplicate-spelling": 'name = "Harbour Board"',
    "date-outside": 'date = "2042-05-02"',
    "short-name": 'name = "South Bay"',
}
"""For faults that are reported on another line than the first that was changed: a text on it, or below the heading on it."""


def planted(name: str) -> tuple[bytes, int]:
    """The sound file with the fault that breaks a rule, and the line at which it is reported."""
    rule = RULES[name]
    right, wrong = PLANTED.get(name, (rule.right, rule.wrong))
    assert SOUND.count(right), f"{name}: the right example stands in the sound file"
    content = SOUND.replace(right, wrong, 1)
    both = zip(SOUND.splitlines(), content.splitlines(), strict=False)
    line = next((number for number, (before, after) in enumerate(both, 1) if before != after), 0)
    if mark := REPORTED_AT.get(name):
        at = content.index(mark, content.index(wrong) if mark in content[content.index(wrong) :] else 0)
        line = content.count("\n", 0, at) + 1
        if name in {"missing", "uncited", "duplicate-spelling", "short-name"}:
            line = next(n for n in range(line, 0, -1) if content.splitlines()[n - 1].startswith("[["))
    if name == "encoding":
        raw = SOUND.encode("cp1252")
        return raw, raw[: next(n for n, byte in enumerate(raw) if byte > 127)].count(b"\n") + 1
    return content.encode(), line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an outline, and a library with a copy of one source."""
    (tmp_path / "outline.geojson").write_text(json.dumps(OUTLINE))
    Library(tmp_path / "library").attach("post-2024-05-04-march", COPY.encode(), media_type="text/plain", origin="page.txt")
    return tmp_path


def checked(content: bytes, folder: Path, **options: bool) -> Report:
    """What the rules find in the bytes of a file that stands in the folder."""
    path = str(folder / "t.toml")
    if found := faults(content, path):
        return Report(found)
    library = Library(folder / "library")
    return check_content(content, path, rules=chosen(strict=True), library=lambda _: library)


def found(content: bytes, folder: Path) -> list[tuple[str, int]]:
    """The rule and the line of each problem."""
    return [(problem.rule, problem.line) for problem in checked(content, folder).problems]


def test_the_sound_file_is_silent(folder: Path) -> None:
    """A file that breaks no rule is told nothing, advice included; what it ignores is known."""
    report = checked(SOUND.encode(), folder)
    assert report.problems == ()
    assert [(one.problem.rule, one.reason) for one in report.silenced] == [
        ("single-source", "only the barge company reported it")
    ]


def test_there_are_many_rules() -> None:
    """At least forty faults are planted below, one for each rule; names are words with hyphens."""
    assert len(RULES) >= 40
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) and rule.name == name for name, rule in RULES.items())


@pytest.mark.parametrize("name", RULES)
def test_a_planted_fault_is_reported_with_its_rule_and_line(name: str, folder: Path) -> None:
    """The wrong example of a rule's page, in place of the right one, is found at its line; the sound file is silent again."""
    content, line = planted(name)
    assert (name, line) in found(content, folder)


@pytest.mark.parametrize("name", RULES)
def test_what_is_mended_is_silent_and_the_rest_stays(name: str, folder: Path) -> None:
    """Mending a planted fault gives the sound file, byte by byte, if the rule says so; if not, no byte changes."""
    content, line = planted(name)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return
    after, done = mend(text, RULES)
    if not RULES[name].fixed:
        assert (after, done) == (text, ())
        return
    assert [(one.rule, one.line) for one in done] == [(name, line)]
    assert checked(after.encode(), folder).problems == ()
    changed = [n for n, (a, b) in enumerate(zip(after.splitlines(), SOUND.splitlines(), strict=True), 1) if a != b]
    assert changed == []
    assert mend(after, RULES).done == ()


SILENCEABLE = [name for name, rule in RULES.items() if rule.level is not Level.ERROR and rule not in REMARKS]


@pytest.mark.parametrize("name", SILENCEABLE)
@pytest.mark.parametrize("where", ["above", "behind", "record"])
def test_a_remark_silences_a_rule_at_its_place(name: str, where: str, folder: Path) -> None:
    """A remark with a reason above or behind the line, or above the record, silences the rule there, and nothing is mended."""
    content, line = planted(name)
    rows = content.decode().split("\n")
    remark = f"# cttui: ignore {name}: the reason of this one"
    if where == "behind":
        rows[line - 1] += f"  {remark}"
    else:
        at = line - 1
        while where == "record" and not rows[at].startswith("["):
            at -= 1
        rows.insert(at, remark)
    text = "\n".join(rows)
    before, after = checked(content, folder), checked(text.encode(), folder)
    assert (name, "the reason of this one") in [(one.problem.rule, one.reason) for one in after.silenced]
    hidden = [problem for problem in before.problems if problem.rule == name]
    assert len(after.problems) <= len(before.problems) - (len(hidden) == 1)
    assert "ignore-unused" not in {problem.rule for problem in after.problems} - {problem.rule for problem in before.problems}
    if RULES[name].fixed and len(hidden) == 1:
        assert mend(text, RULES).text == text


@pytest.mark.parametrize(
    ("remark", "rule", "said"),
    [
        ("# cttui: ignore near-tag", "ignore-form", "gives no reason"),
        ("# cttui: ignore near-tag:  ", "ignore-form", "gives no reason"),
        ("# cttui: ignore: because", "ignore-form", "names no rule"),
        ("# cttui: ignore near-tga: because", "ignore-form", "unknown rule 'near-tga'; did you mean near-tag?"),
        ("# cttui: ingore near-tag: because", "ignore-form", "unknown word 'ingore'"),
        ("# cttui: ignore reference: because", "ignore-form", "reference cannot be ignored"),
        ("# cttui: ignore near-tag, alias: because", "ignore-unused", "near-tag finds nothing here"),
        ("#cttui: ignore alias: because", "ignore-unused", "alias finds nothing here"),
    ],
)
def test_a_remark_that_does_nothing_is_reported(remark: str, rule: str, said: str, folder: Path) -> None:
    """A remark without a rule, a reason or an effect is reported at its own line, with what is wrong with it."""
    rows = SOUND.split("\n")
    at = rows.index('id = "2024-08-15-night-watch"')
    rows.insert(at, remark)
    problems = checked("\n".join(rows).encode(), folder).problems
    assert {(problem.rule, problem.line) for problem in problems} == {(rule, at + 1)}
    assert said in problems[0].sentence()


def test_a_remark_of_a_rule_that_is_not_run_is_not_judged(folder: Path) -> None:
    """Whether an exception from advice is needed shows only where advice is given."""
    rows = SOUND.replace('2024-06-20-act"]\nclaims', '2024-06-20-act", "courier-2024-09-01-vote"]\nclaims')
    path = str(folder / "t.toml")
    for strict in (False, True):
        report = check_content(rows.encode(), path, rules=chosen(strict=strict), library=lambda _: None)
        assert [problem.rule for problem in report.problems] == ["ignore-unused"] * strict


def test_what_looks_like_a_remark_in_a_text_is_none(folder: Path) -> None:
    """Words of a summary are no comment, whatever they say."""
    text = SOUND.replace("The council passed the act.", "# cttui: ignore everything")
    assert checked(text.encode(), folder).problems == ()


@pytest.mark.parametrize("written", ['"  The pilots voted."', '"""  The pilots voted."""', '"""\n\n  The pilots\nvoted."""'])
def test_whitespace_before_a_text_is_told_and_removed(written: str, folder: Path) -> None:
    """Before the first word nobody sees it; the beginning of a later line is the writer's own."""
    text = SOUND.replace('"The pilots voted against it."', written)
    assert [name for name, _ in found(text.encode(), folder)] == ["whitespace"]
    after, done = mend(text, RULES)
    assert len(done) == 1
    assert found(after.encode(), folder) == []
    indented = SOUND.replace('"The pilots voted against it."', '"""The pilots\n  voted."""')
    assert found(indented.encode(), folder) == []


def test_a_remark_behind_a_value_of_several_lines_counts_for_it(folder: Path) -> None:
    """Behind the last line of a text or a list, it silences what is found in it."""
    long = 'summary = """The pilots\nvoted  \nagainst it."""'
    text = SOUND.replace('summary = "The pilots voted against it."', long)
    assert [name for name, _ in found(text.encode(), folder)] == ["whitespace"]
    assert found((text.replace(long, f"{long}  # cttui: ignore whitespace: two spaces are meant")).encode(), folder) == []
    tags = 'tags = [\n  "quay-act",\n  "council",\n  "council",\n]'
    text = SOUND.replace('tags = ["quay-act", "council"]', tags)
    assert [name for name, _ in found(text.encode(), folder)] == ["duplicate-items"]
    assert found(text.replace(tags, f"{tags}  # cttui: ignore duplicate-items: said twice").encode(), folder) == []


# -- the registry ----------------------------------------------------------------------------------------------------


def test_every_fault_of_reading_has_its_rule() -> None:
    """Each rule that a module of reading names is in the registry as an error, and each such rule is named by one."""
    named_there = set()
    for path in (SOURCE / "model" / "values.py", SOURCE / "model" / "records.py", *(SOURCE / "timeline").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        named_there |= set(re.findall(r'FaultError\(\s*"([a-z-]+)"', text))
        named_there |= set(re.findall(r'_report\(\s*"([a-z-]+)"', text))
        named_there |= set(re.findall(r'Problem\([^\n]*"([a-z-]+)"\)', text))
        named_there |= set(re.findall(r'return "([a-z-]+)", key', text))
    named_there.add("date")
    assert named_there == {name for name, rule in RULES.items() if rule.level is Level.ERROR}


def test_rules_are_chosen_by_name() -> None:
    """Advice is left out unless it is asked for, by --strict or by name; what is left out stays out."""
    usual = {rule.name for rule in chosen()}
    assert {rule.name for rule in chosen(strict=True)} == set(RULES)
    assert set(RULES) - usual == {name for name, rule in RULES.items() if rule.level is Level.ADVICE}
    assert [rule.name for rule in chosen(select=named("unquoted, near-tag"), ignore=named("near-tag"))] == ["unquoted"]
    with pytest.raises(UnknownRuleError, match="unknown rule 'near-tga'; did you mean near-tag"):
        named("near-tga")
    with pytest.raises(UnknownRuleError, match="syntax cannot be ignored"):
        chosen(ignore=named("syntax"))


def texts_of_rules() -> Iterator[tuple[str, str]]:
    """Every sentence of the pages of the rules."""
    for name, rule in RULES.items():
        yield from ((name, text) for text in (rule.asks, rule.why, rule.mend))


@pytest.mark.parametrize(("name", "text"), list(texts_of_rules()))
def test_the_page_of_a_rule_is_in_sentences(name: str, text: str) -> None:
    """What a rule asks for, why, and how to mend it are sentences."""
    assert re.match(r"[A-ZE`\[]", text), name
    assert text.endswith("."), name


def test_a_problem_of_a_file_that_cannot_be_read_has_no_rule() -> None:
    """The rule of a problem may be left out, since a missing file breaks none."""
    assert Problem(0, "", "", "", "this file does not exist").rule == ""


def test_what_a_cited_source_repeats_is_not_uncited(folder: Path) -> None:
    """A source that stands in the file because another derives from it is in use, however long the chain; a circle ends."""
    sources = {"a": ["b"], "b": ["c"], "c": ["a"], "d": ["e"], "e": []}
    tables = "".join(
        f'\n[[source]]\nid = "{id_}"\ntype = "report"\ntitle = "R {id_}"\npublisher = "P"\nstandpoint = "press"\n'
        f'issued = "2024"\nurl = "https://x.example/{id_}"\nderived_from = {derived}\n'
        for id_, derived in sources.items()
    )
    event = '\n[[event]]\nid = "e1"\ndate = "2024-01-02"\ntitle = "T"\nkind = "attack"\nsummary = "S."\nprovinces = ["XX"]\n'
    head = '[timeline]\nid = "t"\ntitle = "T"\nperiod = "2024"\n\n[[province]]\ncode = "XX"\nname = "X"\nshort = "X"\n'
    text = f'{head}{event}sources = ["a"]\n{tables}'
    uncited = [one.where for one in checked(text.encode(), folder).problems if one.rule == "uncited"]
    assert uncited == ["source d", "source e"]
