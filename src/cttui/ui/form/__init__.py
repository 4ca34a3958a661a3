"""The form: one screen on which any record is written."""
