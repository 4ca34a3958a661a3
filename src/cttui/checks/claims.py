"""Rules for claims: their quotes, their figures against what the quotes say, parts against wholes, disputes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress

from cttui.checks.rule import Finding, Level, Rule, Subject, in_claim
from cttui.errors import CttuiError
from cttui.model import claims
from cttui.model.records import Claim, Event
from cttui.text import same, shorten


def _copies(subject: Subject) -> Iterator[Finding]:
    """Quotes that the stored copy of their source does not hold."""
    if subject.library is None:
        return
    from cttui.copies.quotes import Folded

    texts: dict[str, Folded] = {}
    for source in subject.library.sources():
        capture = subject.library.latest(source)
        if capture is not None:
            with suppress(CttuiError):
                texts[source] = Folded(subject.library.text(capture))
    if not texts:
        return
    for number, event in enumerate(subject.timeline.events):
        for place, claim in enumerate(event.claims):
            if claim.quote and (text := texts.get(claim.source)) and not text.holds(claim.quote):
                remedy = f"not in the stored copy of {claim.source}"
                if (similar := text.find(claim.quote)) is not None:
                    passage = " ".join(text.text[similar.start : similar.stop].split())
                    remedy += f", which says “{shorten(passage, 200)}”"
                yield in_claim(number, event, place, "quote", f'"{claim.quote}"', remedy)


def _unquoted(subject: Subject) -> Iterator[Finding]:
    """Claims without a quote."""
    for number, event in enumerate(subject.timeline.events):
        for place, claim in enumerate(event.claims):
            if not claim.quote:
                remedy = "no quote; quote the words of the source that state the figure"
                yield in_claim(number, event, place, "", "", remedy)


def _unexplained(subject: Subject) -> Iterator[Finding]:
    """Disputes that no claim explains."""
    for number, event in enumerate(subject.timeline.events):
        for group in claims.group(event, subject.issued, subject.index.register) if len(event.claims) > 1 else ():
            if group.disputes and not any(claim.note for claim in group.claims):
                place = event.claims.index(group.claims[group.disputes[0][0]])
                found = " vs ".join(dict.fromkeys(claims.stated(group.claims[n]) for n in group.disputes[0]))
                remedy = f"{group.measure}, {group.who}, is disputed and no claim has a note explaining why"
                yield in_claim(number, event, place, "", found, remedy)


def _numberless(subject: Subject) -> Iterator[Finding]:
    """Quotes that hold no number, of claims that have one."""
    for number, event in enumerate(subject.timeline.events):
        for place, claim in enumerate(event.claims):
            if subject.verdict(claim).kind == "silent":
                remedy = f"this quote has no number; quote the words that state {claims.stated(claim)}, or explain it in a note"
                yield in_claim(number, event, place, "quote", f'"{claim.quote}"', remedy)


def _differing(subject: Subject) -> Iterator[Finding]:
    """Quotes that state another figure than their claims."""
    for number, event in enumerate(subject.timeline.events):
        for place, claim in enumerate(event.claims):
            kind, found = subject.verdict(claim)
            if kind in ("differs", "bound") and found is not None:
                said = claims.stated(claim)
                remedy = f"this quote states {claims.stated(found)}, and the claim {said}; correct the figure or the quote"
                yield in_claim(number, event, place, "quote", f'"{claim.quote}"', remedy)


def _parts(subject: Subject) -> Iterator[Finding]:
    """Parts that are surely greater than what they are part of, as one claimant counts in one source."""
    register = subject.index.register
    for number, event in enumerate(subject.timeline.events):
        if len(event.claims) < 2:
            continue
        counts: defaultdict[tuple[str, ...], list[tuple[int, Claim]]] = defaultdict(list)
        for place, claim in enumerate(event.claims):
            by = same(register.claimant(claim.by))
            key = (claim.measure, by, claim.source, claim.unit, claim.period, claim.province or "", claim.as_of)
            counts[key].append((place, claim))
        for group in counts.values():
            if len(group) > 1:
                yield from _parts_of(subject, number, event, group)


def _parts_of(subject: Subject, number: int, event: Event, group: list[tuple[int, Claim]]) -> Iterator[Finding]:
    """The parts of some claims, by one claimant in one source, that exceed their wholes among them."""
    register = subject.index.register
    ranges = [(place, claim, found) for place, claim in group if (found := claims.interval(claim)) is not None]
    greatest: dict[str, tuple[float, Claim]] = {}
    for _, claim, found in ranges:
        name = same(register.population(claim.who))
        if name not in greatest or greatest[name][0] < found.high:
            greatest[name] = found.high, claim
    for place, part, found in ranges:
        wholes = register.wholes(part.who) & greatest.keys() if register.wholes(part.who) else ()
        over = [greatest[name][1] for name in wholes if greatest[name][0] < found.low]
        if over:
            whole = min(over, key=event.claims.index)
            remedy = (
                f"{part.who} are part of {whole.who}, of whom the same source has {claims.stated(whole)}; correct one of them"
            )
            yield in_claim(number, event, place, "", f"{claims.stated(part)} {part.measure}", remedy)


def _provinces(subject: Subject) -> Iterator[Finding]:
    """Claims for a province that their event lacks; statistics are about other times and maybe other places."""
    for number, event in enumerate(subject.timeline.events):
        countries = {code for code in event.provinces if "-" not in code}
        for place, claim in enumerate(event.claims):
            code = claim.province
            if code is None or claim.period or code in event.provinces or code.partition("-")[0] in countries:
                continue
            if "-" not in code and any(one.partition("-")[0] == code for one in event.provinces):
                remedy = "the event is in a part of it; name that part"
            else:
                remedy = f"the event is in {', '.join(event.provinces) or 'no province'}; add it there, or correct the claim"
            yield in_claim(number, event, place, "province", f'"{code}"', remedy)


_CLAIM = (
    '{{ measure = "marchers", who = "all", {}, by = "Dockers\' Union", source = "herald-2024-05-03-march", quote = "{}" }},'
)
_POLICE = '{{ measure = "injured", who = "{}", value = {}, by = "police", source = "post-2024-05-04-march", quote = "{}"{} }},'
_ARRESTED = (
    '{{ measure = "arrested", who = "all", value = 12, by = "police", source = "post-2024-05-04-march", quote = "12 arrests",'
    ' province = "{}" }},'
)

RULES = (
    Rule(
        "quotes",
        Level.WARNING,
        "A quote is in the stored copy of its source, if there is one.",
        "A quote is the evidence for a figure. Words that are not in the source prove nothing.",
        _POLICE.format("police officers", 3, "3 police officers were hurt", ""),
        _POLICE.format("police officers", 3, "three police officers were hurt", ""),
        "Copy the words exactly from the source; `cttui verify` shows the most similar passage.",
        _copies,
        local=True,
    ),
    Rule(
        "quote-number",
        Level.WARNING,
        "If a claim’s number is above 1, its quote has a number too, or its note says how it was counted.",
        "A quote that only names the people does not show the figure.",
        _CLAIM.format("min = 9000", "a crowd of dockers filled the quay"),
        _CLAIM.format("min = 9000", "more than 9,000 filled the quay"),
        "Quote the words that state the figure. If the source only lists the people, say so in `note` (“our count”).",
        _numberless,
    ),
    Rule(
        "quote-figure",
        Level.WARNING,
        "A quote states its claim’s figure, and the same bound: “at least 20” is not 20.",
        "A figure that its own quote contradicts is a typing error, and every total that counts it is wrong.",
        _POLICE.format("police officers", 5, "three police officers were hurt", ""),
        _POLICE.format("police officers", 3, "three police officers were hurt", ""),
        "Correct the figure, its bound (`min`, `max`) or the quote. Only certain cases are reported: sums of its numbers"
        " pass, and so does a claim whose note says “our sum”.",
        _differing,
    ),
    Rule(
        "part-exceeds-whole",
        Level.WARNING,
        "A part is not greater than its whole if one claimant counts both in one source.",
        "A population names what it is part of, and a part cannot be more than its whole.",
        _POLICE.format("dockers", 14, "14 dockers", ""),
        _POLICE.format("dockers", 4, "4 dockers", ""),
        "Correct one of the two figures, or the population’s `part_of`.",
        _parts,
    ),
    Rule(
        "claim-province",
        Level.WARNING,
        "A claim’s province is one of its event’s provinces. An event in a whole country has all of them; a statistic with a"
        " `period` may be about another.",
        "Filters by province use the event’s list, and would miss the figure.",
        _ARRESTED.format("XX-SB"),
        _ARRESTED.format("XX-NP"),
        "Add the province to the event, or correct the claim’s.",
        _provinces,
    ),
    Rule(
        "unquoted",
        Level.ADVICE,
        "A claim has a quote.",
        "Without its words, a figure can only be checked by reading the whole source again.",
        _CLAIM.format("min = 9000", "more than 9,000 filled the quay").replace(
            ', quote = "more than 9,000 filled the quay"', ""
        ),
        _CLAIM.format("min = 9000", "more than 9,000 filled the quay"),
        "Quote the words of the source that state the figure, at most 120 characters.",
        _unquoted,
    ),
    Rule(
        "unexplained",
        Level.ADVICE,
        "A dispute is explained by a note on one of its claims.",
        "Conflicting figures often count different people or times. A note that says so saves every reader the search.",
        'value = 4000, approx = true, by = "police", source = "herald-2024-05-03-march", quote = "about 4,000, police said" },',
        'value = 4000, approx = true, by = "police", source = "herald-2024-05-03-march", quote = "about 4,000, police said",'
        ' note = "on the quay alone" },',
        "Explain in `note` why the figures differ, as far as the sources say.",
        _unexplained,
    ),
)
