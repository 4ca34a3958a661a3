"""Views: saved views, marks and notes."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.content import Content
from textual.widgets import Input

from cttui.curation.here import Here
from cttui.errors import CttuiError
from cttui.exports.offers import Offer
from cttui.notebook.desk import Desk, KeptEvent, ViewLine
from cttui.text import clean, sentence
from cttui.ui.base import messages
from cttui.ui.base.commands import Command
from cttui.ui.base.exporting import ExportCommands
from cttui.ui.base.frame import FooterPane, HeaderPane, NotePane
from cttui.ui.base.host import host_of
from cttui.ui.base.keeping import EditorCommands
from cttui.ui.base.keymap import way_out
from cttui.ui.base.screen import TooSmallPane, with_list
from cttui.ui.base.text_field import TextField
from cttui.ui.desk.pane import ViewsPane


class ViewsScreen(EditorCommands, ExportCommands):
    """The list, and below it, when needed, a line to type a name in."""

    AUTO_FOCUS = "ViewsPane"

    def panes(self) -> ComposeResult:
        """The list."""
        yield self.filled(HeaderPane())
        yield self.filled(NotePane(bar=False))
        yield self.filled(ViewsPane())
        yield NameBar()
        yield FooterPane(self.offers)
        yield TooSmallPane()

    def exports(self) -> list[Offer]:
        """Marks and notes first."""
        return sorted(super().exports(), key=lambda offer: offer.takes != "marks")

    def here_in_file(self) -> Here | None:
        """The timeline's view at the cursor, or the event of the mark; nothing for a view of the reader's own."""
        match self.query_one(ViewsPane).chosen:
            case ViewLine(own=False, name=name):
                return Here("view", name)
            case KeptEvent(event=event_id):
                return Here("event", event_id)
        return None

    def on_run_view(self, message: messages.RunView) -> None:
        """A view was chosen: show its events."""
        with_list(self, lambda screen: screen.edit(lambda explorer: explorer.run_view(message.query)))

    def on_show_kept(self, message: messages.ShowKept) -> None:
        """A mark or note was chosen: show its event."""
        with_list(self, lambda screen: screen.edit(lambda explorer: explorer.go_to(message.event_id)))

    def on_tell(self, message: messages.Tell) -> None:
        """The list shows a message."""
        self.say(message.text)

    def on_ask_name(self, message: messages.AskName) -> None:
        """Show the line; a new view is at first called what its filter says."""
        self.query_one(NameBar).ask(message.about, message.name if message.old else self.explorer.in_words, message.old)

    def on_named(self, message: messages.Named) -> None:
        """A name was typed, for a new view or a renamed one; if it cannot be saved, it stays in its line."""
        name = " ".join(message.name.split())
        if message.old:
            kept = self._change(lambda desk: desk.rename_view(message.old, message.name), f"View renamed to {name}.")
        else:
            query = self.explorer.query.text
            kept = self._change(lambda desk: desk.save_view(message.name, query), f"Filter saved as {name}.")
        if kept:
            self.query_one(ViewsPane).go_to(name)
            self.query_one(NameBar).action_leave()

    def can(self, command: Command) -> bool:
        """What the item at the cursor allows: the timeline's own views are changed in its file."""
        chosen = self.query_one(ViewsPane).chosen
        match command.id:
            case "use_kept":
                return chosen is not None
            case "rename_view":
                return isinstance(chosen, ViewLine) and chosen.own
            case "delete_kept":
                return chosen is not None and not (isinstance(chosen, ViewLine) and not chosen.own)
        return super().can(command)

    def on_delete_view(self, message: messages.DeleteView) -> None:
        """Delete a view."""
        self._change(lambda desk: desk.delete_view(message.name), f"View {message.name} deleted.")

    def on_forget(self, message: messages.Forget) -> None:
        """Delete the mark and note of an event."""
        self._change(lambda desk: desk.forget(message.event_id), f"{message.what.capitalize()} deleted.")

    def _change(self, change: Callable[[Desk], object], said: str) -> bool:
        """Change the desk and say so, or why not; false if it could not be saved."""
        kept = True
        try:
            self.explorer.change_desk(change)
        except CttuiError as error:
            kept, said = False, sentence(str(error))
        self.show()
        self.say(said)
        return kept


class NameBar(TextField):
    """A name being typed; Enter accepts it, the key that leaves a bar cancels."""

    DEFAULT_CSS = """
    NameBar {
        height: 3; border: round $primary; background: $surface; border-title-color: $primary;
        border-subtitle-color: $muted; display: none;
        &:focus { border: round $primary; background-tint: $primary 0%; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="name")
        self._bindings = BindingsMap.merge([host_of(self).keys.ways_out("leave", "leave"), self._bindings])
        self._old = ""

    def ask(self, about: str, name: str, old: str) -> None:
        """Ask for a name; what stands there is selected, so that what is typed takes its place."""
        self._old = old
        self.border_title = Content(clean(about).translate(host_of(self).signs))
        self.border_subtitle = Content(f"Enter saves · {way_out(host_of(self).keys, 'leave', typing=True)} cancels")
        self.value = clean(name)
        self.cursor_position = len(self.value)
        self.display = True
        self.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand over the name; an empty one is none."""
        event.stop()
        if event.value.strip():
            self.post_message(messages.Named(event.value, self._old))
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Back to the list."""
        self.display = False
        self.screen.query_one(ViewsPane).focus()
