"""docs/api.md: its examples are run, its tables are the code's (tests/test_docs.py), and it names all that is public."""

from __future__ import annotations

import ast
import doctest
import re
import tracemalloc
from pathlib import Path

import pytest

import cttui
from cttui.settings import shipped_timeline
from programs import PAGE, ROOT, TABLES, examples


@pytest.fixture(autouse=True)
def _cached(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path_factory.mktemp("cache")))


def text() -> str:
    """The page."""
    return (ROOT / PAGE).read_text(encoding="utf-8")


def test_every_example_prints_what_the_page_shows() -> None:
    """The page's examples, run one after the other on the shipped timeline, give what stands below each."""
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    session = examples()
    assert len(session.examples) > 15
    complaints: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(session, out=complaints.append)
    assert "".join(complaints) == ""


def test_every_public_name_stands_on_the_page() -> None:
    """Each class has its heading and its table, and each error is explained."""
    headings = re.findall(r"^### (.+)$", text(), re.MULTILINE)
    tables = {name.removeprefix("api-") for name in TABLES}
    for name in cttui.__all__:
        if name != "__version__":
            assert f"cttui.{name}" in text() if name.endswith(("Error", "Problem", "open")) else name in headings, name
    assert {name.removeprefix("cttui.") for name in headings} == tables - {"types"}


def test_a_table_of_the_page_has_a_row_for_each_member() -> None:
    """The tables have every public attribute and method of each class, those of its instances too, and no other."""
    with cttui.open() as timeline:
        selection = timeline.select("2024-03-26")
        event = timeline.event("2024-03-26-besham")
        found = {
            "Timeline": timeline, "Selection": selection, "Event": event, "Claim": event.claims[0], "Totals": selection.totals,
            "Source": timeline.source(event.sources[0]), "Thread": timeline.threads[0], "Search": timeline.coverage[0],
        }  # fmt: skip
        for name, one in found.items():
            rows = re.findall(r"^\| `(\w+)", TABLES[f"api-{name}"][1](), re.MULTILINE)
            assert sorted(rows) == sorted(member for member in dir(one) if not member.startswith("_")), name


def test_docstrings_of_the_api_name_what_they_take() -> None:
    """Each argument of a public function of the API stands in its docstring."""
    for name in ("opening", "timeline", "selection"):
        tree = ast.parse((ROOT / "src" / "cttui" / "api" / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            said = ast.get_docstring(node) or "" if isinstance(node, ast.FunctionDef) else ""
            if isinstance(node, ast.FunctionDef) and "Args:" in said:
                taken = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)} - {"self"}
                assert taken == set(re.findall(r"^    (\w+): ", said.partition("Raises:")[0], re.MULTILINE)), node.name


@pytest.mark.thorough
def test_the_memory_that_the_page_states_is_that_of_the_shipped_timeline(tmp_path: Path) -> None:
    """All events of the shipped timeline take no more than the page says for each, and not far less; a loop keeps none."""
    stated = re.search(r"about (\d+) KB for each event", text())
    assert stated is not None
    with cttui.open(shipped_timeline()) as timeline:
        selection = timeline.select()
        tracemalloc.start()
        before, _ = tracemalloc.get_traced_memory()
        for _ in selection:
            pass
        looped, _ = tracemalloc.get_traced_memory()
        assert len(selection.events) == len(timeline)
        after, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    each = (after - looped) / len(timeline) / 1_000
    # less where something else has read the timeline before, and its texts are shared
    assert int(stated[1]) / 2 <= each <= int(stated[1]) * 6 / 5
    assert looped - before < (after - looped) * 2
