"""The viewer's own record as a document: what was watched when, rated how, and said of it."""

from collections.abc import Sequence

from bigcity_tui.domain.documents import Block, Document, Own, own_words
from bigcity_tui.domain.history import Pass, episode_number
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import count, duration

BAR = 10
"""The length of a bar for ten points, in columns."""

RETURNS = "What you rated and wrote in earlier viewings returns as you reach it again."
"""The constant last line while a rewatch has not reached everything."""


Said = tuple[Pass, dict[str, Own]]
"""A pass, and what was said in it of every item that has a rating or a note."""


def record_page(series: Series, viewings: Sequence[Said], *, complete: bool) -> Document:
    """The record: the current pass, which is the last one given, then the earlier ones.

    Of what was said in these there is only what has returned; `complete` says that this is all.
    """
    current, own = viewings[-1]
    blocks = [Block("title", "Your record"), Block("meta", _measure(series, viewings))]
    if not current.progress.watched and not own:
        blocks.append(Block("hint", "Nothing yet. What you mark, rate and write is kept here."))
    blocks += _ratings(series, current)
    diary = _diary(current, own)
    if diary:
        blocks += [Block("heading", "Diary"), *diary]
    for earlier, said in reversed(viewings[:-1]):
        blocks.append(Block("heading", f"Viewing {earlier.number}"))
        blocks.append(Block("meta", _measure(series, [(earlier, said)])))
        blocks += _diary(earlier, said)
    if len(viewings) > 1 and not complete:
        blocks.append(Block("hint", RETURNS))
    return Document("record", "Your record", tuple(blocks))


def _measure(series: Series, viewings: Sequence[Said]) -> str:
    """How much was watched, and how long that took: in the last of these passes, and in all."""
    counts = [
        sum(number <= series.episodes for number in each.progress.watched) for each, _ in viewings
    ]
    last = counts[-1]
    facts = [
        f"{last} of {count(series.episodes, 'episode')} watched",
        f"{duration(series.minutes * last)} spent",
    ]
    if len(viewings) > 1:
        facts.insert(0, f"Viewing {viewings[-1][0].number}")
        facts.append(f"{duration(series.minutes * sum(counts))} in all")
    return " · ".join(facts)


def _diary(viewing: Pass, own: dict[str, Own]) -> list[Block]:
    # Another version's record may hold items that are no episodes: they wait for that version.
    numbers = {*viewing.progress.watched, *filter(None, map(episode_number, own))}
    items = [str(number) for number in sorted(numbers)]
    diary = [block for item in items for block in _entry(item, viewing, own.get(item, Own()))]
    series = own.get(SERIES_ITEM)
    if series:
        diary += [_heading("The series", series), *own_words(series)]
    return diary


def _entry(item: str, viewing: Pass, own: Own) -> list[Block]:
    number = episode_number(item) or 0
    if number in viewing.progress.watched:
        day = viewing.progress.watched[number] or "on a day not noted"
    else:
        day = "not watched"
    return [_heading(f"Episode {item} · {day}", own), *own_words(own)]


def _heading(what: str, own: Own) -> Block:
    rating = "" if own.rating is None else f" · {own.rating:.1f}"
    return Block("subheading", what + rating)


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
