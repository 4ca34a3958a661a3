"""Exit codes: each that the documents give is one that some command really ends with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cttui import cli
from cttui.cli.exits import ExitCode
from cttui.cli.main import COMMANDS, _parser, main

HARBOUR = Path(__file__).parents[1] / "unit" / "golden" / "timeline.toml"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder of the test's own."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))


def _stopping(error: type[BaseException]) -> Callable[[pytest.MonkeyPatch], None]:
    """Let whatever opens a timeline end so."""

    def fail(*_arguments: object) -> None:
        raise error

    return lambda patch: patch.setattr("cttui.store.cache.open_timeline", fail)


ENDS: dict[ExitCode, tuple[list[str], Callable[[pytest.MonkeyPatch], None] | None]] = {
    ExitCode.OK: (["list", str(HARBOUR)], None),
    ExitCode.PROBLEMS: (["check", str(HARBOUR), "--strict"], None),
    ExitCode.USAGE: (["list", "missing.toml"], None),
    ExitCode.INTERNAL: (["list", str(HARBOUR)], _stopping(RuntimeError)),
    ExitCode.INTERRUPTED: (["list", str(HARBOUR)], _stopping(KeyboardInterrupt)),
}
"""A command line that ends with each code, and what happens to it."""


@pytest.mark.parametrize("code", [code for code in ExitCode if code < 128 or code in ENDS])
def test_every_code_is_one_that_a_command_ends_with(code: ExitCode, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each exit code is given by some command; those of signals to the screen are tested in a terminal of its own."""
    arguments, happens = ENDS[code]
    if happens is not None:
        happens(monkeypatch)
    assert main(arguments) == code


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_ends_with_0_for_help_and_with_2_for_what_it_does_not_know(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--help`` prints and is 0; an option that a command does not have is one sentence on standard error, and 2."""
    assert main([*name.split(), "--help"]) == ExitCode.OK
    assert capsys.readouterr().out.startswith(f"usage: cttui {name}".rstrip())
    assert main([*name.split(), "--no-such-option"]) == ExitCode.USAGE
    printed, told = capsys.readouterr()
    assert (printed, told.count("\n")) == ("", 1)


def test_who_ends_with_1_is_said() -> None:
    """Each command, or option of cttui itself, that may end with 1 is named in what the code means, and no other."""
    modules = {
        path.stem.partition("_")[0]
        for folder in cli.__path__
        for path in Path(folder).glob("*.py")
        if path.stem != "exits" and "ExitCode.PROBLEMS" in path.read_text(encoding="utf-8")
    }
    named = {name.partition(" ")[0] for name in COMMANDS}
    options = {option for option in _parser([])._option_string_actions if option.startswith("--")}
    # verify stands in the module of the command line itself
    modules = (modules - {"main"}) | {"verify"}
    words = [word.strip(",") for word in ExitCode.PROBLEMS.meaning.split()]
    assert modules == {word.lstrip("-") for word in words if word in named | options}
