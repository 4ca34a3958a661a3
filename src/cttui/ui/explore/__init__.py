"""Explore: filter and browse."""
