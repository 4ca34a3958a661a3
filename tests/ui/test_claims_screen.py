"""The claims screen: filtered by typing, figures that sources repeat, and what stands in its heads."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.explore.claims import Account, Section
from cttui.explore.explorer import Explorer
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from cttui.ui.base.lines import width_of
from cttui.ui.claims.pane import ClaimsPane, heading, population
from ui.helpers import NARROW, WIDE, pane_of, screen_name, screen_text, whole


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_how_many_soldiers_were_killed_according_to_whom(shipped_index: Index, size: tuple[int, int]) -> None:
    """From the start, C / and four letters: the year's counts are in sight, with who says so and in which source."""
    app = CttuiApp(Explorer(shipped_index))
    async with app.run_test(size=size) as pilot:
        await pilot.press("C", "slash", *"sold")
        text = screen_text(app)
        for told in ("383 ×2 ISPR The Nation,", "685 CRSS Organiser, 9 Jan 2025", "527 PICSS The Nation, 1 Jan 2025"):
            assert any(all(word in line for word in told.split()) for line in text.split("\n")), told
        assert "includes soldiers" in text
        assert "Claims of 268 events – sold" in text
        pane = app.screen.query_one(ClaimsPane)
        assert pane.scroll_y == 0


async def test_a_figure_that_sources_repeat_opens_to_them(shipped_index: Index) -> None:
    """Enter lists the claims of such a figure below it, Enter on one reads its source, and Enter on the figure folds them."""
    app = CttuiApp(Explorer(shipped_index))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("C", "slash", *"sold", "enter")
        pane = app.screen.query_one(ClaimsPane)
        folded = pane.line_total()
        assert [entry.publisher for entry in (pane.figure.entries if pane.figure else ())] == ["The Nation", "Dunya News"]
        await pilot.press("enter")
        assert pane.line_total() == folded + 2
        await pilot.press("j", "j")
        assert "Dunya News, 27 Dec 2024" in whole(pane_of(app, "ClaimPane"))
        await pilot.press("enter")
        assert screen_name(app) == "ReadScreen"
        read = app.explorer.read() if app.explorer else None
        assert read is not None
        assert read.source_id == "dunya-2024-12-27-ispr"
        await pilot.press("escape", "k", "k", "enter")
        assert pane.line_total() == folded


async def test_what_is_typed_stays_until_it_is_cleared(shipped_index: Index) -> None:
    """Esc goes from the line to the claims, which stay filtered; Backspace shows all, and says so where nothing is left."""
    app = CttuiApp(Explorer(shipped_index))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("C")
        pane = app.screen.query_one(ClaimsPane)
        every = pane.line_total()
        await pilot.press("slash", *"ispr", "escape", "d")
        assert pane.has_focus
        assert pane.listed is not None
        assert {account.state for account in pane.listed.accounts} == {"disputed"}
        said = [" ".join((e.by, *e.spellings, e.quote)) for account in pane.listed.accounts for e in account.entries]
        assert all("ispr" in one.casefold() for one in said)
        await pilot.press("d", "d", "d", "backspace")
        assert pane.line_total() == every
        await pilot.press("backspace")
        assert "There is no filter on claims to clear." in screen_text(app)
        await pilot.press("slash", *"no such word")
        assert "No claim matches." in screen_text(app)
        await pilot.press("escape", "j", "enter", "b")
        assert screen_name(app) == "ClaimsScreen"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_the_counts_in_the_frame_are_those_of_the_lines(shipped_index: Index, size: tuple[int, int]) -> None:
    """Figures are the lines with a number, claims those when all are opened; disputed populations are the lines that say so."""
    app = CttuiApp(Explorer(shipped_index))
    async with app.run_test(size=size) as pilot:
        await pilot.press("C")
        pane = app.screen.query_one(ClaimsPane)
        for keys in ((), ("slash", *"sold", "escape"), ("d",), ("backspace",), ("d",), ("d",)):
            await pilot.press(*keys)
            told = re.findall(r"(\d[\d,]*) (\w+)", str(pane.border_subtitle))
            said = {word: int(number.replace(",", "")) for number, word in told}
            rows = [row for row in pane._rows if not isinstance(row, tuple)]
            figures = [row for row in rows if row.figure]
            claims = sum(len(row.figure.entries) for row in figures if row.figure)
            accounts = [row.account for row in rows if row.account and not row.figure]
            assert said.get("figures", claims) == len(figures)
            assert next(said[word] for word in ("claims", "claim") if word in said) == claims
            for state in ("disputed", "differing"):
                assert said.get(state, 0) in {0, sum(account.state == state for account in accounts)}
            alone = [row for row in figures if row.figure and row.figure.alone is not None]
            assert said.get("on", len(alone)) in {len(alone), sum(bool(row.account and row.account.wider) for row in figures)}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_all_events_that_cite_a_publisher_and_what_rests_on_it(shipped_index: Index, size: tuple[int, int]) -> None:
    """The list keeps to the events that cite Dawn; s and c say how many of its figures nobody else carries, and list them."""
    app = CttuiApp(Explorer(shipped_index))
    keys = ("slash", *"pub", "tab", *"dawn", "enter", "s", "c")
    assert len(keys) <= 16
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        text = screen_text(app)
        assert "139 of 268 events" in text
        assert "253 figures in 257 claims, 202 on one publisher alone" in text
        await pilot.press("d", "d", "d")
        pane = app.screen.query_one(ClaimsPane)
        figures = [row.figure for row in pane._rows if not isinstance(row, tuple) and row.figure]
        assert len(figures) == 202
        assert {figure.alone for figure in figures} == {"Dawn"}


@given(
    st.text("abc–", min_size=1, max_size=60), st.text("abc ", max_size=40), st.text("abc ", max_size=90), st.integers(58, 120),
    st.sampled_from([("2024", ""), ("1 January – 22 July 2024", ""), ("", "29 Jan – 2 Feb 2024")]),
)  # fmt: skip
def test_no_head_is_cut_inside_its_date(measure: str, unit: str, title: str, width: int, days: tuple[str, str]) -> None:
    """Whatever gives way in a section's head, and in a population's, it is never the days that it counts."""
    period, date = days
    account = Account(title, date, (), frozenset(), "", "disputed", "1,969–2,546, 1.5 times", (), "soldiers")
    section = Section(
        measure,
        unit,
        period,
        title if period else "",
        (),
        title if date else "",
        date,
        0,
        1,
        (account,),
        (),
        (False, False, 0.0),
    )
    assert width_of(heading(section, width)) == width
    assert period in heading(section, width)
    assert date in heading(section, width)
    line = "".join(span.text for span in population(account, width))
    assert width_of(line) == width
    assert date in line
