"""The text of a Markdown copy, without its markup.

It is read as CommonMark with tables, strikethrough and footnotes, rendered to HTML, and read like a page: one set of rules
decides what is shown.
"""

from __future__ import annotations

import re

from cttui.copies.html_text import EmptyError, html_text
from cttui.copies.kinds import NoTextError

_QUOTES = "\"'"
_TITLE = re.compile(r"^title[ \t]*:[ \t]*(\S.*)$", re.MULTILINE)


def markdown_text(source: str) -> str:
    """The text of a Markdown document; the title of its front matter comes first.

    Raises:
        NoTextError: It has no text.
    """
    return text_and_front(source)[0]


def text_and_front(source: str) -> tuple[str, str]:
    """The same, and the front matter; empty if it has none.

    Raises:
        NoTextError: It has no text.
    """
    from markdown_it import MarkdownIt  # 40 ms
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(front_matter_plugin).use(footnote_plugin)
    environment: dict[str, object] = {}
    tokens = parser.parse(source, environment)
    front = next((token.content for token in tokens if token.type == "front_matter"), "")
    head = found[1] if (found := _TITLE.search(front)) else ""
    shown = [token for token in tokens if token.type not in {"front_matter", "footnote_anchor"}]
    try:
        text = html_text(f"<body>{parser.renderer.render(shown, parser.options, environment)}")
    except EmptyError:
        raise NoTextError("the Markdown file has no text; attach another copy") from None
    except NoTextError:
        raise NoTextError("the parts of the Markdown file are nested too deeply; attach a copy as plain text") from None
    title = head.strip().strip(_QUOTES)
    return text if title in text else f"{title}\n\n{text}", front
