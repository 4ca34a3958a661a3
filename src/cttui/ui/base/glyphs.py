"""Signs of one cell: none is an emoji, and each appears next to its word somewhere on the screen.

Those of kinds stand in ``model.kinds``, since what is exported has them too.

For terminals and readers that need plain ASCII, ``ASCII`` replaces each sign; it is applied where lines are
painted, so panes need not know.
"""

from __future__ import annotations

from collections.abc import Mapping

DISPUTED = "≠"
CURSOR = "▌"
CHOSEN = "●"
EXCLUDED = "×"
MARKED = "★"
"""An event that the reader marked."""
NOTED = "✎"
"""An event that the reader wrote about."""
CHANGED = "Δ"
"""An event that is new or was changed."""
HERE = "▴"
"""The cursor on the time axis."""
CORE = "━"
"""What a date certainly covers, on the time axis."""
POSSIBLE = "╌"
"""What an uncertain date may cover beyond that."""
BEFORE, AFTER = "‹", "›"
"""The time axis continues in this direction."""
GAP = "┄"
"""A long stretch of the time axis without any event."""
BLOCKS = " ▁▂▃▄▅▆▇█"
"""Levels of a bar, from empty to a full cell."""
EVIDENCE = "▸"
"""Marks a line of a copy in which a quote begins."""
FOLDED, UNFOLDED = "▸", "▾"
"""Before the heading of a list that is folded, and of one that is not."""
FIGURE = "+"
"""Marks a line of a copy in which a figure stands that no claim has."""
ARROW = "→"
ELLIPSIS = "…"
DOTS = 0x2800
"""The braille cell without a dot; its eight dots are the bits of the code points after it."""
DOT_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille cell: four rows of two."""
PLACE = "●"
DISTRICT = "○"
PROVINCE = "◊"
"""Points of the map: those known exactly, and those known no better than to the district, or the province."""
OTHERS = "▫"
"""Points of the map with no event of the selection."""
SHADES = "░▒▓█"
"""Cells of the map with ever more events."""
HEIGHTS = "˙·."
STEEP = ":"
"""A line of the map's outline high, in the middle and low in its cell, and one that goes through most of its height.

These and the points are signs of WGL4, which all common fonts of terminals have; braille cells are not.
"""
AROUND = "[]"
"""Brackets around the cursor's point on the map."""
CROSS = "┼"
CORNERS = "┌┐└┘"
ACROSS = "─"
DOWN = "│"
"""The cross-hair and the sides of a box on the map."""

ASCII = str.maketrans(
    {
        "⨯": "B", "◍": "U", "∘": "T",
        "▲": "A", "◆": "O", "↯": "X", "§": "P", "❝": "S", "≡": "R", "▽": "V", "◌": "Q", "⇄": "D", "✓": "E", "⊥": "C",
        DISPUTED: "!", EVIDENCE: ">", "─": "-", CURSOR: ">", CHOSEN: "*", EXCLUDED: "x", HERE: "^", ARROW: ">", ELLIPSIS: "~",
        MARKED: "*", NOTED: "n", CHANGED: "+", CORE: "=", POSSIBLE: "~", GAP: ".", BEFORE: "<", AFTER: ">",
        DISTRICT: "o", PROVINCE: "#", OTHERS: "x", HEIGHTS[0]: "'",
        CROSS: "+", DOWN: "|", **dict.fromkeys(CORNERS, "+"), "°": " ",
        **{chr(DOTS + bits): ".:"[bits.bit_count() > 2] if bits else " " for bits in range(256)},
        **dict(zip(SHADES[:-1], ".:%", strict=True)),
        "▁": ".", "▂": ".", "▃": ":", "▄": ":", "▅": "|", "▆": "|", "▇": "#", "█": "#",
        "←": "<", "↑": "^", "↓": "v", "–": "-", "—": "-", "·": "-", "•": "*", "“": '"', "”": '"', "‘": "'", "’": "'",
        UNFOLDED: "v",
    }
)  # fmt: skip
"""For ``str.translate``: the ASCII replacement of each sign, equally wide."""


_DRAWS_BRAILLE = {"TERM": ("xterm-kitty", "xterm-ghostty", "foot"), "TERM_PROGRAM": ("WezTerm", "ghostty")}
"""Terminals that draw braille cells themselves, whatever font they have, by the variables that name them.

Kitty, Ghostty, foot and WezTerm do, by their documentation; others take the cells from a font, and most fonts have none.
"""


def draws_braille(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is known to draw braille cells."""
    return any(environ.get(name, "").startswith(known) for name, known in _DRAWS_BRAILLE.items())


def carried_by(encoding: str) -> bool:
    """Whether an encoding can represent every sign; one unknown to Python cannot."""
    try:
        "".join(map(chr, ASCII)).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
