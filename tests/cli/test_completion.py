"""Shell completion: everything that the parsers know is offered, values come from the timeline, and real shells take them."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cttui
from cttui.cli.completion import FREE, SOURCES_OF, Offer, offered
from cttui.cli.main import COMMANDS, _parser, main
from cttui.cli.parsing import placed
from cttui.cli.shells import SCRIPTS, read_bash, written_bash
from cttui.imports.registry import FORMATS

SMALL = Path(__file__).parents[1] / "ui" / "small.toml"
HELP = {name: help_ for name, (_, _, help_) in COMMANDS.items()}
BREAKS = " \t\n\"'><=;|&(:"
"""What divides words in bash."""


@pytest.fixture(autouse=True, scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder of these tests' own, and the small timeline as the default one."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CTTUI_CACHE", str(folder))
        patch.setenv("CTTUI_TIMELINE", str(SMALL))
        yield folder


def ways(*words: str) -> Offer:
    """What is offered after some words."""
    return offered(words, _parser, HELP)


def values(*words: str) -> list[str]:
    """The words that are offered after some words."""
    return [row.value for row in ways(*words).rows]


# -- everything the parsers have -------------------------------------------------------------------------------------


def test_every_command_is_offered() -> None:
    """The first word may be each command, with what it does, or a file; no command is typed in vain."""
    found = ways("")
    firsts = dict.fromkeys(name.split()[0] for name in COMMANDS)
    assert [row.value for row in found.rows] == list(firsts)
    assert [row for row in found.rows if row.value in COMMANDS] == [(name, HELP[name]) for name in COMMANDS if " " not in name]
    assert found.how == "both"
    assert values("li") == ["list"]


def test_the_second_word_of_a_command_is_offered() -> None:
    """After the first word of commands of two words, the second is offered with its help, and then the command's options."""
    commands = {"add source": "add a source", "add event": "add an event", "list": "print"}
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--yes", action="store_true", help="take it")
    parser.add_argument("file", metavar="FILE")

    def after(*words: str) -> Offer:
        return offered(words, lambda _words: parser, commands)

    assert after("a").rows[0] == ("add", "source or event")
    assert after("add", "").rows == (("source", "add a source"), ("event", "add an event"))
    assert [row.value for row in after("add", "e").rows] == ["event"]
    assert after("add", "event", "--").rows == (("--yes", "take it"),)
    assert after("add", "event", "--yes", "").how == "both"


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_option_is_offered(command: str) -> None:
    """Each long option of each parser is offered with its help, and its values where it has a choice or a source of them."""
    before = [command] if command else []
    parser = _parser(before)
    options = [option for action in parser._actions for option in action.option_strings if option.startswith("--")]
    assert values(*before, "--") == options
    for action in parser._actions:
        if action.choices is not None:
            way = ways(*before, *action.option_strings[-1:], "")
            assert [row.value for row in way.rows] == list(action.choices)
        elif action.option_strings and action.nargs is None:
            way = ways(*before, action.option_strings[-1], "")
            assert way.rows or way.how == "files" or action.metavar in FREE, action.option_strings


def test_whatever_takes_a_value_says_where_values_come_from() -> None:
    """Each argument that takes a value has choices, is a file, or stands for something that the timeline has."""
    for command in ("", *COMMANDS):
        for action in _parser([command] if command else [])._actions:
            if action.nargs == 0 or isinstance(action, argparse.BooleanOptionalAction):
                continue
            means = set(str(action.metavar).split("|"))
            known = action.choices is not None or action.type in {Path, placed} or means <= {*SOURCES_OF, *FREE, "FILE"}
            assert known, (command, action.dest, action.metavar)


def test_a_value_may_be_one_of_two_things() -> None:
    """Where a source's id or a file may stand, both are offered."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", metavar="SOURCE|FILE")
    found = offered(("read", ""), lambda _words: parser, {"read": ""})
    assert found.how == "both"
    assert found.rows == ways("attach", "").rows


def test_what_is_given_is_not_offered_again() -> None:
    """An option that is given is gone, and so are those that exclude it; after -- there are none."""
    assert "--filter" not in values("list", "--filter", "kind:attack", "--")
    assert not {"--disputed", "--differing"} & set(values("claims", "--disputed", "--d"))
    assert values("list", "--", "--") == []
    assert "--no-ascii" not in values("--ascii", "--")


# -- values ----------------------------------------------------------------------------------------------------------


def test_values_come_from_the_timeline() -> None:
    """Ids of events and sources, fields, values and lenses are those of the timeline that is named, or of the default one."""
    assert "post-attack" in values("show", "")
    assert values("show", "post-attack", "post-") == ["post-attack"]
    assert values("--at", "post-") == ["post-attack"]
    assert values("list", "--filter", "kind:att") == ["kind:attack"]
    assert values("list", "--filter=kind:att") == ["--filter=kind:attack"]
    assert values("list", "--filter", "kind:attack prov") == ["kind:attack province:"]
    assert ways("list", "--filter", "").how == "open"
    assert "kind:" in values("list", "--filter", "")
    assert values("list", "--count", "low") == ["lowest"]
    assert "nord" in values("--theme", "n")
    assert values("import", "--format", "") == [form.id for form in FORMATS]
    assert values("import", "--format", "u") == ["ucdp-ged"]
    assert ways("show", "--timeline", "").how == "files"
    assert ways("list", "").how == "files"
    assert values("attach", "") == [row.value for row in ways("attach", "").rows if row.means]


def test_a_timeline_with_faults_offers_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Completion says nothing and fails at nothing where the timeline, or the settings, cannot be read."""
    path = tmp_path / "broken.toml"
    path.write_text("[timeline")
    for words in (("show", "--timeline", str(path), ""), ("show", "--timeline", str(tmp_path / "none.toml"), "x")):
        assert main(["complete", "words", *words]) == 0
        assert capsys.readouterr() == ("done\n", "")


