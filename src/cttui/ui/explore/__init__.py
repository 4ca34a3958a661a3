"""Explore: filter and look."""
