"""The two themes of cttui and its monochrome one, and the colours of kinds in every theme."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from cttui.model import kinds
from cttui.model.records import KINDS
from cttui.text import nearest, shorten
from cttui.ui.base.contrast import FRAME, OUTLINE, RGB, TEXT, blend, near, readable

_TEXTS = ("foreground", "primary", "error", "muted", "faint", *(f"kind-{kind}" for kind in KINDS))
"""Variables that words are written in."""
_GROUNDS = ("cursor-ground", "rest-ground")
"""Variables that lie under the words at a cursor."""


def kind_variables(dark: bool) -> dict[str, str]:
    """CSS variables for the kinds, ``$kind-attack`` and so on."""
    return {f"kind-{kind}": colour for kind, colour in (kinds.DARK if dark else kinds.LIGHT).items()}


def _mono_variables() -> dict[str, str]:
    return {f"kind-{kind}": "#d0d0d0" for kind in KINDS}


THEMES = (
    Theme(
        name="cttui-dark",
        primary="#6CB6FF", secondary="#8FA3B8", accent="#6CB6FF", warning="#E6B450", error="#F28779", success="#1FB58A",
        foreground="#D7DEE6", background="#11161C", surface="#11161C", panel="#2A333E", boost="#1B222B", dark=True,
        variables={**kind_variables(True), "muted": "#8F9CAB", "faint": "#7A8694", "outline": "#4B5662",
            "cursor-ground": "#22405E", "rest-ground": "#1E2730"},
    ),
    Theme(
        name="cttui-light",
        primary="#0A5FB4", secondary="#5B6B7B", accent="#0A5FB4", warning="#8A5A00", error="#B3261E", success="#00704F",
        foreground="#1D232A", background="#FBFAF7", surface="#FBFAF7", panel="#D9D5CC", boost="#F0EEE8", dark=False,
        variables={**kind_variables(False), "muted": "#5A6571", "faint": "#6B7580", "outline": "#A7AEB5",
            "cursor-ground": "#CFE3F7", "rest-ground": "#ECE9E2"},
    ),
    Theme(
        name="cttui-mono",
        primary="#FFFFFF", secondary="#BBBBBB", accent="#FFFFFF", warning="#FFFFFF", error="#FFFFFF", success="#FFFFFF",
        foreground="#D8D8D8", background="#000000", surface="#000000", panel="#444444", boost="#181818", dark=True,
        variables={**_mono_variables(), "muted": "#9A9A9A", "faint": "#808080", "outline": "#606060",
            "cursor-ground": "#444444", "rest-ground": "#222222"},
    ),
)  # fmt: skip
"""Dark, light, and the one for NO_COLOR."""


def defaults(dark: bool) -> dict[str, str]:
    """Defaults of cttui's variables in themes that do not set them."""
    return {
        **kind_variables(dark),
        "muted": "#8F9CAB" if dark else "#5A6571",
        "faint": "#7A8694" if dark else "#6B7580",
        "outline": "#4B5662" if dark else "#A7AEB5",
        "cursor-ground": "#22405E" if dark else "#CFE3F7",
        "rest-ground": "#262C33" if dark else "#ECE9E2",
    }


def mended(variables: Mapping[str, str], own: Collection[str]) -> dict[str, str]:
    """The variables of a theme that have to be others, so that text and frames can be read on its grounds.

    Colours stay as they are where their contrast is enough, and go towards black or white no farther than it takes. Nothing
    is changed where the terminal has colours of its own, which cannot be known.

    Args:
        variables: The theme's variables, as ``App.theme_variables`` has them.
        own: The names of those that the theme itself sets; grounds that it does not set are made of its own colours.
    """
    surface, boost = Color.parse(variables["surface"]), Color.parse(variables["boost"])
    if surface.ansi is not None:
        return {"frame": variables["panel"]}
    colours = {name: _rgb(Color.parse(variables[name])) for name in (*_TEXTS, "panel", "outline", *_GROUNDS)}
    grounds = (_rgb(surface), _rgb(surface + boost))
    found = {name: readable(colours[name], grounds, TEXT) for name in _TEXTS}
    found["frame"] = readable(colours["panel"], grounds[:1], FRAME)
    found["outline"] = readable(colours["outline"], grounds[:1], OUTLINE)
    for name, tint, share in (("cursor-ground", "primary", 0.28), ("rest-ground", "foreground", 0.09)):
        if name not in own:
            colours[name] = blend(grounds[0], colours[tint], share)
    # the ground of a cursor gives way to what is written on it
    found |= {name: near(colours[name], grounds[0], found["foreground"], TEXT) for name in _GROUNDS}
    return {name: f"#{''.join(f'{part:02X}' for part in colour)}" for name, colour in found.items()}


def _rgb(colour: Color) -> RGB:
    return RGB(*colour.rgb)


def theme_names() -> list[str]:
    """The names of all themes, cttui's own first."""
    return [*(theme.name for theme in THEMES), *BUILTIN_THEMES]


def unknown_theme(name: str) -> str:
    """Why a name is not a theme, in a sentence with the nearest match; empty if it is one, or if no theme is given."""
    known = theme_names()
    if not name or name in known:
        return ""
    close = nearest(name, known)
    return f"unknown theme '{shorten(name, 40)}'" + (
        f"; did you mean {close}?" if close else f"; choose one of {', '.join(known)}"
    )
