"""The file of the open timeline, in the app: what is written goes through here, and is on every screen afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App

from cttui import disk
from cttui.errors import CttuiError, TimelineError
from cttui.text import sentence
from cttui.ui.base.host import host_of
from cttui.ui.base.screen import CommandScreen

if TYPE_CHECKING:
    from cttui.curation.changes import Change
    from cttui.curation.opened import Open, Taken
    from cttui.explore.explorer import Explorer


class Following:
    """Changes the open timeline's file, and brings every screen up to what stands in it."""

    def __init__(self, app: App[Any], explorer: Explorer, file: Open) -> None:
        """Take the app, what it explores, and the file of that."""
        self._app = app
        self._explorer = explorer
        self.file = file

    def keep(self, *changes: Change, says: str, then: Callable[[str], None] | None = None) -> None:
        """Write changes into the file; see ``Host.keep``."""
        undoes = host_of(self._app.screen).keys.shown("undo")
        self._do(lambda: self.file.change(*changes, says=says), then, f"{{}} {undoes} takes it back.")

    def undo(self) -> None:
        """Take the last change back."""
        self._do(self.file.undo, None, "{}")

    def _do(self, change: Callable[[], Taken], then: Callable[[str], None] | None, news: str) -> None:
        try:
            taken = change()
        except CttuiError as error:
            self._failed(sentence(str(error)), then)
        except OSError as error:
            self._failed(f"The file cannot be written: {disk.reason(error)}.", then)
        else:
            self.take(taken)
            if then is not None:
                then("")
            self.say(news.format(taken.says))

    def look(self) -> None:
        """Take over what stands in the file now, as after an editor has ended."""
        found = self.file.look()
        if isinstance(found, TimelineError):
            self.say(sentence(str(found)))
        elif found is not None:
            self.take(found)
            self.say(found.says)

    def _failed(self, trouble: str, then: Callable[[str], None] | None) -> None:
        if then is not None:
            then(trouble)
        else:
            self.say(trouble)

    def take(self, taken: Taken) -> None:
        """Bring every screen up to what the file says now."""
        still = self._explorer.take_over(taken.index)
        for screen in self._app.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.renew(still=still)

    def say(self, news: str) -> None:
        """Say something on the screen that is on top."""
        if isinstance(top := self._app.screen, CommandScreen):
            top.say(news)
