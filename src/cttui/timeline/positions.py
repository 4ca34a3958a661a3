"""Where in a TOML text a value stands: the line of ``event[12].claims[3].quote``.

TOML readers forget positions, so a fault found after reading has no line. The text is then parsed a second time into a
concrete syntax tree (tree-sitter), which is imported only here, on the way to an error message.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

Path = tuple[str | int, ...]
"""Keys and list indices from the top of the file down to a value."""


class Positions:
    """Lines of everything that stands in a TOML text."""

    def __init__(self, content: bytes) -> None:
        """Parse ``content``; faulty stretches are passed over."""
        import tree_sitter_toml
        from tree_sitter import Language, Parser

        tree = Parser(Language(tree_sitter_toml.language())).parse(content)
        self._lines: dict[Path, int] = {}
        counts: dict[Path, int] = {}
        for node in tree.root_node.children:
            if node.type == "pair":
                self._pair((), node)
            elif node.type in {"table", "table_array_element"}:
                path: Path = tuple(_keys(node.named_children[0])) if node.named_children else ()
                if node.type == "table_array_element":
                    index = counts.get(path, 0)
                    counts[path] = index + 1
                    path = (*path, index)
                for length in range(1, len(path) + 1):
                    self._lines.setdefault(path[:length], node.start_point[0] + 1)
                for child in node.named_children[1:]:
                    if child.type == "pair":
                        self._pair(path, child)

    def line(self, *path: str | int) -> int:
        """The line, from 1, of the value at a path, or of the nearest thing around it; 0 where there is none."""
        for length in range(len(path), 0, -1):
            if (found := self._lines.get(path[:length])) is not None:
                return found
        return 0

    def _pair(self, path: Path, pair: Node) -> None:
        if len(pair.named_children) < 2:
            return
        inner = (*path, *_keys(pair.named_children[0]))
        self._lines.setdefault(inner, pair.start_point[0] + 1)
        self._value(inner, pair.named_children[1])

    def _value(self, path: Path, node: Node) -> None:
        self._lines.setdefault(path, node.start_point[0] + 1)
        if node.type == "array":
            items = [child for child in node.named_children if child.type != "comment"]
            for index, child in enumerate(items):
                self._value((*path, index), child)
        elif node.type == "inline_table":
            for child in node.named_children:
                if child.type == "pair":
                    self._pair(path, child)


def _keys(node: Node) -> Iterator[str]:
    if node.type == "dotted_key":
        for child in node.named_children:
            yield from _keys(child)
    else:
        yield (node.text or b"").decode("utf-8", "replace").strip("\"'")
