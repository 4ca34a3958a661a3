"""The reader's own data: marks, notes, saved views, the last place."""
