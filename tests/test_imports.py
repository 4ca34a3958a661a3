"""The house's order: what each module may import, and what is loaded only where it is needed."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "cttui"

ORDER = (
    "lazy errors text syntax disk settings < model < proposals < timeline < query < imports < store < copies < notebook"
    " < checks < curation < audit < explore < exports < api < mcp linear serving < ui < cli < __main__"
)
"""The packages from the ground up: a module imports its own package and those before it."""

LAYERS = {name: layer for layer, names in enumerate(ORDER.split(" < ")) for name in names.split()}

UI_MAY_IMPORT = {
    "explore": "what panes show, and the explorer that screens hand keys to",
    "exports": "what can be exported, how, and what writes it to a file",
    "disk": "what the reader's own editor left is read as any file that may be none",
    "lazy": "data classes that cost nothing before they are used",
    "errors": "what the screen of a faulty file lists, and what a handler reports as a sentence",
    "settings": "what the reader has set",
    "text": "what comes from a file is cleaned before it is painted",
    "model.calendar": "the months and years under the bars of the time strip",
    "model.dates": "days written out",
    "model.axis": "Layout and Slot alone, what the time strip draws",
    "model.kinds": "the sign and the colours of each kind",
    "model.geo": "boxes and points of degrees, which the map draws and turns its cells into",
    "model.periods": "the units of the time strip's bars",
    "model.records": "KINDS alone: each kind has its colour and its sign",
    "store.parts": "Row, PointCount, Counts and the cells of a map alone, which views are made of",
    "model.window": "the part of the earth that a map shows, and its cells",
    "store.index": "Ask and Answer alone, for an engine that is waited for",
    "store.stopping": "what ends an answer that nobody waits for any more",
    "timeline.outline": "Outline alone, the lines under the dots of the map",
    "query.completion": "Completion alone, what the bar proposes",
    "notebook.desk": "what the desk keeps",
    "notebook.settings": "what saves a theme that was chosen",
    "curation.forms": "the values that forms are made of",
    "curation.changes": "what a form would change",
    "curation.edits": "DiffLine alone, what undo shows",
    "curation.adding": "what makes the form of a source, in a worker",
    "curation.source": "the form of a source, which a screen closes with",
    "curation.event": "EventForm alone, to say which event was added",
    "curation.here": "the record at the cursor, as its line is looked up",
    "curation.opened": "the open timeline, which the app alone changes",
    "curation.watching": "what tells that somebody else saved the timeline's file",
    "copies.attach": "what stores a copy",
    "copies.library": "Library alone, where it is stored",
}
"""What any module of the UI may import from below, and why; the app alone imports the explorer and what stores copies."""

UI_NAMES = {
    "model.records": {"KINDS"},
    "store.parts": {"Row", "PointCount", "Counts", "CellCount", "CellCounts"},
    "timeline.outline": {"Outline"},
    "query.completion": {"Completion"},
    "store.index": {"Answer", "Ask"},
    "curation.event": {"EventForm"},
    "curation.edits": {"DiffLine"},
    "copies.library": {"Library"},
}
"""Modules of which the UI may import nothing else."""


def modules(package: str = "") -> list[str]:
    """The modules of a package, or all, by their dotted names without ``cttui``."""
    found = (".".join(path.relative_to(SOURCE).with_suffix("").parts) for path in SOURCE.rglob("*.py"))
    return sorted(name for name in found if name != "__init__" and name.startswith(f"{package}." if package else ""))


def path_of(module: str) -> Path:
    """Where a module stands."""
    return SOURCE.joinpath(*module.split(".")).with_suffix(".py")


def imports(path: Path) -> Iterator[tuple[str, str, int]]:
    """Every import of a cttui module in a file, wherever it stands: the module, the name taken from it, the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "cttui":
                    yield alias.name.removeprefix("cttui").lstrip("."), "", node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: imports are written out, as cttui.text"
            if node.module == "cttui":
                for alias in node.names:
                    if alias.name != "__version__":
                        yield alias.name, "", node.lineno
            elif node.module and node.module.startswith("cttui."):
                for alias in node.names:
                    yield node.module.removeprefix("cttui."), alias.name, node.lineno


