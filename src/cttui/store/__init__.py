"""The seam: who answers what is asked, and from what."""
