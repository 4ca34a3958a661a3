"""Figures of a copy: what is to be looked at, what is taken, and what was said to be no figure, remembered in the notebook."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.copies.attach import keep
from cttui.copies.library import Library
from cttui.copies.quotes import Folded
from cttui.errors import NotebookError
from cttui.explore.copy import Quoted, locate
from cttui.explore.curator import Curator
from cttui.explore.explorer import Explorer
from cttui.explore.figures import figures_of
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.notebook.records import Dismissal
from cttui.proposals.reader import read, readings
from cttui.store.sqlite import SqliteIndex as Index

TEXT = """The violence has claimed 124 lives and injured 178 others so far. At least 20 houses were burnt.

Route 9001 is closed. The camp has 4,500. The violence has claimed 124 lives."""
COPY, OTHER = "a" * 64, "b" * 64
SENTENCES = (
    "Police arrested 12 suspects in Quetta. ", "At least 20 people were killed and 35 injured. ", "The fund has 4,500. ",
    "Nearly 300 families fled. ", "It was the 3rd attack of 2024.\n\n", "Dozens of shops were burnt. ",
)  # fmt: skip


def notebook(folder: Path) -> Notebook:
    """A notebook in a folder."""
    return Notebook(folder / "notebook.toml", "t", clock=lambda: datetime(2026, 11, 26, 5, tzinfo=UTC))


def located(text: str, *quotes: str) -> tuple[Quoted, ...]:
    """Quotes of the timeline, with their places in a text."""
    return locate([Quoted("e", "E", f"claim of {quote}", quote) for quote in quotes], Folded(text))


def test_each_figure_stands_in_one_list() -> None:
    """Sure and unsure figures to look at, taken and dismissed ones are together what the text states, and the counts say so."""
    stated = read(TEXT)
    quotes = located(TEXT, "has claimed 124 lives")
    start, end = next((one.start, one.end) for one in stated.proposals if one.min == 20)
    view = figures_of(TEXT, stated, quotes, [Dismissal(COPY, f"{start}-{end}", "20", "")])
    assert [figure.label for figure in view.sure] == ["178 injured"]
    assert [figure.label for figure in view.unsure] == ["4,500"]
    assert [(figure.label, figure.taken.label) for figure in view.taken if figure.taken] == [
        ("124 killed", "claim of has claimed 124 lives")
    ]
    assert view.dismissed == 1
    assert view.counts == "4 figures stated · 1 taken · 1 dismissed · 2 to look at"
    assert len(view.taken[0].spans) == 2


@pytest.mark.parametrize(("quote", "taken"), [("At least 20", 1), ("20 houses", 1), ("At least", 0), ("claimed 124", 1)])
def test_a_quote_takes_the_figures_that_lie_inside_it(quote: str, taken: int) -> None:
    """A figure at either end of a quote is inside it; one beside it is not."""
    assert len(figures_of(TEXT, read(TEXT), located(TEXT, quote)).taken) == taken


@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.data())
def test_the_counts_equal_the_lists(sentences: list[str], data: st.DataObject) -> None:
    """Whatever is taken and dismissed, no figure is lost and none stands twice."""
    text = "".join(sentences)
    stated = read(text)
    some = data.draw(st.lists(st.sampled_from(stated.proposals), max_size=4)) if stated.proposals else []
    dismissals = [Dismissal(COPY, f"{one.start}-{one.end}", text[one.start : one.end], "") for one in some]
    words = data.draw(st.lists(st.sampled_from(stated.proposals), max_size=2)) if stated.proposals else []
    view = figures_of(text, stated, located(text, *(one.quote for one in words)), dismissals)
    lists = [figure.span for figures in (view.sure, view.unsure, view.taken) for figure in figures]
    assert len(lists) == len(set(lists))
    assert len(lists) + view.dismissed == len(stated.proposals) == view.stated
    assert view.left == len(view.sure) + len(view.unsure)
    for figure in (*view.sure, *view.unsure):
        assert text[slice(*figure.span)] in " ".join(figure.words.split()) or "\n" in text[slice(*figure.span)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Clashes in the north leave 12 dead", "Clashes in the north leave 12 dead"),
        ("Raids went on.\n\nAt least 12 men were killed.\n\nMore soon.", "At least 12 men were killed."),
        ("The raids went on there for long. In all more than 12 men were killed.", "In all more than 12 men were killed."),
        ("Officials of the district said that 12 men were killed.", "…said that 12 men were killed."),
    ],
)
def test_the_words_around_a_figure_begin_where_its_sentence_does(text: str, words: str) -> None:
    """What stands before a number is cut at a word, and said to be cut only within a sentence."""
    figure = figures_of(text, read(text), (), ()).sure[0]
    assert figure.words == words


def test_a_dismissal_of_another_text_does_not_count() -> None:
    """If something else stands at a dismissed place, nothing is dismissed; nonsense in the notebook dismisses nothing."""
    stated = read(TEXT)
    places = [f"{stated.proposals[0].start}-{stated.proposals[0].end}", "x-y", "1-", "9" * 40 + "-3", "-5--2", "0-999999"]
    view = figures_of(TEXT, stated, (), [Dismissal(COPY, place, "125", "") for place in places])
    assert view.dismissed == 0


def test_a_dismissal_is_remembered_by_copy_and_place(tmp_path: Path) -> None:
    """A dismissal is a row of the notebook that survives, is no other copy's, and is taken back last first."""
    book = notebook(tmp_path)
    book.dismiss(COPY, "25-28", "124")
    book.dismiss(OTHER, "25-28", "124")
    book.dismiss(COPY, "40-43", "178\n others")
    book.dismiss(COPY, "25-28", "124")
    text = book.file.read_text(encoding="utf-8")
    assert text.count("[[dismissal]]") == 3
    assert f'[[dismissal]]\ncopy = "{COPY}"\nplace = "25-28"\nfigure = "124"\nmade = "2026-11-26T05:00:00Z"\n' in text
    again = notebook(tmp_path).read()
    assert [(one.place, one.figure) for one in again.dismissed(COPY)] == [("25-28", "124"), ("40-43", "178 others")]
    book.restore(COPY, "40-43")
    book.restore(COPY, "40-43")
    assert [one.place for one in book.read().dismissed(COPY)] == ["25-28"]
    assert [one.place for one in book.read().dismissed(OTHER)] == ["25-28"]


