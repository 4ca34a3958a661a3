"""The documents say what the program does: tables are made from it, examples are run, names are looked up.

``python tests/test_docs.py`` writes the tables, the manual page and the schema for editors anew.
"""

from __future__ import annotations

import ast
import importlib
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from argparse import Action, ArgumentParser, BooleanOptionalAction
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

import programs
from cttui import __version__
from cttui.checks.registry import RULES
from cttui.checks.rules import check
from cttui.cli.exits import ExitCode
from cttui.cli.main import COMMANDS as SUBCOMMANDS
from cttui.cli.main import _parser, main
from cttui.cli.parsing import named
from cttui.exports.redaction import DROPPED
from cttui.exports.registry import exported
from cttui.linear.registry import COMMANDS as LINEAR
from cttui.mcp.tools import TOOLS
from cttui.notebook.records import JUDGEMENTS
from cttui.notebook.records import TABLES as KEPT
from cttui.query.fields import FIELDS, measure_field
from cttui.query.language import parse
from cttui.settings import SETTINGS, Settings, load_settings
from cttui.store.clickhouse.address import is_address
from cttui.store.sqlite import SqliteIndex as Index
from cttui.timeline import load
from cttui.ui.base.commands import COMMANDS, SCOPES, Command
from cttui.ui.base.keymap import remapped
from cttui.ui.base.theme import unknown_theme
from manual import EXAMPLES, manual

ROOT = Path(__file__).parents[1]


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
        rows.append(f"| `{_cell(taken)}` | {_cell(help_)} | {options} |")
    return "\n".join(rows)


def _positional(action: Action) -> str:
    name = str(action.metavar)
    return {"?": f"[{name}]", "+": f"{name} …", "*": f"[{name} …]"}.get(str(action.nargs), name)


def _option(action: Action) -> str:
    """An option with its choices, or with what it does where it takes nothing; what takes a value is named alone."""
    # an option that can be denied is named by what it asks for
    option = action.option_strings[0 if isinstance(action, BooleanOptionalAction) else -1]
    if action.choices:
        return f"`{option}` ({', '.join(f'`{choice}`' for choice in action.choices)})"
    return f"`{option} {action.metavar}`" if action.metavar else f"`{option}` ({_cell(action.help or '')})"


def rules_table() -> str:
    """Every rule of ``cttui check`` with its level, each with a link to its section."""
    rows = ["| rule | level | what it asks for | `--fix` |", "|---|---|---|---|"]
    rows += [
        f"| [{name}](#{name}) | {rule.level} | {_cell(rule.asks)} | {'fixes it' if rule.fixed else ''} |"
        for name, rule in RULES.items()
    ]
    return "\n".join(rows)


def rule_sections() -> str:
    """A section for each rule: what it asks for, why, a wrong and a right example, how to mend it."""
    return "\n\n".join(
        "\n".join(
            (
                f"### {name}",
                "",
                f"{rule.asks} *{str(rule.level).capitalize()}.* {rule.why}",
                "",
                "Wrong:",
                "",
                f"```toml\n{rule.wrong}\n```",
                "",
                "Right:",
                "",
                f"```toml\n{rule.right}\n```",
                "",
                rule.mend + (" `--fix` does it." if rule.fixed else ""),
            )
        )
        for name, rule in RULES.items()
    )


def settings_table() -> str:
    """Every setting with what comes before it, its default and an example."""
    rows = ["| setting | what it is | example | option | variable | default |", "|---|---|---|---|---|---|"]
    for one in SETTINGS:
        option = f"`{one.option}`" if one.option else ""
        variable = f"`{one.variable}`" if one.variable else ""
        example = f"`{one.name} = {_cell(one.example)}`"
        rows.append(f"| `{one.name}` | {_cell(one.help)} | {example} | {option} | {variable} | {_cell(one.default)} |")
    return "\n".join(rows)


def linear_table() -> str:
    """The commands of plain lines."""
    rows = []
    for command in LINEAR:
        takes = " ".join(filter(None, (command.name, command.takes))).replace("|", "\\|")
        keys = " ".join(f"`{key}`" for key in command.keys)
        rows.append(f"| `{takes}` | {keys} | {command.help} |")
    return "\n".join(("| command | keys | what it does |", "|---|---|---|", *rows))


def exits_table() -> str:
    """Every exit code."""
    return "\n".join(["| exit code | meaning |", "|---|---|", *(f"| {code.value} | {code.meaning} |" for code in ExitCode)])


def options_table() -> str:
    """The options of the command that opens the screen."""
    rows = ["| option | what it does |", "|---|---|"]
    for action in _parser([])._actions:
        if action.dest != "help":
            names = ", ".join(f"`{option}`" for option in action.option_strings) or f"`{_positional(action)}`"
            value = f" `{action.metavar}`" if action.option_strings and action.metavar else ""
            rows.append(f"| {names}{value} | {_cell(action.help or '')} |")
    return "\n".join(rows)


