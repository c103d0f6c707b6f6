"""News: what has opened since a moment, or since its page was read."""

from collections.abc import Callable, Iterable, Iterator

from bigcity_tui.domain.blocks import Block, Document
from bigcity_tui.domain.documents import closed
from bigcity_tui.domain.edition import Edition, KnownPerson, turns_of
from bigcity_tui.domain.links import Page, PageLink, PersonLink
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.text import count, named


def latest(edition: Edition) -> dict[str, Moment]:
    """Return since when the last passage of each page has been open; people have pages, too."""
    pages: dict[str, list[Moment]] = {
        str(each.number): [
            *([each.recap.unlock] if each.recap else []),
            *(note.unlock for note in each.notes),
            *(question.unlock for question in each.questions),
        ]
        for each in edition.episodes
    }
    pages[Page.THREADS] = [e.unlock for thread in edition.threads for e in thread.entries]
    pages[Page.REVIEW] = [p.unlock for section in edition.review for p in section.paragraphs]
    for each in edition.people:
        last = (turns[-1] for _, turns in turns_of(edition, each))
        for page, at in (*_told(each), *((each.page_of(turn), turn.unlock) for turn in last)):
            pages.setdefault(page, []).append(at)
    return {page: max(moments) for page, moments in pages.items() if moments}


def _told(person: KnownPerson) -> list[tuple[str, Moment]]:
    """What is told of a person alone: the page of each thing, and when it opened."""
    told = [(page, fact.unlock) for page, fact in person.facts]
    told += [(person.page, actor.unlock or person.unlock) for actor in person.actors]
    return [*told, (person.page, person.renamed)] if person.former else told


def new(
    edition: Edition, pages: Iterable[Document], is_new: Callable[[Block], bool], after: str
) -> Document:
    """Gather what is new on pages and of people; `after` tells what to do once it is read."""
    blocks = [Block("title", "New")]
    for page in pages:
        person = page.key == Page.PEOPLE
        found: list[Block] = []
        last = ""
        for index, place, block in _placed(page):
            if is_new(block):
                if place != last:
                    to = PersonLink(page.title) if person else PageLink(page.key, index)
                    found.append(Block("subheading", place, to=to))
                last = place
                found.append(block)
            elif block.kind == "own" and found and found[-1].kind in ("question", "own"):
                found.append(block)
        if found:
            to = PersonLink(page.title) if person else PageLink(page.key)
            blocks += [Block("heading", page.title, to=to), *found]
    if len(blocks) == 1:
        blocks.append(Block("hint", f"You have read everything that is open. {after}"))
    return Document(Page.NEW, "New", closed(edition, blocks))


def _placed(page: Document) -> Iterator[tuple[int, str, Block]]:
    """The blocks of a page by index, each with the headings above it in a line."""
    heading = below = ""
    for index, block in enumerate(page.blocks):
        if block.kind == "heading":
            heading, below = block.text, ""
        elif block.kind == "subheading":
            below = block.text
        elif block.kind == "question":
            below = ""  # what stood there was about the answers to another one
        yield index, " · ".join(filter(None, (heading, below))), block


def opened_since(edition: Edition, moment: Moment) -> str:
    """Say in a few words what has opened since a moment; empty if nothing has."""
    notes = [each.number for each in edition.episodes if any(n.unlock > moment for n in each.notes)]
    come = [person for person in edition.people if person.unlock > moment]
    turned = {id_ for each in edition.relations if each.unlock > moment for id_ in each.people}
    grown = [
        person
        for person in edition.people
        if person.unlock <= moment
        and (not turned.isdisjoint(person.pages) or any(at > moment for _, at in _told(person)))
    ]
    grew = [each for each in edition.threads if any(e.unlock > moment for e in each.entries)]
    parts = []
    if notes:
        its = notes == [edition.moment.episode]
        parts.append("its notes" if its else f"the notes of {named(notes)}")
    if come:
        parts.append("1 person" if len(come) == 1 else f"{len(come)} people")
    if grown:
        parts.append(f"more of {'1 person' if len(grown) == 1 else f'{len(grown)} people'}")
    if grew:
        parts.append(count(len(grew), "thread"))
    if any(each.unlock > moment for section in edition.review for each in section.paragraphs):
        parts.append("a part of the review")
    return ", ".join(parts)
