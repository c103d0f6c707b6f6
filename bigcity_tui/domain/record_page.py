"""The viewer's own record as a document: what was watched when, rated how, and said of it."""

from bigcity_tui.domain.documents import Block, Document, Own
from bigcity_tui.domain.history import Pass, episode_number
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import count, duration

BAR = 10
"""The length of a bar for ten points, in columns."""


def record_page(series: Series, current: Pass, own: dict[str, Own]) -> Document:
    """One pass of the record; `own` has the rating and note of every item that has either."""
    watched = current.progress.watched
    blocks = [
        Block("title", "Your record"),
        Block(
            "meta",
            f"{len(watched)} of {count(series.episodes, 'episode')} watched"
            f" · {duration(series.minutes * len(watched))} spent",
        ),
    ]
    if not watched and not own:
        blocks.append(Block("hint", "Nothing yet. What you mark, rate and write is kept here."))
    blocks += _ratings(series, current)
    # Another version's record may hold items that are no episodes: they wait for that version.
    numbers = {*watched, *filter(None, map(episode_number, own))}
    items = [str(number) for number in sorted(numbers)]
    diary = [block for item in items for block in _entry(item, current, own.get(item, Own()))]
    notes = _notes(own.get(SERIES_ITEM, Own()))
    if notes:
        diary += [Block("subheading", "The series"), *notes]
    if diary:
        blocks += [Block("heading", "Diary"), *diary]
    return Document("record", "Your record", tuple(blocks))


def _entry(item: str, current: Pass, own: Own) -> list[Block]:
    number = episode_number(item) or 0
    if number in current.progress.watched:
        day = current.progress.watched[number] or "on a day not noted"
    else:
        day = "not watched"
    rating = [f"{own.rating:.1f}"] if own.rating is not None else []
    heading = Block("subheading", " · ".join([f"Episode {item}", day, *rating]))
    return [heading, *_notes(own)]


def _notes(own: Own) -> list[Block]:
    return [Block("own", text) for text in (own.note, *own.others) if text]


def _ratings(series: Series, current: Pass) -> list[Block]:
    """Bars for the viewer's ratings, and the reviewer's score beneath as the measure."""
    rated = [
        (f"Episode {number}", score)
        for number in range(1, series.episodes + 1)
        if (score := current.ratings.get(str(number))) is not None
    ]
    if SERIES_ITEM in current.ratings:
        rated.append(("The series", current.ratings[SERIES_ITEM]))
    if not rated:
        return []
    if series.score:
        rated.append(("The reviewer", series.score.value))
    size = max(len(name) for name, _ in rated)
    lines = [f"{name:<{size}}  {bar(score)}  {score:.1f}" for name, score in rated]
    return [Block("heading", "Ratings"), Block("chart", "\n".join(lines))]


def bar(score: float) -> str:
    """A score out of ten as a bar of fixed length."""
    halves = round(score * 2)
    line = "━" * (halves // 2) + "╸" * (halves % 2)
    return line + "·" * (BAR - len(line))
