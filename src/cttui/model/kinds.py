"""How kinds of events look wherever they are shown: a sign of one cell each, and colours.

Kinds have the colours of Okabe and Ito's palette, which people with common colour deficiencies can tell apart; fourteen kinds
share eight colours, so each also has a sign and a word. On a light background they are darker, for contrast.
"""

from __future__ import annotations

SIGNS = {
    "attack": "▲", "battle": "⨯", "operation": "◆", "strike": "↯", "policy": "§", "statement": "❝", "report": "≡",
    "surrender": "▽", "protest": "◌", "riot": "◍", "diplomacy": "⇄", "election": "✓", "court": "⊥",
    "other": "∘",
}  # fmt: skip
"""The sign of each kind; none is an emoji."""

DARK = {
    "attack": "#E8743B", "operation": "#56B4E9", "strike": "#CC79A7", "policy": "#1FB58A", "statement": "#A3AEBB",
    "report": "#7F8C9A", "surrender": "#F0E442", "protest": "#E69F00", "diplomacy": "#4C9BD6", "election": "#F0E442",
    "court": "#1FB58A", "battle": "#56B4E9", "riot": "#CC79A7", "other": "#A3AEBB",
}  # fmt: skip
"""The colour of each kind on a dark background."""
LIGHT = {
    "attack": "#B84A00", "operation": "#1B6FA8", "strike": "#A13E74", "policy": "#00704F", "statement": "#59636E",
    "report": "#6B7580", "surrender": "#7A6C00", "protest": "#8F6200", "diplomacy": "#005A92", "election": "#7A6C00",
    "court": "#00704F", "battle": "#1B6FA8", "riot": "#A13E74", "other": "#59636E",
}  # fmt: skip
"""The same on a light one."""
