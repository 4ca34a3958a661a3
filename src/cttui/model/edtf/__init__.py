"""The Extended Date/Time Format of ISO 8601-2:2019: spans, reading and wording."""
