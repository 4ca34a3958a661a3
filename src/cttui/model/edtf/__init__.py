"""The Extended Date/Time Format of ISO 8601-2:2019: what a date spans, how it is read, and its words."""
