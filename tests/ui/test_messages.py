"""What is said stands whole and leaves in time; what is typed is lost by no fault, and no paste breaks a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from cttui.explore.explorer import Explorer
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.settings import Settings
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from cttui.text import on_one_line
from cttui.ui.app import CttuiApp
from cttui.ui.base.frame import FooterPane, NewsPane, NotePane
from cttui.ui.base.lines import Span, columns, fit, ticks, width_of
from cttui.ui.base.own_editor import EditorError, written_in
from cttui.ui.desk.note import TroublePane
from cttui.ui.desk.screen import NameBar
from cttui.ui.explore.facets import FacetsPane
from ui.helpers import NARROW, SMALL, WIDE, app_on, explorer_of, painted, run_command, screen_name, screen_of, screen_text

ADDRESS = "https://example.org/a/long/address/that/no/line/of/eighty/cells/can/hold/whole/as/it/goes/on/and/on/to/its/end.html"


@pytest.fixture
def index() -> Iterator[Index]:
    """The small timeline, opened for one test."""
    index = open_timeline(SMALL, None)
    yield index
    index.close()


@pytest.fixture
def shut(tmp_path: Path) -> Path:
    """A folder for the notebook that cannot be made, as a file stands in its way."""
    (tmp_path / "file").write_text("")
    return tmp_path / "file" / "notebook"


def window(index: Index, folder: Path) -> CttuiApp:
    """A window with a notebook in a folder."""
    notebook = Notebook(folder / "small.toml", index.head.meta.id)
    return CttuiApp(Explorer(index, "", "truce", desk=lambda: Desk(index, notebook)))


def together(text: str) -> str:
    """What stands on the screen, without blanks and frames, so that what was wrapped is whole again."""
    return "".join(char for char in text if char not in " \n│╭╮╰╯─")


# -- messages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["140x40", "80x24"])
@pytest.mark.parametrize("keys", [(), ("s",), ("t",), ("x",), ("M",), ("c",), ("v",)])
async def test_an_address_in_a_message_is_whole(small: Index, keys: tuple[str, ...], size: tuple[int, int]) -> None:
    """On every screen a message takes the lines that it needs, and gives them back with the next key."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        screen = screen_of(app)
        screen.say(f"no browser could be started; the address is {ADDRESS}")
        await pilot.pause()
        assert ADDRESS in together(screen_text(app))
        assert painted(screen.query_one(FooterPane))[0].strip()
        await pilot.press("f9")
        assert ADDRESS[:30] not in screen_text(app)
        assert screen.query_one(NewsPane).size.height == 1


async def test_a_message_longer_than_the_screen_leaves_room_for_the_rest(small: Index) -> None:
    """What no screen could hold is cut once, with an ellipsis, and the list is still there."""
    app = app_on(small)
    async with app.run_test(size=NARROW) as pilot:
        screen_of(app).say("word " * 2_000)
        await pilot.pause()
        lines = painted(app.screen.query_one(NewsPane))
        assert len(lines) == NARROW[1] - 10
        assert lines[-1].rstrip().endswith("…")
        assert " quit" in screen_text(app) or "keys" in screen_text(app)


