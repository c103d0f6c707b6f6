"""Reading what a person typed as a value: episodes, items. Digits are ASCII's alone."""

import re

from bigcity_tui.domain.errors import UsageError

_EPISODE = re.compile(r"(?:(?:e|ep|episode) ?)?([0-9]{1,4})", re.IGNORECASE | re.ASCII)


def episode_asked(text: str, last: int, says: str = "is no episode: choose 1 to {}") -> int:
    number = _number(text)
    if number is None:
        raise UsageError(f"{text!r} {says.format(last)}")
    if not 1 <= number <= last:
        raise UsageError(f"there is no episode {number}: choose 1 to {last}")
    return number


def episodes_asked(texts: list[str], last: int) -> list[int]:
    """Episodes as a person lists them, `2`, `1,2` or `1-3` each; in order and once."""
    numbers: set[int] = set()
    for text in (part for each in texts for part in each.rstrip(",").split(",")):
        first, dash, second = text.partition("-")
        if _number(first) is None or (dash and _number(second) is None):
            raise UsageError(f"{text!r} is no episode: choose 1 to {last}, or a range such as 1-3")
        begin = episode_asked(first, last)
        end = episode_asked(second, last) if dash else begin
        if end < begin:
            raise UsageError(f"{text!r} runs backwards: write {end}-{begin}")
        numbers.update(range(begin, end + 1))
    return sorted(numbers)


def item_asked(text: str, last: int) -> str:
    says = "can have neither rating nor note: choose 1 to {} or series"
    return text if text == "series" else str(episode_asked(text, last, says))


def question_asked(text: str, last: int) -> int:
    number = _number(text)
    if number is None or not 1 <= number <= last:
        raise UsageError(f"{text!r} is no question: choose 1 to {last}")
    return number


def document_asked(text: str) -> str:
    """The key of a document, as far as that can be told: "03" and "ep3" are episode 3's."""
    found = _EPISODE.fullmatch(text)
    return str(int(found[1])) if found else text.lower()


def _number(text: str) -> int | None:
    """A whole number as a person types it; None for anything else, or of more than 4 digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None
