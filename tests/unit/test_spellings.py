"""Names in running text: found wherever they stand, in one pass."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cttui.model.records import Spelling
from cttui.store.search import Spellings

_names = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(" ".join)


@given(
    st.lists(st.builds(Spelling, name=_names, aliases=st.lists(_names, max_size=3).map(tuple)), max_size=5),
    st.lists(st.sampled_from("abcd"), max_size=12),
)
def test_all_spellings_of_every_name_that_occurs_are_found(names: list[Spelling], found: list[str]) -> None:
    """The spellings found are those of the names of which some spelling stands in the text, word by word."""

    def occurs(spelling: str) -> bool:
        wanted = spelling.split()
        return any(found[at : at + len(wanted)] == wanted for at in range(len(found)))

    wanted = {form for one in names if any(map(occurs, (one.name, *one.aliases))) for form in (one.name, *one.aliases)}
    assert set(Spellings(names).others(found)) == wanted


def test_names_that_begin_alike_take_no_longer() -> None:
    """Thousands of names of the same first words are looked for at once."""
    names = [Spelling(name="a " * count + "b") for count in range(1, 500)]
    assert Spellings(names).others(["a"] * 200_000) == []
