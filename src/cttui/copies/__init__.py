"""The reader's own copies of sources: fetched, kept, read and searched for quotes."""
