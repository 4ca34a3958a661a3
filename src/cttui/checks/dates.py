"""Rules for dates: events and searches within the period, answers after what they answer."""

from __future__ import annotations

from collections.abc import Iterator

from cttui.checks.rule import Finding, Level, Rule, Subject, in_event, in_record
from cttui.model import dates
from cttui.model.claims import SAID_KINDS
from cttui.model.records import Event


def _outside(subject: Subject) -> Iterator[Finding]:
    """Events that are surely outside the period, but for what was published later about it."""
    period = subject.period
    for number, event in enumerate(subject.timeline.events):
        when = event.when
        if when is None or when.possibly_within(period.earliest, period.latest) or _is_about(event, period):
            continue
        remedy = f"outside the timeline's period, {period.text}; correct one of them"
        yield in_event(number, event, "date", f'"{event.date}"', remedy, "date")


def _is_about(event: Event, period: dates.Edtf) -> bool:
    """Whether an event is something said whose figures cover the period: the report on a year comes after it."""
    return event.kind in SAID_KINDS and any(
        claim.period and dates.parse(claim.period).possibly_within(period.earliest, period.latest) for claim in event.claims
    )


def _answers(subject: Subject) -> Iterator[Finding]:
    """Answers that are surely before what they answer."""
    events = {event.id: event.when for event in subject.timeline.events}
    for number, event in enumerate(subject.timeline.events):
        when = event.when
        for place, other in enumerate(event.responds_to):
            answered = events[other]
            if when is not None and answered is not None and when.latest < answered.earliest:
                found = f'"{other}"'
                remedy = f"{event.date} is before {answered.text}, the date of what it answers; correct a date, or name another"
                yield in_event(number, event, f"responds_to[{place + 1}]", found, remedy, "responds_to", place)


def _searches(subject: Subject) -> Iterator[Finding]:
    """Searches for a time outside the period."""
    period = subject.period
    for number, coverage in enumerate(subject.timeline.coverages):
        if not dates.parse(coverage.period).possibly_within(period.earliest, period.latest):
            remedy = f"outside the timeline's period, {period.text}"
            yield in_record("coverage", number, "", "period", f'"{coverage.period}"', remedy, "period")


def _contradicted(subject: Subject) -> Iterator[Finding]:
    """Searches that found nothing where the timeline has an event."""
    for number, coverage in enumerate(subject.timeline.coverages):
        if coverage.result == "some" or coverage.note:
            continue
        when = dates.parse(coverage.period)
        found = [
            event.id
            for event in subject.timeline.events
            if event.kind in coverage.kinds
            and not set(event.provinces).isdisjoint(coverage.provinces)
            and event.when is not None
            and event.when.surely_within(when.lower, when.upper)
        ]
        if found:
            others = f" and {len(found) - 1} more" if len(found) > 1 else ""
            remedy = f"the timeline has {found[0]}{others} there; explain in a note what else was searched for"
            yield in_record("coverage", number, "", "result", '"nothing"', remedy, "result")


RULES = (
    Rule(
        "date-outside",
        Level.WARNING,
        "An event's date lies within the timeline's period; a report may come later if its figures cover the period.",
        "A date in another year usually has a wrong digit, and it changes every total.",
        'id = "2024-05-02-march"\ndate = "2042-05-02"',
        'id = "2024-05-02-march"\ndate = "2024-05-02"',
        "Correct the date, or the period of the timeline.",
        _outside,
    ),
    Rule(
        "answer-before",
        Level.WARNING,
        "An event is not before the event that it answers. Uncertain dates are reported only if none of their days fits.",
        "A chain of decisions is read in order. An answer that comes first has a wrong date or a wrong link.",
        'id = "2024-06-quay-act"\ndate = "2024-03~"',
        'id = "2024-06-quay-act"\ndate = "2024-06~"',
        "Correct one of the two dates, or name in `responds_to` the event that is answered.",
        _answers,
    ),
    Rule(
        "coverage",
        Level.WARNING,
        "A search’s period overlaps the timeline’s.",
        "A search outside the period says nothing about the cells of the grid.",
        'period = "2023-07/2023-12"',
        'period = "2024-07/2024-12"',
        "Correct the period of the search.",
        _searches,
    ),
    Rule(
        "contradicted",
        Level.ADVICE,
        "No event contradicts a search that found nothing, unless a note explains it.",
        "The grid shows 0 where nothing was found. An event in the same cell makes readers doubt both.",
        'result = "nothing"',
        'result = "nothing"\nnote = "Only marches were searched for; the night watch was not one."',
        "Change the result to `some`, or explain in a note what else was searched for.",
        _contradicted,
    ),
)
