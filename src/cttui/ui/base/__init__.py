"""What every screen builds on: panes of lines, commands, keys, messages, themes."""
