"""Signs of one cell: none of them an emoji, each beside its word somewhere on the screen, each with an ASCII form."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A set of signs."""

    kinds: dict[str, str] = field(
        default_factory=lambda: {
            "attack": "▲", "operation": "◆", "strike": "↯", "policy": "§", "statement": "“", "report": "≡",
            "surrender": "▽", "protest": "◌", "diplomacy": "⇄", "election": "✓", "court": "⊥",
        }
    )  # fmt: skip
    disputed: str = "≠"
    cursor: str = "▌"
    chosen: str = "●"
    excluded: str = "×"
    here: str = "▲"
    blocks: str = " ▁▂▃▄▅▆▇█"
    """A bar's levels from nothing to a whole cell."""
    arrow: str = "→"
    more: str = "…"
    dash: str = "–"


UNICODE = Glyphs()
ASCII = Glyphs(
    kinds={
        "attack": "A", "operation": "O", "strike": "X", "policy": "P", "statement": "S", "report": "R",
        "surrender": "V", "protest": "Q", "diplomacy": "D", "election": "E", "court": "C",
    },
    disputed="!", cursor=">", chosen="*", excluded="x", here="^", blocks=" .::||##@", arrow="->", more="...", dash="-",
)  # fmt: skip
