"""The viewer's own record as a document: dates, ratings, notes, answers."""

from collections import Counter
from collections.abc import Sequence

from bigcity_tui.domain.blocks import Block, Document, UserEntry
from bigcity_tui.domain.chart import EveningsChart, RatingsChart, plain
from bigcity_tui.domain.documents import own_answers, own_words
from bigcity_tui.domain.edition import Edition
from bigcity_tui.domain.history import Viewing, episode_number
from bigcity_tui.domain.links import EntryLink, Page
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import count, duration
from bigcity_tui.domain.values import day_number, day_text

RETURNS = "What you rated and wrote in earlier viewings returns as you reach it again."


Entries = tuple[Viewing, dict[str, UserEntry]]
"""A viewing, and its entry for every item that has a rating, a note or an answer."""


def record_page(edition: Edition, viewings: Sequence[Entries]) -> Document:
    """The record: the current viewing, which is given last, then what has returned of others."""
    series, (current, own) = edition.series, viewings[-1]
    blocks = [Block("title", "Your record"), Block("meta", _measure(series, viewings))]
    if not current.progress.watched and not own:
        kept = f"Viewing {viewings[-2][0].number} is kept below." if len(viewings) > 1 else ""
        empty = f"Nothing yet. What you mark, rate and write is kept here. {kept}"
        blocks.append(Block("hint", empty.rstrip()))
    blocks += _evenings(series, current)
    blocks += _ratings(edition, current)
    diary = _diary(edition, current, own, current=True)
    if diary:
        blocks += [Block("heading", "Diary"), *diary]
    for earlier, entries in reversed(viewings[:-1]):
        heading = f"Viewing {earlier.number}"
        blocks.append(Block("heading", heading, viewing=earlier.number))
        blocks.append(Block("meta", _measure(series, [(earlier, entries)])))
        blocks += _diary(edition, earlier, entries, current=False)
    if len(viewings) > 1 and not edition.complete:
        blocks.append(Block("hint", RETURNS))
    return Document(Page.RECORD, "Your record", tuple(blocks))


def _measure(series: Series, viewings: Sequence[Entries]) -> str:
    counts = [
        sum(number <= series.episodes for number in each.progress.watched) for each, _ in viewings
    ]
    last = counts[-1]
    facts = [
        f"{last} of {count(series.episodes, series.unit)} watched",
    ]
    spent = [series.total(each.progress.watched) for each, _ in viewings]
    if spent[-1]:
        facts.append(f"{duration(spent[-1])} spent")
    if len(viewings) > 1:
        facts.insert(0, f"Viewing {viewings[-1][0].number}")
        facts += [f"{duration(sum(spent))} in all"] * any(spent)
    return " · ".join(facts)


def _diary(
    edition: Edition, viewing: Viewing, own: dict[str, UserEntry], *, current: bool
) -> list[Block]:
    questions = {str(each.number): each.questions for each in edition.episodes}
    # Another version's record may hold items that are no episodes: they wait for that version.
    numbers = {*viewing.progress.watched, *filter(None, map(episode_number, own))}
    items = [*map(str, sorted(numbers)), *({SERIES_ITEM} & own.keys())]
    titles, diary = _titles(edition), list[Block]()
    for item in items:
        entry = own.get(item, UserEntry())
        heading = _when(edition.series, item, viewing, titles.get(item))
        heading += "" if entry.rating is None else f" · {entry.rating:.1f}"
        # Entries of the present viewing can be changed from there.
        to = EntryLink(item) if current else None
        diary += [Block("subheading", heading, to=to), *own_words(entry)]
        for place in entry.answers:
            # A pack that was changed may have fewer questions than were answered.
            is_open = place <= len(asked := questions.get(item, ()))
            text = asked[place - 1].text if is_open else f"Question {place}"
            to = EntryLink(f"{item}.{place}") if current and is_open else None
            diary += [Block("question", text, to), *own_answers(entry, place)]
    return diary


def _titles(edition: Edition) -> dict[str, str]:
    return {str(each.number): each.heading.text for each in edition.episodes if each.heading}


def _when(series: Series, item: str, viewing: Viewing, title: str | None) -> str:
    if item == SERIES_ITEM:
        return "The series"
    number = episode_number(item) or 0
    on = viewing.progress.watched.get(number)
    when = day_text(on) if on else "on a day not noted"
    when = when if number in viewing.progress.watched else "not watched"
    return " · ".join(filter(None, (series.part(item).capitalize(), title, when)))


def _evenings(series: Series, current: Viewing) -> list[Block]:
    watched = current.progress.watched
    dates = [on for number, on in watched.items() if number <= series.episodes]
    days = Counter(on for on in dates if on and day_number(on))
    if not days:
        return []
    chart = EveningsChart(tuple(sorted(days.items())))
    facts, undated = count(len(days), "day"), len(dates) - days.total()
    if undated:
        facts += f" · {count(undated, 'episode')} on no known day"
    picture = Block("chart", plain(chart), chart=chart)
    return [Block("heading", "Evenings"), Block("meta", facts), picture]


def _ratings(edition: Edition, current: Viewing) -> list[Block]:
    series, titles = edition.series, _titles(edition)
    scores = [
        (
            f"{number} {titles[str(number)]}"
            if str(number) in titles
            else series.part(number).capitalize(),
            score,
        )
        for number in range(1, series.episodes + 1)
        if (score := current.ratings.get(str(number))) is not None
    ]
    mean = sum(score for _, score in scores) / len(scores) if len(scores) > 1 else None
    if SERIES_ITEM in current.ratings:
        scores.append(("The series", current.ratings[SERIES_ITEM]))
    if not scores:
        return []
    reviewer = series.score.value if series.score else None
    chart = RatingsChart(tuple(scores), mean, reviewer)
    return [Block("heading", "Ratings"), Block("chart", plain(chart), chart=chart)]
