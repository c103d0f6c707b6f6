"""What services write in a field: numbers, ratings, yes and no, moments, and nothing at all.

What was watched at 23:30 UTC was watched on the next day in Seoul: a time becomes the date that
the clock of this computer showed then. Midnight in UTC is how services write a day without a time.
On the way out a date becomes its noon here, so that it comes back as the same date.
"""

import re
from datetime import UTC, date, datetime, timedelta

from bigcity_tui.domain.values import day_of, time_at

_NOTHING = {"", "null", "none", "nil", "<nil>", "undefined", "n/a", "nan", "-", "--", "unknown"}
_TRUE = {"true", "1", "yes", "y", "wahr", "ja", "vrai", "oui", "verdadero", "vero", "waar", "참"}
_FALSE = {"false", "0", "no", "n", "falsch", "nein", "faux", "non", "falso", "onwaar", "거짓"}
_NUMBER = re.compile(r"(\d{1,6})(?:[.,]0+)?", re.ASCII)
_SCORE = re.compile(r"\d{1,3}(?:[.,]\d{1,6})?", re.ASCII)
_PLACE = re.compile(r"s?(\d{1,3})\s*[ex×](\d{1,4})", re.ASCII | re.IGNORECASE)

_CLOCK = (
    r"(?:[T, ]+(?P<half>오전|오후|AM|PM)? ?(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?:[.,]\d+)?(?: ?(?P<half2>AM|PM))? ?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?(?: [A-Z]{3})?)?"
)
_FORMS = tuple(
    re.compile(form + _CLOCK, re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?:-|/|\. ?|년 ?)(?P<month>\d\d?)(?:-|/|\. ?|월 ?)(?P<day>\d\d?)[.일]?",
        r"(?P<day>\d\d?)\. ?(?P<month>\d\d?)\. ?(?P<year>\d{4}|\d\d)",
        r"(?P<either>\d\d?)[/-](?P<other>\d\d?)[/-](?P<year>\d{4}|\d\d)",
        r"(?P<name>[a-z]{3,9})\.? (?P<day>\d\d?),? (?P<year>\d{4})",
        r"(?P<day>\d\d?)\.? (?P<name>[a-z]{3,9})\.?,? (?P<year>\d{4})",
    )
)
"""How days are written: by ISO and in East Asia, in Germany, with slashes, and in words."""

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?!\d)", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COUNTED = re.compile(r"\d{1,13}(?:[.,]\d{1,9})?", re.ASCII)
_BEGINNINGS = ("1899-12-30", "1900-01-01", "1969-12-31", "1970-01-01", "1970-01-02")
"""The days on which clocks and spreadsheets begin: written where a date is not known."""

_UNREADABLE = "its date cannot be read"


def is_nothing(text: str) -> bool:
    return text.lower() in _NOTHING


def flag(text: str) -> bool | None:
    """Yes or no, as programs and spreadsheets write it; None for a word that is neither."""
    if is_nothing(text) or text.lower() in _FALSE:
        return False
    return True if text.lower() in _TRUE else None


def whole(text: str, name: str) -> int:
    """A whole number from 0 on. Raises ValueError, with what to say."""
    if found := _NUMBER.fullmatch(text):
        return int(found[1])
    raise ValueError(f"its {name} is {'missing' if is_nothing(text) else 'no number'}")


def season_and_episode(text: str) -> tuple[str, str] | None:
    found = _PLACE.fullmatch(text.strip())
    return (found[1], found[2]) if found else None


def score_of(text: str) -> tuple[float | None, str]:
    """A rating in half points, None for no rating; and what is to be said of it, if anything."""
    value = float(text.replace(",", ".")) if _SCORE.fullmatch(text) else -1.0
    if is_nothing(text) or value == 0:
        return None, ""
    if not 0 < value <= 10:
        return None, "its rating is left out, which is no number from 0.5 to 10"
    rounded = max(0.5, int(value * 2 + 0.5) / 2)
    says = f"its rating, {value:g}, becomes {rounded:g}: ratings are in half points here"
    return rounded, says if rounded != value else ""


def local_day(text: str) -> tuple[str | None, str]:
    """The date of a moment as a service writes it, None if not known; and what is wrong with it."""
    if is_nothing(text):
        return None, ""
    try:
        is_number = _COUNTED.fullmatch(text)
        return _counted(float(text.replace(",", "."))) if is_number else _written(text), ""
    except (ValueError, OverflowError, OSError) as error:
        return None, str(error) if str(error).startswith("its date") else _UNREADABLE


def _written(text: str) -> str | None:
    found = next((each for form in _FORMS if (each := form.fullmatch(text))), None)
    if found is None:
        raise ValueError(_UNREADABLE)
    parts: dict[str, str | None] = found.groupdict()
    numbers = {name: int(value) for name, value in parts.items() if value and value.isdigit()}
    year = numbers["year"] + 2000 * (len(parts["year"] or "") == 2)
    if year <= 1:
        return None
    month, day = numbers.get("month", 0), numbers.get("day", 0)
    if name := parts.get("name"):
        month = _MONTHS.index(name.lower()[:3]) + 1
    elif "either" in numbers:
        month, day = numbers["either"], numbers["other"]
        if month <= 12 and day <= 12 and month != day:
            raise ValueError("its date could be of two months")
        month, day = (day, month) if month > 12 else (month, day)
    hour, minute, second = (numbers.get(each, 0) for each in ("hour", "minute", "second"))
    if half := (parts.get("half") or parts.get("half2") or "").lower():
        hour = hour % 12 + 12 * (half in ("pm", "오후"))
    zone = (parts["zone"] or "Z").upper().replace("UTC", "Z").replace("GMT", "Z")
    moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    on = moment.date().isoformat()
    if on in _BEGINNINGS:
        return None
    # A person, or a spreadsheet, writes the time of the place.
    is_utc = zone.replace(":", "") in ("Z", "+0000", "-0000")
    if (is_utc and not (hour or minute or second)) or not (_ISO.match(text) or parts["zone"]):
        return on
    shifted = moment if is_utc else datetime.fromisoformat(f"{moment:%Y-%m-%dT%H:%M:%S}{zone}")
    return shifted.astimezone().date().isoformat()


def _counted(number: float) -> str | None:
    if number <= 1:
        return None
    if 20_000 <= number < 100_000:
        return str(date(1899, 12, 30) + timedelta(days=number))  # as spreadsheets count
    if 1e8 <= number < 1e14:
        return day_of(int(number * 1000 if number < 1e11 else number))
    raise ValueError(_UNREADABLE)


def noon_of(day: str) -> str:
    """The noon of a date here, as services write it; the date alone at the ends of the calendar."""
    try:
        noon = datetime.fromisoformat(f"{day}T12:00:00").astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return day
    if noon.hour == noon.minute == 0 and noon.date().isoformat() != day:
        noon += timedelta(minutes=1)  # midnight would be taken for the day that begins
    return _iso(noon)


def moment_of(wall: int) -> str | None:
    time = time_at(wall, here=False)
    return None if time is None else _iso(time)


def _iso(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
