"""The measure for launching: a bare Textual app with a table of 100 rows."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable

ROWS = 100
FIRST = "2024-01-01"
"""What stands in the first row."""


class BareApp(App[None]):
    """A table and nothing else."""

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable()

    def on_mount(self) -> None:
        """Its columns and rows."""
        table = self.query_one(DataTable)
        table.add_columns("date", "kind", "province", "killed", "title")
        table.add_rows(
            (FIRST if row == 0 else f"row {row}", "attack", "KP", str(row), f"What happened on day {row}")
            for row in range(ROWS)
        )


if __name__ == "__main__":
    BareApp().run()