def formats_table() -> str:
    """Every format of ``cttui export``."""
    rows = ["| format | what it is | of | file |", "|---|---|---|---|"]
    rows += [
        f"| `{name}` | {_cell(row.title)} | {row.takes} | `{row.suffix}`{', not text' if row.binary else ''} |"
        for name, row in sorted(exported().items(), key=lambda found: found[1].takes)
    ]
    return "\n".join(rows)


def dropped_table() -> str:
    """Every field that a redaction can drop, by its record."""
    rows = ["| record | fields |", "|---|---|"]
    rows += [
        f"| {record} | {', '.join(f'`{field}`' for field in DROPPED if field.startswith(f'{record}.'))} |"
        for record in dict.fromkeys(field.partition(".")[0] for field in DROPPED)
    ]
    return "\n".join(rows)


def tools_table() -> str:
    """Every tool of ``cttui mcp``, with what it takes; what it needs stands first, in bold."""
    rows = ["| tool | what it does | arguments |", "|---|---|---|"]
    for tool in TOOLS.values():
        needed = tool.takes["required"]
        assert isinstance(needed, list)
        fields = tool.takes["properties"]
        assert isinstance(fields, dict)
        taken = ", ".join(f"**`{name}`**" if name in needed else f"`{name}`" for name in fields)
        rows.append(f"| `{tool.name}` | {_cell(tool.help)} | {taken} |")
    return "\n".join(rows)


TABLES: dict[str, tuple[str, Callable[[], str]]] = {
    "keys": ("docs/keys.md", keys_table),
    "fields": ("docs/query.md", fields_table),
    "commands": ("docs/command-line.md", commands_table),
    "options": ("docs/command-line.md", options_table),
    "linear": ("docs/command-line.md", linear_table),
    "exits": ("docs/command-line.md", exits_table),
    "rules": ("docs/rules.md", rules_table),
    "sections": ("docs/rules.md", rule_sections),
    "set": ("docs/settings.md", settings_table),
    "formats": ("docs/export.md", formats_table),
    "dropped": ("docs/export.md", dropped_table),
    **programs.TABLES,
    "tools": ("docs/assistants.md", tools_table),
}
"""What stands between ``<!-- name -->`` and ``<!-- /name -->``, and on which page."""
MANUAL = ROOT / "docs" / "cttui.1"
"""The manual page, which the wheel installs."""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def page(name: str) -> str:
    """A page of the project, by its path."""
    return (ROOT / name).read_text(encoding="utf-8")


def between(name: str, path: str) -> str:
    """What stands on a page between two markers."""
    found = re.search(rf"<!-- {name} -->\n(.*?)\n?<!-- /{name} -->", page(path), re.DOTALL)
    assert found is not None, f"{path} has no part <!-- {name} -->"
    return found[1]


def write() -> None:
    """Write every table, the manual page and the schema for editors anew."""
    for name, (path, table) in TABLES.items():
        head, mark, rest = page(path).partition(f"<!-- {name} -->\n")
        assert mark, f"{path} has no part <!-- {name} -->"
        tail = rest.partition(f"<!-- /{name} -->")[2]
        (ROOT / path).write_text(f"{head}{mark}{table()}\n<!-- /{name} -->{tail}", encoding="utf-8")
    MANUAL.write_text(manual(), encoding="ascii")
    # the schema is what ``cttui schema`` prints; tests/unit/test_load.py says when it is stale
    schema = subprocess.run([sys.executable, "-m", "cttui", "schema"], capture_output=True, check=True).stdout
    (ROOT / "data" / "timeline.schema.json").write_bytes(schema)


# -- the pages -------------------------------------------------------------------------------------------------------

PAGES = ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_programs_own(name: str) -> None:
    """A table of a page is what the registry gives; ``python tests/test_docs.py`` writes it anew."""
    path, table = TABLES[name]
    assert between(name, path) == table()


def test_the_readme_is_short_and_leads_to_every_page() -> None:
    """README.md has at most 150 lines, and links to each page of docs/."""
    readme = page("README.md")
    assert len(readme.splitlines()) <= 150
    assert [name for name in PAGES[1:] if f"]({name})" not in readme] == []


