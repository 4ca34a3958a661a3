"""Shown instead of a broken timeline."""
