"""Pages of news that tests add as sources: what their publishers' programs write, and a server of loopback for them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORY = (
    "Six people, five of them engineers of the company that builds the dam, were killed on Tuesday when a car full of "
    "explosives hit their bus on the road to the site. The district police officer said that the driver of the bus died "
    "with them. Nobody has claimed the attack, which the ministry of foreign affairs condemned in the evening. Traffic "
    "on the highway was stopped for seven hours while a team of experts collected what was left of the car."
)
"""A text of more than one paragraph's length, to be told apart from others."""
OTHER = (
    "The provincial cabinet approved a bill on the funds of district councils that had waited for three sessions of the "
    "assembly. Members of the opposition left the hall before the vote and called the figures of the finance department "
    "invented. The bill goes to the governor, who has ten days to sign it or to send it back with remarks of his own."
)


def page(
    text: str = STORY, *, url: str = "", site: str = "Dawn", title: str = "Bus attacked on the road to the dam", **said: object
) -> str:
    """A page of news with JSON-LD and OpenGraph."""
    article = {
        "@type": "NewsArticle", "headline": title, "datePublished": "2024-03-26T18:15:00+05:00", "inLanguage": "en",
        "author": [{"name": "Umar Bacha"}], "publisher": {"name": site}, **said,
    }  # fmt: skip
    link = f'<link rel="canonical" href="{url}">' if url else ""
    return (
        f'<html lang="en"><head><title>{title} - {site}</title>{link}<meta property="og:site_name" content="{site}">'
        f'<script type="application/ld+json">{json.dumps(article)}</script></head>'
        f"<body><h1>{title}</h1><p>{text}</p></body></html>"
    )


@contextmanager
def served(pages: Mapping[str, str]) -> Iterator[str]:
    """Serve pages on loopback by their paths, and none at ``/never`` until the end; gives the address before the paths."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/never":
                over.wait()
            found = pages.get(self.path)
            body = (found or "").encode()
            self.send_response(200 if found is not None else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            over.set()
            server.shutdown()
            thread.join()


TIMELINE = """
[timeline]
id = "dams"
title = "Dams"
period = "2024"
time_zone = "Asia/Karachi"

# sources of the press
[[source]]
id = "dawn-2024-03-20-port"
type = "article-newspaper"
title = "Port attacked"
publisher = "Dawn"
issued = "2024-03-20"
url = "https://www.dawn.com/news/1/port"
language = "en"
standpoint = "press"

[[source]]
id = "dawn-2024-03-22-court"
type = "article-newspaper"
title = "Court hears the case of the port"
publisher = "Dawn"
issued = "2024-03-22"
url = "https://www.dawn.com/news/2/court"
language = "en"
standpoint = "press"

[[source]]
id = "dawn-2024-03-24-rally"
type = "article-newspaper"
title = "Rally in the capital"
publisher = "Dawn"
issued = "2024-03-24"
url = "https://www.dawn.com/news/3/rally"
language = "en"
standpoint = "press"

# the wires
[[source]]
id = "reuters-2024-03-26-dam"
type = "article"
title = "Suicide bomber kills engineers of dam, police say"
publisher = "Reuters"
author = ["Reuters"]
issued = "2024-03-26"
url = "https://www.reuters.com/world/dam"
language = "en"
standpoint = "wire"

[[event]]
id = "2024-03-26-dam"
date = "2024-03-26"
kind = "attack"
title = "Bus attacked on the road to the dam"
provinces = []
sources = ["reuters-2024-03-26-dam", "dawn-2024-03-20-port", "dawn-2024-03-22-court", "dawn-2024-03-24-rally"]
"""
"""A small timeline whose sources have a style."""
