"""Values that a viewer gives: dates (a day, or only its month or year), and ratings."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import TypeGuard

from bigcity_tui.domain.errors import UsageError

SCORES_TEXT = "a rating is a number from 0.5 to 10 in steps of a half, such as 8 or 8.5"

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# A day or month as `21.10.2024` or `21 October 2024`; with slashes the order would be a guess.
_SPELT = re.compile(r"(?:([0-9]{1,2})[. ] ?)?([0-9]{1,2}|[a-z]{3,9})[. ] ?([0-9]{4})")


def is_date(value: object) -> bool:
    """Whether a value is a day of the calendar, a month or a year, as ISO 8601 writes them."""
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def date_asked(text: str, today: str) -> str | None:
    if text == "unknown":
        return None
    on = _spelt(text.lower(), date.fromisoformat(today)) if today else text
    if not is_date(on):
        raise UsageError(
            f"{text!r} is no date: write it as 2024-10-21, 21.10.2024, 21 October 2024, 2024-10 or"
            " 2024, or 'yesterday', 'last friday' or 'unknown'"
        )
    if "" < today[: len(on)] < on:
        raise UsageError(f"{on} has not come yet: today is {today}")
    return on


def _spelt(text: str, today: date) -> str:
    """A date of another form than ISO 8601's in that one; the text, if it is none."""
    if text in ("today", "yesterday"):
        return str(today - timedelta(days=text == "yesterday"))
    if (weekday := text.removeprefix("last ")) in _DAYS:
        ago = (today.weekday() - _DAYS.index(weekday) - 1) % 7 + 1
        return str(today - timedelta(days=ago))
    if (found := _SPELT.fullmatch(text)) is not None:
        day, month, year = found.groups()
        names = (number for number, name in enumerate(_MONTHS, 1) if name.lower() == month)
        return "-".join(part.zfill(2) for part in (year, str(next(names, month)), day) if part)
    return text


def date_text(on: str | None) -> str:
    """When something was, in words: `on 2024-10-21`, `in 2024-10`, `on an unknown date`."""
    return f"{'on' if len(on) == 10 else 'in'} {on}" if on else "on an unknown date"


def day_text(on: str) -> str:
    """A date as a diary has it: `21 October 2024`, `October 2024`, `2024`."""
    year, *rest = on.split("-")
    parts = [_MONTHS[int(rest[0]) - 1], year] if rest else [year]
    return " ".join([str(int(rest[1])), *parts] if len(rest) == 2 else parts)


def day_number(on: str) -> int | None:
    """Return the place of a date in the calendar, in days; None for a month or a year."""
    return date.fromisoformat(on).toordinal() if len(on) == len("2024-10-21") else None


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
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return 0.5 <= value <= 10 and float(value) * 2 == int(value * 2)


def score_asked(text: str) -> float:
    found = re.fullmatch(r"[0-9]{1,3}(\.[0-9]{0,4})?|\.[0-9]{1,4}", text.replace(",", "."))
    if found and is_score(value := float(found[0])):
        return value
    raise UsageError(f"{text!r} is no rating: {SCORES_TEXT}")


def score_text(score: float) -> str:
    return f"{round(score, 1):g}"  # an average may have more decimals
