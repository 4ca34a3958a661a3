"""Datasets of the field: what their columns and codes mean, and the events that their rows become."""
