"""The threads of the page: paths through its events, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cttui.explore.detail import brief_date
from cttui.exports.page.content import Content
from cttui.exports.page.events import link
from cttui.exports.page.markup import direction, h, paragraphs
from cttui.model import dates
from cttui.model.records import Thread
from cttui.text import numbered

if TYPE_CHECKING:
    from lxml.etree import _Element


def section(content: Content) -> _Element:
    """Each thread with its reason and its steps."""
    found = h("section", {"id": "threads", "aria-labelledby": "threads-title"}, h("h2", {"id": "threads-title"}, "Threads"))
    if not content.threads:
        found.append(h("p", None, "No thread leads through these events."))
    found.append(h("div", {"class": "threads"}, [_thread(content, thread, steps) for thread, steps in content.threads]))
    return found


def _thread(content: Content, thread: Thread, steps: tuple[str, ...]) -> _Element:
    whole = len(dict.fromkeys(thread.events))
    count = f"{len(steps):,} of {whole:,} steps" if len(steps) < whole else numbered(whole, "step")
    items, before = [], None
    for id_ in steps:
        event = content.by_id[id_]
        gap = dates.describe_gap(before, event.when) if before and event.when else ""
        items.append(
            h("li", {"class": f"k-{event.kind}"}, h("span", None, brief_date(event.date)), " ",
              link(id_, event.title), [" ", h("small", None, gap)] if gap else None)
        )  # fmt: skip
        before = event.when
    return h(
        "div",
        {"id": f"thread={thread.id}", "class": "thread"},
        h("h3", {"dir": direction(thread.title)}, thread.title, " ", h("small", None, count)),
        paragraphs(thread.summary),
        h("ol", None, items),
    )
