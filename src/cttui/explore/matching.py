"""Which figures of a ledger a text asks for, and the wider counts that stand beside them.

A text is words, each the beginning of a word in the claim: its measure, unit, people, claimant, publisher, number, quote, the
years of its period, its province. ``publisher:dawn`` looks in one of them; in quotation marks a value is the whole of it.
Whether a figure disputes another is said of all claims, whatever the text leaves of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from cttui.explore.claims import FIRST, STATES, Account, Entry, Figure, Ledger, Section
from cttui.text import same, words

FIELDS = ("measure", "unit", "who", "by", "publisher", "figure", "quote", "period", "province")
"""What of a claim is looked in; the names that a text may put before a word."""
MOST_WORDS = 50
"""Words of a text that are heeded."""
MOST_TYPED = 2_000
"""Characters of a text that are heeded."""

_PART = re.compile(r"(?:([a-z]+):)?(?:\"([^\"]*)\"?|(\S+))")


class Wanted(NamedTuple):
    """One word, or some in a row."""

    needle: str
    """As ``_folded`` has them: a blank before each word, and after the last where it is a whole one."""
    field: str = ""
    """The one of ``FIELDS`` to look in; empty for all."""

    def found_in(self, texts: Mapping[str, Iterable[str]]) -> bool:
        """Whether the words stand in some of the texts, by field, one after the other."""
        if not self.field:
            return any(self.needle in _folded(text) for found in texts.values() for text in found)
        whole = self.needle.endswith(" ")
        folded = map(_folded, texts.get(self.field, ()))
        return any(self.needle == text if whole else self.needle in text for text in folded)


@lru_cache(maxsize=16_384)
def _folded(text: str) -> str:
    """The folded words of a text with blanks around each."""
    return f" {' '.join(words(text))} "


def read(text: str) -> tuple[Wanted, ...]:
    """What a text asks for; a word before a colon that names no field is a word as any other."""
    found: list[Wanted] = []
    for match in _PART.finditer(text[:MOST_TYPED].casefold()):
        field, quoted, plain = match[1] or "", match[2], match[3] or ""
        if field and field not in FIELDS:
            field, plain = "", f"{field} {quoted if quoted is not None else plain}"
            quoted = None
        if (folded := _folded(quoted if quoted is not None else plain)).strip():
            found.append(Wanted(folded if quoted is not None else folded.rstrip(), field))
    return tuple(found[:MOST_WORDS])


def matching(ledger: Ledger, text: str) -> Ledger:
    """The figures that a text asks for, those on what contains their population beside them; all for no words.

    What counts the whole country in the timeline's own period comes first, then other periods, provinces and single events.
    """
    wanted = read(text)
    if not wanted:
        return ledger.shown()
    sections = (section._replace(accounts=_accounts(section, wanted)) for section in ledger.sections)
    found = ledger._replace(sections=tuple(section for section in sections if section.accounts)).only(ledger.showing)
    return found._replace(sections=tuple(sorted(found.sections, key=_order)))


def _order(section: Section) -> tuple[bool, bool, float, int, int, int]:
    """By rank, the dead before the injured and the rest, what is best supported first."""
    measure = FIRST.index(section.measure) if section.measure in FIRST else len(FIRST)
    # where one state alone is shown, there may be none
    asked = [account for account in section.accounts if not account.wider] or section.accounts
    urgency = min(STATES.index(account.state) for account in asked)
    return (*section.rank, measure, urgency, -sum(len(account.entries) for account in asked))


def _accounts(section: Section, wanted: Sequence[Wanted]) -> tuple[Account, ...]:
    """What of a section is asked for, then what contains it."""
    named = [_by_people(account, wanted) for account in section.accounts]
    asked = [_figures(section, account, wanted) for account in section.accounts]
    parts: dict[str, tuple[Account, list[Wanted]]] = {}
    for account, figures, words_ in zip(section.accounts, asked, named, strict=True):
        for whole in account.part_of if figures and words_ else ():
            parts.setdefault(whole, (account, [one for one in wanted if one not in words_]))
    found = []
    for account, figures, words_ in zip(section.accounts, asked, named, strict=True):
        if not words_ and (part := parts.get(same(account.who))):
            found.append(account._replace(figures=_figures(section, account, part[1]), wider=part[0].who))
        else:
            found.append(account._replace(figures=figures))
    return tuple(account for account in sorted(found, key=lambda account: bool(account.wider)) if account.figures)


def _by_people(account: Account, wanted: Sequence[Wanted]) -> list[Wanted]:
    """What of it names the population."""
    return [one for one in wanted if one.found_in({"who": account.spellings})]


def _figures(section: Section, account: Account, wanted: Sequence[Wanted]) -> tuple[Figure, ...]:
    """The figures of a population that some claim carries of which all of it is true, with those claims."""
    about = {
        "measure": (section.measure,),
        "unit": (section.unit,),
        "who": account.spellings,
        "period": (account.times,),
        "province": section.places,
    }
    rest = [one for one in wanted if not one.found_in(about)]
    if not rest:
        return account.figures
    found: list[Figure] = []
    for figure in account.figures:
        if entries := tuple(entry for entry in figure.entries if all(one.found_in(_texts(entry)) for one in rest)):
            alone = figure.alone if any(figure.alone in {entry.publisher, entry.source_id} for entry in entries) else None
            found.append(figure._replace(entries=entries, alone=alone))
    return tuple(found)


def _texts(entry: Entry) -> dict[str, tuple[str, ...]]:
    return {
        "by": (entry.by, *entry.spellings),
        "publisher": (entry.publisher,),
        "figure": (entry.stated,),
        "quote": (entry.quote,),
    }
