"""cttui: a terminal explorer for curated timelines."""

__version__ = "0.1.0"
