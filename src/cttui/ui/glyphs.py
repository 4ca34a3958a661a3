"""Signs of one cell: none of them an emoji, each beside its word somewhere on the screen.

Where a terminal or a person wants plain ASCII, ``ASCII`` says what stands for each sign; it is applied where lines are
painted, so that no pane needs to know.
"""

from __future__ import annotations

KIND_SIGNS = {
    "attack": "▲", "operation": "◆", "strike": "↯", "policy": "§", "statement": "❝", "report": "≡",
    "surrender": "▽", "protest": "◌", "diplomacy": "⇄", "election": "✓", "court": "⊥",
}  # fmt: skip
"""The sign of each kind."""

DISPUTED = "≠"
CURSOR = "▌"
CHOSEN = "●"
EXCLUDED = "×"
HERE = "▴"
"""Where the cursor is on the time axis."""
CORE = "━"
"""What a date surely covers, on the time axis."""
POSSIBLE = "╌"
"""What an uncertain date possibly covers beyond that."""
BEFORE, AFTER = "‹", "›"
"""There is more of the time axis that way."""
GAP = "┄"
"""A long stretch of the time axis without any event."""
BLOCKS = " ▁▂▃▄▅▆▇█"
"""A bar's levels from nothing to a whole cell."""
EVIDENCE = "▸"
"""Before a line of a copy in which a quote begins."""
ARROW = "→"
ELLIPSIS = "…"

ASCII = str.maketrans(
    {
        "▲": "A", "◆": "O", "↯": "X", "§": "P", "❝": "S", "≡": "R", "▽": "V", "◌": "Q", "⇄": "D", "✓": "E", "⊥": "C",
        DISPUTED: "!", EVIDENCE: ">", "─": "-", CURSOR: ">", CHOSEN: "*", EXCLUDED: "x", HERE: "^", ARROW: ">", ELLIPSIS: "~",
        CORE: "=", POSSIBLE: "~", GAP: ".", BEFORE: "<", AFTER: ">",
        "▁": ".", "▂": ".", "▃": ":", "▄": ":", "▅": "|", "▆": "|", "▇": "#", "█": "#",
        "←": "<", "↑": "^", "↓": "v", "–": "-", "—": "-", "·": "-", "•": "*", "“": '"', "”": '"', "‘": "'", "’": "'",
    }
)  # fmt: skip
"""For ``str.translate``: each sign's stand-in, a cell as wide."""
