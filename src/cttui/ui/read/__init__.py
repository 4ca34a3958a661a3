"""Read: the sources of an event, and their stored copies."""
