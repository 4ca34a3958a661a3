"""Threads: paths read step by step."""