def test_every_command_of_the_command_line_is_told() -> None:
    """Each command stands in docs/command-line.md with its formats, and so do all options and exit codes."""
    text = page("docs/command-line.md")
    for name in SUBCOMMANDS:
        (row,) = re.findall(rf"^\| `cttui {name}\b.*", between("commands", "docs/command-line.md"), re.MULTILINE)
        for action in _parser([name])._actions:
            choices = action.choices if action.option_strings and action.choices else ()
            assert [choice for choice in choices if f"`{choice}`" not in row] == [], name
    for arguments in ([], *([name] for name in SUBCOMMANDS)):
        for option in options_of(_parser(arguments)):
            assert f"`{option}" in text, (arguments, option)
    for code in ExitCode:
        assert re.search(rf"^\| {code.value} \|", text, re.MULTILINE), code


def test_every_format_has_words_of_its_own() -> None:
    """Each format stands in docs/export.md with its suffix and, outside of the table, in words of its own; all options too."""
    text = page("docs/export.md")
    table = between("formats", "docs/export.md")
    for name, format_ in exported().items():
        assert re.search(rf"^\| `{name}` \|.*\| `{re.escape(format_.suffix)}`", table, re.MULTILINE), name
        assert f"`{name}`" in text.replace(table, ""), name
    for option in options_of(_parser(["export"])):
        short = next(action.option_strings[0] for action in _parser(["export"])._actions if option in action.option_strings)
        assert option in text or short in text, option


DEVELOPERS = frozenset({"test", "dev"})
"""Extras for those who work on cttui: CONTRIBUTING.md has them."""


def test_every_extra_is_told_where_it_is_missing() -> None:
    """Each extra is named in a page with how to install it, and one sentence that says what is missing names it; no other."""
    extras = tomllib.loads(page("pyproject.toml"))["project"]["optional-dependencies"].keys()
    pages = "".join(page(name) for name in PAGES)
    texts = [
        node.value
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "cttui[" in node.value
    ]
    assert all("not installed" in text for text in texts)
    install = re.compile(r"pip install 'cttui\[(\w+)\]'")
    assert sorted(extra for text in texts for extra in install.findall(text)) == sorted(extras - DEVELOPERS)
    assert set(install.findall(pages)) == extras - DEVELOPERS


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


def test_every_table_of_the_notebook_is_told() -> None:
    """Each table stands in docs/settings.md, and what a reader may judge of two events too."""
    told = page("docs/settings.md")
    assert "judgement" in KEPT
    assert [table for table in KEPT if f"[{table}]" not in told] == []
    assert [says for says in JUDGEMENTS if f"`{says}`" not in told] == []


def test_every_environment_variable_is_told() -> None:
    """Each variable that some module reads stands in docs/settings.md."""
    read = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"environ(?:\.get\(|\.pop\(|\[)\s*[\"'](\w+)", path.read_text(encoding="utf-8"))
    }
    read |= {setting.variable for setting in SETTINGS if setting.variable}
    assert {"CTTUI_CACHE", "CTTUI_THEME", "CTTUI_DEBUG", "NO_COLOR"} <= read
    assert [name for name in sorted(read) if f"`{name}`" not in page("docs/settings.md")] == []


def test_the_example_timeline_is_a_sound_one(tmp_path: Path) -> None:
    """The file shown in docs/file.md opens, no rule finds anything, and it has a table of each kind."""
    text = page("docs/file.md")
    blocks = [block for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if "[timeline]" in block]
    assert len(blocks) == 1
    path = tmp_path / "example.toml"
    path.write_text(blocks[0], encoding="utf-8")
    timeline = load.parse(path.read_bytes(), "docs/file.md")
    assert check(path) == ()
    assert len(timeline.events) > 1
    assert any(event.claims for event in timeline.events)
    for table in load.TABLES:
        assert f"[[{table}]]" in text, table


def example(name: str, path: str, folder: Path) -> Settings:
    """The settings that a page shows."""
    file = folder / "settings.toml"
    file.write_text(between(name, path).removeprefix("```toml\n").removesuffix("```"), encoding="utf-8")
    return load_settings({"CTTUI_SETTINGS": str(file)})


def test_the_example_of_a_client_starts_the_server() -> None:
    """The JSON that docs/assistants.md shows for clients names a command line that cttui takes."""
    shown = json.loads(between("client", "docs/assistants.md").removeprefix("```json\n").removesuffix("```"))
    (server,) = shown["mcpServers"].values()
    assert server["command"] == "cttui"
    names, rest = named(server["args"], SUBCOMMANDS)
    assert names == ["mcp"]
    assert _parser(server["args"]).parse_args(rest).run is SUBCOMMANDS["mcp"][1]


def test_the_example_settings_are_sound(tmp_path: Path) -> None:
    """The keys shown in docs/keys.md are given to commands that there are; docs/settings.md shows every other setting."""
    settings = example("settings", "docs/keys.md", tmp_path)
    assert settings.keys
    table = keys_table(remapped(settings))
    assert "| Explore | `F3` `/` |" in table
    assert "`q`" not in table
    settings = example("sample", "docs/settings.md", tmp_path)
    shown = set(re.findall(r"^(\w+) = ", settings.text, re.MULTILINE))
    assert shown == {setting.name for setting in SETTINGS if setting.taken}
    assert unknown_theme(settings.theme) == ""


