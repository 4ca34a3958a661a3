"""Everything that a key does, without a screen: the current position, and what each pane shows."""
