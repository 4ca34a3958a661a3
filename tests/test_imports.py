"""The house's order: what each module may import, and what is loaded only where it is needed."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "cttui"

ORDER = (
    "errors < text < quotes, files, disk, positions, editing, extract, geo < fetch, library, kept < keeping, notebook"
    " < dates < periods < model < load < claims < fields < query < completion, selection, search < store < index < citation"
    " < views, ledger, evidence, atlas, axis, history, grid, desk < source_views, navigator, threads, finding < explorer"
    " < checks, listing < marks < settings < cli < __main__"
)
"""From the lowest layer to the highest; a module imports only those of lower layers."""

LAYERS = {name: layer for layer, names in enumerate(ORDER.split(" < ")) for name in names.split(", ")}

UI_MAY_IMPORT = {
    "views": "what panes show",
    "axis": "what the time strip shows, and how its bars are laid out",
    "periods": "the units of its bars",
    "grid": "what the grid shows",
    "desk": "what the pane of views, marks and notes shows",
    "threads": "what the panes of threads show",
    "source_views": "what the panes of sources and of the reader show",
    "ledger": "what the pane of claims shows",
    "evidence": "CopyView alone, what the reader shows of a stored copy",
    "atlas": "what the map shows",
    "geo": "boxes and points of degrees, which the map draws and turns its cells into",
    "errors": "what the screen of a faulty file lists, and what a handler reports as a sentence",
    "model": "KINDS alone: each kind has its colour and its sign",
    "settings": "Settings alone, which the keys come from",
    "finding": "Found alone, what the palette lists",
    "text": "what comes from a file is cleaned before it is painted",
    "dates": "days written out",
    "selection": "Row and PointCount alone, which views are made of",
    "completion": "Completion alone, what the bar proposes",
}
"""What any module of the UI may import from below, and why; the app alone imports the explorer and what stores copies."""

UI_NAMES = {
    "evidence": {"CopyView"},
    "model": {"KINDS"},
    "selection": {"Row", "PointCount"},
    "completion": {"Completion"},
    "settings": {"Settings"},
    "finding": {"Found"},
}
"""Modules of which the UI may import nothing else."""


def modules(folder: Path = SOURCE) -> list[str]:
    """The names of a folder's modules."""
    return sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


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


def test_every_module_has_its_layer() -> None:
    """The order names each module outside the UI once, and no other; CONTRIBUTING.md gives the same."""
    assert sorted(LAYERS) == modules()
    assert ORDER in " ".join((SOURCE.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("module", modules())
def test_imports_go_down_the_layers(module: str) -> None:
    """A module imports those below it; the command line alone reaches into the UI, for the app."""
    for target, name, line in imports(SOURCE / f"{module}.py"):
        if module == "cli" and target == "ui.app":
            continue
        assert {module, target} <= LAYERS.keys(), f"{module}.py:{line} imports {target} ({name})"
        assert LAYERS[target] < LAYERS[module], f"{module}.py:{line} imports {target}, which lies above it or beside it"


@pytest.mark.parametrize("module", modules(SOURCE / "ui"))
def test_the_ui_sees_views_and_little_else(module: str) -> None:
    """Panes know views, messages and a few words from below; the app alone holds the explorer."""
    for target, name, line in imports(SOURCE / "ui" / f"{module}.py"):
        if target == "ui" or target.startswith("ui."):
            continue
        allowed = {*UI_MAY_IMPORT, *(["explorer", "keeping", "desk"] if module.endswith("app") else [])}
        assert target in allowed, f"ui/{module}.py:{line} imports {target}"
        assert name in UI_NAMES.get(target, {name}), f"ui/{module}.py:{line} imports {name} from {target}"


def test_no_pane_knows_another() -> None:
    """A pane's module imports no other pane's: they meet in views and messages."""
    panes = [name for name in modules(SOURCE / "ui") if name.endswith(("_pane", "_panes"))]
    assert len(panes) > 4
    for pane in panes:
        known = {target.removeprefix("ui.") for target, _, _ in imports(SOURCE / "ui" / f"{pane}.py")}
        assert not known.intersection(panes), pane


def test_the_package_itself_imports_nothing() -> None:
    """``import cttui`` costs nothing: no module of ours or of anybody's."""
    tree = ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


@pytest.mark.parametrize("module", [name for name in modules() if name != "__main__"])
def test_only_the_ui_loads_textual(module: str) -> None:
    """Importing a module outside the UI loads neither Textual nor Rich, directly or by a third."""
    names = {name.partition(".")[0] for name in loaded(f"import cttui.{module}")}
    assert "cttui" in names
    assert not names & {"textual", "rich"}


@pytest.mark.parametrize("arguments", [("list",), ("list", "--filter", "kind:attack"), ("show", "2024-03-26-besham")])
def test_an_unchanged_timeline_is_neither_parsed_nor_validated(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Listing a timeline that is compiled already loads no TOML reader, no pydantic and no screen."""
    run = "from cttui.cli import main\nassert main(sys.argv[1:]) == 0"
    loaded(run, *arguments, cache=tmp_path)
    names = {name.partition(".")[0] for name in loaded(run, *arguments, cache=tmp_path)}
    assert "pyroaring" in names
    assert not names & {"pydantic", "pydantic_core", "tomli", "tomllib", "tree_sitter", "textual", "rich", "rapidfuzz"}


@pytest.mark.parametrize("settings", [None, "[keys]\nquit = 'X'\n"], ids=["none", "some"])
def test_launch_loads_only_what_the_first_screen_needs(tmp_path: Path, settings: str | None) -> None:
    """Opening the screen loads no other screen and nothing that finds; a TOML reader only where there is a settings file."""
    path = tmp_path / "settings.toml"
    if settings is not None:
        path.write_text(settings)
    run = (
        "from functools import partial\nfrom cttui.cli import _desk, _index\nfrom cttui.explorer import Explorer\n"
        "from cttui.settings import load_settings\nindex = _index(None)\n"
        f"settings = load_settings({{'CTTUI_SETTINGS': {str(path)!r}}})\n"
        "explorer = Explorer(index, desk=partial(_desk, index))\n"
        "for view in ('header', 'bar', 'time', 'provinces', 'facets', 'events', 'detail'): getattr(explorer, view)()\n"
        "from cttui.ui.app import CttuiApp\nCttuiApp(explorer, settings=settings).get_default_screen"
    )
    loaded(run, cache=tmp_path)
    found = loaded(run, cache=tmp_path)
    assert "cttui.ui.explore_screen" in found
    later = {"finding", "notebook", "desk", "grid", "threads", "atlas", "ui.finders", "ui.help_screen", "ui.read_screen"}
    assert not found & {*(f"cttui.{name}" for name in later), "rapidfuzz", "tomlkit"}
    assert {name in found for name in ("tomli", "cttui.ui.keymap")} == {settings is not None}
