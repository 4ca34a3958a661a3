"""Asks for the address or file of a new source, fetches or reads it, and closes with its form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from cttui.curation.adding import AlreadyThereError, agreed, form_for, is_address, paths_from
from cttui.curation.source import SourceForm
from cttui.errors import CttuiError
from cttui.explore.explorer import Explorer
from cttui.settings import paths
from cttui.text import clean, sentence
from cttui.ui.base.host import host_of
from cttui.ui.base.keymap import way_out
from cttui.ui.base.lines import Line, Span, paragraph
from cttui.ui.base.pane import TextPane
from cttui.ui.base.text_field import TextField


class WhatPane(TextPane):
    """How a path may go on, or how far it is; what the keys do below."""

    can_focus = False

    DEFAULT_CSS = """
    WhatPane { height: auto; max-height: 16; border: none; padding: 0 1; }
    """

    def __init__(self, ways: str) -> None:
        """Show what the keys do."""
        super().__init__()
        self._ways = ways
        self._said = ""
        self._paths: Sequence[str] = ()

    def say(self, text: str, paths: Sequence[str] = ()) -> None:
        """Show a sentence, and how a path may go on."""
        self._said, self._paths = text, paths
        self.repaint()
        self.refresh(layout=True)

    def get_content_height(self, *_: object) -> int:
        """As many lines as it has."""
        return max(1, self.line_total())

    def compose_lines(self, width: int) -> list[Line]:
        """The sentence, the paths, and the keys."""
        said = list(paragraph(self._said, width, "accent")) if self._said else []
        return [*said, *((Span(clean(path)),) for path in self._paths), (Span(self._ways, "muted"),)]


class AddScreen(ModalScreen[SourceForm | None]):
    """Closes with the form of the new source; ``None`` if there is none."""

    AUTO_FOCUS = "#what"

    DEFAULT_CSS = """
    AddScreen { align: center middle; }
    #adding { width: 100; max-width: 96%; height: auto; border: round $primary; background: $surface;
        border-title-color: $primary; border-title-style: bold; }
    #what { border: none; height: 1; margin: 0 1; background: $boost; padding: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False, priority=True)]

    def __init__(self, explorer: Explorer, events: Sequence[str] = (), *, allow_private: bool = False) -> None:
        """Add a source to the timeline that is explored, for some events; a test may allow addresses of its own machine."""
        super().__init__()
        self._bindings = BindingsMap.merge([host_of(self).keys.ways_out("leave", "back"), self._bindings])
        self._back = way_out(host_of(self).keys, "back", typing=True)
        self._attaches = host_of(self).keys.hint("; to store a copy, read it and press {}", "attach")
        self._explorer = explorer
        self._events = tuple(events)
        self._allow_private = allow_private
        self._cancelled: Event | None = None
        """Set when the running work is cancelled or has ended."""

    def compose(self) -> ComposeResult:
        """The field above what is said of it."""
        with Vertical(id="adding") as frame:
            frame.border_title = "Add a source"
            yield TextField(placeholder="https://… or the path of a file", id="what")
            yield WhatPane(f"Enter reads it · Tab completes a path · {self._back} leaves")

    @property
    def busy(self) -> bool:
        """Whether something is being fetched or read."""
        return self._cancelled is not None and not self._cancelled.is_set()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Something was typed: show how a path may go on."""
        event.stop()
        if not self.busy:
            paths = [] if not event.value.strip() or is_address(event.value) else paths_from(event.value, Path.cwd())
            self._say("", [] if paths == [event.value] else paths)

    def action_complete(self) -> None:
        """Go on with the path as far as all that it may become agree."""
        field = self.query_one(TextField)
        found = [] if is_address(field.value) else paths_from(field.value, Path.cwd())
        if common := agreed(found):
            field.value = common
            field.cursor_position = len(common)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Fetch or read it, in a thread."""
        event.stop()
        if self.busy or not event.value.strip():
            return
        self._cancelled = Event()
        doing = "Fetching" if is_address(event.value) else "Reading"
        self._say(f"{doing}…; {self._back} cancels")
        work = partial(self._work, event.value, self._cancelled)
        self.run_worker(work, thread=True, group="add", description="read a source", exit_on_error=False)

    def _work(self, what: str, cancelled: Event) -> None:
        call = self.app.call_from_thread

        def received(size: int, total: int | None) -> None:
            share = f" of {total / 1e6:.1f}" if total else ""
            call(self._say, f"{size / 1e6:.1f}{share} MB received; {self._back} cancels")

        def compared(done: int, total: int) -> None:
            call(self._say, f"Comparing with stored copies: {done:,} of {total:,}; {self._back} cancels")

        try:
            form = form_for(
                what,
                self._explorer.index,
                self._explorer.library,
                paths().cache,
                events=self._events,
                allow_private=self._allow_private,
                progress=received,
                compared=compared,
                cancelled=cancelled.is_set,
            )
        except AlreadyThereError as error:
            call(self._failed, cancelled, sentence(f"{error}{self._attaches}"))
        except (CttuiError, OSError) as error:
            call(self._failed, cancelled, sentence(str(error)))
        else:
            call(self._done, cancelled, form)

    def _failed(self, work: Event, trouble: str) -> None:
        if not work.is_set():
            work.set()
            self._say(trouble)

    def _done(self, work: Event, form: SourceForm) -> None:
        """It was read; whoever cancelled meanwhile wants no form."""
        if not work.is_set():
            work.set()
            if self.is_current:
                self.dismiss(form)

    def _say(self, text: str, paths: Sequence[str] = ()) -> None:
        for pane in self.query(WhatPane):
            pane.say(text, paths)

    def action_leave(self) -> None:
        """Cancel what is running, or close."""
        if self.busy and self._cancelled is not None:
            self._cancelled.set()
            self._say("Cancelled; nothing was stored.")
        elif self.is_current:
            self.dismiss(None)
