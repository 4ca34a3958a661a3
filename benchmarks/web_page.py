"""What the exported web page costs: ``python benchmarks/web_page.py [PATH] [--rounds N]``.

Printed are its size, its first contentful paint in headless Chromium beside that of a static page of the same size (plain
paragraphs, no style, no script) and of itself without its script, and the time from an input to the painted selection, from
all events or back to all of them, in frames of a sixtieth of a second. Pages are loaded in turn, each in a fresh window; of
the rounds the least and the median are given. The exit code is 0 whatever the numbers are.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from cttui.exports.registry import exported
from cttui.exports.subjects import Events
from cttui.model.claims import ALL
from cttui.query.language import Query
from cttui.settings import shipped_timeline
from cttui.store.cache import open_timeline

SIZE = 1_500_000
"""The most bytes of the shipped timeline's page."""
PAINT = 1.5
"""The most of its first paint, as a ratio to that of a static page."""
FRAMES = 4
"""The most frames of a filter."""
FRAME = 1000 / 60
QUERIES = ("kind:attack", "province:KP killed:>=5", "istehkam", '"apex committee"', "order:killed", "date:2024-03..2024-06", "")

PAINTED = """() => new Promise((resolve) => {
    const first = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    if (first()) resolve(first());
    new PerformanceObserver(() => first() && resolve(first())).observe({ type: "paint", buffered: true });
})"""
"""When something was first painted, in milliseconds."""

FILTERED = """(text) => new Promise((resolve) => {
    const input = document.getElementById("q");
    const start = performance.now();
    input.value = text;
    input.dispatchEvent(new Event("input"));
    const scripted = performance.now() - start;
    requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve([scripted, performance.now() - start]);
        port2.postMessage(0);
    });
})"""
"""Milliseconds of the script, and until the frame with the new selection is painted."""


def static(size: int) -> str:
    """A page of paragraphs alone, of a size in bytes."""
    head = "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Static</title><body>"
    paragraph = f"<p>{'Five people were killed and nine injured, police said. ' * 8}</p>\n"
    return head + paragraph * ((size - len(head)) // len(paragraph))


def painted(browser: Browser, path: Path) -> float:
    """Milliseconds to the first contentful paint of a page."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(path.as_uri())
    found: float = page.evaluate(PAINTED)
    context.close()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("path", nargs="?", type=Path, default=shipped_timeline())
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        sys.exit("no Chromium on this machine; install the package chromium")
    stream = io.StringIO()
    index = open_timeline(options.path, None)
    exported()["html"].write(Events(index, Query(), ALL), stream)
    index.close()
    text = stream.getvalue()
    size = len(text.encode())
    print(f"size               {size / 1e6:.3f} of {SIZE / 1e6:.1f} MB  {'kept' if size <= SIZE else 'EXCEEDED'}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bare = re.sub(r"<script\b.*?</script>", "", text, flags=re.DOTALL)
        pages = {"page": text, "static": static(size), "without its script": bare}
        paths = {name: Path(folder) / f"{number}.html" for number, name in enumerate(pages)}
        for name, path in paths.items():
            path.write_text(pages[name], encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        paints: dict[str, list[float]] = {name: [] for name in pages}
        for _ in range(options.rounds):
            for name, path in paths.items():
                paints[name].append(painted(browser, path))
        for name, times in paints.items():
            print(f"paint, {name:18} least {min(times):6.0f} ms, median {statistics.median(times):6.0f} ms")
        ratio = statistics.median(paints["page"]) / statistics.median(paints["static"])
        print(f"paint to static    {ratio:.2f} of {PAINT}  {'kept' if ratio <= PAINT else 'EXCEEDED'}")
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(paths["page"].as_uri())
        page.locator("article .when button").first.wait_for(state="attached")
        for query in QUERIES:
            runs = []
            for _ in range(options.rounds):
                page.evaluate(FILTERED, "" if query else "kind:court")
                runs.append(page.evaluate(FILTERED, query))
            script, least = (min(run[part] for run in runs) for part in (0, 1))
            median = statistics.median(run[1] for run in runs)
            took = f"script {script:5.1f} ms, painted {least:5.1f} ms (median {median:5.1f} ms)"
            kept = "kept" if least / FRAME <= FRAMES else "EXCEEDED"
            print(f"filter {query or '(none)':24} {took} = {least / FRAME:3.1f} of {FRAMES} frames  {kept}")
        browser.close()


if __name__ == "__main__":
    main()
