"""The sources whose stored copies have much of a document's text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cttui.copies.similar import Similar, similar, sketch, sketches

if TYPE_CHECKING:
    from cttui.copies.attach import Document
    from cttui.copies.library import Library
    from cttui.curation.shelf import Shelf


def alike(
    library: Library,
    document: Document,
    shelf: Shelf,
    cache: Path | None,
    *,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[list[Similar], int]:
    """The sources with much of a document's text, most of it first, and how many copies were not compared yet.

    Args:
        library: The stored copies.
        document: As it was taken.
        shelf: The sources of the timeline.
        cache: The folder for compiled files; ``None`` for none.
        cancelled: Polled for whether to stop.
        progress: Called with how many copies were prepared, and how many must be.
    """
    found, left = sketches(library, cache, cancelled=cancelled, progress=progress)
    publishers = {name: source.publisher for name, source in shelf.sources.items()}
    usual = shelf.publisher_at(document.final_url)
    there = {name: one for name, one in found.items() if name in publishers}
    return similar(sketch(document.text), there, publishers, usual.value if usual else ""), left
