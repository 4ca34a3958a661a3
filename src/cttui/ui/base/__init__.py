"""What every screen stands on: panes of lines, commands, keys, messages, themes."""
