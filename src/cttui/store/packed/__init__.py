"""The packed store: the rows of a dataset kept whole, with what is asked of them in columns and bitmaps."""
