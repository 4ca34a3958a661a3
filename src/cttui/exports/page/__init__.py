"""A web page: one file without a server or network, for readers without a terminal."""
