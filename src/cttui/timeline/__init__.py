"""The TOML file: read, placed and checked as a whole."""
