"""The seam: who answers asks, and from what."""
