"""Documents: an edition composed into pages, which `typeset` sets in lines for both front ends."""

from collections.abc import Iterable, Iterator

from bigcity_tui.domain.blocks import Block, Document, Opened, UserEntry
from bigcity_tui.domain.chart import bonds_chart, plain
from bigcity_tui.domain.edition import Edition, KnownPerson, turns_of
from bigcity_tui.domain.links import EntryLink, Page, PageLink
from bigcity_tui.domain.pack import Episode
from bigcity_tui.domain.text import count, duration, listed, named
from bigcity_tui.domain.values import day_text

GROWS = "More opens as you watch."
"""The constant last line of every document until the last episode is watched."""

EMPTY = "Nothing is open here yet."

NOBODY = "Nobody yet. Start an episode, and the people whom it introduces appear here."


def paragraphs(texts: Iterable[str], opened: Opened | None = None) -> list[Block]:
    """Blocks for paragraphs of a pack; one that begins with "> " is a quotation."""
    return [
        Block("quote", text[2:], opened=opened)
        if text.startswith("> ")
        else Block("text", text, opened=opened)
        for text in texts
    ]


def about(edition: Edition) -> Document:
    series = edition.series
    facts = [
        series.country,
        str(series.year),
        series.genre,
        count(series.episodes, series.unit),
    ]
    if series.minutes and not series.lengths:
        facts[-1] += f" of {duration(series.minutes)}"
    if series.seasons:
        facts.append(count(len(series.seasons), "season"))
    original = [series.original_title] if series.original_title else []
    blocks = [
        Block("title", series.title),
        Block("meta", " · ".join([*original, *facts])),
        *paragraphs(series.blurb),
        *_part("About the series", paragraphs(series.about)),
    ]
    if series.novel:
        native = f" ({series.novel.native_name})" if series.novel.native_name else ""
        blocks += [Block("heading", "The novel"), Block("meta", series.novel.writer + native)]
        blocks += paragraphs([series.novel.honours] if series.novel.honours else [])
    blocks += _part("The film", paragraphs(series.film))
    blocks += _part(
        "Directors",
        [
            Block("meta", f"{director.name} · {named(sorted(director.episodes), series.unit)}")
            for director in series.directors
        ],
    )
    blocks += _part("A reviewer’s score", _score(edition))
    blocks += _part(
        "Elsewhere",
        [
            Block("meta", " · ".join(filter(None, (link.site, link.title, link.url))))
            for link in series.links
        ],
    )
    version = series.version and f"Version {series.version}"
    written = f"by {listed(series.authors)}" if series.authors else None
    made = " · ".join(filter(None, (version, written, series.license)))
    blocks += _part("This pack", [Block("meta", made)] if made else [])
    return Document(Page.ABOUT, series.title, tuple(blocks))


def episode(
    edition: Edition, number: int, own: UserEntry, missing: tuple[int, ...] = ()
) -> Document:
    """`missing` names the earlier episodes that a watched one still waits for."""
    series = edition.series
    found = next((found for found in edition.episodes if found.number == number), None)
    title = series.part(number).capitalize()
    if found and found.heading:
        title += f" · {found.heading.text}"
    director = series.directed().get(number)
    season, place = series.season(number)
    facts = [f"{series.seasons[season - 1].name}, {series.unit} {place}"] if season else []
    minutes = series.length(number)
    facts += [duration(minutes)] if minutes else []
    facts += [f"directed by {director}"] if director else []
    blocks = [Block("title", title), *([Block("meta", " · ".join(facts))] if facts else [])]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        blocks.append(
            Block("hint", f"Opens once {named(missing, series.unit)} {verb} marked as watched too.")
        )
    blocks += _own(own)
    if found:
        blocks += _content(found, own)
    blocks += _part(
        "Threads",
        [
            Block("link", heading, PageLink(Page.THREADS, index))
            for heading, index in _touching(edition, number)
        ],
    )
    return Document(str(number), title, closed(edition, blocks))


def _touching(edition: Edition, number: int) -> Iterator[tuple[str, int]]:
    """The open threads to which an episode adds: each heading, and the entry's block there."""
    # Counted as `threads` lays them out, whose page would take long to make for each episode.
    heading_at = 1
    for thread in edition.threads:
        for place, entry in enumerate(thread.entries):
            if entry.episode == number:
                yield thread.heading, heading_at + 1 + 2 * place
        heading_at += 1 + 2 * len(thread.entries)


def _content(found: Episode, own: UserEntry) -> list[Block]:
    blocks: list[Block] = []
    key = str(found.number)
    if found.recap:
        recap = paragraphs((found.recap.text,), Opened(key, found.recap.unlock))
        blocks += _part("Previously", recap)
    for note in found.notes:
        blocks.append(Block("heading", note.heading))
        blocks += paragraphs(note.body, Opened(key, note.unlock))
    return blocks + _part("To talk about", _questions(found, own))


