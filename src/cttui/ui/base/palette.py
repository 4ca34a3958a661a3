"""What a span's role looks like in the current theme.

Styles are computed once per theme from its variables, and not looked up as component classes: twenty roles in a dozen
panes would be two hundred and forty nodes for the stylesheet at every launch.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color

from cttui.model.records import KINDS
from cttui.ui.base.contrast import RGB, TEXT, readable

_COLOURS = {
    "muted": "muted", "faint": "faint", "accent": "primary", "heading": "muted", "fault": "error", "chosen": "primary",
    "bar": "primary", "figure": "primary", "outline": "outline", **{f"kind-{kind}": f"kind-{kind}" for kind in KINDS},
}  # fmt: skip
"""The theme variable for the text colour of each role."""
_BOLD = {"strong", "heading", "fault", "chosen"}
_HEAT = {"heat1": 0.08, "heat2": 0.18, "heat3": 0.30, "heat4": 0.44}
"""The share of the accent colour in each shade of a tile."""

ROLES = frozenset({*_COLOURS, *_BOLD, *_HEAT, "quote", "evidence", "now", "window", "cursor", "rest"})
"""The roles of a span, or two of them joined by a slash (``_Styles``).

``cursor`` is the cursor's line in the pane with the keyboard, ``rest`` in another.
"""


class _Styles(dict[str, Style]):
    """Styles by role; ``one/other`` has the text colour of one on the background (or colour) of the other."""

    def __missing__(self, role: str) -> Style:
        front, _, ground = role.partition("/")
        if not ground:
            raise KeyError(role)
        below = self[ground]
        if below.bgcolor is None:
            self[role] = Style(color=self[front].color, bgcolor=below.color, bold=self[front].bold)
        else:
            self[role] = self.on(front, ground)
        return self[role]

    def on(self, role: str, ground: str) -> Style:
        """A role on another's ground, in a colour that can be read there; one with a ground of its own stays on that."""
        own, below = self[role], self[ground]
        if own.bgcolor is not None or below.bgcolor is None:
            return own
        plain, colour = below.bgcolor, own.color or self["plain"].color
        if colour is not None and colour.triplet and plain.triplet:
            colour = _rich(readable(RGB(*colour.triplet), [RGB(*plain.triplet)], TEXT))
        return own + Style(color=colour, bgcolor=plain)


def _rich(colour: RGB) -> RichColor:
    return RichColor.from_rgb(*colour)


def _on(ground: Color, plain: Color) -> Style:
    """A ground, and plain text that can be read on it."""
    if ground.ansi is not None or plain.ansi is not None:
        return Style(bgcolor=ground.rich_color)
    return Style(color=_rich(readable(RGB(*plain.rgb), [RGB(*ground.rgb)], TEXT)), bgcolor=ground.rich_color)


class Palette:
    """The styles of all roles in one theme."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        """Take the theme's variables, as ``App.theme_variables`` has them."""
        colour = {
            name: Color.parse(variables[name])
            for name in {*_COLOURS.values(), "surface", "foreground", "cursor-ground", "rest-ground"}
        }
        shade = {role: colour["surface"].blend(colour["primary"], share) for role, share in _HEAT.items()}
        plain = colour["foreground"]
        looks = {
            "": Style.null(),
            "strong": Style(bold=True),
            "quote": Style(italic=True),
            **{role: Style(color=colour[name].rich_color, bold=role in _BOLD or None) for role, name in _COLOURS.items()},
            **{role: _on(ground, plain) for role, ground in shade.items()},
            "evidence": _on(colour["surface"].blend(colour["primary"], 0.28), plain) + Style(underline=True),
            "figure": Style(color=colour["primary"].rich_color, underline=True),
            "now": Style(reverse=True, bold=True),
            "cursor": _on(colour["cursor-ground"], plain),
            "rest": _on(colour["rest-ground"], plain),
            "window": _on(colour["cursor-ground"], plain),
            "plain": Style(color=plain.rich_color),
        }
        self.styles = _Styles(looks)
        """Styles by role."""
