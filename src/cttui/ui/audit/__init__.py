"""The screen that walks and judges pairs of a timeline and a reference set."""
