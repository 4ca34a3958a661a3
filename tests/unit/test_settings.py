"""The settings file, and keys by the ids of commands: what is taken, and what is said of what cannot be."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.errors import SettingsError
from cttui.notebook.editing import Change, revised
from cttui.notebook.settings import keep, keep_all
from cttui.settings import SETTINGS, Settings, load_settings, settings_path
from cttui.ui.base.bar import Bar
from cttui.ui.base.commands import COMMANDS, SCOPES, SHADOWS, TOGETHER, Command, Keys, typed_by
from cttui.ui.base.keymap import clashes, key_named, remapped, shown
from cttui.ui.base.pane import LinePane
from cttui.ui.base.screen import CommandScreen
from cttui.ui.claims.screen import ClaimsScreen
from cttui.ui.explore.screen import ExploreScreen
from cttui.ui.read.screen import ReadScreen
from cttui.ui.sources.screen import SourcesScreen

ROWS = ("# a comment", "", "ascii = true # why", 'theme = "gruvbox"', "mouse = false", 'editor = """\nvi\n"""', "  ")
"""Lines of a settings file."""

SCREENS: tuple[type[CommandScreen], ...] = (ExploreScreen, ReadScreen, ClaimsScreen, SourcesScreen)


def settings_of(tmp_path: Path, text: str) -> Settings:
    """The settings in a file with some text."""
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings({"CTTUI_SETTINGS": str(path)})


def with_keys(**keys: tuple[str, ...]) -> dict[str, Command]:
    """Every command by its id, where the settings give some of them keys."""
    return {command.id: command for command in remapped(Settings(Path("settings.toml"), keys))}


# -- the file --------------------------------------------------------------------------------------------------------


def test_where_the_settings_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable of cttui names the file, else it is in the configuration folder that XDG names, else in the user's own."""
    xdg = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert settings_path({"CTTUI_SETTINGS": "here.toml", **xdg}) == Path("here.toml")
    assert settings_path(xdg) == tmp_path / "cttui" / "settings.toml"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    own = settings_path({})
    assert own.is_relative_to(tmp_path)
    assert own.parts[-2:] == ("cttui", "settings.toml")


@pytest.mark.parametrize("text", [None, "", "# nothing\n", "[keys]\n"])
def test_without_settings_nothing_changes(tmp_path: Path, text: str | None) -> None:
    """Where there is no file, or nothing in it, every command has its own keys."""
    if text is not None:
        (tmp_path / "settings.toml").write_text(text)
    settings = load_settings({"CTTUI_SETTINGS": str(tmp_path / "settings.toml")})
    assert settings.path == tmp_path / "settings.toml"
    assert remapped(settings) == COMMANDS