# -- bash's words ----------------------------------------------------------------------------------------------------


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), min_size=1), min_size=1, max_size=4))
def test_a_line_of_bash_is_read_as_bash_reads_it(words: list[str]) -> None:
    """What a shell would split into some words is split into these; the last is the one at the cursor."""
    spaced = [word for word in words if not any(char.isspace() and char not in " \t" for char in word)]
    if spaced:
        before, current, quote = read_bash(shlex.join(spaced))
        assert ([*before, current], quote) == (spaced, "")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), min_size=1), st.sampled_from(["", '"', "'"]))
def test_what_is_written_for_bash_is_read_again(value: str, quote: str) -> None:
    """A word that is inserted, in a quotation or not, is read as the word that was offered."""
    line = f"cttui {quote}{written_bash(value, '', quote, BREAKS)}"
    if any(char.isspace() and char not in " \t" for char in value):
        return
    before, current, open_ = read_bash(line)
    assert [*before[1:], current] == [value]
    assert open_ == quote or quote == "'"


def test_bash_replaces_only_what_follows_a_sign_that_divides() -> None:
    """After a colon or an equals sign bash puts the rest of the word alone, and never less than was typed."""
    assert written_bash("kind:attack", "kind:att", "", BREAKS) == "attack"
    assert written_bash("--filter=kind:attack", "--filter=ki", "", BREAKS) == "kind:attack"
    assert written_bash("kind:attack", "kind:att", '"', BREAKS) == "kind:attack"
    assert written_bash("kind:attack", "kind:att", "", BREAKS.replace(":", "")) == "kind:attack"


# -- real shells -----------------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, cache: Path) -> dict[str, str]:
    """An environment in which ``cttui`` is this program, in a folder with one file."""
    program = tmp_path / "bin" / "cttui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cttui "$@"\n')
    program.chmod(0o755)
    (tmp_path / "here.toml").write_text("")
    main(["list"])  # compiled once, so that no shell waits for it
    kept = {name: value for name, value in os.environ.items() if name not in {"ENV", "BASH_ENV", "ZDOTDIR", "PS1"}}
    own = {"PYTHONPATH": str(Path(cttui.__file__).parents[1]), "HOME": str(tmp_path), "TERM": "dumb"}
    return {**kept, **own, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}


TYPED = {
    "cttui li": "cttui list",
    "cttui list --form": "cttui list --format",
    "cttui list --format=js": "cttui list --format=jsonl",
    "cttui list --filter kind:att": "cttui list --filter kind:attack",
    'cttui list --filter "is:undated kind:att': 'cttui list --filter "is:undated kind:attack"',
    "cttui show post-": "cttui show post-attack",
    "cttui check he": "cttui check here.toml",
    "cttui completion fi": "cttui completion fish",
}
"""What is typed before Tab, and what the line is afterwards."""


def _needs(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("shell", "start"),
    [
        ("bash", ["bash", "--norc", "--noprofile", "-i"]),
        ("zsh", ["zsh", "-f", "-i"]),
    ],
)
def test_a_real_shell_finishes_lines(shell: str, start: list[str], home: dict[str, str], tmp_path: Path) -> None:
    """In an interactive shell, Tab finishes commands, options, values inside and outside of quotation marks, and files."""
    _needs(shell)
    # some systems set PATH for every zsh
    begin = (
        f"PATH={shlex.quote(home['PATH'])}; "
        + {
            "bash": "PS1='READY> '; bind 'set enable-bracketed-paste off'; eval \"$(cttui completion bash)\"",
            "zsh": "PS1='READY> '; autoload -U compinit; compinit -u -D; source <(cttui completion zsh)",
        }[shell]
    )
    program = pexpect.spawn(
        start[0], start[1:], env=home, cwd=str(tmp_path), dimensions=(40, 160), timeout=60, encoding="utf-8"
    )
    try:
        program.sendline(begin)
        program.sendline("echo be''gun")
        program.expect("begun\r\n")
        for typed, wanted in TYPED.items():
            # what the line is then is printed by the shell itself
            program.send(f"{typed}\t")
            if shell == "zsh" and typed.count('"') == 1:
                program.send('"')  # it is left open, as a query may go on; bash closes it
            program.send("\x01printf '[%s]' \x05\r")
            shown = "".join(f"[{word}]" for word in shlex.split(wanted))
            program.expect_exact(shown)
    finally:
        program.close(force=True)


@pytest.mark.thorough
def test_fish_finishes_lines(home: dict[str, str], tmp_path: Path) -> None:
    """Fish offers what the other shells insert, each with what it means."""
    _needs("fish")
    asked = "; ".join(f"complete -C {shlex.quote(typed)}; echo ==" for typed in TYPED)
    done = subprocess.run(  # noqa: S603 - a shell that is there
        [shutil.which("fish") or "", "--no-config", "-c", f"cttui completion fish | source; {asked}"],
        env=home,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    for (typed, wanted), rows in zip(TYPED.items(), done.stdout.split("==\n"), strict=False):
        offers = {row.partition("\t")[0] for row in rows.splitlines()}
        assert any(wanted.rstrip('"').endswith(offer) for offer in offers), (typed, rows)


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_script_is_sound(shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The script that is printed for a shell is one that it can read, and names the way to load it."""
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert f"cttui completion {shell}" in script
    _needs(shell)
    path = tmp_path / "script"
    path.write_text(script)
    subprocess.run([shutil.which(shell) or "", "-n", str(path)], check=True, timeout=60)  # noqa: S603 - a shell that is there
