"""What an answer of servers cost, and what becomes of what is known when other shards answer than before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from crowded import PROVINCES, crowded
from cttui.explore import grid
from cttui.explore.explorer import Explorer
from cttui.store.sqlite import SqliteIndex
from servers import Remote
from strategies import indexed

EXPLORE = ("header", "bar", "time", "provinces", "facets", "events", "detail")


@pytest.fixture
def remote() -> Iterator[Remote]:
    """Forty-five events on two shards, of which one has twenty."""
    timeline = crowded()
    with indexed(timeline) as whole, indexed(replace(timeline, events=timeline.events[:20])) as part:
        yield Remote(whole, part)


def answered(explorer: Explorer, names: tuple[str, ...]) -> dict[str, Any]:
    """Ask until nothing in sight is unanswered."""
    for _ in range(5):
        if (ask := explorer.question(names)) is None:
            break
        explorer.take(explorer.index.answer(ask))
    assert not explorer.asking
    return explorer.views(names)


def test_an_engine_in_this_process_has_no_cost() -> None:
    """An embedded store says nothing of seconds and rows."""
    with indexed(crowded()) as index:
        assert Explorer(index).header().cost is None


def test_parts_of_other_shards_are_asked_for_again(remote: Remote) -> None:
    """A shard that goes while the cursor moves makes every view be asked for anew; so does one that comes back."""
    explorer = Explorer(remote)
    whole = answered(explorer, EXPLORE)
    for lost, wanted in ((("a:1",), remote.part), ((), remote.index)):
        remote.lose(*lost)
        explorer.move_to(3)
        found = answered(explorer, EXPLORE)
        fresh = Explorer(wanted)
        fresh.move_to(3)
        views = fresh.views(EXPLORE)
        for name in ("time", "provinces", "facets"):
            assert found[name] == views[name], name
        assert found["header"].count == views["header"].count
        assert bool(found["header"].cost.missing) == bool(lost)
    assert found["facets"] == whole["facets"]


def test_the_grid_of_many_provinces_is_asked_for_in_two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """With an engine that is waited for, the grid's rows are the provinces with the most events, as embedded."""
    monkeypatch.setattr(grid, "MOST_ROWS", len(PROVINCES) - 3)
    with indexed(crowded()) as index:
        wanted = Explorer(index, "kind:attack").grid()
        explorer = Explorer(Remote(index), "kind:attack")
        asked = len(explorer.index.asked)  # type: ignore[attr-defined]  # a test's own index
        found = answered(explorer, ("header", "grid"))["grid"]
        assert found == wanted
        assert len(found.rows) == len(PROVINCES) - 2
        assert len(explorer.index.asked) == asked + 2  # type: ignore[attr-defined]  # the same


def test_the_last_place_is_named_without_waiting(remote: Remote, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reader was last is offered by the event's id: a server is not waited for to name it."""
    from cttui.notebook.desk import Desk
    from cttui.notebook.file import Notebook

    def desk(index: SqliteIndex) -> Desk:
        return Desk(index, Notebook(tmp_path / "notebook.toml", "crowded", "A dataset"))

    before = Explorer(remote.index, "kind:attack", at="row-007", desk=desk(remote.index))
    assert before.leave() == ""
    explorer = Explorer(remote, desk=desk(remote.index))
    asked = len(remote.asked)
    assert explorer.last_place() == "row-007 · kind:attack"
    assert len(remote.asked) == asked
