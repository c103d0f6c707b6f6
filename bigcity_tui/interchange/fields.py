"""What services write in a field: whole numbers, ratings, yes and no, and nothing at all."""

import re

from bigcity_tui.domain.values import is_score

_NOTHING = {"", "null", "none", "nil", "<nil>", "undefined", "n/a", "nan", "-", "--", "unknown"}
_TRUE = {"true", "1", "yes", "y", "wahr", "ja", "vrai", "oui", "verdadero", "vero", "waar", "참"}
_FALSE = {"false", "0", "no", "n", "falsch", "nein", "faux", "non", "falso", "onwaar", "거짓"}
_NUMBER = re.compile(r"(\d{1,6})(?:[.,]0+)?", re.ASCII)
_SCORE = re.compile(r"\d{1,3}(?:[.,]\d{1,6})?", re.ASCII)
_PLACE = re.compile(r"s?(\d{1,3})\s*[ex×](\d{1,4})", re.ASCII | re.IGNORECASE)


def is_nothing(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip().lower() in _NOTHING)


def flag(value: object) -> bool | None:
    """Yes or no, as programs and spreadsheets write it; None for a word that is neither."""
    word = str(value).strip().lower()
    if is_nothing(value) or word in _FALSE:
        return False
    return True if word in _TRUE else None


def whole(value: object, name: str) -> int:
    """A whole number from 0 on, from JSON or as text. Raises ValueError, with what to say."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1_000_000:
        if value == int(value):
            return int(value)
    elif isinstance(value, str) and (found := _NUMBER.fullmatch(value.strip())):
        return int(found[1])
    raise ValueError(f"its {name} is {'missing' if is_nothing(value) else 'no number'}")


def season_and_episode(text: str) -> tuple[str, str] | None:
    found = _PLACE.fullmatch(text.strip())
    return (found[1], found[2]) if found else None


def score_of(value: object) -> tuple[float | None, str]:
    """A rating in half points, None for no rating; and what is to be said of it, if anything."""
    if isinstance(value, str) and _SCORE.fullmatch(value.strip()):
        value = float(value.strip().replace(",", "."))
    if is_nothing(value) or (value == 0 and value is not False):
        return None, ""
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 < value <= 10:
        return None, "its rating is left out, which is no number from 0.5 to 10"
    if is_score(value):
        return float(value), ""
    rounded = max(0.5, int(value * 2 + 0.5) / 2)
    return rounded, f"its rating, {value:g}, becomes {rounded:g}: ratings are in half points here"