def test_keys_are_read_by_id(tmp_path: Path) -> None:
    """A command takes one key, a list of keys or none, each written by name or as its character."""
    settings = settings_of(tmp_path, '[keys]\ncite = "Z"\nfilter = ["ctrl+f", "?"]\nhelp = []\npage_down = "PgDn"\n')
    found = {command.id: command for command in remapped(settings)}
    assert found["cite"].keys == ("Z",)
    assert (found["filter"].keys, found["filter"].shown) == (("ctrl+f", "question_mark"), "Ctrl+F ?")
    assert (found["help"].keys, found["help"].shown) == ((), "")
    assert found["page_down"].keys == ("pagedown",)
    assert [command for command in found.values() if command.id not in settings.keys] == [
        command for command in COMMANDS if command.id not in settings.keys
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[kyes]\nquit = 'x'", ":1: unknown table [kyes]; did you mean [keys]?"),
        ("[colours]\nx = 1", ":1: unknown table [colours]; expected [widths] or [keys]"),
        (
            "# first\ncolours = 'x'",
            ":2: unknown setting 'colours'; expected one of timeline, theme, ascii, braille, mouse, linear, cursor, lens,",
        ),
        ("tehme = 'nord'", ":1: unknown setting 'tehme'; did you mean theme?"),
        ("theme = 3", ':1: theme: found 3, expected a string, e.g. theme = "cttui-light"'),
        ("\ntheme = ''", ':2: theme: found "", expected a string, e.g. theme = "cttui-light"'),
        ("ascii = 'yes'", ':1: ascii: found "yes", expected true or false'),
        ("mouse = 0", ":1: mouse: found 0, expected true or false"),
        ("lens = ['ISPR']", ":1: lens: found ['ISPR'], expected a string"),
        ("timeline = 3", ':1: timeline: found 3, expected a string, e.g. timeline = "~/timelines/harbour.toml"'),
        ("timeline = '~nobody-of-this-name/x.toml'", ':1: timeline: found "~nobody-of-this-name/x.toml", expected the path'),
        ('editor = "vi \'x"', ':1: editor: found "vi \'x", expected a command whose quotation marks are closed'),
        ("x = 1" + "0" * 5000, ":1: invalid TOML: this number has too many digits"),
        ("[keys]\nascii = 'x'", ":2: unknown command 'ascii'; the setting ascii belongs above [keys]"),
        ("[keys]\ntheme = 'nord'", ":2: theme: unknown key 'nord'; the setting theme belongs above [keys]"),
        ("theme = 'nord'\n[keys]\ntheme = 'nord'", ":3: theme: unknown key 'nord'"),
        ("[widths]\nevnt = 3", ":2: unknown pane 'evnt'; did you mean event?"),
        ("widths = 3", ":1: expected a table: a heading [widths], and below it e.g. event = 50"),
        ("[widths]\nevent = 0", ":2: event: found 0, expected a number of columns from 1 to 1,000, e.g. event = 40"),
        ("keys.qiut = 'x'", ":1: unknown command 'qiut'; did you mean quit?"),
        ("\nkeys = {cite = 'c', qiut = 'x'}", ":2: unknown command 'qiut'; did you mean quit?"),
        ("keys = 'x'", ':1: expected a table: a heading [keys], and below it e.g. quit = "ctrl+x"'),
        ("[keys]\n\nqiut = 'x'", ":3: unknown command 'qiut'; did you mean quit?"),
        ("[keys]\nquit = 3", ":2: quit needs a key in quotation marks, or a list of such keys"),
        ("[keys]\nquit = ['x', 3]", ":2: quit needs a key in quotation marks, or a list of such keys"),
        ("[keys]\nquit = 'entr'", ":2: quit: unknown key 'entr'; did you mean enter?"),
        ("[keys]\nquit = ''", ":2: quit: unknown key ''"),
        ("[keys]\nquit = 'shift+1'", ":2: quit: instead of 'shift+1', write the character that Shift types, e.g. '!'"),
        ("[keys]\ncite = 'ctrl+q'", ":2: cite: Ctrl+Q always quits cttui"),
        ("[keys]\nfinish = 'x'", ":2: finish: x types a character in the filter bar; choose a key that types nothing"),
        (
            "[keys]\ntoggle_province = ['q', 'w', 'e', 'r', 't', 'y', 'u', 'i']",
            ":2: toggle_province: it takes at most 7 keys, the first for the first province and so on",
        ),
        ("[keys]\nline_down = 'q'", ":2: the key q would run both line_down (down) and quit (quit) in the same place"),
        ("[keys]\nquit = 'x", ":2: invalid TOML: "),
        ("[keys]\nquit = 'x'\nquit = 'y'", ":3: invalid TOML: "),
    ],
)
def test_a_fault_of_the_settings_is_one_sentence(tmp_path: Path, text: str, told: str) -> None:
    """What cannot be is told with the file, the line and the nearest right name."""
    with pytest.raises(SettingsError) as error:
        remapped(settings_of(tmp_path, text))
    assert str(error.value).startswith(f"{tmp_path / 'settings.toml'}{told}")
    assert "\n" not in str(error.value)


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """A folder in the file's place, or bytes that are no text, are told in a sentence."""
    with pytest.raises(SettingsError, match="the settings cannot be read: "):
        load_settings({"CTTUI_SETTINGS": str(tmp_path)})
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe[")
    with pytest.raises(SettingsError, match=r"bytes\.toml: not valid UTF-8"):
        load_settings({"CTTUI_SETTINGS": str(tmp_path / "bytes.toml")})


def test_every_setting_is_a_field(tmp_path: Path) -> None:
    """Each row of the registry is a field of the settings, and its own example is one that the file takes."""
    for setting in SETTINGS:
        found = settings_of(tmp_path, f"{setting.name} = {setting.example}\n")
        assert getattr(found, setting.name) != getattr(Settings(found.path), setting.name), setting.name
        assert found.by_environment == frozenset()


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    """A variable that is set and not empty wins over the file, and over nothing; whoever errs is named."""
    path = tmp_path / "settings.toml"
    path.write_text('theme = "nord"\nascii = true\ntimeline = "here.toml"\neditor = "vi"\n')
    environ = {"CTTUI_SETTINGS": str(path)}
    found = load_settings({**environ, "CTTUI_THEME": "gruvbox", "CTTUI_ASCII": "No", "CTTUI_MOUSE": "0", "CTTUI_EDITOR": ""})
    assert (found.theme, found.ascii, found.mouse, found.editor) == ("gruvbox", False, False, "vi")
    assert found.timeline == tmp_path / "here.toml"
    assert found.by_environment == {"theme", "ascii", "mouse"}
    assert str(found.fault("no", "theme")) == "CTTUI_THEME: no"
    assert str(found.fault("no", "editor")) == f"{path}:4: no"
    for name, said, told in (
        ("CTTUI_ASCII", "maybe", 'found "maybe", expected 1 or 0'),
        ("CTTUI_EDITOR", "vi '", 'found "vi \'", expected a command whose quotation marks are closed'),
        ("CTTUI_THEME", "a\x1bb", 'found "a\ufffdb", expected a string'),
    ):
        with pytest.raises(SettingsError) as error:
            load_settings({**environ, name: said})
        assert str(error.value) == f"{name}: {told}"


def test_paths_in_the_file_start_at_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path is taken from the settings file's folder, ~ is the reader's home, and an absolute one stays."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for written, meant in (("a/b.toml", tmp_path / "a/b.toml"), ("~/b.toml", tmp_path / "home/b.toml"), ("/b", Path("/b"))):
        assert settings_of(tmp_path, f'timeline = "{written}"').timeline == meant


# -- writing one back ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "{head}theme = 'nord'\n"),
        ("# mine\n\n[keys]\nquit = 'x' # why\n", "# mine\n\ntheme = 'nord'\n\n[keys]\nquit = 'x' # why\n"),
        ("# keys\n[keys]\nquit = 'x'\n", "theme = 'nord'\n\n# keys\n[keys]\nquit = 'x'\n"),
        ("ascii = true # a\n\n# k\n[keys]\n", "ascii = true # a\ntheme = 'nord'\n\n# k\n[keys]\n"),
        ("theme = 'x' # a\nascii = true\n", "theme = 'nord' # a\nascii = true\n"),
        ("ascii = true\r\n", "ascii = true\r\ntheme = 'nord'\r\n"),
        ("keys.quit = 'x'\n[keys.more]\n", None),
    ],
)
def test_a_setting_is_written_back(tmp_path: Path, before: str | None, after: str | None) -> None:
    """A setting takes its line or a new one above all tables; comments, order, line ends and other settings stay."""
    path = tmp_path / "deep" / "settings.toml"
    if before is not None:
        path.parent.mkdir()
        path.write_bytes(before.encode())
    keep(path, "theme", "nord")
    written = path.read_bytes().decode()
    if after is not None:
        head = written.rpartition("theme")[0] if before is None else ""
        assert written == after.replace("'nord'", '"nord"').replace("{head}", head)
        assert load_settings({"CTTUI_SETTINGS": str(path)}).theme == "nord"
    assert 'theme = "nord"' in written
    keep(path, "event", 40, "widths")
    assert 'theme = "nord"' in path.read_bytes().decode()
    assert written.splitlines() == path.read_bytes().decode().splitlines()[: len(written.splitlines())]


