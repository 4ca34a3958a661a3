"""Run cttui as ``python -m cttui``."""

import sys

from cttui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
