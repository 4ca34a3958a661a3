"""What docs/api.md says of the Python API, made from its docstrings, and the page's examples as they are run."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import cttui
from cttui.api.frames import PANDAS, POLARS
from cttui.api.values import COLUMNS
from cttui.exports.tables import Kind

ROOT = Path(__file__).parents[1]
PAGE = "docs/api.md"
TYPES: dict[str, tuple[Kind, str]] = {
    "str": ("text", "str"), "str | None": ("text", "str or None"), "float | None": ("number", "float or None"),
    "int": ("whole", "int"), "bool": ("flag", "bool"), "tuple[str, ...]": ("texts", "list of str"),
}  # fmt: skip
"""By the type of a field, what its column holds, and what a dictionary has of it."""


def types_table() -> str:
    """The types of columns in fields, dictionaries and data frames."""
    rows = ["| field | in `to_dicts` | pandas | polars |", "|---|---|---|---|"]
    rows += [f"| {_code(field)} | {said} | `{PANDAS[kind]}` | `{POLARS[kind]}` |" for field, (kind, said) in TYPES.items()]
    return "\n".join(rows)


def class_table(name: str) -> str:
    """The fields of a class of values, or the properties and methods of another, each with its type and what it is."""
    (found,) = (node for node in _tree(name).body if isinstance(node, ast.ClassDef) and node.name == name)
    fields = list(_fields(found))
    lines = [_words(ast.get_docstring(found) or ""), "", f"| {'field' if fields else 'name'} | type | what it is |"]
    rows = [f"| {_code(one)} | {_code(type_)} | {_cell(said)} |" for one, type_, said in (*fields, *_members(found))]
    return "\n".join([*lines, "|---|---|---|", *rows])


def open_table() -> str:
    """What ``cttui.open`` takes, does and raises."""
    (found,) = (node for node in _tree("open").body if isinstance(node, ast.FunctionDef) and node.name == "open")
    said, *parts = _documented(found)
    return "\n".join([f"`cttui.{_signature(found)}`", "", said, "", *(f"- {part}" for part in parts)])


def _tree(name: str) -> ast.Module:
    module = ROOT.joinpath("src", "cttui", *cttui._HOMES[name].split(".")).with_suffix(".py")
    return ast.parse(module.read_text(encoding="utf-8"))


def _fields(found: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """The fields of a data class, with their types and docstrings."""
    if not found.decorator_list:
        return
    for node, after in zip(found.body, found.body[1:], strict=False):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            assert isinstance(after, ast.Expr), f"{found.name}.{node.target.id} has no docstring"
            columns = COLUMNS.get(f"{found.name.lower()}s")  # type: ignore[call-overload]  # none for other classes
            beside = " Not a column." if columns and node.target.id not in columns else ""
            yield node.target.id, ast.unparse(node.annotation), ast.literal_eval(after.value) + beside


def _members(found: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """The public properties and methods of a class, an overloaded one once."""
    overloads: dict[str, list[str]] = {}
    for node in found.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        marks = [ast.unparse(one) for one in node.decorator_list]
        returned = ast.unparse(node.returns) if node.returns else ""
        if "overload" in marks:
            overloads.setdefault(node.name, []).append(returned)
            continue
        is_property = any(mark.endswith("property") for mark in marks)
        returned = " | ".join(one for one in overloads.get(node.name, [returned]) if one != "Any")
        yield node.name if is_property else _signature(node, returns=False), returned, " ".join(_documented(node))


def _signature(node: ast.FunctionDef, *, returns: bool = True) -> str:
    arguments = re.sub(r"^self(?:, )?", "", ast.unparse(node.args)).replace("=", " = ")
    arguments = re.sub(r"\b(?:Table|Engine)\b", "str", arguments)
    return f"{node.name}({arguments})" + (f" -> {ast.unparse(node.returns)}" if returns and node.returns else "")


def _documented(node: ast.FunctionDef) -> list[str]:
    """What a function's docstring says: of itself, of each thing that it takes and of each error."""
    said, _, rest = (ast.get_docstring(node) or "").partition("\n\nArgs:\n")
    taken, _, raised = rest.partition("\n\nRaises:\n")
    said, _, alone = said.partition("\n\nRaises:\n")
    return [
        _words(said),
        *(re.sub(r"^(\w+): (.)", lambda found: f"`{found[1]}`: {found[2].lower()}", line) for line in _items(taken)),
        *(
            re.sub(r"^(\w+): (.)", lambda found: f"Raises `{found[1]}`: {found[2].lower()}", line)
            for line in _items(raised or alone)
        ),
    ]


def _items(part: str) -> list[str]:
    return [_words(one) for one in re.split(r"\n(?=    \w)", part) if one.strip()]


def _words(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{_cell(text)}`"


TABLES: dict[str, tuple[str, Callable[[], str]]] = {
    "api-types": (PAGE, types_table),
    "api-open": (PAGE, open_table),
    **{
        f"api-{name}": (PAGE, partial(class_table, name))
        for name, home in cttui._HOMES.items()
        if home.startswith("api.") and name != "open"
    },
}
"""What stands between markers of the page, for ``TABLES`` of tests/test_docs.py."""


def examples() -> doctest.DocTest:
    """All examples of the page as one session."""
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    return doctest.DocTestParser().get_doctest("\n".join(blocks), {}, PAGE, PAGE, 0)