def loaded(code: str, *arguments: str, cache: Path | None = None) -> set[str]:
    """The modules that a new Python holds after running some code."""
    script = f"import json, sys\n{code}\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    found = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, **({"CTTUI_CACHE": str(cache)} if cache else {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert found.returncode == 0, found.stderr
    return set(json.loads(found.stderr.splitlines()[-1]))


def needed(module: str) -> set[str]:
    """The modules that a module imports, type checking included."""
    known = {name.removesuffix(".__init__") for name in modules()}
    found = set()
    for target, name, _ in imports(path_of(module)):
        full = f"{target}.{name}".strip(".")
        found.add(full if full in known else target)
    return found


def test_no_source_file_grows_too_long() -> None:
    """Every source file has at most five hundred lines."""
    lines = {str(path.relative_to(SOURCE)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCE.rglob("*.py")}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_every_module_has_its_layer() -> None:
    """The order names each package once, and no other; CONTRIBUTING.md gives the same."""
    assert set(LAYERS) == {name.partition(".")[0] for name in modules()}
    assert ORDER in " ".join((SOURCE.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("module", modules())
def test_imports_go_down_the_layers(module: str) -> None:
    """A module imports its own package and those that stand before it in the order."""
    here = module.partition(".")[0]
    for target, name, line in imports(path_of(module)):
        package = target.partition(".")[0]
        assert LAYERS[package] <= LAYERS[here], f"{module}, line {line}, imports {target} ({name}), which lies above it"


def test_no_module_imports_itself_by_way_of_others() -> None:
    """There is no circle of imports, those for type checking included."""
    waiting = {name.removesuffix(".__init__"): needed(name) for name in modules()}
    while free := {name for name, wanted in waiting.items() if not wanted & waiting.keys() - {name}}:
        waiting = {name: wanted for name, wanted in waiting.items() if name not in free}
    assert not waiting, f"a circle lies in {sorted(waiting)}"


@pytest.mark.parametrize("module", modules("ui"))
def test_the_ui_sees_views_and_little_else(module: str) -> None:
    """Screens and panes know views, messages and a few words from below."""
    for target, name, line in imports(path_of(module)):
        if target == "ui" or target.startswith("ui."):
            continue
        full = f"{target}.{name}" if f"{target}.{name}" in UI_MAY_IMPORT else target
        allowed = full in UI_MAY_IMPORT or full.partition(".")[0] in UI_MAY_IMPORT
        assert allowed, f"{module}, line {line}, imports {full}"
        assert full != target or name in UI_NAMES.get(target, {name}), f"{module}, line {line}, imports {name} from {target}"


def test_no_screen_knows_another() -> None:
    """A screen's folder imports no other screen's: they meet in views and messages, and the base is everybody's."""
    for module in modules("ui"):
        _, *inner = module.split(".")
        for target in needed(module) if len(inner) > 1 else ():
            _, *other = target.split(".")
            if target.startswith("ui.") and len(other) > 1 and "base" not in (inner[0], other[0]):
                assert inner[0] == other[0], f"{module} imports {target}"
            assert inner[0] != "base" or not target.startswith("ui.") or other[0] == "base", f"{module} imports {target}"


MOST_LINES = 500
"""Lines that a source file may have; a longer one is parted by subject."""
MOST_METHODS = 30
"""A class of the screen with as many has grown into an object that knows everything."""


@cache
def classes(package: str) -> dict[str, ast.ClassDef]:
    """The classes of a package, by name."""
    trees = (ast.parse(path_of(module).read_text(encoding="utf-8")) for module in modules(package))
    return {node.name: node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


@pytest.mark.parametrize("name", classes("ui"))
def test_no_class_of_the_screen_knows_everything(name: str) -> None:
    """A class of ``ui`` has fewer than thirty methods of its own, and at most two classes of ours above it."""
    known = classes("ui")
    methods = [node for node in known[name].body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert len(methods) < MOST_METHODS

    def depth(kind: str) -> int:
        bases = [base.id for base in known[kind].bases if isinstance(base, ast.Name) and base.id in known]
        return 1 + max(map(depth, bases), default=0)

    assert depth(name) <= 3


def test_the_package_itself_imports_nothing() -> None:
    """``import cttui`` costs nothing: it loads no module of ours or of anybody's before a public name of it is used."""
    assert loaded("import cttui") - loaded("") == {"cttui"}
    names = {name for name in loaded("import cttui\ncttui.CttuiError") if name.startswith("cttui")}
    assert names == {"cttui", "cttui.errors", "cttui.lazy"}


@pytest.mark.parametrize("module", [name for name in modules() if name != "__main__" and not name.startswith("ui.")])
def test_only_the_ui_loads_textual(module: str) -> None:
    """Importing a module outside the UI loads neither Textual nor Rich, directly or by a third."""
    names = {name.partition(".")[0] for name in loaded(f"import cttui.{module.removesuffix('.__init__')}")}
    assert "cttui" in names
    assert not names & {"textual", "rich"}


@pytest.mark.parametrize("arguments", [("list",), ("list", "--filter", "kind:attack"), ("show", "2024-03-26-besham")])
def test_an_unchanged_timeline_is_neither_parsed_nor_validated(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Listing a timeline that is compiled already loads no TOML reader, no pydantic and no screen."""
    run = "from cttui.cli.main import main\nassert main(sys.argv[1:]) == 0"
    loaded(run, *arguments, cache=tmp_path)
    names = {name.partition(".")[0] for name in loaded(run, *arguments, cache=tmp_path)}
    assert "pyroaring" in names
    assert not names & {"pydantic", "pydantic_core", "tomli", "tomllib", "textual", "rich", "rapidfuzz"}


@pytest.mark.parametrize("settings", [None, "[keys]\nquit = 'Q'\n"], ids=["none", "some"])
def test_launch_loads_only_what_the_first_screen_needs(tmp_path: Path, settings: str | None) -> None:
    """Opening the screen loads no other screen and nothing that finds; a TOML reader only where there is a settings file."""
    path = tmp_path / "settings.toml"
    if settings is not None:
        path.write_text(settings)
    run = (
        "from functools import partial\nfrom cttui.cli.opened import desk_of, file_of\n"
        "from cttui.explore.explorer import Explorer\n"
        "from cttui.settings import load_settings\nfile = file_of(None)\nindex = file.index\n"
        f"settings = load_settings({{'CTTUI_SETTINGS': {str(path)!r}}})\n"
        "explorer = Explorer(index, desk=partial(desk_of, index))\n"
        "for view in ('header', 'bar', 'time', 'provinces', 'facets', 'events', 'detail'): getattr(explorer, view)()\n"
        "from cttui.ui.app import CttuiApp\nCttuiApp(explorer, settings=settings, file=file).get_default_screen"
    )
    loaded(run, cache=tmp_path)
    found = loaded(run, cache=tmp_path)
    assert "cttui.ui.explore.screen" in found
    later = {
        "explore.finding", "proposals.reader", "proposals.rules", "notebook.file", "notebook.desk",
        "explore.grid", "explore.threads", "explore.map", "curation.keeper", "curation.watching", "timeline.again",
        "store.renewal", "store.whole",
        "ui.finder.finders", "ui.help.screen", "ui.read.screen",
    }  # fmt: skip
    assert not found & {*(f"cttui.{name}" for name in later), "rapidfuzz", "tomlkit", "watchfiles"}
    assert {name in found for name in ("tomli", "cttui.ui.base.keymap")} == {settings is not None}
