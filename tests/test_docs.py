"""The documents say what the program does: tables are made from it, examples are run, names are looked up.

``python tests/test_docs.py`` writes the tables into README.md and the schema for editors anew.
"""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from argparse import Action, ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from cttui import __version__
from cttui.checks.rules import ADVICE, CHECKS, check
from cttui.cli.exits import ExitCode
from cttui.cli.main import COMMANDS as SUBCOMMANDS
from cttui.cli.main import _parser
from cttui.query.fields import FIELDS, measure_field
from cttui.query.language import parse
from cttui.settings import SETTINGS, load_settings
from cttui.store.sqlite import SqliteIndex as Index
from cttui.timeline import load
from cttui.ui.base.commands import COMMANDS, SCOPES, Command
from cttui.ui.base.keymap import remapped

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"


# -- tables made from the program ------------------------------------------------------------------------------------


def keys_table(commands: Sequence[Command] = COMMANDS) -> str:
    """Every command's keys, in the order of the help."""
    rows = ["| where | keys | what they do |", "|---|---|---|"]
    for scope, heading in SCOPES.items():
        for command in commands:
            if command.scope == scope and command.keys:
                keys = " ".join(f"`{key}`" for key in command.shown.split())
                rows.append(f"| {heading} | {keys} | {_cell(command.help)} |")
    return "\n".join(rows)


def fields_table() -> str:
    """Every field, with a row for the measures."""
    rows = ["| field | asks for | example |", "|---|---|---|"]
    rows += [f"| `{field.name}:` | {_cell(field.help)} | `{field.example}` |" for field in FIELDS.values()]
    measure = measure_field("killed")
    rows.append(f"| any measure, as `{measure.name}:` | {_cell(measure.help)} | `{measure.example}` |")
    return "\n".join(rows)


def commands_table() -> str:
    """Every command with its arguments, what it does and what it takes."""
    rows = ["| command | what it does | options |", "|---|---|---|", "| `cttui [PATH]` | open a timeline | below |"]
    for name, (_, _, help_) in SUBCOMMANDS.items():
        actions = [action for action in _parser([name])._actions if action.dest != "help"]
        taken = " ".join([f"cttui {name}", *(_positional(action) for action in actions if not action.option_strings)])
        options = "; ".join(_option(action) for action in actions if action.option_strings)
        rows.append(f"| `{taken}` | {_cell(help_)} | {options} |")
    return "\n".join(rows)


def _positional(action: Action) -> str:
    name = str(action.metavar)
    return f"[{name}]" if action.nargs == "?" else f"{name} …" if action.nargs == "+" else name


def _option(action: Action) -> str:
    """An option with its choices, or with what it does where it takes nothing; what takes a value is named alone."""
    option = action.option_strings[-1]
    if action.choices:
        return f"`{option}` ({', '.join(f'`{choice}`' for choice in action.choices)})"
    return f"`{option} {action.metavar}`" if action.metavar else f"`{option}` ({_cell(action.help or '')})"


def rules_table() -> str:
    """Every rule of ``cttui check``, those of ``--strict`` last."""
    rows = ["| rule | what it asks for | |", "|---|---|---|"]
    for rules, when in ((CHECKS, ""), (ADVICE, "with `--strict`")):
        rows += [f"| {name} | {_cell((rule.__doc__ or '').splitlines()[0])} | {when} |" for name, rule in rules.items()]
    return "\n".join(rows)


def settings_table() -> str:
    """Every setting with what comes before it, its default and an example."""
    rows = ["| setting | what it is | example | option | variable | default |", "|---|---|---|---|---|---|"]
    for one in SETTINGS:
        option = f"`{one.option}`" if one.option else ""
        variable = f"`{one.variable}`" if one.variable else ""
        example = f"`{one.name} = {_cell(one.example)}`"
        rows.append(f"| `{one.name}` | {_cell(one.help)} | {example} | {option} | {variable} | {_cell(one.default)} |")
    return "\n".join(rows)


def exits_table() -> str:
    """Every exit code."""
    return "\n".join(["| exit code | meaning |", "|---|---|", *(f"| {code.value} | {code.meaning} |" for code in ExitCode)])


TABLES: dict[str, Callable[[], str]] = {
    "keys": keys_table,
    "fields": fields_table,
    "commands": commands_table,
    "rules": rules_table,
    "exits": exits_table,
    "set": settings_table,
}
"""What stands in README.md between ``<!-- name -->`` and ``<!-- /name -->``."""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def between(name: str, text: str) -> str:
    """What stands in a text between two markers."""
    found = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", text, re.DOTALL)
    assert found is not None, f"README.md has no part <!-- {name} -->"
    return found[1]


