"""cttui in a browser: the screen, served to this machine."""
