"""Documents: an edition composed into pages, which `typeset` sets in lines for both front ends."""

from collections.abc import Callable, Iterable

from bigcity_tui.domain.blocks import (
    Block,
    BlockKind,
    Document,
    EntryLink,
    EpisodeRow,
    Opened,
    Page,
    PageLink,
    PersonLink,
    UserEntry,
)
from bigcity_tui.domain.chart import bonds_chart, plain
from bigcity_tui.domain.edition import Edition, KnownPerson, turns_of
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Episode
from bigcity_tui.domain.text import count, duration, listed, named
from bigcity_tui.domain.values import day_text, score_text

# The constant last line of every document until the last episode is watched.
GROWS = "More opens as you watch."
EMPTY = "Nothing is open here yet."
NOBODY = "Nobody yet. Start an episode, and the people whom it introduces appear here."


def paragraph(text: str, opened: Opened | None = None) -> Block:
    """A block for a paragraph of a pack; one that begins with "> " is a quotation."""
    kind: BlockKind = "quote" if text.startswith("> ") else "text"
    return Block(kind, text.removeprefix("> "), opened=opened)


def about(edition: Edition) -> Document:
    series = edition.series
    parts = count(series.episodes, series.unit)
    if series.minutes and not series.lengths:
        parts += f" of {duration(series.minutes)}"
    facts = [series.original_title, series.country, str(series.year), series.genre, parts]
    if series.seasons:
        facts.append(count(len(series.seasons), "season"))
    blocks = [Block("title", series.title), _meta(facts), *map(paragraph, series.blurb)]
    blocks += headed("About the series", map(paragraph, series.about))
    if series.novel:
        native = f" ({series.novel.native_name})" if series.novel.native_name else ""
        blocks += [Block("heading", "The novel"), Block("meta", series.novel.writer + native)]
        blocks += map(paragraph, filter(None, [series.novel.honours]))
    blocks += headed("The film", map(paragraph, series.film))
    directed = ((each.name, named(sorted(each.episodes), series.unit)) for each in series.directors)
    blocks += headed("Directors", map(_meta, directed))
    blocks += headed("A reviewer’s score", _score(edition))
    links = ((link.site, link.title, link.url) for link in series.links)
    blocks += headed("Elsewhere", map(_meta, links))
    written = f"by {listed(series.authors)}" if series.authors else None
    made = _meta((series.version and f"Version {series.version}", written, series.license))
    blocks += headed("This pack", [made] if made.text else [])
    return Document(Page.ABOUT, series.title, tuple(blocks))


def _meta(facts: Iterable[str | None]) -> Block:
    return Block("meta", " · ".join(filter(None, facts)))


def episode(edition: Edition, row: EpisodeRow, own: UserEntry) -> Document:
    series, number, key = edition.series, row.number, str(row.number)
    found = edition.episodes[number - 1]
    title = series.part(number).capitalize()
    title += f" · {found.heading.text}" if found.heading else ""
    season, place = series.season(number)
    facts = _meta((
        f"{series.seasons[season - 1].name}, {series.unit} {place}" if season else None,
        duration(row.minutes) if row.minutes else None,
        f"directed by {row.director}" if row.director else None,
        row.coming,
    ))  # fmt: skip
    blocks = [Block("title", title), *([facts] if facts.text else [])]
    if row.waits_for:
        waits = f"{named(row.waits_for, series.unit)} {'is' if len(row.waits_for) == 1 else 'are'}"
        blocks.append(Block("hint", f"Opens once {waits} marked as watched too."))
    blocks += _own(own)
    recap = [paragraph(found.recap.text, Opened(key, found.recap.unlock))] if found.recap else []
    if not row.open:
        blocks += headed("Previously", recap)
    for note in found.notes:
        blocks.append(Block("heading", note.heading))
        blocks += [paragraph(text, Opened(key, note.unlock)) for text in note.body]
    blocks += headed("To talk about", _questions(found, own))
    if row.open:  # who has seen the episode wants its notes first
        blocks += headed("Previously", recap)
    links, at = list[Block](), 1  # as `threads` lays its blocks out, which takes longer
    for thread in edition.threads:
        for place, entry in enumerate(thread.entries):
            if entry.episode == number:
                to = PageLink(Page.THREADS, at + 1 + 2 * place)
                links.append(Block("link", thread.heading, to))
        at += 1 + 2 * len(thread.entries)
    blocks += headed("Threads", links)
    return Document(key, title, closed(edition, blocks))


def _questions(found: Episode, own: UserEntry) -> list[Block]:
    asked: list[Block] = []
    for place, question in enumerate(found.questions, start=1):
        opened = Opened(str(found.number), question.unlock)
        to = EntryLink(f"{found.number}.{place}")
        asked.append(Block("question", question.text, to, opened=opened))
        asked += [Block("own", text) for text in own.answers.get(place, ())]
        for viewing, past in own.earlier:
            if texts := past.answers.get(place):
                asked.append(Block("subheading", f"You, in viewing {viewing}"))
                asked += [Block("own", text) for text in texts]
    return asked


