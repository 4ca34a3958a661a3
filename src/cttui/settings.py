"""Where cttui keeps files, and what the environment asks for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders, by the XDG Base Directory Specification on Linux and the platform's custom elsewhere."""

    timeline: Path
    """The timeline that comes with cttui."""
    cache: Path
    """Compiled timelines; deleting it loses nothing."""


def paths(environ: Mapping[str, str] = os.environ) -> Paths:
    """Where things are; ``CTTUI_CACHE`` names another folder for compiled timelines."""
    given = environ.get("CTTUI_CACHE")
    return Paths(shipped_timeline(), Path(given) if given else _user_cache(environ))


def _user_cache(environ: Mapping[str, str]) -> Path:
    # where XDG says so outright, platformdirs (12 ms) has nothing to add
    if xdg := environ.get("XDG_CACHE_HOME"):
        return Path(xdg) / "cttui"
    import platformdirs

    return Path(platformdirs.user_cache_dir("cttui", appauthor=False))


def shipped_timeline() -> Path:
    """The timeline that comes with cttui: in the package where it was installed, beside the sources in a checkout."""
    package = Path(__file__).parent
    installed = package / "data" / "timeline.toml"
    return installed if installed.exists() else package.parent.parent / "data" / "timeline.toml"
