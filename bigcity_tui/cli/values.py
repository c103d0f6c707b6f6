"""Reading what a person typed as a value: episodes, items. Digits are ASCII's alone."""

import re

from bigcity_tui.domain.errors import UsageError
from bigcity_tui.domain.series import Series

_EPISODE = re.compile(
    r"(?:s(?P<season>[0-9]{1,2}) ?(?=e))?(?:(?:e|ep|episode|chapter|part|film) ?)?"
    r"(?P<number>[0-9]{1,4})",
    re.IGNORECASE | re.ASCII,
)


def episode_asked(
    text: str, series: Series, says: str = "is no episode: choose 1 to {}", last: int = 0
) -> int:
    """The number of an episode as a person types it: 3, ep3 or, where there are seasons, S2E3."""
    last = last or series.episodes
    found = _EPISODE.fullmatch(text)
    if found is None:
        raise UsageError(f"{text!r} {says.format(last)}")
    number: int | None = int(found["number"])
    if found["season"]:
        number = series.number(int(found["season"]), int(found["number"]))
    if number is None or not 1 <= number <= last:
        which = text if number is None else series.part(number)
        raise UsageError(f"there is no {which}: choose 1 to {last}")
    return number


def episodes_asked(texts: list[str], series: Series) -> list[int]:
    """Episodes as a person lists them, `2`, `1,2` or `1-3` each; in order and once."""
    numbers: set[int] = set()
    for text in (part for each in texts for part in each.rstrip(",").split(",")):
        first, dash, second = text.partition("-")
        if not _EPISODE.fullmatch(first) or (dash and not _EPISODE.fullmatch(second)):
            choose = f"choose 1 to {series.episodes}, or a range such as 1-3"
            raise UsageError(f"{text!r} is no episode: {choose}")
        begin = episode_asked(first, series)
        end = episode_asked(second, series) if dash else begin
        if end < begin:
            raise UsageError(f"{text!r} runs backwards: write {end}-{begin}")
        numbers.update(range(begin, end + 1))
    return sorted(numbers)


def item_asked(text: str, series: Series, last: int = 0) -> str:
    says = "can have neither rating nor note: choose 1 to {} or series"
    return text if text == "series" else str(episode_asked(text, series, says, last))


def question_asked(text: str, last: int) -> int:
    number = _number(text)
    if number is None or not 1 <= number <= last:
        raise UsageError(f"{text!r} is no question: choose 1 to {last}")
    return number


def document_asked(text: str, series: Series) -> str:
    """The key of a document, as far as that can be told: "03" and "ep3" are episode 3's."""
    found = _EPISODE.fullmatch(text)
    if found is None:
        return text.lower()
    return str(episode_asked(text, series) if found["season"] else int(found["number"]))


def _number(text: str) -> int | None:
    """A whole number as a person types it; None for anything else, or of more than 4 digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None
