"""The file of the open timeline, in the app: what is written goes through here, and is on every screen afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App

from cttui import disk
from cttui.errors import ConflictError, CttuiError, TimelineError
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

    def undo(self) -> bool:
        """Take the last change back; whether that worked."""
        return self._do(self.file.undo, None, "{}")

    def offer_undo(self) -> None:
        """Show the last change as the lines that it changed, and those before it; take back as many as are chosen."""
        made = [(one.says, one.lines) for one in reversed(self.file.keeper.made)]
        if made:
            host_of(self._app.screen).open("undo", made, then=self._undo_last)
        else:
            self.say("There is no change to undo.")

    def _undo_last(self, count: int | None) -> None:
        """Take the last changes back, as far as that goes."""
        if all(self.undo() for _ in range(count or 0)) and (count or 0) > 1:
            self.say(f"Undone: the last {count} changes.")

    def _do(self, change: Callable[[], Taken], then: Callable[[str], None] | None, news: str) -> bool:
        try:
            taken = change()
        except ConflictError as error:
            self._failed(sentence(str(error)), then)
            host_of(self._app.screen).open("conflict", str(error), error.mine, error.theirs)
        except CttuiError as error:
            self._failed(sentence(str(error)), then)
        except OSError as error:
            self._failed(f"The file cannot be written: {disk.reason(error)}.", then)
        else:
            self.take(taken)
            if then is not None:
                then("")
            self.say(news.format(taken.says))
            return True
        return False

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
