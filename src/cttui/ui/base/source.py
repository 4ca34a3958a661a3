"""What every screen shares that shows a source: its address and its citation."""

from __future__ import annotations

from cttui.ui.base.screen import CommandScreen


class SourceCommands(CommandScreen):
    """Opens and cites the source that is read, or the event's first."""

    def run_open_url(self) -> None:
        """Open the address in the browser."""
        import webbrowser

        view = self.explorer.read()
        if view is None or not view.url.startswith(("http://", "https://")):
            self.say("there is no web address to open here")
        elif webbrowser.open(view.url):
            self.say(f"opened {view.url}")
        else:
            self.say(f"no browser could be started; the address is {view.url}")

    def run_cite(self) -> None:
        """Send the citation to the clipboard."""
        view = self.explorer.read()
        if view is None:
            self.say("there is no source to cite here")
        else:
            self.app.copy_to_clipboard(view.citation)
            self.say(f"sent to the clipboard: {view.citation}")
