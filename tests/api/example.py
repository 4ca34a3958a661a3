"""The Python API as a program uses it: mypy checks this file as it checks a user's, and tests/api/test_typed.py runs it.

``python example.py [PATH]`` says of the timeline who was killed by whose account.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TypedDict

import cttui


class Account(TypedDict):
    """What one claimant says of a measure."""

    by: str
    figures: list[str]
    quotes: list[str]


def accounts(selection: cttui.Selection, measure: str) -> list[Account]:
    """Who states which figures of a measure, with the words of the source for each."""
    found: dict[str, Account] = {}
    for claim in selection.claims:
        if claim.measure == measure and not claim.superseded:
            account = found.setdefault(claim.by, Account(by=claim.by, figures=[], quotes=[]))
            account["figures"].append(f"{claim.stated} {claim.who}")
            account["quotes"].append(claim.quote)
    return list(found.values())


def width(dispute: cttui.Dispute) -> float:
    """By how much the claims of a dispute differ; infinite without an upper end."""
    if dispute.low is None or dispute.high is None:
        return float("inf")
    return dispute.high - dispute.low


def kinds(selection: cttui.Selection) -> Counter[str]:
    """How many events there are of each kind, one event in memory at a time."""
    return Counter(event.kind for event in selection)


def cited(timeline: cttui.Timeline, event: cttui.Event) -> list[str]:
    """How the sources of an event are cited."""
    sources: list[cttui.Source] = [timeline.source(id_) for id_ in event.sources]
    return [source.citation for source in sources]


def rows(selection: cttui.Selection) -> int:
    """How many claims there are, by the data frame that is installed."""
    claims = selection.to_frame("claims")
    return len(claims)


def main(path: str | None = None) -> int:
    """Print what the timeline says of the dead, and what the query language is not."""
    try:
        timeline = cttui.open(path)
    except cttui.TimelineError as error:
        problems: tuple[cttui.Problem, ...] = error.problems
        print(*(f"line {problem.line}: {problem.sentence()}" for problem in problems), sep="\n", file=sys.stderr)
        return 1
    with timeline:
        selection = timeline.select("killed:>=1", count="official")
        totals: cttui.Totals = selection.totals
        print(f"{timeline.title}: {totals.sentence}")
        for account in accounts(selection, "killed"):
            print(f"  {account['by']}: {', '.join(account['figures'])}")
        for dispute in sorted(selection.disputes, key=width, reverse=True):
            print(f"  disputed: {'; '.join(dispute.said)}")
        for event in selection.events[:1]:
            low: float = event.killed_low or 0.0
            print(event.date_words, event.title, low, *cited(timeline, event), sep="\n  ")
        print(dict(kinds(timeline.select())), rows(selection), selection.link)
        try:
            timeline.select("kind:atack")
        except cttui.QueryError as error:
            print(error, error.suggestion)
        searches: tuple[cttui.Search, ...] = timeline.coverage
        print(*searches, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
