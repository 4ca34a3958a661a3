"""Claims: who says which number."""
