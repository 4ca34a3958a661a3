"""The file of the open timeline, in the app: what is written goes through here, and what others save is taken over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from time import strftime
from typing import TYPE_CHECKING, Any

from textual.app import App

from cttui import disk
from cttui.errors import DATASET, READ_ONLY, ConflictError, CttuiError, TimelineError
from cttui.text import sentence, shorten
from cttui.ui.base import messages
from cttui.ui.base.host import Fills, ListsFaults, host_of
from cttui.ui.base.screen import CommandScreen

if TYPE_CHECKING:
    from cttui.curation.changes import Change
    from cttui.curation.opened import Open, Taken
    from cttui.curation.watching import Watcher
    from cttui.explore.explorer import Explorer

FRESH = 8.0
"""Seconds for which what changed is marked in the list, unless a key is pressed before."""


class Following:
    """Changes the open timeline's file, and brings every screen up to what stands in it.

    Attributes:
        file: The file and its timeline; ``None`` as long as it cannot be opened.
        faults: What is wrong with what stands in the file now; ``None`` if nothing is.
        standing: The line that says so, for as long as it holds.
        keeps: Whether the file may be changed here.
    """

    def __init__(
        self,
        app: App[Any],
        explorer: Explorer | None,
        file: Open | None,
        again: Callable[[], tuple[Explorer, Open | None]] | None = None,
        path: Path | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        """Take the app and what it explores.

        Args:
            app: The app.
            explorer: What it explores; ``None`` as long as the file cannot be opened.
            file: The file of that.
            again: Opens the file where it could not be opened at first.
            path: The file to follow; ``None`` for none.
            read_only: Whether nothing may be written at all.
        """
        self._app = app
        self._explorer = explorer
        self.file = file
        self._again = again
        self._path = path
        self._watcher: Watcher | None = None
        self.faults: TimelineError | None = None
        self.standing = ""
        self.keeps = True
        self._read_only = read_only
        self._since = ""

    @property
    def timeline_path(self) -> Path | None:
        """The file; ``None`` if there is none that may be changed."""
        return self.file.path if self.file is not None and not self.refusal else None

    @property
    def refusal(self) -> str:
        """Why nothing can be written, as a sentence; empty if it can."""
        if self._read_only:
            return sentence(READ_ONLY)
        if self.file is None:
            is_dataset = self._explorer is not None and self._explorer.index.imported is not None
            return sentence(DATASET) if is_dataset else "There is no file to write to."
        return "" if self.keeps else "This timeline comes with cttui; to change it, open a copy with cttui PATH."

    # -- writing -----------------------------------------------------------------------------------------------------

    def keep(self, *changes: Change, says: str, then: Callable[[str], None] | None = None) -> None:
        """Write changes into the file; see ``FileHost.keep``."""
        file = self.file
        if file is None or self.refusal:
            self._failed(self.refusal, then)
            return
        undoes = host_of(self._app.screen).keys.shown("undo")
        self._do(lambda: file.change(*changes, says=says), then, f"{{}} {undoes} undoes it.")

    def undo(self) -> bool:
        """Take the last change back; whether that worked."""
        return self.file is not None and self._do(self.file.undo, None, "{}")

    def offer_undo(self) -> None:
        """Show the last change as the lines that it changed, and those before it; take back as many as are chosen."""
        made = [(one.says, one.lines) for one in reversed(self.file.keeper.made)] if self.file is not None else []
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
            self._go_on()
            host_of(self._app.screen).open("conflict", str(error), error.mine, error.theirs)
        except CttuiError as error:
            self._failed(sentence(str(error)), then)
        except OSError as error:
            self._failed(f"The file cannot be written: {disk.reason(error)}.", then)
        else:
            self._sound()
            self.take(taken)
            if then is not None:
                then("")
            self.say(news.format(taken.says))
            return True
        return False

    def _go_on(self) -> None:
        """Let the form on top go on over what the file says now, which is shown next; saving it again is a decision then."""
        top = self._app.screen
        if self.file is None or not isinstance(top, Fills):
            return
        found = self.file.look()
        if isinstance(found, TimelineError):
            self._faulty(found)
            return
        if found is not None:
            self.take(found)
        if top.form.renew(self.file.index):
            top.go_on()

    def _failed(self, trouble: str, then: Callable[[str], None] | None) -> None:
        if then is not None:
            then(trouble)
        else:
            self.say(trouble)

    def warm(self) -> None:
        """Load what a change needs while a form is being filled in."""
        if self.file is not None:
            Thread(target=self.file.warm, name="load what changes need", daemon=True).start()

    # -- following ---------------------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Follow the file from now on, in a thread: keys never wait for it."""
        if self._path is None or self._watcher is not None:
            return
        from cttui.curation.watching import Watcher

        self._watcher = Watcher(self._path, self._look_aside)
        self._watcher.start()

    def stop(self) -> None:
        """Follow it no more."""
        if self._watcher is not None:
            self._watcher.stop()

    def _look_aside(self) -> None:
        """In the watcher's thread: read what was saved, and hand it to the app."""
        try:
            found = self.found()
        except Exception as error:  # noqa: BLE001 - it stops the app as any other would
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001 - the way of every failure
            return
        if found is not None or self.faults is not None:
            self._app.post_message(messages.FileSeen(found))

    def found(self) -> Taken | TimelineError | tuple[Explorer, Open | None] | None:
        """What stands in the file now, if it is something else."""
        if self.file is not None:
            return self.file.look()
        try:
            return self._again() if self._again is not None else None
        except TimelineError as error:
            return error

    def seen(self, found: Taken | TimelineError | tuple[Explorer, Open | None] | None) -> None:
        """Show what was found in the file."""
        if isinstance(found, TimelineError):
            self._faulty(found)
        elif isinstance(found, tuple):
            self._explorer, self.file = found
            self._sound()
        else:
            was_faulty = self.faults is not None
            self._sound()
            if found is not None and self.file is not None and found.index is self.file.index:
                self.take(found)
                self.say(found.says)
            elif was_faulty:
                self.say("The file is valid again.")

    def _faulty(self, error: TimelineError) -> None:
        """A bad save: the last good state stays on screen, with one line that says so."""
        self.faults = error
        self._since = self._since or strftime("%H:%M")
        count, first = len(error.problems), error.problems[0]
        if count == 1 and not first.line and not first.where:
            name = shorten(Path(error.path).name, 60)
            self.standing = f"{name}: {first.remedy.partition(';')[0]} (since {self._since}); the last good state is shown."
        else:
            key = host_of(self._app.screen).keys.shown("faults")
            said = f"{count:,} problem{'s' if count != 1 else ''}"
            self.standing = f"The file has had {said} since {self._since}; {key} lists {'it' if count == 1 else 'them'}."
        self._tell()

    def _sound(self) -> None:
        """What stands in the file is sound: nothing is said of problems any more."""
        if self.faults is None:
            return
        self.faults, self.standing, self._since = None, "", ""
        self._tell()

    def _tell(self) -> None:
        """Say on every screen what is wrong now, or that nothing is."""
        problems = self.faults.problems if self.faults is not None else ()
        for screen in reversed(self._app.screen_stack):
            if isinstance(screen, ListsFaults):
                screen.tell(problems)
        self.say("")

    def take(self, taken: Taken) -> None:
        """Bring every screen up to what the file says now."""
        if self._explorer is None:
            return
        still = self._explorer.take_over(taken.index, taken.changed, taken.since)
        for screen in self._app.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.renew(still=still)
        if taken.changed:
            self._app.set_timer(FRESH, partial(self._seen_long, taken.changed))

    def _seen_long(self, changed: frozenset[str]) -> None:
        """What changed has been marked for long enough."""
        if self._explorer is not None and self._explorer.fresh is changed:
            self.age()

    def age(self) -> None:
        """What changed is marked no more."""
        if self._explorer is not None and self._explorer.age() and isinstance(top := self._app.screen, CommandScreen):
            top.show()

    def say(self, news: str) -> None:
        """Say something on the screen that is on top."""
        if isinstance(top := self._app.screen, CommandScreen):
            top.say(news)
