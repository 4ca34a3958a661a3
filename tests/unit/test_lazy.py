"""Data classes whose methods are made late behave as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from cttui.lazy import DERIVED, dataclass, derived
from cttui.lazy import _dataclass as lazily

FLAGS = [
    {"frozen": frozen, "slots": slots, "kw_only": kw_only, "eq": eq}
    for frozen in (False, True)
    for slots in (False, True)
    for kw_only in (False, True)
    for eq in (False, True)
]


def _pair(**flags: bool) -> tuple[Any, Any]:
    """One class twice: made by the standard library, and late."""

    def make(decorate: Callable[..., Any]) -> Any:
        class Point:
            """A point."""

            x: int
            names: tuple[str, ...] = ()
            made: list[int] = dataclasses.field(default_factory=list)
            hint: str = dataclasses.field(default="", compare=False, repr=False)

            def __post_init__(self) -> None:
                object.__setattr__(self, "names", (*self.names, "after"))

        return decorate(**flags)(Point)

    return make(dataclasses.dataclass), make(lazily)


def _tried(act: Callable[..., Any], *values: object, **named: object) -> Any:
    """What an act gives, or the kind of error that it ends in."""
    try:
        return act(*values, **named)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other must raise it too
        return type(error)


def _seen(cls: Any, x: int, names: tuple[str, ...], by_place: bool) -> list[object]:
    """All that can be seen of a class and of an object of it."""
    point = _tried(cls, x, names) if by_place else _tried(cls, x=x, names=names, hint="h")
    if isinstance(point, type):
        return [point]
    again = _tried(cls, x=x, names=names)
    return [
        dataclasses.is_dataclass(point),
        repr(point),
        point == again,
        point == cls(x=x, names=names, made=[1]),
        point == object(),
        _tried(hash, point) == _tried(hash, point),
        type(_tried(hash, dataclasses.replace(point, made=()))),
        dataclasses.asdict(point),
        [(field.name, field.kw_only) for field in dataclasses.fields(point)],
        dataclasses.asdict(dataclasses.replace(point, x=9)),
        dataclasses.asdict(copy.deepcopy(point)),
        _tried(setattr, point, "x", 5),
        # some versions of the library trip over their own slots here, with another error
        isinstance(_tried(setattr, point, "other", 5), type),
        _tried(delattr, point, "x"),
        getattr(point, "x", None),
        _tried(cls),
        _tried(cls, 1, (), [], "", 5),
        _tried(cls, x=1, y=2),
        cls.__match_args__,
        point.made is again.made,
        hasattr(point, "__dict__"),
    ]


@pytest.mark.parametrize("flags", FLAGS, ids=lambda flags: ",".join(name for name, on in flags.items() if on) or "plain")
@given(st.integers(-2, 2), st.lists(st.sampled_from("ab"), max_size=2), st.booleans())
def test_a_late_class_does_what_the_librarys_does(flags: dict[str, bool], x: int, names: list[str], by_place: bool) -> None:
    """Making, comparing, hashing, showing, replacing, copying, changing and wrong arguments come out the same."""
    library, late = (_seen(cls, x, tuple(names), by_place) for cls in _pair(**flags))
    assert late == library


@dataclass(frozen=True, slots=True)
class Base:
    """A base with a field."""

    negated: bool


@dataclass(frozen=True, slots=True)
class Word(Base):
    """A class below it that shows itself."""

    typed: str

    def __repr__(self) -> str:
        return f"<{self.typed}>"


def test_a_late_class_inherits_matches_and_pickles() -> None:
    """Fields of a base come first, a method of one's own stands, patterns take fields by place, and pickles come back."""
    word = Word(True, "x")
    assert repr(word) == "<x>"
    assert word == pickle.loads(pickle.dumps(word))  # noqa: S301 - our own
    match word:
        case Word(negated, typed):
            assert (negated, typed) == (True, "x")
        case _:
            pytest.fail("no match")
    assert Word(True, "x") != Base(True)


def test_pydantic_reads_a_late_class() -> None:
    """A record is read and checked by pydantic as one of the standard library."""
    adapter = TypeAdapter(Word)
    assert adapter.validate_python({"negated": False, "typed": "y"}) == Word(False, "y")


def test_what_is_derived_is_made_once_for_the_same_object() -> None:
    """What a function derives is made once for one object, anew for an equal one, and of the last few alone is it kept."""
    made: list[tuple[int, ...]] = []

    @derived
    def total(numbers: tuple[int, ...]) -> int:
        """The sum."""
        made.append(numbers)
        return sum(numbers)

    first = [tuple(range(start, start + 3)) for start in range(DERIVED)]
    assert [total(numbers) for numbers in (*first, *first)] == [3, 6, 9, 12] * 2
    assert made == first
    equal = tuple(iter(first[0]))
    assert equal is not first[0]
    # the fifth puts the first out, which is then made again
    assert (total(equal), total(first[0]), total(first[-1])) == (3, 3, 12)
    assert made == [*first, equal, first[0]]
    assert total.__doc__ == "The sum."