@pytest.mark.parametrize(
    ("rows", "trouble"),
    [
        ('copy = "a"\nplace = "1-2"', "this dismissal has no figure; add one, or delete the dismissal"),
        ('copy = "a"\nplace = 3\nfigure = "x"', "the place of this dismissal is not a string"),
        (
            'copy = "a"\nplace = "1-2"\nfigure = "x"\n[[dismissal]]\ncopy = "a"\nplace = "1-2"\nfigure = "y"',
            "this place of the copy is dismissed already",
        ),
    ],
)
def test_a_faulty_dismissal_is_reported(tmp_path: Path, rows: str, trouble: str) -> None:
    """A row that is none is named with its line, and the notebook is left as it is."""
    book = notebook(tmp_path)
    book.file.write_text(f"[[dismissal]]\n{rows}\n", encoding="utf-8")
    with pytest.raises(NotebookError, match=trouble):
        book.read()


def test_a_long_text_is_read_bit_by_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read so far is told again and again, in order, and last the whole; a short text is told once."""
    text = "Police arrested 12 suspects in the city.\n\nAt least 20 people were killed there.\n\n" * 200
    monkeypatch.setattr("cttui.proposals.reader.READ_AT_ONCE", 3000)
    told = list(readings(text))
    assert len(told) > 3
    ends = [one.end for one in told]
    assert ends == sorted(ends)
    assert told[-1] == read(text)
    for one in told:
        assert [proposal.start for proposal in one.proposals] == [
            proposal.start for proposal in told[-1].proposals if proposal.start < one.end
        ]
    assert len(list(readings("At least 20 people were killed."))) == 1


def test_the_curator_reads_a_copy_once(shipped_index: Index, tmp_path: Path) -> None:
    """The figures of a copy are read once; what is dismissed and taken back changes the lists, and only those of this copy."""
    library = Library(tmp_path / "library")
    source = "newsx-2024-11-30-kurram"
    keep(library, source, TEXT.encode(), name="page.txt")
    book = Notebook(tmp_path / "notebook.toml", shipped_index.head.meta.id)
    explorer = Explorer(shipped_index, "", "2024-11-22-kurram-clashes", library, lambda: Desk(shipped_index, book))
    curator = Curator(explorer)
    copy = curator.copy(source)
    assert copy is not None
    assert curator.listed(copy).left == 0
    reading = curator.figures(copy)
    views = [next(reading)]
    assert curator.listed(copy) == views[0], "a figure may be dismissed before reading has ended"
    views += reading
    assert views[-1].left == 4
    assert list(curator.figures(copy)) == [views[-1]]
    curator.dismiss(copy, views[-1].sure[0])
    assert curator.listed(copy).dismissed == 1
    assert curator.listed(copy).left == 3
    assert curator.restore(copy) == "124"
    assert curator.listed(copy) == views[-1]
    assert curator.restore(copy) == ""
    form = curator.of_figure(copy, views[-1].sure[0])
    assert form.review({**{one.key: one.text for one in form.fields}, "quote": "not there"}).problems["quote"]
