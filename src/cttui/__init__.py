"""cttui: a terminal explorer for curated timelines.

For programs: `cttui.open` gives a `Timeline`, whose `select` gives the events, claims, disputes and sources of a query.
docs/api.md has the rest. What is not in `__all__` is private and may change.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
"""What type checkers take for true; importing the real one from typing costs more than all else here."""

_HOMES = {
    "open": "api.opening",
    "Timeline": "api.timeline",
    "Selection": "api.selection",
    **dict.fromkeys(
        (
            "Event", "Claim", "Dispute", "Source", "Totals", "Thread", "Search", "Field", "Province", "Claimant", "View",
            "Imported", "Cost",
        ),
        "api.values",
    ),
    **dict.fromkeys(("CttuiError", "QueryError", "TimelineError", "Problem"), "errors"),
}  # fmt: skip
"""The module of each name, which is loaded when the name is first used."""

__all__ = [
    "Claim",
    "Claimant",
    "Cost",
    "CttuiError",
    "Dispute",
    "Event",
    "Field",
    "Imported",
    "Problem",
    "Province",
    "QueryError",
    "Search",
    "Selection",
    "Source",
    "Thread",
    "Timeline",
    "TimelineError",
    "Totals",
    "View",
    "__version__",
    "open",
]

if TYPE_CHECKING:
    from cttui.api.opening import open  # noqa: A004 - `cttui.open`, as `gzip.open` is
    from cttui.api.selection import Selection
    from cttui.api.timeline import Timeline
    from cttui.api.values import (
        Claim,
        Claimant,
        Cost,
        Dispute,
        Event,
        Field,
        Imported,
        Province,
        Search,
        Source,
        Thread,
        Totals,
        View,
    )
    from cttui.errors import CttuiError, Problem, QueryError, TimelineError
else:
    # hidden from type checkers, who would take any name for one that is there

    def __getattr__(name: str) -> object:
        """A public name, from the module that defines it (PEP 562)."""
        if name not in _HOMES:
            raise AttributeError(f"module 'cttui' has no attribute {name!r}")
        from importlib import import_module

        found = globals()[name] = getattr(import_module(f"cttui.{_HOMES[name]}"), name)
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
