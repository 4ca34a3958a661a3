"""What tests of the command line share."""

from __future__ import annotations

from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]
"""Runs a command line of texts and paths, and gives its exit code, what it printed and what it told."""
