"""Grid: provinces by months."""
