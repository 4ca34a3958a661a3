"""cttui on a store that is compiled already: ``python benchmarks/big_app.py STORE``."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from cttui.explore.explorer import Explorer
from cttui.store import cache as store
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp


def main() -> None:
    """Open the store on a screen, as the command line opens a timeline: garbage is looked for from the first frame on."""
    gc.disable()
    CttuiApp(Explorer(Index(store.open_store(Path(sys.argv[1]))))).run()


if __name__ == "__main__":
    main()