def written(text: str) -> str:
    """README.md with every table made anew."""
    for name, table in TABLES.items():
        head, _, rest = text.partition(f"<!-- {name} -->\n")
        text = f"{head}<!-- {name} -->\n{table()}\n<!-- /{name} -->{rest.partition(f'<!-- /{name} -->')[2]}"
    return text


# -- the README ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def readme() -> str:
    """README.md."""
    return README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_programs_own(name: str, readme: str) -> None:
    """A table of README.md is what the registry gives; ``python tests/test_docs.py`` writes it anew."""
    assert between(name, readme) == TABLES[name]()


def test_every_command_of_the_command_line_is_told(readme: str) -> None:
    """Each command stands in README.md with its formats, and so do all options and exit codes."""
    for name in SUBCOMMANDS:
        (row,) = re.findall(rf"^\| `cttui {name}\b.*", readme, re.MULTILINE)
        for action in _parser([name])._actions:
            choices = action.choices if action.option_strings and action.choices else ()
            assert [choice for choice in choices if f"`{choice}`" not in row] == [], name
    for arguments in ([], *([name] for name in SUBCOMMANDS)):
        for option in options_of(_parser(arguments)):
            assert f"`{option}" in readme, (arguments, option)
    for code in ExitCode:
        assert re.search(rf"^\| {code.value} \|", readme, re.MULTILINE), code


def options_of(parser: ArgumentParser) -> Iterator[str]:
    """A parser's long options, but the one for help."""
    for action in parser._actions:
        yield from (option for option in action.option_strings if option.startswith("--") and option != "--help")


def test_the_help_gives_every_command_and_exit_code() -> None:
    """``cttui --help`` ends with all commands and all exit codes, each with what it means."""
    help_ = _parser([]).format_help()
    for name, (_, _, told) in SUBCOMMANDS.items():
        words = r"\s+".join(map(re.escape, told.split()))
        assert re.search(rf"^  {name} +{words}$", help_, re.MULTILINE), name
    for code in ExitCode:
        assert re.search(rf"^  {code.value} +{re.escape(code.meaning)}$", help_, re.MULTILINE), code


def test_every_environment_variable_is_told(readme: str) -> None:
    """Each variable that some module reads stands in README.md."""
    read = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"environ(?:\.get\(|\.pop\(|\[)\s*[\"'](\w+)", path.read_text(encoding="utf-8"))
    }
    read |= {setting.variable for setting in SETTINGS if setting.variable}
    assert {"CTTUI_CACHE", "CTTUI_THEME", "CTTUI_DEBUG", "NO_COLOR"} <= read
    assert [name for name in sorted(read) if f"`{name}`" not in readme] == []


def test_the_example_timeline_is_a_sound_one(readme: str, tmp_path: Path) -> None:
    """The file shown in README.md opens, no rule finds anything, and it has a table of each kind."""
    blocks = [block for block in re.findall(r"```toml\n(.*?)```", readme, re.DOTALL) if "[timeline]" in block]
    assert len(blocks) == 1
    path = tmp_path / "example.toml"
    path.write_text(blocks[0], encoding="utf-8")
    timeline = load.parse(path.read_bytes(), "README.md")
    assert check(path) == ()
    assert len(timeline.events) > 1
    assert any(event.claims for event in timeline.events)
    for table in load.TABLES:
        assert f"[[{table}]]" in readme, table


def test_the_example_settings_are_sound(readme: str, tmp_path: Path) -> None:
    """The settings shown in README.md give keys to commands that there are, and the table of keys would show them."""
    path = tmp_path / "settings.toml"
    path.write_text(between("settings", readme).removeprefix("```toml\n").removesuffix("```"), encoding="utf-8")
    settings = load_settings({"CTTUI_SETTINGS": str(path)})
    assert settings.keys
    table = keys_table(remapped(settings))
    assert "| Explore | `F3` `/` | Type a filter" in table
    assert "Quit cttui" not in table


def test_the_example_queries_are_queries(readme: str, shipped_index: Index) -> None:
    """Each query in README.md's table is one and finds something in the shipped timeline."""
    rows = re.findall(r"^\| `([^|]+)` \|", between("queries", readme), re.MULTILINE)
    assert len(rows) >= 8
    for text in rows:
        query = parse(text, shipped_index.vocabulary)
        assert shipped_index.select(query).count, text


