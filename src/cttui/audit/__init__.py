"""A timeline held against another set of events: which of their events are the same, and what either lacks."""
