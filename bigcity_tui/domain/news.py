"""News: what has opened since a moment, or since its page was read."""

from collections.abc import Callable, Iterable

from bigcity_tui.domain.blocks import Block, Document
from bigcity_tui.domain.documents import closed, person
from bigcity_tui.domain.edition import Edition
from bigcity_tui.domain.links import Page, PageLink, PersonLink
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.text import count, named


def new(
    edition: Edition, pages: Iterable[Document], is_new: Callable[[Block], bool], after: str
) -> Document:
    """Gather what is new on pages and of people; `after` tells what to do once it is read."""
    blocks = [Block("title", "New")]
    for page in pages:
        is_person = page.key == Page.PEOPLE
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
                    to = PersonLink(page.title) if is_person else PageLink(page.key, index)
                    found.append(Block("subheading", place, to=to))
                last = place
                found.append(block)
            elif block.kind == "own" and found and found[-1].kind in ("question", "own"):
                found.append(block)
        if found:
            to = PersonLink(page.title) if is_person else PageLink(page.key)
            blocks += [Block("heading", page.title, to=to), *found]
    if len(blocks) == 1:
        blocks.append(Block("hint", f"You have read everything that is open. {after}"))
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
