"""Named rules over a sound timeline."""
