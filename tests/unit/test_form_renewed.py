"""Forms whose record somebody else changed: each field is theirs who changed it, and saving again after the conflict writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cttui.curation.adding import form_of
from cttui.curation.changes import AddItem
from cttui.curation.claim import ClaimForm, of_claim
from cttui.curation.event import EventForm
from cttui.curation.forms import Form, merged
from cttui.curation.known import Known
from cttui.curation.opened import Open
from cttui.errors import ConflictError, TimelineEditError
from cttui.store.cache import open_content

SMALL = Path(__file__).parents[1] / "ui" / "small.toml"
EVENT, SOURCE = "post-attack", "dawn-1"
TITLE = 'title = "Attack on a post [/red] [citation needed]"'
CLAIM = 'value = 7, by = "ISPR", source = "ispr-1"'


@pytest.fixture
def file(tmp_path: Path) -> Open:
    """A copy of the small timeline that may be changed."""
    path = tmp_path / "small.toml"
    content = SMALL.read_bytes()
    path.write_bytes(content)
    return Open(path, None, open_content(content, path, None), content)


def of_event(file: Open) -> Form:
    """The form of an event."""
    return EventForm.of(file.index, next(one for one in file.index.events(range(file.index.count)) if one.id == EVENT))


def of_source(file: Open) -> Form:
    """The form of a source."""
    form = form_of(file.index, SOURCE)
    assert form is not None
    return form


def of_figure(file: Open) -> Form:
    """The form of a claim."""
    known = Known(file.index)
    event, claim = next((event, one) for event, one in known.claims if (event, one.value) == (EVENT, 7))
    return ClaimForm(known, of_claim(claim, event))


def texts(form: Form) -> dict[str, str]:
    """What stands in a form's fields at first."""
    return {one.key: one.text for one in form.fields}


@pytest.mark.parametrize("seen", [False, True])
@pytest.mark.parametrize(
    ("opened", "mine", "theirs", "others", "kept"),
    [
        (
            of_event,
            ("title", "Mine"),
            (TITLE, 'title = "Theirs"'),
            ('tags = ["post"]', 'tags = ["theirs"]'),
            ("tags", "theirs"),
        ),
        (
            of_source,
            ("digest", "Mine"),
            ('digest = """The paper', 'digest = """Theirs'),
            ('issued = "2024-01-06"', 'issued = "2024-01-08"'),
            ("issued", "2024-01-08"),
        ),
        (of_figure, ("number", "9"), (CLAIM, CLAIM.replace("7", "8")), ('"سات افراد"', '"theirs"'), ("quote", "theirs")),
    ],
)
def test_saving_again_after_a_conflict_writes_what_was_typed_and_keeps_the_rest(
    file: Open,
    opened: Callable[[Open], Form],
    mine: tuple[str, str],
    theirs: tuple[str, str],
    others: tuple[str, str],
    kept: tuple[str, str],
    seen: bool,
) -> None:
    """The field that both changed is as it was typed, the one that only the other changed as they wrote it."""
    form = opened(file)
    begun = texts(form)
    typed = {**begun, mine[0]: mine[1]}
    before = file.path.read_text()
    assert (before.count(theirs[0]), before.count(others[0])) == (1, 1)
    elsewhere = before.replace(*theirs).replace(*others)
    file.path.write_text(elsewhere)
    if seen:
        # it was taken over while the form was open
        file.look()
    with pytest.raises(ConflictError):
        file.change(*form.review(typed).changes, says="Mine.")
    assert file.path.read_text() == elsewhere
    file.look()
    assert form.renew(file.index)
    found = merged(begun, typed, texts(form))
    assert found.taken == {kept[0]}
    assert list(found.clashes) == [mine[0]]
    assert found.texts[kept[0]] == kept[1]
    file.change(*form.review(found.texts).changes, says="Mine.")
    again = texts(opened(file)) if opened is not of_figure else texts(form) | {mine[0]: mine[1]}
    assert again == {**texts(form), mine[0]: mine[1]}
    after = file.path.read_text().splitlines()
    differing = [line for line in after if line not in elsewhere.splitlines()]
    assert [line for line in differing if mine[1] in line or kept[1] in line] == differing
    assert kept[1] in file.path.read_text()


def test_a_claim_that_was_taken_out_is_added_by_saving_again(file: Open) -> None:
    """Whoever saw that it is gone and saves it all the same adds it; the other claims stay."""
    form = of_figure(file)
    typed = {**texts(form), "number": "9"}
    lines = file.path.read_text().splitlines(keepends=True)
    file.path.write_text("".join(line for line in lines if CLAIM not in line))
    with pytest.raises(ConflictError):
        file.change(*form.review(typed).changes, says="Mine.")
    file.look()
    assert form.renew(file.index)
    changes = form.review(typed).changes
    assert [type(one) for one in changes] == [AddItem]
    file.change(*changes, says="Mine.")
    assert file.path.read_text().count('source = "ispr-1"') == "".join(lines).count('source = "ispr-1"')


@pytest.mark.parametrize("opened", [of_event, of_figure])
def test_a_record_that_is_gone_is_not_written_again(file: Open, opened: Callable[[Open], Form]) -> None:
    """The form stays as it is, and saving it is refused for as long as the record is gone."""
    form = opened(file)
    typed = {**texts(form), "title": "Mine"} if opened is of_event else {**texts(form), "number": "9"}
    text = file.path.read_text()
    start, stop = text.index(f'[[event]]\nid = "{EVENT}"'), text.index('[[event]]\nid = "wide-title"')
    file.path.write_text((text[:start] + text[stop:]).replace(f'"{EVENT}"', '"wide-title"'))
    file.look()
    assert not form.renew(file.index)
    with pytest.raises(TimelineEditError, match=r"was removed|there is no event"):
        file.change(*form.review(typed).changes, says="Mine.")


def test_a_new_event_whose_id_was_taken_meanwhile_says_so(file: Open) -> None:
    """Its id is what is wrong after that, and not the file."""
    form = EventForm.new(file.index)
    typed = {**texts(form), "title": "Mine", "kind": "attack", "id": "mine", "date": "2024-05-01"}
    assert not form.review(typed).problems
    file.path.write_text(file.path.read_text().replace('id = "wide-title"', 'id = "mine"').replace('"wide-title"', '"mine"'))
    file.look()
    assert form.renew(file.index)
    assert list(form.review(typed).problems) == ["id"]


def test_each_field_is_theirs_who_changed_it() -> None:
    """Mine, theirs, both alike, and both otherwise: only the last is a clash, in which the typed text stays."""
    begun = dict.fromkeys("abcde", "old")
    found = merged(
        begun, {**begun, "a": "mine", "c": "same", "d": "mine"}, {**begun, "b": "theirs", "c": "same", "d": "theirs"}
    )
    assert found.texts == {"a": "mine", "b": "theirs", "c": "same", "d": "mine", "e": "old"}
    assert found.taken == frozenset("b")
    assert found.clashes == {"d": "theirs"}