async def test_a_message_goes_with_the_next_key_or_click_and_with_no_timer(index: Index, tmp_path: Path) -> None:
    """A key that scrolls, a letter typed and a click each end it; looking for other windows' marks does not."""
    app = window(index, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = screen_of(app)
        note = screen.query_one(NotePane)
        for change in (("j",), ("d",), ("f", "j"), ("escape", "slash", "a"), ("escape", "pagedown")):
            screen.say("something happened")
            screen.look()  # type: ignore[attr-defined]  # the list's screen has it
            await pilot.pause()
            assert note.news
            await pilot.press(*change)
            assert not note.news, change
        screen.say("something happened")
        await pilot.click(FacetsPane, offset=(4, 2))
        await pilot.pause()
        assert not note.news


@pytest.mark.parametrize("text", ["kind:attack province:KP,BA,SD actor:BLA", "-kind:report date:2024-01..2024-06 killed:>=1"])
async def test_the_words_of_the_query_have_half_of_their_line(small: Index, text: str) -> None:
    """At 80x24 the total gives way to the words, by whole parts and never inside a number."""
    app = app_on(small, text)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        for _ in range(4):
            (line,) = painted(app.query_one(NotePane))
            words, _, total = line.partition("  killed ")
            assert width_of(words) >= NARROW[0] // 2
            assert "…" not in total
            await pilot.press("equals_sign")


# -- what cannot be kept ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["140x40", "80x24"])
async def test_a_note_that_cannot_be_kept_stays_in_its_box(index: Index, shut: Path, size: tuple[int, int]) -> None:
    """Esc says why in full and keeps box and text; it tries again from the text, y copies, and only D loses it."""
    app = window(index, shut)
    async with app.run_test(size=size) as pilot:
        await pilot.press("N", *"quiet", "escape")
        assert screen_name(app) == "NoteScreen"
        assert together(str(shut)) in together(screen_text(app))
        assert "D discards it" in screen_text(app)
        await pilot.press("y", "x", "q", "escape", *"er")
        assert app.clipboard == "quiet"
        assert app.screen.query_one(TextArea).text == "quieter"
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert (app._exit, isinstance(app.focused, TroublePane)) == (False, True)
        shut.parent.unlink()
        await pilot.press("escape", "escape")
        assert screen_name(app) == "ExploreScreen"
        assert "Note saved." in screen_text(app)
        assert "quieter" in (shut / "small.toml").read_text(encoding="utf-8")


async def test_only_an_explicit_key_discards_a_note(index: Index, shut: Path) -> None:
    """D closes the box without a note."""
    app = window(index, shut)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("N", *"quiet", "escape", "D")
        assert screen_name(app) == "ExploreScreen"
        assert explorer_of(app).note() == ""


async def test_a_name_that_cannot_be_kept_stays_in_its_line(index: Index, shut: Path) -> None:
    """Enter says why, with the path in full, and the name is still there; Esc gives it up."""
    app = window(index, shut)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("v", "a", *"Mine", "enter")
        bar = app.screen.query_one(NameBar)
        assert (bar.value, bar.display, bar.has_focus) == ("Mine", True, True)
        assert together(str(shut)) in together(screen_text(app))
        await pilot.press("escape")
        assert not bar.display
        assert screen_name(app) == "ViewsScreen"


def editor(tmp_path: Path, body: str) -> str:
    """A command that does something with the file it is given."""
    script = tmp_path / "editor.py"
    script.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[1])\n{body}\n")
    return f"{sys.executable} {script}"


def told_path(sentence: str) -> Path:
    """The file that a sentence ends with."""
    return Path(sentence.rpartition(" is saved in ")[2])


@pytest.mark.parametrize(
    ("body", "holds"),
    [
        ("path.write_text('mine'); sys.exit(3)", b"mine"),
        ("path.write_bytes(b'\\xff\\xfe')", b"\xff\xfe"),
    ],
)
def test_what_an_editor_wrote_in_vain_is_in_a_file(tmp_path: Path, body: str, holds: bytes) -> None:
    """An editor that fails, or writes what is no text, leaves its file, whose path is told."""
    failed = written_in(editor(tmp_path, body), "before")
    assert isinstance(failed, EditorError)
    path = told_path(str(failed))
    assert path.read_bytes() == holds
    path.unlink()
    path.parent.rmdir()


def test_an_editor_that_wrote_nothing_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing new was written there is nothing to keep, and a note that was taken leaves no file either."""
    folder = tmp_path / "system"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    for command in (editor(tmp_path, "sys.exit(1)"), "/no/such/editor", "a 'b"):
        failed = written_in(command, "before")
        assert isinstance(failed, EditorError)
        assert " is saved in " not in str(failed)
    assert written_in(editor(tmp_path, "path.write_text('after')"), "before") == "after"
    assert list(folder.iterdir()) == []


async def test_a_note_of_ones_own_editor_that_cannot_be_kept_is_in_a_file(
    index: Index, shut: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names the file; where no file can be made either, the note's box holds the text."""
    monkeypatch.setenv("VISUAL", "ed")
    monkeypatch.setattr("cttui.ui.base.own_editor.written_in", lambda _editor, _text: "mine\n")
    app = window(index, shut)

    class Lent:
        def __enter__(self) -> None: ...
        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(app, "suspend", Lent)
    async with app.run_test(size=(200, 40)) as pilot:
        await run_command(pilot, "note_in_editor")
        path = told_path(screen_of(app).query_one(NewsPane).news)
        assert path.read_text(encoding="utf-8") == "mine"
        path.unlink()
        path.parent.rmdir()
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
        await run_command(pilot, "note_in_editor")
        assert screen_name(app) == "NoteScreen"
        assert app.screen.query_one(TextArea).text == "mine"
        assert "Not saved" in screen_text(app)


