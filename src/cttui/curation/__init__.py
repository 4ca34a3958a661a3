"""Keeping a timeline: forms, changes to its file as a careful person makes them, and the way back."""
