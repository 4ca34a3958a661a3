"""What all tests share: the shipped timeline, its index, and how hypothesis looks for examples."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from cttui.model.records import Timeline
from cttui.settings import SETTINGS
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from cttui.timeline import load

# where a change is judged the examples are the same each time; while one works they are new ones
settings.register_profile(
    "cttui",
    deadline=None,
    database=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
# for mutation runs, where a failure is enough and none smaller is looked for: pytest --hypothesis-profile=first-failure
settings.register_profile("first-failure", settings.get_profile("cttui"), phases=[Phase.explicit, Phase.generate])
settings.load_profile("cttui")


QUICK_EXAMPLES = 5
"""Examples of a property without ``--thorough``: enough to find what is broken outright."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Tests are quick while one works, and thorough before a change is taken."""
    parser.addoption("--thorough", action="store_true", help="every example of each property, and tests marked thorough")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without ``--thorough``, look at few examples of each property, and leave out what takes programs and seconds."""
    if config.getoption("--thorough"):
        return
    left = [item for item in items if item.get_closest_marker("thorough")]
    items[:] = [item for item in items if not item.get_closest_marker("thorough")]
    config.hook.pytest_deselected(items=left)
    for item in items:
        test = getattr(item, "obj", None)
        asked = getattr(test, "_hypothesis_internal_use_settings", None)
        if test is not None and asked is not None and asked.max_examples > QUICK_EXAMPLES:
            # hypothesis keeps a test's settings there, and has no public way to lower them
            test._hypothesis_internal_use_settings = settings(asked, max_examples=QUICK_EXAMPLES)


@pytest.fixture(autouse=True, scope="session")
def _no_notebook_of_the_tester(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees or changes the marks, notes and settings of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CTTUI_NOTEBOOK", str(tmp_path_factory.mktemp("notebook")))
        for setting in SETTINGS:
            patch.delenv(setting.variable or "CTTUI_NONE", raising=False)
        patch.setenv("CTTUI_SETTINGS", str(tmp_path_factory.mktemp("settings") / "settings.toml"))
        yield


@pytest.fixture(scope="session")
def shipped_path() -> Path:
    """The timeline that comes with cttui."""
    return Path(__file__).parents[1] / "data" / "timeline.toml"


@pytest.fixture(scope="session")
def shipped(shipped_path: Path) -> Timeline:
    """The shipped timeline, read from its file."""
    return load.load(shipped_path)


@pytest.fixture(scope="session")
def shipped_index(shipped_path: Path) -> Iterator[Index]:
    """The shipped timeline, compiled into memory."""
    index = open_timeline(shipped_path, None)
    yield index
    index.close()