# -- what is pasted --------------------------------------------------------------------------------------------------


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste as a terminal does."""
    driver = pilot.app._driver
    assert driver is not None
    event = events.Paste(text)
    event.set_sender(pilot.app)
    driver.send_message(event)
    await pilot.pause()
    assert isinstance(pilot.app, CttuiApp)
    while pilot.app.gate.holds:
        await pilot.pause()


@pytest.mark.parametrize(
    "keys",
    [("slash",), ("v", "a"), ("question_mark",), ("ctrl+p",), ("s", "slash")],
    ids=["bar", "name", "help", "palette", "sources"],
)
async def test_lines_that_are_pasted_are_one_line(small: Index, keys: tuple[str, ...]) -> None:
    """Into every field of one line a paste of several comes whole, its lines joined by blanks, without control characters."""
    app = app_on(small)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press(*keys)
        await paste(pilot, "one\r\ntwo\n\n  three\x1b[2J\rfour\t")
        field = app.focused
        assert isinstance(field, Input)
        assert field.value == "one two three\ufffd[2J four"
        app.copy_to_clipboard("five\nsix")
        field.value = ""
        await pilot.press("ctrl+v")
        assert field.value == "five six"


async def test_lines_that_are_pasted_narrow_the_facets(small: Index) -> None:
    """The same where values are looked for."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f", "slash")
        await paste(pilot, "surr\nender")
        assert app.query_one(FacetsPane).wanted == "surr ender"


@given(st.text())
def test_one_line_has_no_ends_and_no_controls(text: str) -> None:
    """Whatever is pasted, one line of it is left, and no word is lost or joined to another."""
    line = on_one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == on_one_line(line)


# -- keys that are named ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "named", "leaves"),
    [
        ({}, "Esc", "escape"),
        ({"back": ("Q",)}, "F1", "f1"),
        ({"back": ("f9",)}, "F9", "f9"),
        ({"back": (), "help": ("?",)}, "Esc", "escape"),
    ],
)
async def test_the_helps_frame_says_what_its_key_does(
    small: Index, keys: dict[str, tuple[str, ...]], named: str, leaves: str
) -> None:
    """The key that the frame names clears while something is typed, and closes when nothing is; the frame says which."""
    app = CttuiApp(Explorer(small), settings=Settings(Path("settings.toml"), keys))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("question_mark", *"ab")
        assert f"{named} clears" in screen_text(app)
        await pilot.press(leaves)
        assert (screen_name(app), app.screen.query_one(Input).value) == ("HelpScreen", "")
        assert f"{named} closes" in screen_text(app)
        await pilot.press(leaves)
        assert screen_name(app) == "ExploreScreen"


@pytest.mark.parametrize(("back", "named"), [(("escape",), "Esc closes"), ((), "i closes"), (("Q",), "Q closes")])
async def test_about_names_the_key_that_closes_it(small: Index, back: tuple[str, ...], named: str) -> None:
    """Also where going back has another key or none."""
    app = app_on(small, back=back)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("i")
        assert named in screen_text(app)
        await pilot.press({"Esc": "escape"}.get(named.split(maxsplit=1)[0], named.split(maxsplit=1)[0]))
        assert screen_name(app) == "ExploreScreen"


@pytest.mark.parametrize(("leave", "named"), [(("escape",), "Esc"), ((), "Esc"), (("f4",), "F4")])
async def test_the_name_bar_names_the_key_that_gives_up(small: Index, leave: tuple[str, ...], named: str) -> None:
    """And that key does."""
    app = app_on(small, leave=leave)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("v", "a", "x")
        assert f"Enter saves · {named} cancels" in screen_text(app)
        await pilot.press({"Esc": "escape"}.get(named, named.lower()))
        assert not app.screen.query_one(NameBar).display


# -- lines -----------------------------------------------------------------------------------------------------------


@given(st.lists(st.text("ab… ", max_size=12), max_size=4), st.integers(0, 40), st.integers(0, 12))
def test_two_ellipses_never_meet(parts: list[str], width: int, room: int) -> None:
    """However a line is cut, one ellipsis says so, unless the text itself has several."""
    spans = [Span(fit(part.replace("……", "…").replace("……", "…"), room)) for part in parts if "……" not in part]
    before = "".join(span.text for span in spans)
    line = "".join(span.text for span in columns(spans, (), width))
    assert line.count("……") <= before.count("……")
    assert "……" not in fit("".join(parts).replace("…", "") + "…tail", room)


@given(st.lists(st.text("abc–2024", max_size=9), max_size=20), st.integers(3, 8))
def test_heads_of_columns_keep_a_blank_between_them(labels: list[str], cell: int) -> None:
    """Each head that is shown stands whole, at its column's end, and touches no other."""
    line = ticks(labels, [cell] * len(labels))
    assert width_of(line) == cell * len(labels)
    # before the first there is nothing to touch
    line = f" {line}"
    kept = [
        (end * cell, label) for end, label in enumerate(labels, 1) if label and line[: end * cell + 1].endswith(f" {label}")
    ]
    assert "".join(label for _, label in kept) == line.replace(" ", "")
