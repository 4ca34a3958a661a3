"""Datasets on the screen: what is another thing than in a timeline, or larger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cttui.explore.explorer import Explorer
from cttui.imports.acled import ACLED
from cttui.store.importing import imported
from cttui.store.index import Index
from cttui.store.opening import open_path
from cttui.ui.app import CttuiApp
from cttui.ui.base.events import EventsPane
from datasets import COLUMNS, row, written
from ui.helpers import WIDE, screen_name, screen_text, whole


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The store of a thousand rows of one month."""
    folder = tmp_path_factory.mktemp("dataset")
    rows = [row(ACLED, event_id_cnty=f"ARC{n}", event_date=f"2031-05-{1 + n % 28:02}") for n in range(1000)]
    imported([written(folder / "acled.csv", rows, COLUMNS["acled"])], folder / "x.cttui")
    found = open_path(folder / "x.cttui", None)
    yield found
    found.close()


async def test_a_month_of_a_thousand_events_is_counted_as_everywhere_else(index: Index) -> None:
    """The heading of a month has the same comma in its count as all other numbers."""
    app = CttuiApp(Explorer(index))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        heading = next(line for line in whole(app.screen.query_one(EventsPane)).splitlines() if "May 2031" in line)
        assert heading.split()[-1] == "1,000"


async def test_a_dataset_has_no_earlier_edition(index: Index) -> None:
    """H does not name a way to compare a dataset that would be refused."""
    app = CttuiApp(Explorer(index))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("H")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"
        assert "A dataset has no earlier edition to compare with." in screen_text(app)
        assert "--since" not in screen_text(app)
