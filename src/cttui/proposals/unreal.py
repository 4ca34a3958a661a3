"""Numbers that a text denies, supposes or only expects: none of these says how many there were.

Denied that 12 died, reports of 12 killed were false, five, not seven; would have killed 100; expected to rise to 100. What
another clause of the sentence tells still holds: the army denied that it was behind the raid that killed 12. And where it
tells that something holds for none or not for all of some, there were as many: none of the 30 passengers was hurt.
"""

from __future__ import annotations

from cttui.proposals.evidence import Candidate
from cttui.proposals.supposed import is_conditional, supposed
from cttui.proposals.tokens import SIGN

_REACH = 40
"""Tokens between a denial and a number at most, on either side."""
_SAID = 9
"""Tokens before "that" or "of" among which one may say that what follows is denied."""
_LEAD = 6
"""The same before the word for what was said: rejected as baseless the claim that."""
_NEAR = 7
"""Tokens between what has no "that" and its number: denied killing 12."""
_OF = 5
"""Tokens between "of" and its number: reports of the killing of 12."""
_ONWARD = 5
"""Words between what a count is expected to do and where it gets: may go as high as 100."""
_COUNT = 14
"""Tokens before that, among which one says that it is a count."""
_KEEPING = frozenset({"if", "or"})
"""Before "not" and a number, that it may hold: dozens, if not hundreds."""


def unreal(found: Candidate) -> bool:
    """Whether a text denies a number, only supposes it, or only expects a count to get to it."""
    denied = _is_not(found) or _is_denied(found) or _is_disproved(found)
    return denied or _is_past(found) or _is_expected(found) or (not _is_taken_up(found) and supposed(found))


def _is_taken_up(found: Candidate) -> bool:
    """Whether so many are known, whatever becomes of them: if the 12 hostages are freed."""
    return found.block.low[found.span.first] in found.rules.known


def _is_not(found: Candidate) -> bool:
    """Whether "not" stands right before it, or before its verb: not seven, did not kill 12."""
    low, first, words = found.block.low, found.span.first, found.rules.unreal
    edge, _ = found.block.window(first)
    if first == edge:
        return False
    before = low[first - 1]
    if before in ("not", "never"):
        return low[first] not in words["still"] and low[first] != "all" and low[first - 2] not in _KEEPING
    if before in words["denying"] and low[found.span.last + 1] in found.rules.auxiliaries:
        return True  # denied 12 soldiers had been killed
    if before in found.rules.cues.found and before.endswith(("ed", "en")):
        at = first - 2
        while at > edge and (low[at].endswith("ly") or low[at] in ("yet", "ever", "even") or low[at] in found.rules.adverbs):
            at -= 1
        return at >= edge and low[at] in words["negations"] and low[at] != "no"  # had not killed 5
    return before in found.rules.infinitives and low[first - 2] in words["negations"] and low[found.span.last + 1] != "of"


def untold(found: Candidate) -> bool:
    """Whether a text tells something of none or not all of so many: none of the 30, not all of the 12, without any of the 5."""
    low, first, words = found.block.low, found.span.first, found.rules.unreal
    edge, _ = found.block.window(first)
    if first == edge:
        return False
    if (low[first] == "all" and low[first - 1] == "not") or (_is_taken_up(found) and is_conditional(found)):
        return True
    if low[first - 1] != "of":
        return False
    at = first - 2
    if low[at] in words["none"]:
        return True
    if low[at] == "any":
        return any(word in words["negations"] or word in words["denying"] for word in low[max(edge, at - _NEAR) : at])
    if low[at] not in words["shares"]:
        return False
    while at > edge and low[at - 1] in ("a", "single", "every", "even"):
        at -= 1
    return at > edge and low[at - 1] in ("not", "no") and low[at - 2] not in words["being"]


def _is_denied(found: Candidate) -> bool:
    """Whether what stands before it denies what tells it: denied that 12 died, denied killing 12, falsely claimed 12."""
    low, first, words = found.block.low, found.span.first, found.rules.unreal
    edge, _ = found.block.window(first)
    for at in range(first - 1, max(edge, first - _REACH) - 1, -1):
        word, near = low[at], first - at <= _NEAR
        told = word in words["claiming"] and (low[at - 1] in words["falsely"] or low[at + 1] in words["falsely"])
        doing = near and word in words["denying"] and low[at + 1].endswith("ing")
        without = near and word == "without" and low[at + 1].endswith("ing") and low[at + 1] in found.rules.cues.found
        if told or doing or (without and low[first] not in found.rules.known):
            return True
        of = word == "of" and first - at <= _OF and found.measured is not None and low[first] not in found.rules.known
        if of and _is_unsaid(found, at, edge):
            return not _is_beyond(found, at, edge)
        if word in words["relatives"]:
            return word == "that" and _is_unsaid(found, at, edge) and not _is_beyond(found, at, edge)
        if word in words["turns"] or found.rules.sets["telling"].issuperset((word,)):
            return False
    return False


def _is_beyond(found: Candidate, marker: int, edge: int) -> bool:
    """Whether a number stands behind the comma that ends what it contradicts: contrary to claims of 90 dead, only 14 died."""
    low, first, rules = found.block.low, found.span.first, found.rules
    if "contrary" not in low[max(edge, marker - _SAID) : marker] or "," not in low[marker:first]:
        return False
    comma = low.index(",", marker, first)
    return any(word in rules.cues.found or word in rules.auxiliaries for word in low[marker + 1 : comma])


