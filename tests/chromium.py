"""The system's own Chromium for tests that look at a page: found, or its absence said as the reason of a skip."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""What Chromium is called on the systems that have it."""
PATIENCE = 120_000.0
"""Milliseconds after which what a page has not done it will never do, whatever else the machine does."""


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser without a screen; not kept longer than a module, since its loop stops those of other tests."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on this machine; install the package chromium to run the tests of pages")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"], timeout=PATIENCE)
        yield found
        found.close()
