"""The commands that add a record to a timeline: a row of ``ADD`` each."""

from __future__ import annotations

import argparse
from collections.abc import Callable

ADD: dict[str, tuple[Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int], str]] = {}
"""What can be added, as ``cttui add NAME``: its options, function and help."""