def _is_unsaid(found: Candidate, marker: int, edge: int) -> bool:
    """Whether what "that" or "of" begins is denied: denied that, it is not true that, no evidence of, false reports of."""
    low, words, rules = found.block.low, found.rules.unreal, found.rules
    before, that = low[marker - 1], low[marker] == "that"
    if that and (before in words["denying"] or before in words["disowned"]):
        return True
    if that and before in words["claiming"] and low[marker - 2] in words["falsely"]:
        return True
    if that and before in words["true"]:
        return any(word in words["negations"] or word.endswith("n't") for word in low[max(edge, marker - 5) : marker - 1])
    noun = rules.nouns.get(before)
    told = noun is not None and noun.measure and noun.measure not in rules.events
    if not that and told and not words["denying"].isdisjoint(low[max(edge, marker - 3) : marker - 1]):
        return True
    for at in range(marker - 1, max(edge, marker - _SAID) - 1, -1):
        if low[at] in words["grounds"] and "no" in low[max(edge, at - 2) : at]:
            return True
        lead = low[max(edge, at - _LEAD) : at]
        if low[at] in words["sayings"] and any(word in words["denying"] or word in words["false"] for word in lead):
            return True
    return False


def _is_disproved(found: Candidate) -> bool:
    """Whether what stands behind it says that what tells it is false: reports that 12 were killed are baseless."""
    block, words, rules = found.block, found.rules.unreal, found.rules
    low, first, last = block.low, found.span.first, found.span.last
    edge, stop = block.window(first)
    marker = next((at for at in range(first - 1, max(edge, first - _REACH) - 1, -1) if low[at] in words["relatives"]), -1)
    near = range(first - 1, max(edge, first - _OF) - 1, -1)
    of = found.measured is not None and any(low[at] == "of" and low[at - 1] in words["sayings"] for at in near)
    that = marker > edge and low[marker] == "that" and not words["sayings"].isdisjoint(low[max(edge, marker - _SAID) : marker])
    verb = of
    if not of and not that:
        return False
    for at in range(last + 1, min(stop, last + _REACH)):
        if low[at] in words["turns"]:
            return False
        if low[at] in words["being"] or low[at] in ("proved", "proven"):
            place = at + 1
            while place < stop and (low[place].endswith("ly") or low[place] in rules.adverbs):
                place += 1
            wrong = low[place] in words["false"] or low[place] in words["disproved"]
            if verb and (wrong or (low[place] == "not" and low[place + 1] in words["true"])):
                return True
        verb = verb or low[at] in rules.auxiliaries or low[at] in rules.cues.found
    return False


def _is_past(found: Candidate) -> bool:
    """Whether it is told of what did not come: would have killed 100, 100 people would have died; not may have killed 100."""
    block, words, rules = found.block, found.rules.unreal, found.rules
    low, first = block.low, found.span.first
    edge, stop = block.window(first)
    for at in range(first - 1, max(edge, first - _NEAR) - 1, -1):
        if block.kind[at] == SIGN or low[at] in words["relatives"]:
            break
        if low[at] == "have" and low[at + 1] != "to":
            place = at - 1
            while place > edge and (low[place].endswith("ly") or low[place] in rules.adverbs or low[place] == "not"):
                place -= 1
            if low[place] in words["would"]:
                return True
    at = found.span.last + 1
    while at < stop and (low[at].endswith("ly") or low[at] in rules.adverbs or low[at] in ("more", "others")):
        at += 1
    if low[at] not in words["would"]:
        return False
    at += 1
    while at < stop and (low[at].endswith("ly") or low[at] == "not" or (low[at] in rules.adverbs and low[at] != "have")):
        at += 1
    return low[at] == "have" and low[at + 1] != "to"


def _is_expected(found: Candidate) -> bool:
    """Whether a count has not got to it: the toll is expected to rise to 100, may exceed 100, could go as high as 100."""
    block, words = found.block, found.rules.unreal
    low, first = block.low, found.span.first
    edge, _ = block.window(first)
    if found.unit.kind:
        return False
    at = first
    while at > max(edge, first - _ONWARD) and low[at] not in words["reaching"]:
        if at < first and low[at] not in words["onward"]:
            return False
        at -= 1
    if low[at] not in words["reaching"] or (low[at] == "go" and low[at + 1] == "to"):
        return False
    back = low[max(edge, at - _COUNT) : at]
    counts = any(_is_count(found, word) for word in back)
    if found.head.found and not counts:
        return False  # aid will reach 12 villages
    at -= 1
    while at > edge and (low[at].endswith("ly") or low[at] in ("still", "soon", "even", "also", "yet", "well")):
        at -= 1
    if low[at] == "to":
        return not words["expected"].isdisjoint(low[max(edge, at - 3) : at])
    return low[at] in words["modals"]


def _is_count(found: Candidate, word: str) -> bool:
    """Whether a word says that something is counted: the toll, the number, deaths, attacks."""
    rules, noun = found.rules, found.rules.nouns.get(word)
    event = noun is not None and noun.counted == "event" and noun.plural
    return event or word in rules.counts or word in rules.standing or word in rules.tolls