def test_a_setting_that_is_taken_back_leaves_no_trace(tmp_path: Path) -> None:
    """Widths are written together; one that is the default again goes from the file, and comments and the others stay."""
    path = tmp_path / "settings.toml"
    before = "# mine\n[widths] # w\nevent = 40 # c\nfacets = 30 # d\n\n# about keys\n[keys]\n"
    path.write_text(before)
    keep_all(path, {"event": None, "legend": 50, "sources": None}, "widths")
    assert path.read_text() == before.replace("event = 40 # c\n", "").replace("# d\n", "# d\nlegend = 50\n")
    assert load_settings({"CTTUI_SETTINGS": str(path)}).widths == {"facets": 30, "legend": 50}


def test_a_setting_is_written_through_a_link_and_never_over_what_cannot_be_read(tmp_path: Path) -> None:
    """A link to the settings stays one and keeps the file's permissions; what is no TOML, or a folder, stays as it is."""
    real, link = tmp_path / "real.toml", tmp_path / "settings.toml"
    real.write_text("ascii = true\n")
    real.chmod(0o640)
    link.symlink_to(real)
    keep(link, "theme", "nord")
    assert link.is_symlink()
    assert real.read_text() == 'ascii = true\ntheme = "nord"\n'
    assert real.stat().st_mode & 0o777 == 0o640
    for content in ("theme = 'x", "theme = 1\ntheme = 2"):
        real.write_text(content)
        with pytest.raises(SettingsError, match="the setting was not saved"):
            keep(link, "theme", "nord")
        assert real.read_text() == content
    with pytest.raises(SettingsError, match="the settings cannot be read"):
        keep(tmp_path, "theme", "nord")


