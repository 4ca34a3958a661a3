"""How well the reader of figures reads: ``python benchmarks/figures.py ROWS.jsonl [--misses] [--part held|tuned]``.

Each row has a ``quote`` and what a claim says of it: ``value``, ``min``, ``max``, ``words``, ``approx``, ``unit``, ``measure``;
``explicit`` where the number stands in the quote. Printed are the shares of explicit rows of which number and bound are
read as the claim has them, of which the unit is too, and of which the measure is another than the claim's; and the time a
word of texts of 1,000 to 1,000,000 words, made of the quotes, and a character of hostile texts and of a tenth of each. A
third of the rows is held out by a hash of its quote: rules are mended by the misses of the others, ``tuned``, and are as
good as they are on those, ``held``. The exit code is 0 whatever the numbers are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from cttui.proposals.reader import Proposal, propose, read

PARTS = ("tuned", "held")
SIZES = (1_000, 10_000, 100_000, 1_000_000)
"""Words of the texts whose time a word is compared."""
TIMES = 5
"""How often a text is read; the shortest time counts, of the processor alone."""
LONG = 200_000
"""Words or characters of a text that is read once."""
LEAST = 20_000
"""Words that are read for one time at least: a short text is read several times in a row."""
HOSTILE = {
    "digits alone": "7",
    "one word": "a",
    "and and and": "and ",
    "numbers alone": "12 ",
    "numbers, commas": "12, ",
    "between 1 and": "between 1 and ",
    "numbers in words": "two hundred and ",
    "names": "Seven Eight Nine ",
    "cues": "killed 3 and injured were arrested ",
    "headings": "Killed: 4 - Injured: 9 - ",
    "broken lines": "sol-\n",
    "brackets": "12 (a) [3] ",
}
"""Pieces of hostile texts."""
CHARACTERS = 200_000
"""Characters of a hostile text; a tenth of it is read too, so that it shows what grows faster than the text."""

Row = dict[str, Any]


def part_of(quote: str) -> str:
    """Whether a quote is one of the third that is held out."""
    return PARTS[hashlib.sha256(quote.encode()).digest()[0] % 3 == 0]


def same(proposal: Proposal, row: Row) -> bool:
    """Whether a proposal has the number and the bound of a row."""
    bounds = all(getattr(proposal, name) == row.get(name) for name in ("value", "min", "max"))
    return bounds and bool(proposal.words) == bool(row.get("words"))


def best(row: Row) -> Proposal | None:
    """The proposal for a row: of those with its number and bound the one that has its measure, or none at all."""
    fitting = [proposal for proposal in propose(row["quote"]) if same(proposal, row)]
    fitting.sort(key=lambda one: (one.unit != row.get("unit", ""), one.measure != row["measure"], one.measure != ""))
    return fitting[0] if fitting else None


def share(count: int, total: int) -> str:
    """A count, and its share of a total."""
    return f"{count:5,} of {total:5,}  {100 * count / total:6.2f} %" if total else "none"


def report(rows: Sequence[Row], *, misses: bool) -> Iterator[str]:
    """The scores of some rows, and with ``misses`` every row that is not read as its claim has it."""
    explicit = [row for row in rows if row.get("explicit", True)]
    found = [(row, best(row)) for row in explicit]
    read = [(row, proposal) for row, proposal in found if proposal is not None]
    wrong = [(row, one) for row, one in read if one.measure and one.measure != row["measure"]]
    yield f"  number and bound   {share(len(read), len(explicit))}"
    yield f"  and about          {share(sum(one.approx == row.get('approx', False) for row, one in read), len(explicit))}"
    yield f"  and unit           {share(sum(one.unit == row.get('unit', '') for row, one in read), len(explicit))}"
    yield f"  measure given      {share(sum(one.measure != '' for _, one in read), len(explicit))}"
    yield f"  measure wrong      {share(len(wrong), len(explicit))}"
    yield f"  proposals a quote  {sum(len(propose(row['quote'])) for row in explicit) / max(1, len(explicit)):5.2f}"
    if misses:
        yield from (
            f"  missed   {_told(row)}\n           {[one.record() for one in propose(row['quote'])]}"
            for row, one in found
            if one is None
        )
        yield from (f"  measure  {one.measure} for {_told(row)}" for row, one in wrong)
        yield from (f"  unit     {one.unit!r} for {_told(row)}" for row, one in read if one.unit != row.get("unit", ""))
        yield from (f"  about    {_told(row)}" for row, one in read if one.approx != row.get("approx", False))


def _told(row: Row) -> str:
    said = {name: row[name] for name in ("value", "min", "max", "words", "approx", "unit") if name in row}
    return f"{row['measure']} {said}: {row['quote']}"


def text_of(quotes: Iterable[str], words: int) -> str:
    """A text of so many words: quotes as sentences, twenty a paragraph."""
    pieces = cycle(f"{quote[:1].upper()}{quote[1:]}." for quote in quotes)
    found: list[str] = []
    count = 0
    while count < words:
        paragraph = " ".join(islice(pieces, 20))
        found.append(paragraph)
        count += len(paragraph.split())
    return " ".join("\n\n".join(found).split(" ")[:words])


def timed(texts: Sequence[tuple[str, int]]) -> list[float]:
    """The shortest time of each of some texts in microseconds a unit that is read, each in turn; long ones once.

    Args:
        texts: Each text with its units: words or characters.
    """
    best = [float("inf")] * len(texts)
    for turn in range(TIMES):
        for place, (text, units) in enumerate(texts):
            if turn and units >= LONG:
                continue
            again = max(1, LEAST // units)
            begun = time.process_time()
            for _ in range(again):
                end = read(text).end
            taken = (time.process_time() - begun) / again
            best[place] = min(best[place], taken / (units * max(end, 1) / len(text)) * 1e6)
    return best


def speed(rows: Sequence[Row]) -> Iterator[str]:
    """The time a word of texts of several lengths beside the shortest, and that of hostile texts beside a tenth of them."""
    times = timed([(text_of((row["quote"] for row in rows), words), words) for words in SIZES])
    for words, taken in zip(SIZES, times, strict=True):
        yield f"  {words:9,} words  {taken:6.2f} µs a word  {taken / times[0]:5.2f} ×"
    yield f"  hostile: µs a character of {CHARACTERS // 10:,} and of {CHARACTERS:,}"
    for name, piece in HOSTILE.items():
        text = (piece * (CHARACTERS // len(piece) + 1))[:CHARACTERS]
        part = text[: CHARACTERS // 10]
        short, long = timed([(part, len(part)), (text, len(text))])
        yield f"  {name:18} {short:7.3f} {long:7.3f}  {long / short:5.2f} ×"


def main() -> None:
    """Print the scores and the times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rows", type=Path, metavar="ROWS.jsonl", help="quotes with what their claims say")
    parser.add_argument("--misses", action="store_true", help="print every row that is not read as its claim has it")
    parser.add_argument("--part", choices=PARTS, help="one part of the rows alone")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.rows.read_text(encoding="utf-8").splitlines() if line.strip()]
    for part in PARTS if options.part is None else (options.part,):
        chosen = [row for row in rows if part_of(row["quote"]) == part]
        print(f"{part}: {len(chosen):,} rows")
        print("\n".join(report(chosen, misses=options.misses)))
    if not options.misses:
        print("time")
        print("\n".join(speed(rows)))


if __name__ == "__main__":
    main()
