"""What is made when it is first needed: the methods of data classes, and what is derived of records.

``dataclass`` is the standard library's, with methods that are made when they are first called.

A data class of the standard library compiles five methods when its module is imported, at a third of a millisecond a class;
a launch defines a hundred classes and uses a few of them. Here a class is still made by the standard library (so ``fields``,
``replace``, ``asdict``, patterns and pydantic know it), its ``__init__`` is compiled when the first object is made, and the
other methods are plain functions. tests/unit/test_lazy.py holds classes made here against those of the standard library.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["dataclass", "derived"]

T = TypeVar("T")
R = TypeVar("R")

DERIVED = 4
"""Of how many objects a function keeps what it made."""


def derived(make: Callable[[T], R]) -> Callable[[T], R]:
    """Let a function of a frozen object keep what it made of the last few.

    They are told by being the same object, since comparing or hashing one of a thousand records takes longer than most answers.
    """
    kept: dict[int, tuple[T, R]] = {}

    def made_of(one: T) -> R:
        # the object is kept too, so that no other has its number
        if (found := kept.get(id(one))) is not None:
            return found[1]
        made = make(one)
        while len(kept) >= DERIVED:
            kept.pop(next(iter(kept)), None)
        kept[id(one)] = one, made
        return made

    made_of.__doc__ = make.__doc__
    return made_of


def _dataclass(
    cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, kw_only: bool = False, eq: bool = True
) -> Any:
    """Make a class a data class.

    Args:
        cls: The class, where the decorator stands without arguments.
        frozen: Whether its objects refuse to be changed.
        slots: Whether its objects have room for their fields alone.
        kw_only: Whether fields are given by name alone.
        eq: Whether objects with the same fields are equal; frozen ones can then be hashed.
    """

    def make(bare: type) -> type:
        own = set(vars(bare))
        made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(bare)
        for name, method in _methods(made, frozen=frozen, slots=slots, eq=eq):
            if name not in own:
                setattr(made, name, method)
        return made

    return make if cls is None else make(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass


def _methods(made: type, *, frozen: bool, slots: bool, eq: bool) -> Iterator[tuple[str, object]]:
    """The methods of a data class, by name."""
    fields = dataclasses.fields(made)
    shown = tuple(field.name for field in fields if field.repr)

    def init(self: object, *values: object, **named: object) -> None:
        made.__init__ = compiled = _init(made, frozen=frozen)  # type: ignore[misc]  # from now on the compiled one
        compiled(self, *values, **named)

    def represent(self: object) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    yield "__init__", init
    yield "__repr__", represent
    if eq:
        compared = _getter(tuple(field.name for field in fields if field.compare))

        def equal(self: object, other: object) -> bool:
            return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

        yield "__eq__", equal
        hashed = _getter(tuple(field.name for field in fields if (field.compare if field.hash is None else field.hash)))
        yield "__hash__", (lambda self: hash(hashed(self))) if frozen else None
    if frozen:
        yield from _frozen(made, tuple(field.name for field in fields), slots=slots)


def _frozen(made: Any, names: tuple[str, ...], *, slots: bool) -> Iterator[tuple[str, object]]:
    """What keeps objects from being changed, and what copies and pickles them nevertheless."""

    def set_attribute(self: object, name: str, value: object) -> None:
        if type(self) is made or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(made, self).__setattr__(name, value)

    def delete_attribute(self: object, name: str) -> None:
        if type(self) is made or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(made, self).__delattr__(name)

    yield "__setattr__", set_attribute
    yield "__delattr__", delete_attribute
    if slots:
        values = _getter(names)

        def restore(self: object, state: tuple[object, ...]) -> None:
            for name, value in zip(names, state, strict=True):
                object.__setattr__(self, name, value)

        # an attrgetter is no function, and would not be given the object
        yield "__getstate__", lambda self: tuple(values(self))
        yield "__setstate__", restore


def _getter(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """What reads some fields of an object as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    # an attrgetter of one name gives the value itself
    return lambda found: tuple(getattr(found, name) for name in names)


def _init(made: type, *, frozen: bool) -> Callable[..., None]:
    """Compile the ``__init__`` of a data class."""
    known: dict[str, Any] = {"MISSING": dataclasses.MISSING, "set_field": object.__setattr__}
    by_place, by_name, body = ["self"], list[str](), list[str]()
    for field in dataclasses.fields(made):
        name, argument = field.name, field.name
        if field.default_factory is not dataclasses.MISSING:
            known[f"make_{name}"] = field.default_factory
            argument = f"{name}=MISSING"
            body.append(f"if {name} is MISSING: {name} = make_{name}()")
        elif field.default is not dataclasses.MISSING:
            known[f"default_{name}"] = field.default
            argument = f"{name}=default_{name}"
        (by_name if field.kw_only else by_place).append(argument)
        body.append(f"set_field(self, {name!r}, {name})" if frozen else f"self.{name} = {name}")
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    arguments = ", ".join([*by_place, *(["*", *by_name] if by_name else [])])
    source = "\n    ".join([f"def __init__({arguments}):", *(body or ["pass"])])
    space: dict[str, Any] = {}
    exec(compile(source, f"<{made.__qualname__}.__init__>", "exec"), known, space)  # noqa: S102 - made of names of our own fields
    init: Callable[..., None] = space["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init
