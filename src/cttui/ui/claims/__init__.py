"""Claims: who reports which figure."""
