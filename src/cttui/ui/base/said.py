"""What a form says below its fields: what is in the way, or how to go on."""

from __future__ import annotations

from cttui.ui.base.lines import Line, paragraph
from cttui.ui.base.pane import TextPane


class SaidPane(TextPane):
    """A sentence, in as many lines as it takes, up to three."""

    can_focus = False

    DEFAULT_CSS = """
    SaidPane { height: auto; min-height: 1; max-height: 3; border: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._said = ("", "")

    def say(self, text: str, role: str) -> None:
        """Say something in the look of a role."""
        if self._said != (text, role):
            before = self.line_total()
            self._said = (text, role)
            self.repaint()
            # a layout takes half of a key's time
            if self.line_total() != before:
                self.refresh(layout=True)

    def get_content_height(self, *_: object) -> int:
        """As many lines as it takes."""
        return max(1, self.line_total())

    def compose_lines(self, width: int) -> list[Line]:
        """The sentence."""
        text, role = self._said
        return list(paragraph(text, width, role))
