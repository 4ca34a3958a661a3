"""The desk: saved views, marks and notes."""
