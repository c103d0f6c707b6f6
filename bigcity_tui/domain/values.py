"""Values that a viewer gives: dates (a day, or only its month or year), and ratings."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import TypeGuard

from bigcity_tui.domain.errors import UsageError

SCORES_TEXT = "a rating is a number from 0.5 to 10 in steps of a half, such as 8 or 8.5"

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def is_date(value: object) -> bool:
    """Whether a value is a day of the calendar, a month or a year, as ISO 8601 writes them."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def date_asked(text: str, today: str) -> str | None:
    if text == "unknown":
        return None
    on = today if text in ("today", "yesterday") else text
    if not is_date(on):
        raise UsageError(
            f"{text!a} is no date: write it as 2024-10-21, 2024-10 or 2024, or 'yesterday' or"
            " 'unknown'"
        )
    if "" < today[: len(on)] < on:
        raise UsageError(f"{on} has not come yet: today is {today}")
    return str(date.fromisoformat(today) - timedelta(days=1)) if text == "yesterday" else on


def date_text(on: str | None) -> str:
    """When something was, in words: `on 2024-10-21`, `in 2024-10`, `on an unknown date`."""
    if on is None:
        return "on an unknown date"
    return f"{'on' if len(on) == 10 else 'in'} {on}"


def day_text(on: str) -> str:
    """A date as a diary has it: `21 October 2024`, `October 2024`, `2024`."""
    year, *rest = on.split("-")
    parts = [_MONTHS[int(rest[0]) - 1], year] if rest else [year]
    return " ".join([str(int(rest[1])), *parts] if len(rest) == 2 else parts)


def time_at(wall: int, *, here: bool = True) -> datetime | None:
    """The time at milliseconds since 1970, by this computer's clock or UTC's; None for no time."""
    try:
        time = datetime.fromtimestamp(wall / 1000, UTC)
        return time.astimezone() if here else time
    except (ValueError, OverflowError, OSError):
        return None


def day_of(wall: int, *, here: bool = True) -> str:
    """The date then (ISO 8601); empty for a time that no calendar has."""
    time = time_at(wall, here=here)
    return time.date().isoformat() if time else ""


def is_score(value: object) -> TypeGuard[int | float]:
    return (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and 0.5 <= value <= 10
        and float(value) * 2 == int(value * 2)
    )


def score_asked(text: str) -> float:
    plain = text.replace(",", ".")
    if plain.isascii() and len(plain) <= 6 and plain.replace(".", "", 1).isdigit():
        value = float(plain)
        if is_score(value):
            return value
    raise UsageError(f"{text!a} is no rating: {SCORES_TEXT}")


def score_text(score: float) -> str:
    return f"{score:.1f}"
