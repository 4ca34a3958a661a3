"""What changed in a view since an earlier edition, as an overlay to read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.screen import ModalScreen

from cttui.explore.earlier import ViewChanges
from cttui.text import clean, sentence, shorten
from cttui.ui.base.host import host_of
from cttui.ui.base.keymap import way_out
from cttui.ui.base.lines import Line, Span, paragraph
from cttui.ui.base.pane import TextPane

COUNT = 17
"""Cells of the name of a count."""


class ChangesPane(TextPane):
    """Counts before and after, then each heading with its records."""

    def __init__(self, changes: ViewChanges) -> None:
        """Take what changed."""
        super().__init__()
        self._changes = changes

    def compose_lines(self, width: int) -> list[Line]:
        """The summary, the counts, and the records that changed."""
        found = self._changes
        lines = [*paragraph(sentence(found.summary[:1].upper() + found.summary[1:]), width, "strong")]
        for said in filter(None, (found.trouble, found.elsewhere)):
            lines += paragraph(clean(said), width, "muted")
        if found.counts:
            lines.append(())
        lines += [(Span(f"{name:{COUNT}}", "muted"), Span(clean(said))) for name, said in found.counts]
        for heading, below in found.sections:
            lines += [(), (Span(clean(heading), "heading"),)]
            for depth, text in below:
                lines += paragraph(clean(text), width, "" if depth else "strong", indent=2 * (depth + 1))
        return lines


class ChangesScreen(ModalScreen[None]):
    """What changed in a view."""

    def __init__(self, since: str, changes: ViewChanges) -> None:
        """Take what the earlier edition is called, and what changed."""
        super().__init__()
        keys = host_of(self).keys
        self._since, self._changes = since, changes
        self._back = way_out(keys, "back", "changes", "quit")
        self._bindings = BindingsMap.merge([keys.ways_out("dismiss", "back", "changes", "quit"), self._bindings])

    def compose(self) -> ComposeResult:
        """One pane."""
        pane = ChangesPane(self._changes)
        pane.entitle(f"Changes in this view since {shorten(self._since, 60)}", f"{self._back} closes")
        yield pane