@given(rows=st.lists(st.sampled_from(ROWS), max_size=6), tables=st.booleans())
def test_writing_a_setting_changes_nothing_else(rows: list[str], tables: bool) -> None:
    """Whatever lines a settings file has, one setting more leaves each of them where it stood, in order."""
    known: set[str] = set()
    lines = [row for row in rows if "=" not in row or not (row in known or known.add(row))]  # type: ignore[func-returns-value]  # a set says nothing
    text = "\n".join([*lines, *(["# about keys", "[keys]", 'cite = "C"'] if tables else [])]) + "\n"
    after = revised(text, Change("", {"theme": "nord"}))
    assert tomllib.loads(after) == {**tomllib.loads(text), "theme": "nord"}
    left = [line for line in after.splitlines() if line.strip() and not line.startswith("theme")]
    assert left == [line for line in text.splitlines() if line.strip() and not line.startswith("theme")]


# -- keys ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("M", "M"), ("?", "question_mark"), ("question_mark", "question_mark"), ("[", "left_square_bracket"),
        ("'", "apostrophe"), ("+", "plus"), ("plus", "plus"), ("plus_sign", "plus"), ("-", "minus"),
        ("hyphen_minus", "minus"), (",", "comma"),
        ("ctrl+f", "ctrl+f"), ("Ctrl+F", "ctrl+f"), ("shift+left", "shift+left"), ("shift+ctrl+left", "ctrl+shift+left"),
        ("shift+a", "A"), (" ", "space"), ("Space", "space"), ("Esc", "escape"), ("Bksp", "backspace"), ("PgDn", "pagedown"),
        ("↓", "down"), ("return", "enter"), ("ctrl+m", "enter"), ("ctrl+i", "tab"), ("ctrl+[", "escape"), ("F5", "f5"),
        ("é", "é"), ("ج", "ج"), ("ctrl++", "ctrl+plus"),
    ],
)  # fmt: skip
def test_keys_are_written_as_people_write_them(written: str, name: str) -> None:
    """A key is known by its character, by Textual's name and by what the help shows for it, whatever the case of names."""
    assert key_named(written) == name
    assert key_named(name) == name
    assert key_named(shown(name)) == name


@pytest.mark.parametrize("written", ["", "foo", "ctr+f", "ctrl+", "ctrl+foo", "a b", "ab", "shift+!", "\x1b", "\n", "snowman"])
def test_what_is_no_key_is_refused(written: str) -> None:
    """A text that no terminal sends as a key is refused, never bound to nothing."""
    with pytest.raises(ValueError, match=r"unknown key|write the character"):
        key_named(written)


def test_the_tables_keys_are_shown_as_the_function_shows_them() -> None:
    """What the table writes for a command's keys is what would be made of the first of them; ranges have their own words."""
    for command in COMMANDS:
        assert all(key_named(key) == key for key in command.keys)
        if command.by_place:
            assert command.shown in {"1-7", "Shift+1-7"}
        else:
            words = command.shown.split()
            assert words == [shown(key) for key in command.keys][: len(words)]
            assert bool(words) == bool(command.keys)


def test_letters_and_signs_are_typed() -> None:
    """A key of a character types it into a field; keys that move, delete or hold Ctrl type nothing."""
    assert [typed_by(key) for key in ("a", "J", "plus", "slash", "question_mark", "space")] == ["a", "J", "+", "/", "?", " "]
    names = ("escape", "tab", "backspace", "delete", "home", "end", "up", "left", "enter", "insert", "pageup", "f1", "ctrl+f")
    assert [name for name in names if typed_by(name)] == []


# -- clashes ---------------------------------------------------------------------------------------------------------


def test_no_key_of_the_table_means_two_things_in_one_place() -> None:
    """A key stands for one command wherever it is pressed; where a pane's key covers its screen's, that is meant."""
    assert [(key, one.id, other.id) for key, one, other in clashes(COMMANDS)] == []
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    keys = {command.id: set(command.keys) for command in COMMANDS}
    assert all(keys[inner] & keys[outer] for inner, outer in SHADOWS)


