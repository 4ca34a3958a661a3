"""One screen for any form: what is typed is reviewed as a whole, and written when a person says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen

from cttui.curation.forms import Field, Form, Review, Suggestion, merged
from cttui.disk import reason
from cttui.errors import CttuiError
from cttui.text import clean, same, sentence
from cttui.ui.base.host import host_of
from cttui.ui.base.keymap import way_out
from cttui.ui.base.said import SaidPane
from cttui.ui.form.fields import LineField, Room, RunningField, Typed, item_at, spread
from cttui.ui.form.panes import (
    UNSURE,
    WRONG,
    BesidePane,
    LabelsPane,
    Meant,
    RemarksPane,
    Row,
    SuggestionsPane,
)

BROAD = 110
"""Columns from which what is known already stands at the right of the fields, and not below them."""
BESIDE_WIDTH = 44
"""Cells of what is known already, at the right of the fields; a third of a wide form has more."""
BESIDE_LINES = 5
"""Lines of what is known already, below the fields, at most."""
TAKEN = "as the file has it now"
"""What is said of a field whose text somebody else changed while the form was open."""
AROUND = 4
"""Lines of the screen that a form leaves to its frame and to what it says."""


class FormScreen(ModalScreen[str]):
    """A sheet over the lower part of the screen; closes with what was done, as a sentence, or an empty text."""

    AUTO_FOCUS = ""

    DEFAULT_CSS = """
    #sheet { dock: bottom; height: auto; width: 100%; align-horizontal: center; }
    #form {
        width: 100%; height: auto; border: round $primary; background: $surface;
        border-title-color: $primary; border-title-style: bold; border-subtitle-color: $muted;
    }
    #known { height: auto; layout: vertical; }
    #known.-broad { layout: horizontal; }
    #lines { width: 1fr; height: auto; scrollbar-size-vertical: 1; scrollbar-background: $surface; scrollbar-color: $frame; }
    #columns, #inputs { height: auto; }
    /* a field whose text needs the room lies over the column of remarks where it has none */
    #inputs { width: 1fr; }
    #inputs RemarksPane { dock: right; }
    LineField, RunningField { layer: over; width: 1fr; }
    BesidePane { width: 100%; height: 0; }
    #known.-broad BesidePane { border-left: solid $frame; padding: 0 0 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # the keyboard is in a field, where these keys would do something else
        Binding("tab", "complete", show=False, priority=True),
        Binding("enter", "go_on", show=False, priority=True),
        Binding("shift+tab", "next(-1)", show=False, priority=True),
        Binding("down", "turn(1)", show=False, priority=True),
        Binding("up", "turn(-1)", show=False, priority=True),
    ]

    def __init__(self, form: Form, above: int = 1) -> None:
        """Fill in a form.

        Args:
            form: The form.
            above: Lines of the screen below that stay in sight above it, however many fields it has.
        """
        super().__init__()
        self.form = form
        self._above = above
        self._fields = tuple(form.fields)
        keys = host_of(self).keys
        self._save, self._back = keys.shown("save_form"), way_out(keys, "back", typing=True)
        out = BindingsMap(Binding(key, "leave", show=False, priority=True) for key in keys.ways_out("", "back").key_to_bindings)
        self._bindings = BindingsMap.merge([keys.bound("save", "save_form", first=True), out, self._bindings])
        self._begun = {one.key: one.text for one in self._fields}
        self._review = Review()
        self._last: Mapping[str, str] = {}
        """The text of each field, as it was reviewed."""
        self._touched: set[str] = set()
        """The fields that were typed in."""
        self._tried = False
        """Whether it was tried to save: from then on, what is missing is wrong."""
        self._doomed = False
        """Whether leaving was asked for: the next time, what was typed is discarded."""
        self._settled: str | None = None
        """The text of a field with the suggestion that was taken last."""
        self._clashes: Mapping[str, str] = {}
        """What the file says now in fields that were changed here and elsewhere: saving again writes what is typed."""
        self._picked = False
        """Whether the suggestion that is chosen was chosen with the arrows: then saving takes it, too."""
        self._rows: tuple[Row, ...] = ()
        self._room = Room(0, 0)
        self._known_lines = 0
        self.busy = False
        """Whether something is being written: keys wait for it."""

    def compose(self) -> ComposeResult:
        """The fields with their names and what is said of them, and what is known already."""
        total = sum(one.lines for one in self._fields)
        with Container(id="sheet"), Vertical(id="form") as frame:
            frame.border_title = Content(clean(self.form.title).translate(host_of(self).signs))
            ways = f"{self._save} saves · Tab next · ↓↑ choose · {self._back} leaves"
            frame.border_subtitle = Content(ways.translate(host_of(self).signs))
            with Container(id="known"):
                with VerticalScroll(id="lines", can_focus=False), Horizontal(id="columns"):
                    yield LabelsPane(total)
                    with Vertical(id="inputs"):
                        yield RemarksPane(total)
                        for one in self._fields:
                            yield RunningField(one) if one.lines > 1 else LineField(one)
                yield BesidePane()
            yield SaidPane()
        yield SuggestionsPane()

    def on_mount(self) -> None:
        """Lay the parts out before they are first painted; put the keyboard in the first field that asks for something."""
        self._lay_out(self.app.size)
        host_of(self).following.warm()
        self._look()
        start = next((n for n, one in enumerate(self._fields) if not one.sure or (one.required and not one.text)), 0)
        self._inputs[start].focus()

    def on_resize(self) -> None:
        """Lay the parts out for another size."""
        self._lay_out(self.size)
        self._place_suggestions()

    def _lay_out(self, size: Size) -> None:
        width = size.width - 2
        broad = width >= BROAD
        self.query_one("#known").set_class(broad, "-broad")
        total = sum(one.lines for one in self._fields)
        room = max(size.height - AROUND - self._above, 2)
        below = 0 if broad else min(self._known_lines, BESIDE_LINES, max(room - total, 2 if self._known_lines else 0))
        lines = max(min(total, room - below), 1)
        self.query_one("#lines").styles.height = lines
        beside = self.query_one(BesidePane)
        beside.styles.height = lines if broad else below
        aside = max(BESIDE_WIDTH, width // 3)
        beside.styles.width = aside if broad else "100%"
        beside.display = broad or bool(self._known_lines)
        left = width - (aside if broad else 0)
        labels, remarks = max(len(one.label) for one in self._fields) + 4, max(min(left * 36 // 100, 44), 24)
        self.query_one(LabelsPane).styles.width = labels
        self.query_one(RemarksPane).styles.width = remarks
        self._room = Room(left - labels, remarks)
        spread(self._inputs, self._rows, self._room)

    # -- what is typed -----------------------------------------------------------------------------------------------

    @property
    def _inputs(self) -> list[LineField | RunningField]:
        return [one for one in self.query_one("#inputs").children if isinstance(one, LineField | RunningField)]

    @property
    def _at(self) -> LineField | RunningField | None:
        """The field with the keyboard."""
        return self.focused if isinstance(self.focused, LineField | RunningField) else None

    @property
    def _typed(self) -> Mapping[str, str]:
        """The text of each field."""
        return {one.about.key: one.text.strip() for one in self._inputs}

    def on_typed(self, message: Typed) -> None:
        """Another text stands in a field: review all, and suggest what may be meant."""
        message.stop()
        if self._typed[message.key] == self._last[message.key]:
            # it is the text that it began with, or one that was looked at already
            return
        self._doomed = False
        self._touched.add(message.key)
        self._look()
        # what was taken of the suggestions asks for no others
        if self._at is not None and self._at.about.key == message.key and self._at.text.strip() != self._settled:
            self._suggest()

    def on_descendant_focus(self) -> None:
        """Another field has the keyboard."""
        self._describe()
        at = self._at
        if at is not None and (at.text.strip() == "" or (not at.about.sure and at.about.key not in self._touched)):
            self._suggest()
        else:
            self.query_one(SuggestionsPane).show(())

    def _look(self) -> None:
        """Review what is typed."""
        self._last = self._typed
        self._review = self.form.review(self._last)
        pane = self.query_one(BesidePane)
        pane.show(self._review.beside)
        if (count := len(self._review.beside)) > self._known_lines:
            # it grows and never shrinks, so that nothing moves while one types
            self._known_lines = count
            self._lay_out(self.app.size)
        self._describe()

    def _describe(self, said: str = "") -> None:
        """Say of each field how it is read, what is wrong, or where it comes from; and of the one at the cursor in full."""
        at = self._at
        self._rows = rows = tuple(self._row(one, at is not None and one is at.about) for one in self._fields)
        spread(self._inputs, rows, self._room)
        self.query_one(LabelsPane).show(rows)
        remarks = self.query_one(RemarksPane)
        remarks.show(rows)
        here = next((row for row in rows if row.at_cursor), None)
        text, role = said, "fault"
        if not said and here is not None and at is not None:
            wrong = here.sign == WRONG
            cut = wrong or remarks.cuts(here) or (bool(here.remark) and not at.styles.margin.right)
            text, role = (sentence(here.remark) if cut else at.about.help), "fault" if wrong else "muted"
        self.query_one(SaidPane).say(clean(text), role)

    def _row(self, one: Field, at_cursor: bool) -> Row:
        """A field's row."""
        text = self._typed.get(one.key, "")
        problem = self._review.problems.get(one.key, "")
        if problem and (text or self._tried):
            return Row(one.label, one.lines, WRONG, problem, "fault", at_cursor)
        if self._tried and one.required and not text:
            return Row(one.label, one.lines, WRONG, f"{one.label} is missing", "fault", at_cursor)
        if one.required and not text:
            return Row(one.label, one.lines, UNSURE, "required", "muted", at_cursor)
        if (theirs := self._clashes.get(one.key, text).strip()) != text:
            return Row(one.label, one.lines, UNSURE, f"in the file now: {theirs or 'nothing'}", "accent", at_cursor)
        guessed = one.key not in self._touched and text == one.text.strip()
        parts = (self._review.readings.get(one.key, ""), one.reason if guessed else "")
        unsure = guessed and not one.sure
        return Row(one.label, one.lines, UNSURE if unsure else "", " · ".join(filter(None, parts)), "muted", at_cursor)

    # -- suggestions -------------------------------------------------------------------------------------------------

    def _suggest(self) -> None:
        """Show what may be meant in the field at the cursor; what only lengthens a typed text is chosen already."""
        at, pane = self._at, self.query_one(SuggestionsPane)
        if at is None:
            return
        self._picked = False
        start, stop = item_at(at)
        item = at.text[start:stop].strip()
        found = tuple(self.form.suggest(at.about.key, {**self._typed, at.about.key: item}))
        pane.show(tuple(one for one in found if one.text != item))
        if item and at.about.key in self._touched and pane.view and not any(same(one.text) == same(item) for one in found):
            first: Suggestion = pane.view[0]
            if first.text.casefold().startswith(item.casefold()):
                pane.chosen = 0
        self._place_suggestions()

    def _place_suggestions(self, *, again: bool = True) -> None:
        """Put the suggestions beside their field; once more after a layout, since that may move it."""
        at, pane = self._at, self.query_one(SuggestionsPane)
        if at is not None and pane.view and at.region.height:
            pane.place(at.region, self.size)
        if again:
            self.call_after_refresh(self._place_suggestions, again=False)

    def on_meant(self, message: Meant) -> None:
        """A suggestion was clicked."""
        message.stop()
        self._put(message.text)

    def _put(self, text: str) -> None:
        """Put a suggestion in the field at the cursor."""
        if (at := self._at) is not None:
            start, stop = item_at(at)
            head = at.text[:start] + text
            at.put(head + at.text[stop:], len(head))
            self._settled = at.text.strip()
            self._picked = False
            self.query_one(SuggestionsPane).show(())

    def _take(self) -> bool:
        """Take the suggestion that is chosen; whether there was one."""
        pane = self.query_one(SuggestionsPane)
        if pane.chosen < 0:
            return False
        self._put(pane.view[pane.chosen].text)
        return True

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_complete(self) -> None:
        """Take the suggestion that is chosen, or go to the next field."""
        if not self._take():
            self.action_next(1)

    def action_go_on(self) -> None:
        """Take the suggestion that is chosen, and go to the next field."""
        self._take()
        self.action_next(1)

    def action_next(self, by: int) -> None:
        """Go to the next field, or to the one before."""
        inputs = self._inputs
        here = inputs.index(self._at) if self._at is not None else -1
        inputs[(here + by) % len(inputs)].focus()

    def action_turn(self, by: int) -> None:
        """Choose another suggestion, or go to another line of running text, or to another field."""
        at, pane = self._at, self.query_one(SuggestionsPane)
        if at is None or (pane.chosen < 0 and at.turn(by)):
            return
        if not pane.view and by > 0:
            self._suggest()
        if by < 0 and pane.chosen == 0:
            pane.chosen = -1
            self._picked = False
        elif pane.view and (by > 0 or pane.chosen > 0):
            pane.choose(by)
            self._picked = True
        else:
            self.action_next(by)

    def action_save(self) -> None:
        """Write it, or go to the first field with something wrong in it."""
        if self.busy:
            return
        if self._picked:
            self._take()
        self._tried = True
        self.query_one(SuggestionsPane).show(())
        self._look()
        typed = self._typed
        for place, one in enumerate(self._fields):
            if one.key in self._review.problems or (one.required and not typed[one.key]):
                self._inputs[place].focus()
                self._describe()
                return
        if not self._review.changes:
            self._close("")
            return
        self.busy = True
        says = self._review.says
        host_of(self).following.keep(*self._review.changes, says=says, then=lambda trouble: self._kept(trouble, says))

    def _kept(self, trouble: str, says: str) -> None:
        """It was written; or it was not, and what was typed stays."""
        self.busy = False
        if trouble:
            self._describe(sentence(clean(trouble)))
        else:
            self._close(says)

    def go_on(self) -> None:
        """Somebody else changed the record, and both texts were shown: keep what was typed, over what the file says now."""
        now = {one.key: one for one in self.form.fields}
        found = merged(self._begun, self._typed, {key: one.text for key, one in now.items()})
        self._fields = tuple(replace(one, reason=TAKEN) if key in found.taken else one for key, one in now.items())
        self._begun = {key: one.text for key, one in now.items()}
        self._clashes = found.clashes
        self._touched -= found.taken
        for one, field in zip(self._fields, self._inputs, strict=True):
            field.about = one
            if one.key in found.taken:
                field.put(found.texts[one.key], 0)
        self._look()
        self._describe(f"{self._save} overwrites what the file says now; {self._back} leaves it as it is.")

    def action_leave(self) -> None:
        """Close the form; ask once where something was typed."""
        if self.let_go():
            self._close("")

    def keep_now(self) -> None:
        """Set what is typed aside, in a file to type it from again: a person has not said that it shall be written.

        Raises:
            CttuiError: Something was typed; the message says where it is.
        """
        if not _is_changed(self._begun, self._typed):
            return
        from cttui.ui.base.own_editor import set_aside

        typed = self._typed
        lines = (f"{one.label}: {typed[one.key]}" for one in self._fields if typed[one.key])
        begin = f"the form '{clean(self.form.title)}' was still open"
        try:
            path = set_aside("\n".join((self.form.title, "", *lines, "")), "form.txt")
        except OSError as error:
            raise CttuiError(f"{begin}, and what was typed in it cannot be saved ({reason(error)})") from None
        raise CttuiError(f"{begin}; what was typed in it is saved in {path}")

    def let_go(self) -> bool:
        """Whether the form may close; the first time, not with something typed in it."""
        if _is_changed(self._begun, self._typed) and not self._doomed:
            self._doomed = True
            self.query_one(SuggestionsPane).show(())
            self._describe(f"{self._back} again discards what you typed; {self._save} saves it.")
            return False
        return True

    def _close(self, said: str) -> None:
        """Close; a key that arrives when the form is gone, or below another screen, would close that one."""
        if self.app.screen is self:
            self.dismiss(said)


def _is_changed(begun: Mapping[str, str], typed: Mapping[str, str]) -> bool:
    """Whether something is typed that a form did not begin with."""
    return any(text != begun[key].strip() for key, text in typed.items())
