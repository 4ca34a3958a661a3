"""The TOML file: reading, positions and checks."""
