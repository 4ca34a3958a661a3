"""Everything that a key does, without a screen: where one is, and what each pane shows."""
