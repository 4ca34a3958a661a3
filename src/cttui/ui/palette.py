"""What a span's role looks like in the present theme.

Styles are made from the theme's variables once for a theme, and not looked up as component classes: twenty roles in a dozen
panes would be two hundred and forty nodes for the stylesheet at every start.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color

from cttui.model import KINDS

_COLOURS = {
    "muted": "muted", "faint": "faint", "accent": "primary", "heading": "muted", "fault": "error", "chosen": "primary",
    "bar": "primary", "outline": "faint", **{f"kind-{kind}": f"kind-{kind}" for kind in KINDS},
}  # fmt: skip
"""The theme's variable that colours each role's letters."""
_BOLD = {"strong", "heading", "fault", "chosen"}
_HEAT = {"heat1": 0.08, "heat2": 0.18, "heat3": 0.30, "heat4": 0.44}
"""How much of the accent each shade of a tile has."""

ROLES = frozenset({*_COLOURS, *_BOLD, *_HEAT, "quote", "both", "evidence", "now", "cursor", "rest"})
"""What a span can be; ``cursor`` is the cursor's line in the pane with the keyboard, ``rest`` in another."""


class Palette:
    """The styles of all roles in one theme."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        """Take the theme's variables, as ``App.theme_variables`` has them."""
        colour = {
            name: Color.parse(variables[name]) for name in {*_COLOURS.values(), "surface", "cursor-ground", "rest-ground"}
        }
        shade = {role: colour["surface"].blend(colour["primary"], share) for role, share in _HEAT.items()}
        self.styles: dict[str, Style] = {
            "": Style.null(),
            "strong": Style(bold=True),
            "quote": Style(italic=True),
            **{role: Style(color=colour[name].rich_color, bold=role in _BOLD or None) for role, name in _COLOURS.items()},
            **{role: Style(bgcolor=ground.rich_color) for role, ground in shade.items()},
            "both": Style(color=colour["primary"].rich_color, bgcolor=colour["faint"].rich_color),
            "evidence": Style(bgcolor=colour["surface"].blend(colour["primary"], 0.28).rich_color, underline=True),
            "now": Style(reverse=True, bold=True),
            "cursor": Style(bgcolor=colour["cursor-ground"].rich_color),
            "rest": Style(bgcolor=colour["rest-ground"].rich_color),
        }
