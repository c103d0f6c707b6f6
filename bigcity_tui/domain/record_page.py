"""The viewer's own record as a document: dates, ratings, notes, answers."""

from collections import Counter
from collections.abc import Sequence

from bigcity_tui.domain.blocks import Block, Document, EntryLink, Page, UserEntry
from bigcity_tui.domain.chart import EveningsChart, RatingsChart, plain
from bigcity_tui.domain.documents import headed, own_words
from bigcity_tui.domain.edition import Edition
from bigcity_tui.domain.history import UserNote, Viewing, episode_number
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import LONGEST, clean, count, duration
from bigcity_tui.domain.values import date_text, day_number, day_text, score_text

RETURNS = "What you rated and wrote in earlier viewings returns as you reach it again."


def entry_of(viewing: Viewing, item: str) -> UserEntry:
    def shown(note: UserNote | None) -> tuple[str, ...]:
        return tuple(clean(text, LONGEST) for text in note.texts) if note else ()

    texts = shown(viewing.notes.get(item))
    answers = {place: shown(found) for place, found in viewing.answers.get(item, {}).items()}
    return UserEntry(viewing.ratings.get(item), texts[0] if texts else None, texts[1:], answers)


def record_page(edition: Edition, viewings: Sequence[Viewing]) -> Document:
    """The record: the current viewing, which is given last, then what has returned of others."""
    series, current = edition.series, viewings[-1]
    blocks = [Block("title", "Your record"), _measure(series, viewings)]
    diary = _diary(edition, current, current=True)
    if not diary:
        kept = f"Viewing {viewings[-2].number} is kept below." if len(viewings) > 1 else ""
        empty = f"Nothing yet. What you mark, rate and write is kept here. {kept}"
        blocks.append(Block("hint", empty.rstrip()))
    blocks += [*_evenings(series, current), *_ratings(edition, current), *headed("Diary", diary)]
    for earlier in reversed(viewings[:-1]):
        heading = Block("heading", f"Viewing {earlier.number}", viewing=earlier.number)
        blocks += [heading, _measure(series, [earlier]), *_diary(edition, earlier, current=False)]
    if len(viewings) > 1 and not edition.complete:
        blocks.append(Block("hint", RETURNS))
    return Document(Page.RECORD, "Your record", tuple(blocks))


def _measure(series: Series, viewings: Sequence[Viewing]) -> Block:
    watched = sum(number <= series.episodes for number in viewings[-1].progress.watched)
    spent = [series.total(each.progress.watched) for each in viewings]
    several = len(viewings) > 1
    facts = [
        *[f"Viewing {viewings[-1].number}"] * several,
        f"{watched} of {count(series.episodes, series.unit)} watched",
        *[f"{duration(spent[-1])} spent"] * bool(spent[-1]),
        *[f"{duration(sum(spent))} in all"] * (several and any(spent)),
    ]
    return Block("meta", " · ".join(facts))


def _diary(edition: Edition, viewing: Viewing, *, current: bool) -> list[Block]:
    episodes = {str(each.number): each for each in edition.episodes}
    watched = viewing.progress.watched
    own = {*viewing.ratings, *viewing.notes, *viewing.answers}
    # Another version's record may hold items that are no episodes: they wait for that version.
    numbers = sorted({*watched, *filter(None, map(episode_number, own))})
    diary: list[Block] = []
    for item in [*map(str, numbers), *({SERIES_ITEM} & own)]:
        entry, episode, number = entry_of(viewing, item), episodes.get(item), episode_number(item)
        facts = ["The series" if number is None else edition.series.part(number).capitalize()]
        if episode and episode.heading:
            facts.append(episode.heading.text)
        if number is not None:
            when = day_text(on) if (on := watched.get(number)) else date_text(None)
            facts.append(when if number in watched else "not watched")
        if entry.rating is not None:
            facts.append(score_text(entry.rating))
        # Entries of the present viewing can be changed from there.
        to = EntryLink(item) if current else None
        diary += [Block("subheading", " · ".join(facts), to=to), *own_words(entry)]
        for place, answers in entry.answers.items():
            # A pack that was changed may have fewer questions than were answered.
            asked = episode.questions[place - 1 : place] if episode else ()
            text = asked[0].text if asked else f"Question {place}"
            to = EntryLink(f"{item}.{place}") if current and asked else None
            diary += [Block("question", text, to), *(Block("own", text) for text in answers)]
    return diary


def _evenings(series: Series, current: Viewing) -> list[Block]:
    dates = [on for number, on in current.progress.watched.items() if number <= series.episodes]
    days = Counter(on for on in dates if on and day_number(on))
    if not days:
        return []
    facts, undated = count(len(days), "day"), len(dates) - days.total()
    if undated:
        facts += f" · {count(undated, series.unit)} {date_text(None)}"
    chart = EveningsChart(tuple(sorted(days.items())))
    picture = Block("chart", plain(chart), chart=chart)
    return [Block("heading", "Evenings"), Block("meta", facts), picture]


def _ratings(edition: Edition, current: Viewing) -> list[Block]:
    series, scores = edition.series, list[tuple[str, float]]()
    titles = {each.number: each.heading.text for each in edition.episodes if each.heading}
    for number in range(1, series.episodes + 1):
        if (score := current.ratings.get(str(number))) is not None:
            name = series.part(number).capitalize()
            scores.append((f"{number} {titles[number]}" if number in titles else name, score))
    mean = sum(score for _, score in scores) / len(scores) if len(scores) > 1 else None
    if SERIES_ITEM in current.ratings:
        scores.append(("The series", current.ratings[SERIES_ITEM]))
    if not scores:
        return []
    chart = RatingsChart(tuple(scores), mean, series.score.value if series.score else None)
    return [Block("heading", "Ratings"), Block("chart", plain(chart), chart=chart)]
