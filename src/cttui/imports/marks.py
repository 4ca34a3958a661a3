"""What tells a dataset by its first bytes, for whoever only looks at a file and for what then reads it."""

from __future__ import annotations

PARQUET = b"PAR1"
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""A ZIP archive, as xlsx, xlsb and ods are, and the compound file of xls."""
PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "Zstandard", b"7z\xbc\xaf": "7-Zip"}
"""Packed files, which are refused by name."""
BINARY = (PARQUET, *WORKBOOKS, *PACKED)
"""All of these, none of which a text in TOML can begin with."""

SEPARATORS = ",;\t|"
"""What may part the cells of a text."""
