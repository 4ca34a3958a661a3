"""Audit: the pairs of the timeline and a reference set, walked and judged."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal

from cttui.curation.here import Here
from cttui.errors import CttuiError
from cttui.explore.audit import Auditing
from cttui.model import calendar
from cttui.store import stopping
from cttui.text import sentence
from cttui.ui.audit.panes import ComparisonPane, PairsPane, RowPicked
from cttui.ui.base.commands import Command
from cttui.ui.base.exporting import ExportCommands
from cttui.ui.base.forms import write
from cttui.ui.base.frame import FooterPane, FrameLine, NewsPane, renew_footer
from cttui.ui.base.keeping import EditorCommands
from cttui.ui.base.lines import Line, Span, columns, fit, width_of
from cttui.ui.base.screen import WIDE, TooSmallPane, with_list

EVERY = 0.2
"""Seconds between two looks at how far a comparison is."""

if TYPE_CHECKING:
    from cttui.explore.audit import AuditRow, AuditView, Compared
    from cttui.explore.explorer import Explorer


class AuditHeaderPane(FrameLine):
    """What is held against what, and how many there are of each status."""

    def __init__(self) -> None:
        super().__init__()
        self._view: AuditView | None = None

    def show(self, view: AuditView | None) -> None:
        """Show another audit."""
        self._view = view
        self.repaint()

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - there is but one
        """The sets at the left, the counts at the right."""
        if self._view is None:
            return ()
        counts = " · ".join(f"{count:,} {status}" for status, count in self._view.now)
        title, reference, room = self._view.title, self._view.reference, width - width_of(counts) - 4
        if width_of(title) > room:
            # which set it is counts for more than whose timeline, and for more than the counts, which stand in the list too
            title = reference
            if width_of(title) > room:
                return (Span(f" {fit(title, width - 1)}", "strong"),)
        return columns((Span(f" {title}", "strong"),), (Span(f" {counts} ", "accent"),), width)


class AuditScreen(EditorCommands, ExportCommands):
    """The rows by status at the left, both events of one side by side at the right."""

    AUTO_FOCUS = "PairsPane"
    KEYS = ("audit", "everywhere")

    def __init__(self, explorer: Explorer) -> None:
        """Compare what is listed with the first reference set."""
        super().__init__(explorer)
        self._auditing = Auditing(explorer)
        self._round = 0
        """How often the sets were compared: an answer that is late belongs to an earlier one."""
        self._lists = False
        """Whether the rows that are to be listed are being compared; one that only counts would drop them."""

    def panes(self) -> ComposeResult:
        """The list and the comparison; on a small screen one above the other."""
        yield AuditHeaderPane()
        yield NewsPane()
        with Horizontal(id="audit"):
            yield PairsPane()
            yield ComparisonPane()
        yield FooterPane(self.offers)
        yield TooSmallPane()

    def on_mount(self) -> None:
        """Compare, in a thread."""
        self._compare()

    def renew(self, *, still: bool) -> None:
        """The timeline was changed: compare again."""
        super().renew(still=still)
        self._compare()

    # -- comparing -----------------------------------------------------------------------------------------------------

    def _compare(self, *, recount: bool = False) -> None:
        """Compare in a thread; after a judgement, only to count."""
        self._round += 1
        self._lists = self._lists or not recount
        work = partial(self._work, self._round, recount=not self._lists)
        self.run_worker(work, thread=True, group="audit", description="hold the sets against each other", exit_on_error=False)

    def _work(self, number: int, *, recount: bool) -> None:
        said = 0.0

        def progress(done: int, count: int) -> None:
            nonlocal said
            if (now := time.monotonic()) - said >= EVERY:
                said = now
                self.app.call_from_thread(self._tell, number, done, count)

        try:
            # a thread that nobody waits for would hold up the program when it ends
            with stopping.until(lambda: not self._is_awaited(number)):
                found: Compared | str = self._auditing.compare(progress)
        except CttuiError as error:
            found = sentence(str(error))
        self.app.call_from_thread(self._compared, number, found, recount)

    def _is_awaited(self, number: int) -> bool:
        """Whether a comparison is the last one that was begun, and this screen is still there."""
        return number == self._round and self.is_attached

    def _tell(self, number: int, done: int, count: int) -> None:
        if self._is_awaited(number):
            self.query_one(PairsPane).tell(done, count)

    def _compared(self, number: int, found: Compared | str, recount: bool) -> None:
        """A comparison has ended; one that is late belongs to another set or another edition, and is dropped."""
        if not self._is_awaited(number):
            return
        self._lists = False
        if isinstance(found, str):
            self.say(found)
        elif recount:
            self._auditing.recount(found)
        else:
            self._auditing.take(found)
        self._show_audit()

    def _show_audit(self) -> None:
        view = self._auditing.view()
        self.query_one(AuditHeaderPane).show(view)
        self.query_one(PairsPane).view = view
        if view is not None and not self.query_one(NewsPane).news:
            self.say(f"{view.scope} · {view.places}" if view.places and self.app.size.width >= WIDE else view.scope)

    def on_row_picked(self, message: RowPicked) -> None:
        """Show both events of another row."""
        message.stop()
        row = message.row
        self.query_one(ComparisonPane).show(row, self._auditing.judged.get(row.key, "") if row is not None else "")
        renew_footer(self.query_one(PairsPane))

    # -- commands ------------------------------------------------------------------------------------------------------

    @property
    def _row(self) -> AuditRow | None:
        return self.query_one(PairsPane).row

    def here_in_file(self) -> Here | None:
        """The timeline's event of the row."""
        row = self._row
        return Here("event", row.ours.id) if row is not None and row.ours is not None else None

    def can(self, command: Command) -> bool:
        """What the row allows: a pair is judged, an event that is missing here is drafted."""
        row = self._row
        match command.id:
            case "judge_same" | "judge_other" | "judge_unsure":
                return row is not None and row.pair is not None
            case "show_pair":
                return row is not None and row.ours is not None
            case "add_event":
                return row is not None and row.theirs is not None
            case "next_reference":
                return len(self.explorer.references) > 1
            case "open_url" | "cite":
                return False
        return super().can(command)

    def run_judge_same(self) -> None:
        """The two are the same."""
        self._judge("same")

    def run_judge_other(self) -> None:
        """The two are not the same."""
        self._judge("not the same")

    def run_judge_unsure(self) -> None:
        """It is not clear whether they are."""
        self._judge("unsure")

    def _judge(self, says: str) -> None:
        row = self._row
        if row is None or row.pair is None:
            self.say("There is no pair to judge here.")
            return
        try:
            said = self._auditing.judge(row, says)
        except CttuiError as error:
            self.say(sentence(str(error)))
            return
        self._show_audit()
        if said:
            self.query_one(PairsPane).move(1)
        self.say(f"Judged {said}." if said else "Judgement removed.")
        self._compare(recount=True)

    def run_next_status(self) -> None:
        """Show the next status alone, or all."""
        self._auditing.next_status()
        self._show_audit()

    def run_next_reference(self) -> None:
        """Compare with the next reference set."""
        if not self._auditing.next_reference():
            self.say("There is only one reference set.")
            return
        self._show_audit()
        self._compare()

    def run_show_pair(self) -> None:
        """Go to the timeline's event in the list."""
        row = self._row
        if row is None or row.ours is None:
            self.say("The timeline lacks this event.")
            return
        event_id = row.ours.id
        with_list(self, lambda screen: screen.edit(lambda explorer: explorer.go_to(event_id)))

    def run_add_event(self) -> None:
        """Open the form of a new event, filled in from theirs."""
        row = self._row
        form = self._auditing.draft(row, calendar.today()) if row is not None else None
        if form is None:
            self.say("They have no event here to add.")
            return
        write(self, form, self._added)

    def _added(self, news: str | None) -> None:
        if news:
            self.say(f"{news} {self.keys.shown('undo')} undoes it.")
