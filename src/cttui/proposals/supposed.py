"""Numbers that a text only supposes, attempts or warns of, and deaths that did not come.

If 50 people die, threatened to kill 14 hostages, would see 20 prisoners freed, warned that 700 could be killed; 30 lives were
saved, and nobody was killed.
"""

from __future__ import annotations

from cttui.proposals.evidence import Candidate
from cttui.proposals.tokens import SIGN

_CLAUSE = 14
"""Tokens before a number among which its clause begins with "if", or somebody warns."""
_BY = 5
"""Words between "would see" and a number: would see the release of 20."""
_LIVES = 5
"""Words between what saves and the lives that it saves, or between them and what saved them."""
_BEFORE_LIVES = frozenset({"the", "of", "an", "a", "estimated", "lives", "life", "more", "many", "as", "further"})
_SET = frozenset({"not", "only"})
"""Behind "if", that what follows may well hold: dozens, if not hundreds."""


def supposed(found: Candidate) -> bool:
    """Whether a text tells a number of what it only supposes, of an attempt, or of what somebody warns of."""
    return is_conditional(found) or _is_seen_ahead(found) or _is_attempted(found) or _is_warned_of(found)


def is_conditional(found: Candidate) -> bool:
    """Whether a number stands in a clause of "if" or "unless"; not a length of time, which is what then follows."""
    block, words = found.block, found.rules.unreal
    low, first = block.low, found.span.first
    edge, _ = block.window(first)
    if found.unit.kind == "time":
        return False
    for at in range(first - 1, max(edge, first - _CLAUSE) - 1, -1):
        if low[at] in words["supposing"]:
            return low[at + 1] not in _SET
        if block.kind[at] == SIGN or low[at] in words["relatives"] or low[at] in words["turns"] or low[at] == "then":
            return False
    return False


def _is_seen_ahead(found: Candidate) -> bool:
    """Whether something is to bring it about: would see 20 prisoners freed, would kill 100, will see the release of 20."""
    low, first, words, rules = found.block.low, found.span.first, found.rules.unreal, found.rules
    edge, _ = found.block.window(first)
    if low[first - 1] in rules.infinitives:
        return low[first - 2] in words["would"] and low[first - 2] != "should"
    at = first - 1
    while at > max(edge, first - _BY) and (low[at] in ("the", "of") or low[at] in rules.cues.found) and low[at] != "see":
        at -= 1
    return at > edge and low[at] == "see" and (low[at - 1] in words["would"] or low[at - 1] in words["modals"])


def _is_attempted(found: Candidate) -> bool:
    """Whether somebody only tries or means to do it: threatened to kidnap and kill 14, the plan was to kill 100."""
    low, first, words, rules = found.block.low, found.span.first, found.rules.unreal, found.rules
    edge, _ = found.block.window(first)
    at = first - 1
    while at > edge and (low[at] in words["doing"] or (low[at] in ("and", "or") and low[at - 1] in words["doing"])):
        at -= 1
    if at == first - 1 or low[at] != "to":
        return False
    at -= 1
    while at > edge and (low[at].endswith("ly") or low[at] in rules.adverbs or low[at] in words["being"] or low[at] == "only"):
        at -= 1
    return at >= edge and low[at] in words["attempting"]


def _is_warned_of(found: Candidate) -> bool:
    """Whether somebody warns that it may come: warned that 700 people could be killed; not feared that 12 may have died."""
    block, words, rules = found.block, found.rules.unreal, found.rules
    low, first = block.low, found.span.first
    edge, stop = block.window(first)
    after = found.span.last + 1
    while after < stop and (low[after].endswith("ly") or low[after] in ("more", "others", "also")):
        after += 1
    if low[after] not in words["modals"] or "have" in low[after + 1 : after + 3]:
        return False
    for at in range(first - 1, max(edge, first - _CLAUSE) - 1, -1):
        if low[at] in words["warning"]:
            return True
        if block.kind[at] == SIGN or low[at] in words["turns"] or low[at] in rules.auxiliaries:
            return False
    return False


def spared(found: Candidate) -> bool:
    """Whether lives or deaths are those that nobody lost: saved 30 lives, 12 deaths were averted, 30 lives are at risk."""
    block, rules = found.block, found.rules
    low, first = block.low, found.span.first
    edge, stop = block.window(first)
    measured = found.measured
    if measured is None or measured.measure != "killed":
        return False
    begun = first
    if measured.last < first and low[measured.last] == "of":
        begun = measured.first  # the lives of 30 people were saved
    elif found.head.noun is None or found.head.noun.measure != "killed":
        return False
    at = begun - 1
    while at > max(edge, begun - _LIVES) and low[at] in _BEFORE_LIVES:
        at -= 1
    if at >= edge and low[at] in rules.sparing:
        return True
    at = found.span.last + 1
    while at < min(stop, found.span.last + _LIVES) and _is_light(found, at):
        at += 1
    return low[at] in rules.sparing or (low[at] in ("at", "in") and low[at + 1] in rules.risks)


def _is_light(found: Candidate, at: int) -> bool:
    """Whether a token before a verb changes nothing of who does it: were also, could have been."""
    word, rules = found.block.low[at], found.rules
    return word in rules.auxiliaries or word in rules.adverbs or word.endswith("ly") or word in rules.unreal["modals"]
