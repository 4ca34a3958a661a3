"""Named rules over a sound timeline; each yields what it found.

To add a rule, add a function and its row in ``CHECKS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cttui import files, load, query, store
from cttui.errors import Problem, QueryError
from cttui.fields import Vocabulary
from cttui.index import Index
from cttui.model import Timeline
from cttui.positions import Positions

Finding = tuple[tuple[str | int, ...], str, str, str, str]
"""Path of the value, then the record, the key, what was found and what would be right, as in ``Problem``."""


def _views(timeline: Timeline, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A view's query is one that the bar would take."""
    for number, view in enumerate(timeline.views):
        try:
            query.parse(view.query, vocabulary)
        except QueryError as error:
            found = f'"{view.query[error.start : error.stop]}"'
            yield ("view", number, "query"), f"view {view.name}", "query", found, error.sentence()


CHECKS: dict[str, Callable[[Timeline, Vocabulary], Iterable[Finding]]] = {"views": _views}
"""Every rule by name, in the order in which they are run."""


def check(path: Path) -> tuple[Problem, ...]:
    """All that is wrong with a timeline file: what keeps it from opening, or else what the rules find.

    Raises:
        TimelineError: The file has faults that keep it from opening.
    """
    content = files.read(path)
    timeline = load.parse(content, str(path))
    index = Index(store.compile_into(timeline, None))
    findings = [finding for rule in CHECKS.values() for finding in rule(timeline, index.vocabulary)]
    index.close()
    if not findings:
        return ()
    positions = Positions(content)
    return tuple(Problem(positions.line(*where), *rest) for where, *rest in findings)
