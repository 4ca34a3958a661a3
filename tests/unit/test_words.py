"""What cttui says is plain English: turns of phrase that a reader would stumble over stand in no sentence of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cttui.cli.exits import ExitCode
from cttui.cli.main import COMMANDS as SUBCOMMANDS
from cttui.cli.main import _parser
from cttui.query.fields import FIELDS, FLAGS
from cttui.text import sentence
from cttui.ui.base.commands import COMMANDS, SCOPES

SOURCE = Path(__file__).parents[2] / "src" / "cttui"

STUMBLES = re.compile(
    r"""
      \b (?: is | are ) \s (?: told | left \s out | asked \s for | gone \s to ) \b
    | (?<! there \s) \b (?: is | are ) \s no \s
    | \b so \s many \b
    | \b by \s now \b
    | \b again: | ; \s again \b
    | \b (?: take | takes | take \s it ) \s (?: in | out ) \s beside \b | \b take \s (?: it \s )? out \b
    | \b lift (?: s | ed )? \b
    | \b put (?: s )? \s back \b
    | \b cannot \s both \s hold \b
    | \b does \s not \s hold \b
    | \b stands? \s (?: in | there ) \b
    | \b surely \b
    | \b mend \b
    | \b made \s anew \b
    | \b all \s the \s same \b
    | \b anew \b
    | \b already \s there \b | \b there \s already \b
    | \b tak (?: e | es | en | ing ) \s (?: it | them ) \s back \b
    | \b taken \s over \b
    | \b (?: whatever | whoever ) \b
    | \b as \s it \s stands \b
    | \b called \s like \b
    | \b behind \s a \s colon \b
    | \b write \s it \s so \b
    | \b (?: what | that ) \s stands \s (?: for | before ) \b
    | \b please \b
    | \b successfully \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Turns of phrase that have a plainer one: cleared for lifted, removed for taken out, certainly for surely."""


def texts(tree: ast.Module) -> Iterator[ast.Constant]:
    """The texts of a module that may be shown: all but docstrings, style sheets and patterns."""
    hidden = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.If | ast.For)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in hidden and "\\" not in node.value:
            yield node


def said() -> Iterator[tuple[str, str]]:
    """Everything that cttui may say, each with where it says it."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in texts(ast.parse(path.read_text(encoding="utf-8"))):
            yield f"{path.relative_to(SOURCE)}:{node.lineno}", str(node.value)
    for name in SUBCOMMANDS:
        yield f"cttui {name} --help", _parser([name]).format_help()


def test_nothing_that_is_said_makes_a_reader_stumble() -> None:
    """No text of the program, and no help of the command line, has a turn of phrase that reads as if translated."""
    assert [(where, text) for where, text in said() if STUMBLES.search(text)] == []


@pytest.mark.parametrize("text", [command.help for command in COMMANDS])
def test_a_command_is_said_in_one_sentence_that_begins_with_a_verb(text: str) -> None:
    """The help of a command is one sentence: a capital, a full stop, no other sentence in it."""
    assert re.fullmatch(r"[A-Z][^!]*[.…]", text)
    assert ". " not in text


@pytest.mark.parametrize(
    "label",
    [
        *(command.title for command in COMMANDS),
        *SCOPES.values(),
        *(code.meaning for code in ExitCode),
        *(field.title for field in FIELDS.values()),
        *FLAGS.values(),
    ],
)
def test_a_label_has_no_full_stop(label: str) -> None:
    """Titles, headings and meanings are no sentences."""
    assert label
    assert label[-1] not in ".!"


@pytest.mark.parametrize(
    ("phrase", "whole"),
    [
        ("there is no notebook to save to", "There is no notebook to save to."),
        ("unknown event 'x'; did you mean y?", "Unknown event 'x'; did you mean y?"),
        ("/a/b.toml:3: invalid TOML", "/a/b.toml:3: invalid TOML."),
        ("'vi' was not found", "'vi' was not found."),
        ("cttui needs a terminal", "cttui needs a terminal."),
        ("the address is https://example.org/a", "The address is https://example.org/a"),
        ("Copied.", "Copied."),
        ("", ""),
    ],
)
def test_a_phrase_becomes_a_sentence(phrase: str, whole: str) -> None:
    """A phrase gets its capital and its stop; a name keeps its letter, and an address or path gets no stop behind it."""
    assert sentence(phrase) == whole
    assert sentence(whole) == whole
