"""What the filter bar says: fields, the language, ways to finish a word."""
