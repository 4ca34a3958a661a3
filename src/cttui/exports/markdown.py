"""Markdown (CommonMark): a brief on a selection, and marks and notes as a document to go on writing in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TextIO

from cttui.explore.citation import cite
from cttui.explore.coverage import concerning
from cttui.exports import words
from cttui.exports.items import Item
from cttui.exports.left import Left
from cttui.exports.subjects import Conflicts, Events, Marks
from cttui.model import dates
from cttui.model.claims import Group, stated
from cttui.model.records import Source
from cttui.text import clean

_LEFT = {
    "undated": "{} without a date",
    "open": "{} with an open start or end, given in words",
    "uncertain": "{} with a date that is not exact to the day, given in words",
    "unsourced": "{} without a source",
}
_OPENING = re.compile(r"^(\d*)([-+=.)])")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~!&])")


def write_marks(subject: Marks, stream: TextIO) -> None:
    """Write a heading an event; the note below it is quoted, so that whatever it says stays in its place."""
    # the notebook is loaded only where something of it is written
    from cttui.notebook.desk import STATES

    for number, entry in enumerate(subject.entries()):
        if not number:
            stream.write(f"# {plain(subject.title)}\n")
        stream.write(f"\n## {plain(entry.title or entry.event)}\n\n")
        done = f"marked {entry.made[:10]}".strip() if entry.marked else ""
        wrote = f"note from {entry.changed[:10]}" if entry.changed else ""
        said = (plain(entry.date) or "undated", plain(entry.event), done, wrote, STATES[entry.state])
        stream.write(f"{' · '.join(part for part in said if part)}\n")
        if entry.note:
            stream.write("\n")
            stream.writelines(f"{f'> {clean(line)}'.rstrip()}\n" for line in entry.note.splitlines())


def plain(text: str) -> str:
    """A text that Markdown shows as it stands."""
    return _MARKUP.sub(r"\\\1", clean(text))


def opening(text: str) -> str:
    """The same for a text at the start of a line, where it could begin a list, a heading or a rule."""
    return _OPENING.sub(r"\1\\\2", plain(text))


# -- a brief ---------------------------------------------------------------------------------------------------------


def write_events(subject: Events, stream: TextIO) -> Left:
    """Write a brief: a heading an event, its figures with numbered citations, conflicts spelled out, sources and searches."""
    head, about = subject.index.head, subject.about()
    left, total = Left(_LEFT), subject.total()
    stream.write(f"# {plain(about['timeline'])}\n\n")
    facts = [
        f"{about['events']} events",
        f"filter: {about['filter']}" if about["filter"] else "",
        total.sentence if total.counted else "",
        f"updated {about['updated']}" if about["updated"] else "",
        about["licence"],
    ]
    stream.write(f"{' · '.join(plain(fact) for fact in facts if fact)}\n")
    numbers: dict[str, int] = {}
    cited: list[Source] = []
    across = Conflicts(subject.index.register)
    for item in subject.items():
        across.add(item)
        for source in item.sources:
            if source.id not in numbers:
                numbers[source.id] = len(numbers) + 1
                cited.append(source)
        _count(item, left)
        stream.writelines(f"{line}\n" for line in _section(item, words.where(item, head), numbers))
    conflicts = [group for group in across.groups() if len(set(group.events)) > 1]
    if conflicts:
        stream.write("\n## Figures that conflict across events\n\n")
        stream.writelines(f"- {opening(sentence)}\n" for sentence in words.conflicts(conflicts))
    if cited:
        stream.write("\n## Sources\n\n")
        stream.writelines(f"{number}. {opening(cite(source))}\n" for number, source in enumerate(cited, 1))
    if found := concerning(head, subject.query):
        stream.write("\n## What was searched for\n\n")
        stream.writelines(f"- {opening(search.where)}: {plain(' '.join(str(search).split()))}\n" for search in found)
    if gaps := (*left.said(), *subject.guard.noted()):
        stream.write("\n## What is missing or uncertain\n\n")
        stream.writelines(f"- {plain(gap)}\n" for gap in gaps)
    return left


def _count(item: Item, left: Left) -> None:
    when = item.event.when
    if when is None:
        left.count("undated")
    elif not when.has_ends:
        left.count("open")
    elif not when.is_exact:
        left.count("uncertain")
    if not item.sources:
        left.count("unsourced")


def _section(item: Item, where: str, numbers: Mapping[str, int]) -> Iterator[str]:
    event, when = item.event, item.event.when
    yield f"\n## {plain(dates.describe(when) if when else 'Undated')}: {plain(event.title)}\n"
    marks = "".join(f"\\[{numbers[source.id]}\\]" for source in item.sources)
    yield " · ".join(filter(None, (event.kind, plain(where), plain(words.dead(item)), marks)))
    for paragraph in event.summary.split("\n\n"):
        if said := " ".join(paragraph.split()):
            yield f"\n{opening(said)}"
    if item.groups:
        yield ""
    for group in item.groups:
        conflict = "**figures conflict:** " if group.disputes else ""
        figures = ", ".join(_figures(group, numbers))
        yield f"- {opening(words.about(group))}: {conflict}{figures}"


def _figures(group: Group, numbers: Mapping[str, int]) -> Iterator[str]:
    """Each figure with who states it and the numbers of all sources that repeat it."""
    found: dict[tuple[str, str, bool], list[int]] = {}
    for place, claim in enumerate(group.claims):
        key = (stated(claim), claim.by, place in group.superseded)
        found.setdefault(key, []).append(numbers[claim.source])
    for (figure, by, superseded), cited in found.items():
        marks = "".join(f"\\[{number}\\]" for number in dict.fromkeys(cited))
        yield f"{plain(figure)} ({plain(by)}{', superseded' if superseded else ''}) {marks}"