def test_every_screens_scopes_are_known_to_go_together() -> None:
    """The scopes of each screen, and those of the panes on it, are looked at together for clashes, the inner ones first."""
    panes: list[type[LinePane]] = [LinePane, *_subclasses(LinePane)]
    assert {scope for scopes in TOGETHER for scope in scopes} == set(SCOPES)
    for screen in SCREENS:
        (together,) = [
            scopes for scopes in TOGETHER if set(screen.KEYS) <= set(scopes) and scopes[-len(screen.KEYS) :] == screen.KEYS
        ]
        assert "list" in together
    for pane in panes:
        assert any(set(pane.KEYS) <= set(scopes) for scopes in TOGETHER)
        assert any(tuple(scope for scope in scopes if scope in pane.KEYS) == pane.KEYS for scopes in TOGETHER)
    assert [scopes for scopes in TOGETHER if "bar" in scopes] == [Bar.KEYS]


def _subclasses(kind: type[LinePane]) -> list[type[LinePane]]:
    return [found for sub in kind.__subclasses__() for found in (sub, *_subclasses(sub))]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"cite": ("o",)}, "the key o would run both open_url (open) and cite (cite) in the same place"),
        ({"quit": ("j",)}, "the key j would run both line_down (down) and quit (quit) in the same place"),
        ({"leave_out": ("f",)}, "the key f would run both leave_out (exclude) and facets (facets) in the same place"),
        ({"only": ("=",)}, "the key = would run both only (disputed) and next_lens (count) in the same place"),
        ({"seek": ("x",), "attach": ("x",)}, "the key x would run both seek (find) and attach (attach) in the same place"),
        ({"cite": ("ctrl+p",)}, "the key Ctrl+P would run both cite (cite) and palette (palette) in the same place"),
    ],
)
def test_two_commands_of_one_place_cannot_share_a_key(keys: dict[str, tuple[str, ...]], told: str) -> None:
    """A key for two commands that work in the same place is told with both ids, both titles and the file."""
    with pytest.raises(SettingsError) as error:
        with_keys(**keys)
    assert str(error.value) == f"settings.toml: {told}"


@pytest.mark.parametrize(
    "keys",
    [
        {"cite": ("o",), "open_url": ("O",)},
        {"sources": ("a",)},
        {"choose": ("c",), "claims": ("Q",)},
        {"read": ("Z",), "only_value": ("Z",)},
        {"finish": ("enter",)},
    ],
)
def test_keys_may_be_swapped_and_shared_between_places(keys: dict[str, tuple[str, ...]]) -> None:
    """Commands may swap keys, and have the same one where only one of them works."""
    found = with_keys(**keys)
    assert all(found[name].keys == value for name, value in keys.items())


def test_a_command_without_a_key_is_named_by_the_palette() -> None:
    """A sentence that names a key names the one that the command has now, or the palette's where it has none."""
    keys = Keys(tuple(with_keys(clear=(), cite=("ctrl+y", "y")).values()))
    assert (keys.shown("cite"), keys.shown("clear"), keys.shown("filter")) == ("Ctrl+Y", "Ctrl+P", "/")
    none = Keys(tuple(with_keys(clear=(), palette=()).values()))
    assert none.shown("clear") == "the palette"


def test_there_is_always_a_way_out() -> None:
    """An overlay is left by the keys of going back, and by Escape where each of them would be typed into its field."""
    for keys, wanted in (((), {"escape"}), (("Z",), {"Z", "escape"}), (("ctrl+b",), {"ctrl+b"})):
        out = Keys(tuple(with_keys(back=keys, page_up=("pageup",)).values())).ways_out("close", "back")
        assert set(out.key_to_bindings) == wanted


def test_every_binding_of_a_place_has_its_command() -> None:
    """The bindings of a place are its commands' keys, each once, with the place of the key for commands that want it."""
    keys = Keys()
    found = dict(keys.bindings("digits", "explore", "everywhere"))
    assert {binding.action for key, binding in found.items() if key in "1234567"} == {
        f"run('toggle_province', {n})" for n in range(1, 8)
    }
    assert all(one.key != other.key for one, other in pairwise(sorted(found.values(), key=lambda binding: binding.key)))
    assert dict(keys.own_bindings("facets"))["enter"].action == "only_value"
