"""What exports cost: ``python benchmarks/exports.py [PATH] [--rounds N]``.

Each format is exported and ``cttui check`` run in turn, each in a program of its own. Printed are the least processor time of
all rounds, its ratio to that of check and the most memory, each with its budget. The exit code is 0 whatever the numbers are.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from cttui.exports.registry import exported
from cttui.settings import shipped_timeline

BUDGETS = {"xlsx": 4.0, "html": 4.0}
"""The most processor time of a format, as a ratio to that of check; 2 for all others."""
MEMORY = 200
"""Megabytes."""


class Cost(NamedTuple):
    """What a program took."""

    seconds: float
    megabytes: float


def cost(*arguments: str) -> Cost:
    """What a command of cttui takes."""
    with subprocess.Popen(
        [sys.executable, "-m", "cttui", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        _, _, used = os.wait4(run.pid, 0)
        run.returncode = 0
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("path", nargs="?", type=Path, default=shipped_timeline())
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    path = str(options.path)
    cost("list", path)  # compiles it
    found: dict[str, list[Cost]] = {}
    for _ in range(options.rounds):
        found.setdefault("check", []).append(cost("check", path))
        for name in exported():
            found.setdefault(name, []).append(cost("export", path, "--format", name))
    least = {name: min(one.seconds for one in costs) for name, costs in found.items()}
    for name, costs in found.items():
        ratio, budget = least[name] / least["check"], BUDGETS.get(name, 2.0)
        most = max(one.megabytes for one in costs)
        kept = "check" if name == "check" else "kept" if ratio <= budget and most <= MEMORY else "EXCEEDED"
        print(f"{name:12} {least[name]:5.2f} s  {ratio:4.2f} of {budget:.0f} × check  {most:4.0f} of {MEMORY} MB  {kept}")


if __name__ == "__main__":
    main()