def test_the_example_queries_are_queries(shipped_index: Index) -> None:
    """Each query in docs/query.md's table is one and finds something in the shipped timeline."""
    rows = re.findall(r"^\| `([^|]+)` \|", between("queries", "docs/query.md"), re.MULTILINE)
    assert len(rows) >= 8
    for text in rows:
        query = parse(text, shipped_index.vocabulary)
        assert shipped_index.select(query).count, text


@pytest.mark.thorough
@pytest.mark.parametrize("name", PAGES)
def test_every_command_line_that_is_shown_works(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each line of a shell that a page shows for cttui is taken by it, finds something and ends well; files are yours."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for line in (line for block in re.findall(r"```sh\n(.*?)```", page(name), re.DOTALL) for line in block.splitlines()):
        words = shlex.split(re.split(r" [|<>]+ ", line)[0], comments=True)
        if words[:1] != ["cttui"]:
            continue
        names, rest = named(words[1:], SUBCOMMANDS)
        # servers go on until they end, and none is asked; tests/unit/test_import_docs.py runs what is shown of datasets
        own = any(Path(word).suffix in {".toml", ".csv", ".cttui"} or is_address(word) for word in words)
        if names and names[0] not in {"serve", "mcp"} and not own:
            assert main(words[1:]) == 0, line
            assert capsys.readouterr().out or words[1] == "check" or "-o" in words, line
        else:
            assert _parser(words[1:]).parse_args(rest).run, line


def test_there_is_one_command_to_start_and_one_to_test() -> None:
    """Each is one line that a fresh clone can run; the check script takes the second from here."""
    for name in ("start", "test"):
        fence, line, end = between(name, "README.md").splitlines()
        assert (fence[:3], end) == ("```", "```")
        assert line.startswith("python3 -m venv .venv && ")
    assert "<!-- test -->" in page(".ci/run")


# -- the manual page -------------------------------------------------------------------------------------------------


def test_the_manual_page_is_the_programs_own() -> None:
    """docs/cttui.1 is what the parsers, settings and exit codes give; ``python tests/test_docs.py`` writes it anew."""
    assert MANUAL.read_text(encoding="ascii") == manual()
    project = tomllib.loads(page("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]
    assert project["wheel"]["shared-data"] == {"docs/cttui.1": "share/man/man1/cttui.1"}
    assert "/docs" in project["sdist"]["include"]


def test_the_manual_page_is_drawn_without_a_complaint() -> None:
    """Groff draws the page with all its warnings on and has none, and every command and option stands on it."""
    if (groff := shutil.which("groff")) is None:
        pytest.skip("groff is not installed")
    command = [groff, "-man", "-Tascii", "-ww", "-rLL=100n", "-P-cbou", str(MANUAL)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="ascii")  # noqa: S603 - a program that is there
    assert done.stderr == ""
    for name in SUBCOMMANDS:
        assert f"cttui {name}" in done.stdout
        for option in options_of(_parser([name])):
            assert option in done.stdout, (name, option)
    for line, _ in EXAMPLES:
        words = shlex.split(line)[1:]
        assert _parser(words).parse_args(words[1:] if words[:1] and words[0] in SUBCOMMANDS else words).run


# -- the other documents ---------------------------------------------------------------------------------------------


def test_the_changelog_names_the_present_version() -> None:
    """The newest version in CHANGELOG.md is the one that the package gives."""
    headings = re.findall(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert next(name for name in headings if name != "Unreleased") == __version__


def test_links_between_documents_lead_somewhere() -> None:
    """Each file and heading that a document links to is there."""
    for file in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")]:
        text = file.read_text(encoding="utf-8")
        for target in [*re.findall(r"\]\(([^)]+)\)", text), *re.findall(r'(?:src|srcset)="([^"]+)"', text)]:
            if re.match(r"https?://", target):
                continue
            name, _, heading = target.partition("#")
            path = file.parent / name if name else file
            assert path.exists(), f"{file.name} links to {target}"
            if heading:
                assert heading in anchors(path), f"{file.name} links to {target}"


def anchors(file: Path) -> set[str]:
    """What a page's headings are linked to by."""
    headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
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
        # an overload says only which types go together; the function below it says the rest
        overload = isinstance(child, Documented) and any(ast.unparse(one) == "overload" for one in child.decorator_list)
        if isinstance(child, Documented) and not child.name.startswith("_") and not overload:
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
    write()
