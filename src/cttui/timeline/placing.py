"""Where new records go in a timeline's text, and what goes with a record that is taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from cttui.errors import DateError, TimelineEditError
from cttui.model import dates
from cttui.timeline import pieces, written
from cttui.timeline.finding import WAY_OUT, Finder, Found
from cttui.timeline.pieces import Splice
from cttui.timeline.spans import Block

_HEAD = re.compile(rf"^[ \t]*# -- (?P<said>(?:{'|'.join(dates.MONTHS)}) \d{{4}}) (?P<rule>-{{3,}})[ \t]*\r?$", re.MULTILINE)
"""A comment that heads the records of a month: ``# -- March 2024 -----``."""
_REMARK = re.compile(r"^[ \t]*#[ \t]*cttui:", re.MULTILINE)
"""A comment that ignores a rule in the record below it."""
DATED = {"event": "date", "source": "issued"}
"""The tables whose records stand in the order of dates, and the key that has them."""


def place_for(finder: Finder, table: str, when: str) -> tuple[Found | None, str]:
    """Where a record of a day belongs: the record that it follows, and the month that heads it.

    Events and sources stand in the order of their dates, from the first or from the last, as most of them do in the file;
    those without a date come last. Records of other tables follow one another.

    Args:
        finder: The text.
        table: Its table.
        when: Its date or date of issue as EDTF; empty if none is known.
    """
    blocks = list(finder.by_label(table).values())
    if not blocks:
        return None, _month(when)
    if table not in DATED:
        return finder.found_in(*blocks[-1]), ""
    orders = [_order(_when(finder, block, DATED[table])) for block, _ in blocks]
    place = _place(orders, _order(when))
    return finder.found_in(*blocks[place - 1]) if place else None, _month(when)


def _when(finder: Finder, block: Block, key: str) -> str:
    """A record's date; only where it is put depends on it, so a look at its lines is enough."""
    match = _dated(key).search(finder.text, block.body, block.stop)
    return match["said"] if match else ""


def add_record(finder: Finder, table: str, plain: Mapping[str, object], after: Found | None = None, head: str = "") -> Splice:
    """Put a new record behind another of its table, or before all of them.

    A table that the file does not have yet comes where the order of tables wants it.

    Args:
        finder: The text.
        table: Its table.
        plain: What it says.
        after: The record that it follows; before the first of its table if ``None``.
        head: The month that a comment above its records names, if the file has such comments.

    Raises:
        TimelineEditError: The records stand in a layout in which none can be added.
    """
    said = written.table(table, plain)
    top = finder.top(table)
    if top is not None:
        if top.value.items is None:
            raise TimelineEditError(f"the {table} records are not a list; {WAY_OUT}")
        text = written.value(written.ordered(written.RECORDS[table], plain))
        return pieces.appended(finder.text, top.value, text, finder.end, listed=True, filled=False)
    own = [block for block in finder.blocks if block.table == table]
    if not own:
        rank = list(written.RECORDS).index(table)
        ranks = {name: place for place, name in enumerate(written.RECORDS) if place < rank}
        before = max(
            (block for block in finder.blocks if block.table in ranks),
            key=lambda block: (ranks[block.table], block.start),
            default=None,
        )
        return _inserted(finder, before.stop if before else _begin(finder), said)
    heads = _heads(finder, own)
    if after is None:
        above = max((block.stop for block in finder.blocks if block.stop <= own[0].start), default=0)
        lead = [match for match in heads if above <= match.start() < own[0].start]
        # what ignores a rule in the first record stays right above it
        remark = _REMARK.search(finder.text, lead[-1].end() if lead else above, own[0].start)
        first = remark.start() if remark else own[0].start
        if not head or not heads or (lead and lead[-1]["said"] == head):
            return _inserted(finder, first, said)
        return _inserted(finder, lead[0].start() if lead else first, f"# -- {head} {heads[0]['rule']}\n\n{said}")
    follows = next((block for block in finder.blocks if block.start >= after.stop), None)
    behind = [match for match in heads if match.start() >= after.stop and follows and match.start() < follows.start]
    mine = next((match for match in behind if match["said"] == head), None)
    if mine is not None:
        line = finder.text.find("\n", mine.start()) + 1
        blank = line + len(finder.end) if finder.text.startswith(finder.end, line) else line
        return _inserted(finder, blank, said)
    if head and heads and all(match["said"] != head for match in heads):
        said = f"# -- {head} {heads[0]['rule']}\n\n{said}"
    return _inserted(finder, after.stop, said)