def _questions(found: Episode, own: UserEntry) -> list[Block]:
    blocks: list[Block] = []
    for place, question in enumerate(found.questions, start=1):
        to = EntryLink(f"{found.number}.{place}")
        opened = Opened(str(found.number), question.unlock)
        asked = Block("question", question.text, to, opened=opened)
        blocks += [asked, *own_answers(own, place)]
        for earlier in own.earlier:
            if texts := own_answers(earlier.own, place):
                blocks += [Block("subheading", f"You, in viewing {earlier.viewing}"), *texts]
    return blocks


def _own(own: UserEntry) -> list[Block]:
    blocks: list[Block] = []
    if own.rating is not None:
        blocks.append(Block("meta", f"Your rating: {own.rating:.1f}"))
    if own.note:
        blocks += [Block("heading", "Your note"), Block("own", own.note)]
    for other in own.others:
        blocks += [Block("subheading", "Written on another device"), Block("own", other)]
    for earlier in own.earlier:
        rating = [] if earlier.own.rating is None else [f"{earlier.own.rating:.1f}"]
        if rating or own_words(earlier.own):
            name = " · ".join([f"You, in viewing {earlier.viewing}", *rating])
            blocks += [Block("subheading", name), *own_words(earlier.own)]
    return blocks


def own_words(own: UserEntry) -> list[Block]:
    return [Block("own", text) for text in (own.note, *own.others) if text]


def own_answers(own: UserEntry, question: int) -> list[Block]:
    return [Block("own", text) for text in own.answers.get(question, ())]


def review(edition: Edition, own: UserEntry) -> Document:
    blocks = [Block("title", "Review"), *_score(edition), *_own(own)]
    for section in edition.review:
        parts = [
            block
            for each in section.paragraphs
            for block in paragraphs((each.text,), Opened(Page.REVIEW, each.unlock))
        ]
        blocks += _part(section.heading, parts)
    if not edition.review:
        blocks.append(Block("hint", EMPTY))
    return Document(Page.REVIEW, "Review", closed(edition, blocks))


def _score(edition: Edition) -> list[Block]:
    score = edition.series.score
    return [Block("meta", f"{score.value:g} of 10 · {score.by}")] if score else []


def threads(edition: Edition) -> Document:
    blocks = [Block("title", "Threads")]
    for thread in edition.threads:
        blocks.append(Block("heading", thread.heading))
        for entry in thread.entries:
            number = str(entry.episode)
            blocks.append(
                Block("subheading", edition.series.part(number).capitalize(), to=PageLink(number))
            )
            blocks += paragraphs((entry.text,), Opened(Page.THREADS, entry.unlock))
    if not edition.threads:
        blocks.append(Block("hint", EMPTY))
    return Document(Page.THREADS, "Threads", closed(edition, blocks))


def people(edition: Edition) -> Document:
    blocks = [Block("title", "People")]

    chart = bonds_chart(edition)
    if chart:
        picture = Block("chart", plain(chart), chart=chart)
        blocks += [Block("heading", "Bonds, episode by episode"), picture]
    for found in edition.people:
        blocks += [Block("heading", found.name), *_who(edition, found)]
    if not edition.people:
        blocks.append(Block("hint", NOBODY))
    return Document(Page.PEOPLE, "People", closed(edition, blocks))


def person(edition: Edition, found: KnownPerson) -> Document:
    blocks = [Block("title", found.name), *_who(edition, found)]
    return Document(Page.PEOPLE, found.name, closed(edition, blocks))


def played_by(found: KnownPerson) -> str:
    return " and ".join(
        f"{actor.name} ({actor.native_name})" if actor.native_name else actor.name
        for actor in found.actors
    )


def _who(edition: Edition, found: KnownPerson) -> list[Block]:
    blocks: list[Block] = []
    if found.actors:
        since = max(actor.unlock or found.unlock for actor in found.actors)
        known = Opened(found.page, since)
        blocks.append(Block("meta", f"Played by {played_by(found)}", opened=known))
    if found.former:
        known = Opened(found.page, found.renamed)
        blocks.append(Block("meta", f"Known before as {', '.join(found.former)}", opened=known))
    for page, fact in found.facts:
        blocks += paragraphs((fact.text,), Opened(page, fact.unlock))
    for other, turns in turns_of(edition, found):
        last = turns[-1]
        blocks.append(Block("subheading", f"{other.name} · {last.bond}"))
        opened = Opened(found.page_of(last), last.unlock)
        blocks.append(Block("text", last.text, opened=opened))
        if len(turns) > 1:
            before = " › ".join(turn.bond for turn in turns)
            blocks.append(Block("meta", before))
    for actor in found.actors:
        if actor.born or actor.work:
            born = [f"Born {day_text(actor.born)}."] if actor.born else []
            blocks.append(Block("subheading", actor.name))
            blocks.append(Block("text", " ".join([*born, *actor.work])))
    return blocks


def _part(heading: str, blocks: list[Block]) -> list[Block]:
    return [Block("heading", heading), *blocks] if blocks else []


def closed(edition: Edition, blocks: list[Block]) -> tuple[Block, ...]:
    return tuple(blocks) if edition.complete else (*blocks, Block("closing", GROWS))
