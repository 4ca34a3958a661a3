"""The two themes of cttui and its monochrome one, and the colours of kinds in every theme.

Kinds have the colours of Okabe and Ito's palette, which people with common colour deficiencies can tell apart; eleven kinds
share eight colours, so each also has a sign and a word. On a light background they are darker, for contrast.
"""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

from cttui.text import nearest, shorten

_DARK = {
    "attack": "#E8743B", "operation": "#56B4E9", "strike": "#CC79A7", "policy": "#1FB58A", "statement": "#A3AEBB",
    "report": "#7F8C9A", "surrender": "#F0E442", "protest": "#E69F00", "diplomacy": "#4C9BD6", "election": "#F0E442",
    "court": "#1FB58A",
}  # fmt: skip
_LIGHT = {
    "attack": "#B84A00", "operation": "#1B6FA8", "strike": "#A13E74", "policy": "#00704F", "statement": "#59636E",
    "report": "#6B7580", "surrender": "#7A6C00", "protest": "#8F6200", "diplomacy": "#005A92", "election": "#7A6C00",
    "court": "#00704F",
}  # fmt: skip


def kind_variables(dark: bool) -> dict[str, str]:
    """CSS variables for the kinds, ``$kind-attack`` and so on."""
    return {f"kind-{kind}": colour for kind, colour in (_DARK if dark else _LIGHT).items()}


def _mono_variables() -> dict[str, str]:
    return {f"kind-{kind}": "#d0d0d0" for kind in _DARK}


THEMES = (
    Theme(
        name="cttui-dark",
        primary="#6CB6FF", secondary="#8FA3B8", accent="#6CB6FF", warning="#E6B450", error="#F28779", success="#1FB58A",
        foreground="#D7DEE6", background="#11161C", surface="#11161C", panel="#2A333E", boost="#1B222B", dark=True,
        variables={**kind_variables(True), "muted": "#8794A3", "faint": "#55606D",
            "cursor-ground": "#22405E", "rest-ground": "#1E2730"},
    ),
    Theme(
        name="cttui-light",
        primary="#0A5FB4", secondary="#5B6B7B", accent="#0A5FB4", warning="#8A5A00", error="#B3261E", success="#00704F",
        foreground="#1D232A", background="#FBFAF7", surface="#FBFAF7", panel="#D9D5CC", boost="#F0EEE8", dark=False,
        variables={**kind_variables(False), "muted": "#5F6B77", "faint": "#A7AEB5",
            "cursor-ground": "#CFE3F7", "rest-ground": "#ECE9E2"},
    ),
    Theme(
        name="cttui-mono",
        primary="#FFFFFF", secondary="#BBBBBB", accent="#FFFFFF", warning="#FFFFFF", error="#FFFFFF", success="#FFFFFF",
        foreground="#D8D8D8", background="#000000", surface="#000000", panel="#444444", boost="#181818", dark=True,
        variables={**_mono_variables(), "muted": "#9A9A9A", "faint": "#606060",
            "cursor-ground": "#444444", "rest-ground": "#222222"},
    ),
)  # fmt: skip
"""Dark, light, and the one for NO_COLOR."""


def defaults(dark: bool) -> dict[str, str]:
    """Defaults of cttui's variables in themes that do not set them."""
    return {
        **kind_variables(dark),
        "muted": "#8794A3" if dark else "#5F6B77",
        "faint": "#5A6673" if dark else "#A7AEB5",
        "cursor-ground": "#22405E" if dark else "#CFE3F7",
        "rest-ground": "#262C33" if dark else "#ECE9E2",
    }


def unknown_theme(name: str) -> str:
    """Why a name is not a theme, in a sentence with the nearest match; empty if it is one, or if no theme is given."""
    known = [*(theme.name for theme in THEMES), *BUILTIN_THEMES]
    if not name or name in known:
        return ""
    close = nearest(name, known)
    return f"unknown theme '{shorten(name, 40)}'" + (
        f"; did you mean {close}?" if close else f"; choose one of {', '.join(known)}"
    )
