"""A form on the command line: what is known is shown with its reason, and only what is missing or unsure is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from cttui.cli.streams import tell
from cttui.errors import CttuiError
from cttui.text import clean, sentence

if TYPE_CHECKING:
    from cttui.curation.changes import Change
    from cttui.curation.forms import Field, Form, Review

NOTHING = "-"
"""What is typed to leave a field empty that has a proposal."""


class Asked(NamedTuple):
    """What came of it."""

    changes: Sequence[Change] = ()
    """What saving writes; empty where it was called off."""
    says: str = ""


def ask(
    program: str,
    form: Form,
    given: Mapping[str, str],
    *,
    asking: bool,
    take: bool,
    option: Callable[[str], str],
    writes: bool = True,
) -> Asked:
    """Fill in a form from options, from what it knows, and by asking.

    Args:
        program: What messages begin with.
        form: The form.
        given: What options say, by the fields' keys.
        asking: Whether a person can be asked, at a terminal.
        take: Whether what is known is taken though it is not sure.
        option: The option for a field.
        writes: Whether it is written then, and a person asked for that; else it is only shown.

    Raises:
        CttuiError: Nobody can be asked, and something is missing, wrong or not sure; the options for it are named.
    """
    typed = {one.key: given.get(one.key, one.text) for one in form.fields}
    for one in form.fields:
        if typed[one.key] and (asking or one.key not in given):
            _show(one, typed[one.key], given=one.key in given)
    if not asking:
        return _unasked(form, typed, given, take=take, option=option)
    review = form.review(typed)
    _show_beside(review)
    pending = [one for one in form.fields if one.key not in given and (not one.sure or (one.required and not one.text))]
    try:
        for one in pending:
            typed[one.key] = _answer(form, one, typed)
            while trouble := form.review(typed).problems.get(one.key):
                tell(f"  {sentence(trouble)}")
                typed[one.key] = _answer(form, one, typed)
        while (wrong := _wrong(form, typed)) is not None:
            one, trouble = wrong
            tell(f"  {sentence(trouble)}")
            typed[one.key] = _answer(form, one, typed)
        known, review = review, form.review(typed)
        tell("")
        if review.beside != known.beside:
            _show_beside(review)
        if writes and not _agreed(form, review):
            tell(f"{program}: nothing was written")
            return Asked()
    except EOFError:
        tell(f"\n{program}: nothing was written")
        return Asked()
    return Asked(review.changes, review.says)


def _show_beside(review: Review) -> None:
    """What is known already."""
    for beside in review.beside:
        tell(beside.text if beside.role in {"heading", "fault"} else f"  {beside.text}")


READ = ("date", "issued", "district", "coordinates")
"""Fields of which it is told what was made of them: they are read from words, or filled from what the file knows."""


def _show_readings(form: Form, review: Review, keys: Iterable[str]) -> None:
    """What was made of what is given, or is not."""
    labels = {one.key: one.label for one in form.fields}
    for key in keys:
        if key in review.readings:
            tell(f"{labels[key]}: {review.readings[key]}")


def _unasked(
    form: Form, typed: Mapping[str, str], given: Mapping[str, str], *, take: bool, option: Callable[[str], str]
) -> Asked:
    review = form.review(typed)
    if review.problems:
        key, trouble = next(iter(review.problems.items()))
        raise CttuiError(f"{option(key)}: {trouble}")
    missing = [option(one.key) for one in form.fields if one.required and not typed[one.key]]
    if missing:
        raise CttuiError(f"not read from the document: {_and(missing)}; give {'it' if len(missing) == 1 else 'them'}")
    unsure = [option(one.key) for one in form.fields if one.text and not one.sure and one.key not in given]
    if unsure and not take:
        raise CttuiError(
            f"only guessed: {_and(unsure)}; give {'it' if len(unsure) == 1 else 'them'}, or take what was read with --yes"
        )
    # what the form knows is shown above, with its reason
    _show_readings(form, review, (key for key in READ if key in given or not typed.get(key)))
    return Asked(review.changes, review.says)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _show(one: Field, text: str, *, given: bool) -> None:
    """A value and where it comes from."""
    reason = "" if given or not one.reason else f" ({one.reason}{'' if one.sure else '; not sure'})"
    tell(f"{one.label}: {' '.join(text.split())}{reason}")


def _answer(form: Form, one: Field, typed: Mapping[str, str]) -> str:
    """What a person types in a field; nothing for what is proposed."""
    proposed = typed[one.key]
    with _Completing(form, one, typed):
        told = f" [{clean(proposed)}]" if proposed else ""
        hint = "" if proposed else f" ({one.help})"
        text = _typed(f"{one.label}{hint}{told}: ").strip()
    if not text:
        return proposed
    return "" if text == NOTHING else text


def _typed(prompt: str) -> str:
    """A line from the terminal; what is asked goes to standard error where standard output is taken for data.

    Raises:
        EOFError: There is none.
    """
    if sys.stdout.isatty():
        return input(clean(prompt))
    print(clean(prompt), end="", file=sys.stderr, flush=True)
    return input()


def _wrong(form: Form, typed: Mapping[str, str]) -> tuple[Field, str] | None:
    """The first field with something wrong in it, and what."""
    problems = form.review(typed).problems
    for one in form.fields:
        if one.key in problems:
            return one, problems[one.key]
        if one.required and not typed[one.key].strip():
            return one, f"{one.label} is missing"
    return None


def _agreed(form: Form, review: Review) -> bool:
    """Whether what is shown shall be written."""
    _show_readings(form, review, (*READ, "id"))
    return _typed(f"{review.says.rstrip('.')}: write it? [Y/n] ").strip().lower() in {"", "y", "yes"}


class _Completing:
    """Completes what is typed by what the form suggests, where there is readline."""

    def __init__(self, form: Form, one: Field, typed: Mapping[str, str]) -> None:
        self._form, self._one, self._typed = form, one, typed
        self._found: list[str] = []

    def __enter__(self) -> None:
        with suppress(ImportError):  # it is not everywhere
            import readline

            readline.set_completer_delims(",")
            readline.set_completer(self._complete)
            readline.parse_and_bind("tab: complete")

    def __exit__(self, *_: object) -> None:
        with suppress(ImportError):
            import readline

            readline.set_completer(None)

    def _complete(self, text: str, state: int) -> str | None:
        if state == 0:
            begun = text.strip()
            found = self._form.suggest(self._one.key, {**self._typed, self._one.key: begun})
            lead = text[: len(text) - len(text.lstrip())]
            self._found = [lead + one.text for one in found if one.text.lower().startswith(begun.lower())]
        return self._found[state] if state < len(self._found) else None
