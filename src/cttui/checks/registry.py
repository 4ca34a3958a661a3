"""All rules by their names, and which of them a run of ``cttui check`` takes.

To add a rule, write its function and its row of ``RULES`` in the module of its subject.
"""

from __future__ import annotations

from collections.abc import Iterable

from cttui.checks import claims, dates, files, names, places, reading, sources, texts, zones
from cttui.checks.rule import Level, Rule
from cttui.errors import CttuiError
from cttui.text import nearest, shorten

REMARKS = (
    Rule(
        "ignore-form",
        Level.WARNING,
        "A comment that ignores a rule names it and gives a reason: `# cttui: ignore RULE: reason`.",
        "Without a reason, nobody can tell later whether the exception is still needed.",
        "# cttui: ignore single-source",
        "# cttui: ignore single-source: only the barge company reported it",
        "Write the reason after a colon. A rule that keeps a file from opening cannot be ignored.",
    ),
    Rule(
        "ignore-unused",
        Level.WARNING,
        "A comment that ignores a rule has something to ignore.",
        "An exception that hides nothing today would hide the next problem.",
        "# cttui: ignore uncited: only the barge company reported it",
        "# cttui: ignore single-source: only the barge company reported it",
        "Remove the comment, or move it to the line that it is about or the one above. Only rules that were run count.",
    ),
)
"""Rules for remarks; they are found where remarks are applied."""

RULES: dict[str, Rule] = {
    rule.name: rule
    for rules in (
        reading.RULES, dates.RULES, zones.RULES, claims.RULES, sources.RULES, places.RULES, names.RULES, texts.RULES,
        files.RULES, REMARKS,
    )
    for rule in rules
}  # fmt: skip
"""Every rule, those for reading a file first."""


class UnknownRuleError(CttuiError):
    """No rule has the name, or it cannot be chosen so."""


def named(text: str) -> tuple[Rule, ...]:
    """The rules that a list names: ``uncited,near-tag``.

    Raises:
        UnknownRuleError: No rule has one of the names.
    """
    found = []
    for name in filter(None, (part.strip() for part in text.split(","))):
        if name not in RULES:
            close = nearest(name, RULES)
            raise UnknownRuleError(f"unknown rule '{shorten(name)}'" + (f"; did you mean {close}?" if close else ""))
        found.append(RULES[name])
    return tuple(found)


def chosen(*, strict: bool = False, select: Iterable[Rule] = (), ignore: Iterable[Rule] = ()) -> tuple[Rule, ...]:
    """The rules that a run takes, those of reading among them.

    Args:
        strict: Whether to include advice.
        select: These alone, advice or not; all if there are none.
        ignore: These not.

    Raises:
        UnknownRuleError: A rule is to be ignored that keeps a file from opening.
    """
    only, left_out = tuple(select), tuple(ignore)
    for rule in left_out:
        if rule.level is Level.ERROR:
            raise UnknownRuleError(f"{rule.name} cannot be ignored; a file that breaks it does not open")
    taken = only or tuple(rule for rule in RULES.values() if strict or rule.level is not Level.ADVICE)
    return tuple(rule for rule in taken if rule not in left_out)
