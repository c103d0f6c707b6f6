"""Reading what a person typed as a value: episodes, items, moments. Digits are ASCII's alone."""

import re

from bigcity_tui.domain.errors import UsageError
from bigcity_tui.domain.moments import Moment
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
    last, found = last or series.episodes, _EPISODE.fullmatch(text)
    if found is None:
        raise UsageError(f"{text!r} {says.format(last)}")
    season, place = found["season"], int(found["number"])
    number = series.number(int(season), place) if season else place
    if number is None or not 1 <= number <= last:
        which = text if number is None else series.part(number)
        raise UsageError(f"there is no {which}: choose 1 to {last}")
    return number


def episodes_asked(texts: list[str], series: Series) -> list[int]:
    """Episodes as a person lists them, `2`, `1,2` or `1-3` each; in order and once."""
    numbers: set[int] = set()
    for text in (part for each in texts for part in each.rstrip(",").split(",")):
        first, dash, second = text.partition("-")
        begin, end = sorted(episode_asked(e, series) for e in (first, second if dash else first))
        numbers.update(range(begin, end + 1))
    return sorted(numbers)


def moment_asked(text: str, series: Series) -> Moment:
    """A moment of a series; its episode as a person types it, `end:S2E3` too."""
    kind, _, which = text.partition(":")
    try:
        if _EPISODE.fullmatch(which):
            text = f"{kind}:{episode_asked(which, series)}"
        return Moment.parse(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no moment: {error}") from None


def item_asked(text: str, series: Series, last: int = 0) -> str:
    says = "can have neither rating nor note: choose 1 to {} or series"
    return text if text == "series" else str(episode_asked(text, series, says, last))


def number_asked(text: str, what: str, most: int) -> int:
    """A whole number from 1 on as a person types it."""
    if not (re.fullmatch("[0-9]{1,9}", text) and 1 <= int(text) <= most):
        raise UsageError(f"{text!r} is no {what}: choose 1 to {most}")
    return int(text)


def document_asked(text: str, series: Series) -> str:
    """The key of a document, as far as that can be told: "03" and "ep3" are episode 3's."""
    if (found := _EPISODE.fullmatch(text)) is None:
        return text.lower()
    return str(episode_asked(text, series) if found["season"] else int(found["number"]))
