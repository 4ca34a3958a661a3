"""What changed in a view since an earlier edition, held against the two selections themselves; where an edition is found."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.errors import QueryError
from cttui.explore.earlier import ADDED, CHANGED, MATCHING, UNMATCHED, WITHDRAWN, Earlier
from cttui.model.records import Event, Timeline
from cttui.query.language import parse
from cttui.store import cache, editions
from cttui.timeline import load, revisions
from strategies import ids, indexed, query_texts, small_timeline, timelines


@st.composite
def later(draw: st.DrawFn, timeline: Timeline) -> Timeline:
    """A timeline of which some events were removed, retitled or moved in time since, and a few are new."""
    kept: list[Event] = []
    for event in timeline.events:
        what = draw(st.sampled_from(["stays", "stays", "goes", "retitled", "moved"]))
        if what == "retitled":
            kept.append(replace(event, title=draw(st.sampled_from(["Karachi", "five Chinese", "Other"]))))
        elif what == "moved":
            kept.append(replace(event, date=draw(st.sampled_from(["2024-03", "2023", ""]))))
        elif what == "stays":
            kept.append(event)
    new = [
        Event(id=f"new{number}", date="2024-03", kind="attack", title="Karachi", provinces=())
        for number in range(draw(st.integers(0, 2)))
    ]
    there = {event.id for event in (*kept, *new)}
    left = [
        replace(event, responds_to=tuple(filter(there.__contains__, event.responds_to)),
                related=tuple(filter(there.__contains__, event.related)))
        for event in (*kept, *new)
    ]  # fmt: skip
    return replace(timeline, events=tuple(left), threads=())


@given(st.data())
def test_the_changes_of_a_view_are_those_of_its_events(data: st.DataObject) -> None:
    """Each event of either selection that differs stands under the one heading that says what became of it; no other does."""
    old = replace(data.draw(timelines()), threads=())
    new = data.draw(later(old))
    with indexed(old) as before, indexed(new) as after:
        text = data.draw(query_texts(after.vocabulary))
        try:
            query, same = parse(text, after.vocabulary), parse(text, before.vocabulary)
        except QueryError:
            return
        was, now = {event.id: event for event in old.events}, {event.id: event for event in new.events}
        then, here = set(ids(before, same)), set(ids(after, query))
        expected = {
            ADDED: {id_ for id_ in here if id_ not in was},
            MATCHING: {id_ for id_ in here - then if id_ in was},
            CHANGED: {id_ for id_ in here & then if was[id_] != now[id_]},
            UNMATCHED: {id_ for id_ in then - here if id_ in now},
            WITHDRAWN: {id_ for id_ in then if id_ not in now},
        }
        found = Earlier(old, "then").changed(after, query, "all")
        listed = {
            heading.removeprefix("events ").rpartition("  ")[0]: {line.split("  ")[0] for depth, line in lines if not depth}
            for heading, lines in found.sections
            if heading.startswith("events ")
        }
        assert listed == {what: events for what, events in expected.items() if events}
        assert dict(found.events) == {what: len(events) for what, events in expected.items() if events}
        counts = dict(found.counts)
        assert counts.get("events") == (f"{len(then):,} → {len(here):,}" if len(then) != len(here) else None)


def test_marks_hold_in_both_editions() -> None:
    """A filter by the reader's marks finds the marked events of the earlier edition too, so one that changed is changed."""
    old = small_timeline()
    new = replace(old, events=tuple(replace(event, title="Other") if event.id == "blast" else event for event in old.events))
    with indexed(new) as index:
        index.own({("is", "marked"): {"blast", "late"}})
        found = Earlier(old, "then").changed(index, parse("is:marked", index.vocabulary), "all")
    assert found.events == ((CHANGED, 1),)
    assert found.counts == ()


def test_what_a_filter_names_may_be_newer_than_the_edition() -> None:
    """A filter by a value that the edition did not have is said, and every event that matches it came since."""
    event = '[[event]]\nid = "a"\ndate = "2024"\nkind = "attack"\ntitle = "A"\nprovinces = []\n'
    text = f"{TEXT.format('T')}\n{event}".encode()
    new = load.parse(text.replace(b"provinces", b'tags = ["cpec"]\nprovinces'), "t")
    with indexed(new) as index:
        found = Earlier(load.parse(text, "t"), "the edition of the link").changed(
            index, parse("tag:cpec", index.vocabulary), "all"
        )
    assert found.trouble == "The edition of the link has no such view: unknown tag 'cpec'."
    assert found.events == ((MATCHING, 1),)
    assert "    tags: added cpec" in list(found.lines())


# -- where an edition is found ---------------------------------------------------------------------------------------

TEXT = '[timeline]\nid = "t"\ntitle = "{}"\nperiod = "2024"\n'


def git(folder: Path, *words: str) -> None:
    """Run git in a folder."""
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *named, *words], cwd=folder, check=True, capture_output=True)  # noqa: S603, S607 - our own words


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that was committed three times, the second time on another branch, in a folder below the repository's."""
    found = tmp_path / "kept" / "a [b]*.toml"
    found.parent.mkdir()
    git(tmp_path, "init", "-q", "-b", "main")
    for title, branch in (("One", ""), ("Two", "other"), ("Three", "main")):
        if branch == "other":
            git(tmp_path, "checkout", "-qb", branch)
        elif branch:
            git(tmp_path, "checkout", "-q", branch)
        found.write_text(TEXT.format(title), encoding="utf-8")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-qm", title)
    return found


@pytest.mark.parametrize("title", ["One", "Two", "Three"])
def test_an_edition_is_found_in_git(path: Path, title: str) -> None:
    """Every edition that was committed, on whatever branch, is found by its hash, whatever the file is called."""
    content = TEXT.format(title).encode()
    found = revisions.with_digest(hashlib.sha256(content).hexdigest(), path)
    assert found is not None
    assert found[1] == content
    edition = editions.find(hashlib.sha256(content).hexdigest(), path, None)
    assert edition is not None
    assert edition.timeline.meta.title == title
    assert edition.where == f"in git, revision {found[0][:12]}"


def test_an_edition_that_was_never_committed_is_not_found(path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """An unknown hash, another file of the repository, a folder that is none, and a name with a line break give nothing."""
    digest = hashlib.sha256(TEXT.format("One").encode()).hexdigest()
    assert revisions.with_digest("0" * 64, path) is None
    assert revisions.with_digest(digest, path.with_name("b.toml")) is None
    assert revisions.with_digest(digest, tmp_path_factory.mktemp("bare") / "t.toml") is None
    assert revisions.with_digest(digest, path.with_name("a\nb.toml")) is None


def test_an_edition_is_found_in_the_cache(tmp_path: Path) -> None:
    """A timeline that was opened once is read back from its store; a store that is damaged, or another's, is passed over."""
    content = TEXT.format("One").encode()
    digest, folder = hashlib.sha256(content).hexdigest(), tmp_path / "cache"
    cache.index_of(load.parse(content, "t"), folder).close()
    found = editions.find(digest, tmp_path / "t.toml", folder)
    assert found is not None
    assert (found.timeline.meta.title, found.where) == ("One", "in the cache of opened timelines")
    # a store has half of the digest in its name
    other = digest[:32] + digest[32:][::-1]
    assert editions.find(other, tmp_path / "t.toml", folder) is None
    store = cache.compiled(digest, folder)
    store.write_bytes(store.read_bytes()[:-100])
    assert editions.find(digest, tmp_path / "t.toml", folder) is None
