"""Adding a source: its address or file is asked for, and its form is filled in."""
