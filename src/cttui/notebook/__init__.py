"""What is the reader's own: marks, notes, saved views, the last place."""
