"""The keys, and how the timeline was made."""
