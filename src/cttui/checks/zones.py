"""The rule for the timeline's time zone: it is one that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cttui.checks.rule import Finding, Level, Rule, Subject
from cttui.text import nearest

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])0?(\d{1,2})(?::?00)?", re.ASCII | re.IGNORECASE)
"""A number of whole hours from UTC, as it is often written in place of a zone."""
_MOST_HOURS = 12
"""Hours up to which the database has a zone for an offset on both sides of UTC."""


def _unknown(subject: Subject) -> Iterator[Finding]:
    """A time zone that the database does not have: days are then counted in UTC."""
    name = subject.timeline.meta.time_zone
    if name and not _exists(name):
        remedy = f"no time zone of this name, so days are counted as the dates give them; {_way_out(name)}"
        yield Finding(("timeline", "time_zone"), "[timeline]", "time_zone", f'"{name}"', remedy)


def _exists(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return True


def _way_out(name: str) -> str:
    """What to write: the zone of that offset, the one that was most likely meant, or what a name looks like."""
    if (offset := _OFFSET.fullmatch(name.strip())) and int(offset[2]) <= _MOST_HOURS:
        # POSIX counts the hours to the west, and the names of these zones do too
        zone = f"Etc/GMT{'-' if offset[1] == '+' else '+'}{int(offset[2])}" if int(offset[2]) else "UTC"
        return f'write "{zone}", or the zone of a city, e.g. "Asia/Karachi", which has its summer time too'
    close = "" if re.search(r"\d", name) else _abbreviated().get(name.strip()) or nearest(name, _names())
    return (
        f'did you mean "{close}"?' if close else 'expected a name in the IANA time zone database, e.g. "Asia/Karachi" or "UTC"'
    )


@cache
def _names() -> list[str]:
    # listing the names reads a whole folder, so that is done for an unknown one alone
    from zoneinfo import available_timezones

    return sorted(available_timezones())


def _abbreviated() -> dict[str, str]:
    """The zones that an abbreviation such as PKT stands for, if it stands for one alone."""
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    now = datetime.now(UTC)
    found: dict[str, str] = {}
    for zone in _names():
        # a name without a continent is an older one for another zone
        if "/" in zone and (short := now.astimezone(ZoneInfo(zone)).tzname()):
            found[short] = "" if short in found else zone
    return found


RULES = (
    Rule(
        "time-zone",
        Level.WARNING,
        "The timeline’s time zone has a name in the IANA time zone database.",
        "Without it, an event near midnight is counted on the day of the offset that its date gives, not on the timeline’s.",
        'time_zone = "Europe/Londn"',
        'time_zone = "Europe/London"',
        "Write the name of the zone, not its abbreviation; the message names the nearest. For a fixed offset there are names"
        " such as `Etc/GMT-5`, which is UTC+05:00.",
        _unknown,
    ),
)
