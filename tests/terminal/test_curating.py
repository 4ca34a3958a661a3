"""From an empty folder to a checked timeline in a real terminal: a source with its copy, and three claims with few keys."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from terminal.test_terminal import Start, start

__all__ = ["start"]

PAGE = """<!doctype html>
<html lang="en"><head>
<title>Twelve hurt as dockers march | The Valley Times</title>
<meta property="og:title" content="Twelve hurt as dockers march">
<meta property="og:site_name" content="The Valley Times">
<meta property="article:published_time" content="2024-03-04T09:00:00Z">
</head><body><article>
<h1>Twelve hurt as dockers march</h1>
<p>The march to the harbour office, the third in ten days, left 12 people injured and 30 others arrested, police said on
Monday.</p>
<p>At least 20 cars were burnt. Section 144 was imposed, as in 2019, and a 17-year-old boy was freed.</p>
</article></body></html>
"""
EVENT, SOURCE = "2024-03-02-harbour-march", "valleytimes-2024-03-04-harbour-march"
CTRL_S = "\x13"

FROM = f'by = "police", source = "{SOURCE}"'
CLAIMS = [
    f'measure = "injured", who = "all", value = 12, {FROM}, quote = "left 12 people injured"',
    f'measure = "arrested", who = "all", value = 30, {FROM}, quote = "30 others arrested"',
    f'measure = "destroyed", who = "cars", min = 20, {FROM}, quote = "At least 20 cars were burnt"',
]


@pytest.mark.parametrize("size", [(140, 40), (80, 24)])
def test_from_an_empty_folder_to_a_checked_file(start: Start, tmp_path: Path, size: tuple[int, int]) -> None:
    """After new, add source and propose, three claims are taken in one breath; check is silent on a well-kept file."""
    timeline, page = tmp_path / "t.toml", tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    assert start("new", timeline, "--period", "2024", size=size).end() == 0
    about = ("--type", "article-newspaper", "--standpoint", "press", "--digest", "The march of 3 March.", "--event", EVENT)
    assert start("add", "source", page, timeline, "--yes", *about, size=size).end() == 0
    first = timeline.read_text(encoding="utf-8").splitlines()

    proposed = start("propose", SOURCE, timeline, size=(200, 40))
    assert proposed.end() == 0
    assert "4 figures stated" in proposed.text
    assert "30 others arrested" in proposed.text

    app = start(timeline, "--at", EVENT, size=size)
    app.wait_for(lambda text: re.search(r"\b1 of 1 event\b", text) is not None)
    read = "\r" if size[0] > 100 else "\r\r"
    app.press(f"{read}lF-\rall\tpolice{CTRL_S}\rall{CTRL_S}\rcars{CTRL_S}")
    app.wait_for("3 taken")
    app.wait_for("1 dismissed")
    app.press("q")
    assert app.end() == 0
    app.assert_restored()

    changes = [line for line in difflib.ndiff(first, timeline.read_text(encoding="utf-8").splitlines()) if line[0] in "+-?"]
    assert changes == [f"+   {{ {claim} }}," for claim in CLAIMS]
    checked = start("check", timeline, size=size)
    assert checked.end() == 0, checked.text
    assert checked.text.strip() == ""
    listed = start("list", timeline, size=size)
    assert listed.end() == 0
    assert "Dockers march" in listed.text