def test_there_is_one_command_to_start_and_one_to_test(readme: str) -> None:
    """Each is one line that a fresh clone can run; the check script takes the second from here."""
    for name in ("start", "test"):
        fence, line, end = between(name, readme).splitlines()
        assert (fence[:3], end) == ("```", "```")
        assert line.startswith("python3 -m venv .venv && ")
    assert "<!-- test -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


# -- the other documents ---------------------------------------------------------------------------------------------


def test_the_changelog_names_the_present_version() -> None:
    """The newest version in CHANGELOG.md is the one that the package gives."""
    headings = re.findall(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert next(name for name in headings if name != "Unreleased") == __version__


def test_links_between_documents_lead_somewhere() -> None:
    """Each file and heading that a document links to is there."""
    for page in [*ROOT.glob("*.md"), *ROOT.glob("benchmarks/*.md")]:
        for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            if re.match(r"https?://", target):
                continue
            name, _, heading = target.partition("#")
            path = page.parent / name if name else page
            assert path.exists(), f"{page.name} links to {target}"
            if heading:
                assert heading in anchors(path), f"{page.name} links to {target}"


def anchors(page: Path) -> set[str]:
    """What a page's headings are linked to by."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_constraints_pin_everything_and_name_no_place() -> None:
    """constraints.txt gives whatever pyproject.toml needs, and more, an exact version; names in order, cttui not among them."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    names = [re.fullmatch(r"([A-Za-z0-9][\w.-]*)==[\w.]+", line) for line in lines]
    assert [line for line, name in zip(lines, names, strict=True) if name is None] == []
    folded = [name[1].lower().replace("_", "-") for name in names if name]
    assert all(first < second for first, second in pairwise(folded))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *(need for extra in project["optional-dependencies"].values() for need in extra)]
    missing = {re.split(r"[\[<>=~! ]", need)[0].lower().replace("_", "-") for need in needed} - set(folded)
    assert missing == {"cttui"}


PLACES = re.compile(r"(?<![\w.~-])/(?:work|root|home/\w+|Users/\w+)/")
"""Folders of one machine; a web address has something before the slash."""
BACKWARDS = ("gro.ipyp", "gro.detsohnohtyp", "gro.sjmpn", "gro.gnalog.yxorp", "oi.setarc")
"""Hosts that packages come from, written backwards so that this file holds none of them."""
REGISTRIES = re.compile("|".join(re.escape(host[::-1]) for host in BACKWARDS))
"""What a machine's pip asks is its own affair."""


def test_no_file_names_a_machine_or_a_registry() -> None:
    """No text of the project holds a path of somebody's machine or a registry's host; documents, no scratch folder."""
    for path in project_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found = PLACES.search(text) or REGISTRIES.search(text)
        if found is None and path.suffix == ".md":
            found = re.search(r"(?<!\w)/tmp/", text)
        assert found is None, f"{path.relative_to(ROOT)}: {found[0]}"


def project_files() -> list[Path]:
    """Every file of the project as git sees it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        found = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")  # noqa: S603 - the same
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout")
    return [path for name in found.stdout.split("\0") if name and (path := ROOT / name).is_file()]


# -- docstrings ------------------------------------------------------------------------------------------------------

MODULES = sorted((ROOT / "src" / "cttui").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_everything_public_says_what_it_is(path: Path) -> None:
    """Each public module, class, function and method has a docstring; what overrides a base's method may do without."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    silent = [name for name, node in public(tree) if not ast.get_docstring(node) and not overrides(path, name)]
    assert silent == []


Documented = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def public(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, Documented]]:
    """Public classes, functions and methods, by their dotted names."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Documented) and not child.name.startswith("_"):
            yield f"{prefix}{child.name}", child
            if isinstance(child, ast.ClassDef):
                yield from public(child, f"{prefix}{child.name}.")


def overrides(path: Path, name: str) -> bool:
    """Whether a method is one that a base of its class has too."""
    *owners, method = name.split(".")
    found: object = importlib.import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))
    for owner in owners:
        found = getattr(found, owner)
    return isinstance(found, type) and any(hasattr(base, method) for base in found.__mro__[1:])


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
    # the schema for editors is what ``cttui schema`` prints; tests/unit/test_load.py says when it is stale
    schema = subprocess.run([sys.executable, "-m", "cttui", "schema"], capture_output=True, check=True).stdout
    (ROOT / "data" / "timeline.schema.json").write_bytes(schema)
    sys.exit(0)
