"""Named rules for a valid timeline."""
