"""Export: what is in sight, written to a file."""
