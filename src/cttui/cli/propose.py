"""The command that prints the figures a source states, as proposals for claims."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cttui import disk
from cttui.cli.exits import ExitCode
from cttui.cli.opened import index_of, library_of, source_of, to_attach
from cttui.cli.streams import put, tell
from cttui.errors import CttuiError, DatasetError
from cttui.explore.proposals import NoCopyError, ProposalsView, proposals_of, proposals_of_copy
from cttui.model.claims import stated
from cttui.text import clean, shorten

if TYPE_CHECKING:
    from cttui.proposals.reader import Proposal
    from cttui.store.opening import Where


def run(options: argparse.Namespace) -> ExitCode:
    """Print the figures that a stored copy or a file states and the timeline does not have."""
    found = _found(options.what, options.timeline)
    put(FORMATS[options.format](found))
    if found.unread:
        tell(f"the last {found.unread:,} characters were not read: there is too much text, or too many numbers; give a part")
    return ExitCode.OK


def _found(what: str, timeline: Where | None) -> ProposalsView:
    """The proposals of a source's copy or of a file.

    A file that exists is read, unless a timeline is given that has a source of that name.

    Raises:
        CttuiError: It is neither, or cannot be read.
    """
    path = Path(what)
    is_file = disk.is_file(path)
    if timeline is None and is_file:
        return _of_file(path)
    index = index_of(timeline)
    try:
        source = source_of(index, what)
    except CttuiError as error:
        if is_file:
            return _of_file(path)
        raise CttuiError(f"{error}; no file '{shorten(what)}' exists either") from None
    try:
        return proposals_of_copy(index, library_of(timeline, index.head), source.id)
    except NoCopyError as error:
        raise CttuiError(f"{error}; store one with '{to_attach(source.id, 'FILE', timeline)}'") from None


def _of_file(path: Path) -> ProposalsView:
    """The proposals of a file.

    Raises:
        CttuiError: It has no text, or is a dataset.
    """
    from cttui.copies.attach import read_file
    from cttui.store.importing import is_known
    from cttui.store.named import kind_of

    name, kind = shorten(str(path), 400), kind_of(path)
    if kind == "store":
        raise DatasetError(f"{name} is a store, whose figures are claims already; 'cttui claims {name}' prints them")
    if kind == "dataset" and is_known(path):
        raise DatasetError(
            f"{name} is a dataset, whose figures need no reading; 'cttui import {name} -o STORE' makes claims of them"
        )
    extracted = read_file(path)
    if extracted.note:
        tell(f"{clean(path.name)}: {extracted.note}")
    return proposals_of(extracted.text)


# -- formats ---------------------------------------------------------------------------------------------------------


def _text(found: ProposalsView) -> Iterator[str]:
    """The counts, then a line a figure: sure ones first, unsure ones under a line of their own."""
    figures = "1 figure" if found.stated == 1 else f"{found.stated:,} figures"
    yield f"{figures} stated · {found.taken:,} taken · {len(found.proposed):,} proposed"
    sure = [proposal for proposal in found.proposed if proposal.sure]
    unsure = [proposal for proposal in found.proposed if not proposal.sure]
    yield from map(_line, sure)
    if unsure:
        yield f"unsure: {len(unsure):,}"
        yield from map(_line, unsure)


def _line(proposal: Proposal) -> str:
    again = f"  (and {len(proposal.places):,} more)" if proposal.places else ""
    figure = f"{stated(proposal)} {proposal.unit}".rstrip()
    return clean(f"  {figure:>24}  {proposal.measure:12}  “{' '.join(proposal.quote.split())}”{again}")


def _jsonl(found: ProposalsView) -> Iterator[str]:
    for proposal in found.proposed:
        yield json.dumps(proposal.record(), ensure_ascii=False)


FORMATS: dict[str, Callable[[ProposalsView], Iterator[str]]] = {"text": _text, "jsonl": _jsonl}
"""How proposals are printed, by name; each yields lines, and JSON a proposal a line."""
