"""A real cluster on this machine, and the way of a person through it."""
