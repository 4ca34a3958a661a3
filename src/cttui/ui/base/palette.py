"""What a span's role looks like in the current theme.

Styles are computed once per theme from its variables, and not looked up as component classes: twenty roles in a dozen
panes would be two hundred and forty nodes for the stylesheet at every launch.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color

from cttui.model.records import KINDS

_COLOURS = {
    "muted": "muted", "faint": "faint", "accent": "primary", "heading": "muted", "fault": "error", "chosen": "primary",
    "bar": "primary", "outline": "faint", **{f"kind-{kind}": f"kind-{kind}" for kind in KINDS},
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
        self[role] = Style(color=self[front].color, bgcolor=below.bgcolor or below.color, bold=self[front].bold)
        return self[role]


class Palette:
    """The styles of all roles in one theme."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        """Take the theme's variables, as ``App.theme_variables`` has them."""
        colour = {
            name: Color.parse(variables[name])
            for name in {*_COLOURS.values(), "surface", "foreground", "cursor-ground", "rest-ground"}
        }
        shade = {role: colour["surface"].blend(colour["primary"], share) for role, share in _HEAT.items()}
        looks = {
            "": Style.null(),
            "strong": Style(bold=True),
            "quote": Style(italic=True),
            **{role: Style(color=colour[name].rich_color, bold=role in _BOLD or None) for role, name in _COLOURS.items()},
            **{role: Style(bgcolor=ground.rich_color) for role, ground in shade.items()},
            "evidence": Style(bgcolor=colour["surface"].blend(colour["primary"], 0.28).rich_color, underline=True),
            "now": Style(reverse=True, bold=True),
            "cursor": Style(bgcolor=colour["cursor-ground"].rich_color),
            "rest": Style(bgcolor=colour["rest-ground"].rich_color),
            "window": Style(color=colour["foreground"].rich_color, bgcolor=colour["cursor-ground"].rich_color),
        }
        self.styles: dict[str, Style] = _Styles(looks)
