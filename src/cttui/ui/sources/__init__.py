"""Sources: what the selection cites."""
