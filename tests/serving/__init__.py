"""Tests of ``cttui serve``."""
