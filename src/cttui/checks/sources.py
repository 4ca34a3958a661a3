"""Rules for sources: cited, independent, each address once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cttui.checks.rule import Finding, Level, Rule, Subject, in_event, in_record
from cttui.model.addresses import address_key, last_step
from cttui.model.sources import independent
from cttui.query.fields import event_sources


def _uncited(subject: Subject) -> Iterator[Finding]:
    """Sources that no event cites, and that no source that is cited repeats."""
    cited = {source for event in subject.timeline.events for source in event_sources(event)}
    waiting = list(cited)
    while waiting:
        repeated = set(subject.sources[waiting.pop()].derived_from) - cited
        cited |= repeated
        waiting += repeated
    for number, source in enumerate(subject.timeline.sources):
        if source.id not in cited:
            yield in_record("source", number, source.id, "", "", "not cited by any event; cite it or remove it")


def _same_address(subject: Subject) -> Iterator[Finding]:
    """Sources whose address another source has."""
    known: dict[str, str] = {}
    sources = subject.timeline.sources
    # two spellings of one address have the same last step; reading an address takes twenty times as long as cutting that off
    steps = [last_step(source.url) for source in sources]
    shared = {step for step, count in Counter(steps).items() if count > 1}
    for number, (source, step) in enumerate(zip(sources, steps, strict=True)):
        if step not in shared or not (key := address_key(source.url)):
            continue
        if (other := known.setdefault(key, source.id)) != source.id:
            remedy = f"{other} has the same address; keep one of the two sources"
            yield in_record("source", number, source.id, "url", f'"{source.url}"', remedy, "url")


def _single(subject: Subject) -> Iterator[Finding]:
    """Events with fewer than two independent sources."""
    for number, event in enumerate(subject.timeline.events):
        if independent([subject.sources[source] for source in event_sources(event)]) < 2:
            yield in_event(number, event, "sources", "", "only one independent source; add another", "sources")


RULES = (
    Rule(
        "uncited",
        Level.WARNING,
        "Every source is cited by an event, or repeated by one that is.",
        "It was probably forgotten when an event was written, or left behind when one was removed.",
        'sources = ["courier-2024-09-01-vote", "post-2024-09-02-vote"]',
        'sources = ["courier-2024-09-01-vote", "post-2024-09-02-vote", "herald-2024-09-03-vote"]',
        "Cite it in an event’s `sources` or in a claim, or remove it.",
        _uncited,
    ),
    Rule(
        "same-address",
        Level.WARNING,
        "No two sources have the same address. `www.`, `http`, fragments and tracking parameters do not count.",
        "One text under two ids would count as two witnesses.",
        'url = "http://www.example.org/march/?utm_source=mail"',
        'url = "https://example.org/march-2"',
        "Keep one of the two sources, and let events and claims refer to it.",
        _same_address,
    ),
    Rule(
        "single-source",
        Level.ADVICE,
        "An event has at least two independent sources.",
        "A report by one publisher, or by several that repeat one another, comes from one witness.",
        'sources = ["tide-2024-10-05-fog"]',
        'sources = ["tide-2024-10-05-fog", "post-2024-10-06-fog"]',
        "Add another source that does not repeat the first.",
        _single,
    ),
)
