"""The web page: one file that holds a selection of a timeline, for readers without a terminal."""
