"""The exported web page in a browser."""
