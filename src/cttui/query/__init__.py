"""What the filter bar says: fields, the language, suggestions."""
