"""Between the moments of other services, in UTC, and the viewer's own dates.

What was watched at 23:30 UTC was watched on the next day in Seoul: a time becomes the date that
the clock of this computer showed then. On the way out a date becomes its noon here, so that it
comes back as the same date, and as few other time zones as possible see another one.
"""

import re
from datetime import UTC, datetime

from bigcity_tui.domain.values import is_date

UNKNOWN = "unknown"
"""How Trakt says that nobody knows when."""

_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)? ?(Z|UTC|[+-]\d\d:?\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
_BEGINNING = 1
"""Seconds after the beginning of 1970: services write this moment where they know none."""


def local_day(given: object) -> str | None:
    """The date (ISO 8601) of a moment as a service writes it; None where it is not known.

    Raises ValueError, with what to say, for what is no moment.
    """
    if given is None:
        return None
    text = given.strip() if isinstance(given, str) else ""
    if isinstance(given, str) and text.lower() in ("", UNKNOWN):
        return None
    found = _TIME.fullmatch(text)
    if found is None or not is_date(found[1]):
        raise ValueError("its date cannot be read")
    day, clock, zone = found.groups()
    if clock is None:
        return day
    zone = "+00:00" if zone is None or zone.upper() in ("Z", "UTC") else zone
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{zone}")
        if 0 <= moment.timestamp() <= _BEGINNING:
            return None
        return moment.astimezone().date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise ValueError("its date cannot be read") from None


def day_of(wall: int) -> str | None:
    """The date here at milliseconds since 1970 (UTC); None for what no calendar has."""
    try:
        return datetime.fromtimestamp(wall / 1000, UTC).astimezone().date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def noon_of(day: str) -> str:
    """The noon of a date here, as services write it: `2024-10-21T12:00:00.000Z` in Iceland.

    At the ends of the calendar, where that is in no year, it is the date alone.
    """
    try:
        noon = datetime.fromisoformat(f"{day}T12:00:00").astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return day
    return noon.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment_of(wall: int) -> str | None:
    """Milliseconds since 1970 (UTC) as services write it; None for what no calendar has."""
    try:
        moment = datetime.fromtimestamp(wall / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
