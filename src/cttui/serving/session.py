"""One browser's app: a process of its own, spoken to by pipes in textual-serve's packets, which ends with its browser."""

from __future__ import annotations

import asyncio
import json
import os
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

GRACE = 4.0
"""Seconds for an app to end by itself; then it is killed."""
MOST_PACKET = 16 << 20
"""Largest packet of an app, in bytes; a whole screen takes some hundred thousand."""
MOST_SAID = 4_096
"""Most bytes kept of what an app says on standard error."""
MOST_URL = 2_048
"""Longest address that a browser is asked to open, in characters."""
NEEDED = frozenset(
    {
        "HOME", "TZ", "TMPDIR", "PYTHONPATH", "PYTHONHOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
        "SYSTEMROOT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP",
    }
)  # fmt: skip
"""The variables that an app gets: where its files and its Python are. Those of cttui come with them."""


def environment(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What an app's process gets of the environment: nothing of editors, browsers, agents and passwords."""
    return {
        **{name: value for name, value in environ.items() if name in NEEDED or name.startswith("CTTUI_")},
        "PYTHONUTF8": "1",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
    }


def may_open(url: object) -> bool:
    """Whether a browser is asked to open an address."""
    return (
        isinstance(url, str) and url.lower().startswith(("http://", "https://")) and url.isprintable() and len(url) < MOST_URL
    )


class Session(AppService):
    """The process of an app, for one browser.

    Args:
        arguments: The program and its arguments, started without a shell.
        send_bytes: Sends what is drawn.
        send_text: Sends a message.
        ended: Called once when the app has ended, with whether it did so by itself.
        tell: Says what the app said on standard error.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        send_bytes: Callable[[bytes], Awaitable[None]],
        send_text: Callable[[str], Awaitable[None]],
        ended: Callable[[bool], Awaitable[None]],
        tell: Callable[[str], None],
    ) -> None:
        async def close() -> None:
            await ended(False)

        super().__init__(
            "", write_bytes=send_bytes, write_str=send_text, close=close, download_manager=DownloadManager()
        )  # fmt: skip
        self._arguments = tuple(arguments)
        self._ended = ended
        self._tell = tell
        self._left = False
        """Whether the app has said that it ends."""
        self._heard = True
        """Whether the browser still takes what is drawn; if not, it is read all the same, so that the app is not held up."""

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the process; a session of its own, so that Ctrl+C in the server's terminal does not reach it."""
        self._process = process = await asyncio.create_subprocess_exec(
            *self._arguments,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env={**environment(), "COLUMNS": str(width), "ROWS": str(height)},
            start_new_session=True,
        )
        self._stdin = process.stdin
        return process

    async def run(self) -> None:
        """Hand on what the app draws, until it has ended."""
        process = self._process
        assert process is not None  # noqa: S101 - ``start`` made it
        said = asyncio.create_task(self._said(process.stderr))
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError, ValueError):
                await self._hand_on(process.stdout)
        finally:
            if process.returncode is None:
                try:
                    await asyncio.wait_for(process.wait(), GRACE)
                except TimeoutError:
                    process.kill()
                    await process.wait()
            if text := (await said).decode("utf-8", "replace").strip():
                self._tell(text)
            with suppress(ConnectionError):
                await self._ended(self._left)

    async def _said(self, stream: asyncio.StreamReader | None) -> bytes:
        """The end of what is said on standard error."""
        found = b""
        while stream is not None and (data := await stream.read(MOST_SAID)):
            found = (found + data)[-MOST_SAID:]
        return found

    async def _hand_on(self, stream: asyncio.StreamReader | None) -> None:
        """Read packets: a letter for the kind, four bytes for the size, and what is in it.

        Raises:
            IncompleteReadError: The app has ended.
            ValueError: It sends something else.
        """
        if stream is None or await stream.readline() != b"__GANGLION__\n":
            return
        while True:
            kind = await stream.readexactly(1)
            size = int.from_bytes(await stream.readexactly(4), "big")
            if size > MOST_PACKET:
                raise ValueError
            payload = await stream.readexactly(size)
            try:
                if kind == b"D" and self._heard:
                    await self.on_data(payload)
                elif kind == b"M":
                    await self.on_meta(payload)
            except ConnectionError:
                self._heard = False

    async def on_meta(self, data: bytes) -> None:
        """The app says that it ends, or asks the browser to open an address; nothing else is handed on."""
        meta: dict[str, Any] = json.loads(data)
        match meta:
            case {"type": "exit"}:
                self._left = True
            case {"type": "open_url", "url": url} if may_open(url) and self._heard:
                await self.remote_write_str(json.dumps(["open_url", {"url": url, "new_tab": True}]))

    async def stop(self) -> None:
        """End the app, whatever it is doing, and wait until its process is gone."""
        if self._task is None or self._process is None:
            return
        self._heard = False
        # the end of its input is what ends it, as it would if this process were killed
        self.stdin.close()
        try:
            await asyncio.wait_for(asyncio.shield(self._task), GRACE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._task
        self._task = None
