"""The pictures in docs/pictures are of the app as it is; ``python tests/pictures.py`` makes them anew."""

from __future__ import annotations

import asyncio
import re
from xml.etree import ElementTree as ET

import pytest

from cttui.store.sqlite import SqliteIndex as Index
from pictures import FOLDER, SHADES, SHOTS, shoot

SVG = "{http://www.w3.org/2000/svg}"


def told(picture: str) -> list[str]:
    """What a picture says is on the screen, line by line."""
    found = ET.fromstring(picture).find(f"{SVG}desc")  # noqa: S314 - the project's own file
    assert found is not None
    assert found.text
    return found.text.split("\n")


@pytest.mark.thorough
@pytest.mark.parametrize("name", SHOTS)
def test_a_picture_shows_the_screen_as_it_is(name: str, shipped_index: Index) -> None:
    """Each picture says what the screen says today, in both shades; what is drawn is not compared, as colours may change."""
    made = asyncio.run(shoot(shipped_index, SHOTS[name], tuple(SHADES.values())))
    for shade, picture in zip(SHADES, made, strict=True):
        stored = (FOLDER / f"{name}-{shade}.svg").read_text(encoding="utf-8")
        assert told(stored) == told(picture), f"{name}-{shade}.svg is stale; run python tests/pictures.py"


def test_pictures_are_small_and_ask_for_nothing() -> None:
    """There is a picture of each screen in each shade and no other; each is below 150 kB, and loads nothing from anywhere."""
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}-{shade}.svg" for name in SHOTS for shade in SHADES}
    for path in FOLDER.iterdir():
        text = path.read_text(encoding="utf-8")
        assert len(text.encode()) < 150_000, path.name
        assert re.findall(r"https?://[^\s\"]+", text.partition("<desc>")[0]) == [SVG.strip("{}")]
        tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(text).iter()}  # noqa: S314 - as above
        assert tags <= {"svg", "title", "desc", "style", "path", "text"}
