"""The reader of figures: from a text, the figures that it states, as proposals for claims."""
