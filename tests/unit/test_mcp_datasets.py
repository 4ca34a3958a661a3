"""The tools for assistants over a dataset: what they read does not grow with it where an answer shows a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.copies.library import Library
from cttui.errors import CttuiError
from cttui.imports.ged import GED
from cttui.mcp import claims
from cttui.mcp import served as served_module
from cttui.mcp.arguments import Given
from cttui.mcp.served import serve
from cttui.mcp.sources import source
from cttui.store.opening import open_path
from packing import write_csv
from tables import rows_of

COUNT = 90


def test_the_dataset_as_a_source_is_read_by_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All events cite it, and an answer reads those that it shows alone, whatever page is asked for."""
    write_csv(tmp_path / "ged.csv", GED, rows_of(GED, COUNT, 5))
    index = open_path(tmp_path / "ged.csv", tmp_path / "cache")
    served = serve(index, Library(tmp_path / "library"), include_sensitive=False)
    read: list[int] = []
    events = index.events

    def noted(numbers: list[int]) -> object:
        read.extend(numbers)
        return events(numbers)

    monkeypatch.setattr(index, "events", noted)
    found = source(served, Given({"id": "ucdp-ged", "offset": 40, "limit": 7}))
    assert len(read) == 7
    assert [one["id"] for one in found["events"]] == list(index.ids())[40:47]  # type: ignore[attr-defined]  # JSON
    assert f"cited by {COUNT} events" in str(found)
    other = index.events([0])[0].sources[0]
    assert source(served, Given({"id": other}))["events"]
    index.close()


def test_claims_of_many_events_are_of_the_first_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more events are read than a ledger takes; the answer says that, and so does the refusal of an unknown name."""
    write_csv(tmp_path / "ged.csv", GED, rows_of(GED, COUNT, 5))
    index = open_path(tmp_path / "ged.csv", tmp_path / "cache")
    for module in (claims, served_module):
        monkeypatch.setattr(module, "LEDGER", 40)
    served = serve(index, Library(tmp_path / "library"), include_sensitive=False)
    whole = f"from all {COUNT} events; only the claims of the first 40 were read; narrow the filter to read the others"
    for tool in (claims.claims, claims.disputes, claims.totals):
        assert str(tool(served, Given({}))["set"]).endswith(whole)
    with pytest.raises(CttuiError, match="no claim about the first 40 of these events has the claimant 'nobody'"):
        claims.claims(served, Given({"by": "nobody"}))
    assert "only" not in str(claims.claims(served, Given({"filter": "date:2016", "limit": 1}))["set"])
    index.close()
