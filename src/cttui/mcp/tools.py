"""Every tool, once: its name, what it is for, what it takes and answers, and the function that answers.

Nothing here knows the protocol: ``call`` takes plain values and returns a JSON object. To add a tool, add a row to ``TOOLS``;
the server, docs/assistants.md and the tests follow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cttui.errors import CttuiError
from cttui.mcp import about, claims, events, sources
from cttui.mcp.arguments import Given, read
from cttui.mcp.bounds import Plain, sound
from cttui.mcp.schemas import Schema
from cttui.mcp.served import Served
from cttui.text import nearest, shorten


class Tool(NamedTuple):
    """A tool."""

    name: str
    title: str
    help: str
    """What it answers and when to ask it, for assistants and for docs/assistants.md."""
    takes: Schema
    answers: Schema
    function: Callable[[Served, Given], Plain]


class UnknownToolError(CttuiError):
    """No tool has the name."""


TOOLS: dict[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool(
            "list",
            "List events",
            "List the events that match a filter, page by page, with the deaths in all of them.",
            events.LIST,
            events.LISTED,
            events.listed,
        ),
        Tool(
            "search",
            "Search words",
            "Find the events in which words occur, with the field and passage of each occurrence.",
            events.SEARCH,
            events.FOUND,
            events.search,
        ),
        Tool(
            "event",
            "Read an event",
            "Read one event: what happened, every claim with its quote and source, and linked events.",
            events.EVENT,
            events.SHOWN,
            events.event,
        ),
        Tool(
            "claims",
            "Who states which figure",
            "Answer 'how many': who states which figure, with its quote and source, best match first. Wider populations that"
            " include the people asked for are marked as such. Name every claimant, and never add figures up.",
            claims.CLAIMS,
            claims.STATED,
            claims.claims,
        ),
        Tool(
            "disputes",
            "Conflicting figures",
            "List populations with conflicting figures, and who states which. The timeline does not decide between them.",
            claims.DISPUTED,
            claims.STATED,
            claims.disputes,
        ),
        Tool(
            "totals",
            "Totals",
            "Count the deaths in a filter's events, with what is counted and what is not, and list the totals that claimants"
            " publish. The first is cttui's own count of the events in the timeline; do not present it as anybody's total.",
            claims.TOTALS,
            claims.SUMS,
            claims.totals,
        ),
        Tool(
            "source",
            "Read about a source",
            "Describe one source: citation, address, perspective, what it repeats, and the figures taken from it.",
            sources.SOURCE,
            sources.DESCRIBED,
            sources.source,
        ),
        Tool(
            "quote",
            "Look up quotes",
            "Check whether a source's quotes, or other words, occur in the reader's stored copy: found, similar or missing.",
            sources.QUOTE,
            sources.STAND,
            sources.quote,
        ),
        Tool(
            "coverage",
            "What the timeline covers",
            "Say how the timeline was made, what was searched for, and which provinces, kinds, measures and people it has."
            " Call it first.",
            about.COVERAGE,
            about.COVERED,
            about.coverage,
        ),
    )
}
"""All tools, in the order in which they are offered."""


def call(served: Served, name: str, arguments: Mapping[str, object]) -> Plain:
    """What a tool answers.

    Raises:
        UnknownToolError: No tool has the name; the nearest is named.
        CttuiError: The call cannot be answered; one sentence says why, and what would be right.
    """
    tool = tool_of(name)
    answer = tool.function(served, read(tool.name, tool.takes, arguments))
    # texts are cut where they are put in; here only what stands beside them is left, such as a filter that was typed
    safe = sound(answer, MOST_WHOLE, MOST_WHOLE)
    assert isinstance(safe, dict)  # noqa: S101 - it was made of one
    return safe


MOST_WHOLE = 20_000
"""Characters of any one text of an answer, and texts of a list."""


def tool_of(name: str) -> Tool:
    """The tool with a name.

    Raises:
        UnknownToolError: There is none; the nearest is named.
    """
    if name in TOOLS:
        return TOOLS[name]
    close = nearest(name, TOOLS)
    meant = f"; did you mean {close}?" if close else f"; expected one of {', '.join(TOOLS)}"
    raise UnknownToolError(f"unknown tool '{shorten(name, 40)}'{meant}")


def sentence(error: CttuiError) -> str:
    """What an error says to an assistant, in one sentence."""
    return " ".join(str(sound(str(error))).split())