def _begin(finder: Finder) -> int:
    """Where the first table begins; the end of the text if there is none."""
    return finder.blocks[0].start if finder.blocks else len(finder.text)


def _inserted(finder: Finder, at: int, said: str) -> Splice:
    """Records put into a place between others, one blank line between them."""
    before = finder.text[:at]
    if at == len(finder.text) or not finder.text[at:].lstrip(" \t").startswith(("[", "#")):
        blank = not before or before.endswith(f"\n{finder.end}")
        lead = "" if not before else "" if blank else "\n" if before.endswith("\n") else "\n\n"
        text = f"{lead}{said}" + ("\n" if blank and at < len(finder.text) else "")
    else:
        text = f"{said}\n"
    return Splice(at, at, text.replace("\n", finder.end))


def _heads(finder: Finder, own: Sequence[Block]) -> list[re.Match[str]]:
    """The comments that head the months of a table's records."""
    above = max((block.stop for block in finder.blocks if block.stop <= own[0].start), default=0)
    return list(_HEAD.finditer(finder.text, above, own[-1].start))


def without(finder: Finder, found: Found, around: str = "") -> Splice:
    """Take a record out, with the blank line that sets it off.

    Args:
        finder: The text.
        found: The record.
        around: What was put into the text with it: the record, blank lines, the comment that heads its month. It goes with
            the record if it still stands there, and no other record has come below that comment.
    """
    said = finder.said(found)
    lead, _, trail = around.partition(said)
    start, stop = found.start - len(lead), found.start + len(said) + len(trail)
    if around and finder.text[max(start, 0) : stop] == around and _is_remark(lead) and _is_remark(trail):
        follows = next((block for block in finder.blocks if block.start >= stop), None)
        if "#" not in lead or follows is None or follows.table != found.table or "#" in finder.text[stop : follows.start]:
            return Splice(start, stop, "")
    if found.inline:
        top = finder.top(found.table)
        if top is None or top.value.items is None:
            raise TimelineEditError(f"the {found.table} records are not a list; {WAY_OUT}")
        return pieces.removed(finder.text, top.value, [item.start for item in top.value.items].index(found.start))
    blank = finder.text.find("\n", found.stop) + 1
    return Splice(found.start, blank if blank and not finder.text[found.stop : blank].strip() else found.stop, "")


def _is_remark(text: str) -> bool:
    """Whether a text has nothing but blank lines and comments."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.split("\n"))


def _month(when: str) -> str:
    """The month of a date as a comment above its records names it; empty if the date has none."""
    if not _read(when) or not re.match(r"\d{4}-(0[1-9]|1[0-2])(?!\d)", when):
        return ""
    return f"{dates.MONTHS[int(when[5:7]) - 1]} {when[:4]}"


def _read(when: str) -> dates.Edtf | None:
    """A date; ``None`` if there is none, or if it is wrong: that is for whoever checks the record."""
    try:
        return dates.dated(when) if when else None
    except DateError:
        return None


def _dated(key: str) -> re.Pattern[str]:
    return re.compile(rf"""^[ \t]*["']?{key}["']?[ \t]*=[ \t]*["'](?P<said>[^"'\n]*)""", re.MULTILINE)


def _order(when: str) -> tuple[int, int]:
    """What puts records in the order of their dates, the undated last."""
    found = _read(when)
    return found.sort_key()[:2] if found else (dates.LAST_DAY + 1, 0)


def _place(orders: Sequence[tuple[int, int]], mine: tuple[int, int]) -> int:
    """How many records come before a new one: so that as few as can be stand on its wrong side, as late as can be.

    Args:
        orders: What puts each record in order; in the file they may stand in any.
        mine: The same of the new one.
    """
    dated = [order for order in orders if order[0] <= dates.LAST_DAY]
    turned = sum((one > other) - (one < other) for one, other in pairwise(dated)) > 0

    def is_before(order: tuple[int, int]) -> bool:
        undated = order[0] > dates.LAST_DAY, mine[0] > dates.LAST_DAY
        return order >= mine if turned and not any(undated) else order <= mine

    best = 0
    wrong = least = sum(map(is_before, orders))
    for count, order in enumerate(orders, 1):
        wrong += -1 if is_before(order) else 1
        if wrong <= least:
            best, least = count, wrong
    return best