def _own(own: UserEntry) -> list[Block]:
    blocks: list[Block] = []
    if own.rating is not None:
        blocks.append(Block("meta", f"Your rating: {score_text(own.rating)}"))
    if own.note:
        blocks += [Block("heading", "Your note"), Block("own", own.note)]
    for other in own.others:
        blocks += [Block("subheading", "Written on another device"), Block("own", other)]
    for viewing, past in own.earlier:
        rating = "" if past.rating is None else f" · {score_text(past.rating)}"
        if rating or past.note:
            name = f"You, in viewing {viewing}{rating}"
            blocks += [Block("subheading", name), *own_words(past)]
    return blocks


def own_words(own: UserEntry) -> list[Block]:
    return [Block("own", text) for text in (own.note, *own.others) if text]


def review(edition: Edition, own: UserEntry) -> Document:
    blocks = [Block("title", "Review"), *_score(edition), *_own(own)]
    for section in edition.review:
        told = (paragraph(t.text, Opened(Page.REVIEW, t.unlock)) for t in section.paragraphs)
        blocks += headed(section.heading, told)
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
            name = edition.series.part(entry.episode).capitalize()
            blocks.append(Block("subheading", name, to=PageLink(str(entry.episode))))
            blocks.append(paragraph(entry.text, Opened(Page.THREADS, entry.unlock)))
    if not edition.threads:
        blocks.append(Block("hint", EMPTY))
    return Document(Page.THREADS, "Threads", closed(edition, blocks))


def people(edition: Edition) -> Document:
    blocks = [Block("title", "People")]
    if chart := bonds_chart(edition):
        picture = Block("chart", plain(chart), chart=chart)
        unit = edition.series.unit
        blocks += [Block("heading", f"Bonds, {unit} by {unit}"), picture]
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
        known = Opened(found.page, max(actor.unlock or found.unlock for actor in found.actors))
        blocks.append(Block("meta", f"Played by {played_by(found)}", opened=known))
    if found.former:
        known = Opened(found.page, found.renamed)
        blocks.append(Block("meta", f"Known before as {', '.join(found.former)}", opened=known))
    blocks += (paragraph(fact.text, Opened(page, fact.unlock)) for page, fact in found.facts)
    for other, turns in turns_of(edition, found):
        last = turns[-1]
        page = next(found.pages[id_] for id_ in last.people if id_ in found.pages)
        blocks.append(Block("subheading", f"{other.name} · {last.bond}"))
        blocks.append(Block("text", last.text, opened=Opened(page, last.unlock)))
        if len(turns) > 1:
            blocks.append(Block("meta", " › ".join(turn.bond for turn in turns)))
    for actor in found.actors:
        born = [f"Born {day_text(actor.born)}."] if actor.born else []
        if born or actor.work:
            blocks.append(Block("subheading", actor.name))
            blocks.append(Block("text", " ".join([*born, *actor.work])))
    return blocks


def headed(heading: str, blocks: Iterable[Block]) -> list[Block]:
    found = list(blocks)
    return [Block("heading", heading), *found] if found else []


def closed(edition: Edition, blocks: list[Block]) -> tuple[Block, ...]:
    return tuple(blocks) if edition.complete else (*blocks, Block("closing", GROWS))


def new(
    edition: Edition, pages: Iterable[Document], is_new: Callable[[Block], bool], after: str
) -> Document:
    """Gather what is new on pages and of people; `after` tells what to do once it is read."""
    blocks = [Block("title", "New")]
    for page in pages:
        whose = PersonLink(page.title) if page.key == Page.PEOPLE else None
        found: list[Block] = []
        last = heading = below = ""
        for index, block in enumerate(page.blocks):
            if block.kind == "heading":
                heading, below = block.text, ""
            elif block.kind in ("subheading", "question"):
                # What stood above a question was about the answers to another one.
                below = block.text if block.kind == "subheading" else ""
            if is_new(block):
                place = " · ".join(filter(None, (heading, below)))
                if place != last:
                    to = whose or PageLink(page.key, index)
                    found.append(Block("subheading", place, to))
                last = place
                found.append(block)
            elif block.kind == "own" and found and found[-1].kind in ("question", "own"):
                found.append(block)
        if found:
            blocks += [Block("heading", page.title, whose or PageLink(page.key)), *found]
    if len(blocks) == 1:
        blocks.append(Block("hint", f"Nothing is new. {after}"))
    return Document(Page.NEW, "New", closed(edition, blocks))


def opened_since(edition: Edition, moment: Moment) -> str:
    """Say in a few words what has opened since a moment; empty if nothing has."""
    notes = [each.number for each in edition.episodes if any(n.unlock > moment for n in each.notes)]
    come = sum(each.unlock > moment for each in edition.people)
    pages = [person(edition, each) for each in edition.people if each.unlock <= moment]
    grown = sum(any(b.opened and b.opened.at > moment for b in page.blocks) for page in pages)
    grew = sum(any(e.unlock > moment for e in thread.entries) for thread in edition.threads)
    parts = []
    if notes:
        its = notes == [edition.moment.episode]
        parts.append("its notes" if its else f"the notes of {named(notes)}")
    if come:
        parts.append("1 person" if come == 1 else f"{come} people")
    if grown:
        parts.append(f"more of {'1 person' if grown == 1 else f'{grown} people'}")
    if grew:
        parts.append(count(grew, "thread"))
    if any(each.unlock > moment for section in edition.review for each in section.paragraphs):
        parts.append("a part of the review")
    return ", ".join(parts)
