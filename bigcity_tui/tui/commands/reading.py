"""Finding one's way in a page: headings, words, links; and what is opened on purpose."""

from collections.abc import Sequence
from functools import partial

from bigcity_tui.companion import Outcome
from bigcity_tui.domain.history import episode_number, question_place
from bigcity_tui.domain.links import (
    ActionLink,
    EntryLink,
    Page,
    PageLink,
    PersonLink,
    Target,
)
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.search import find as search_page
from bigcity_tui.domain.typeset import MEASURE, typeset
from bigcity_tui.tui.commands import notes
from bigcity_tui.tui.commands.host import Host
from bigcity_tui.tui.commands.progress import chosen_episode, edit
from bigcity_tui.tui.dialogs.asks import AskDialog, marked
from bigcity_tui.tui.dialogs.choice import Choice, ChoiceDialog, confirm
from bigcity_tui.tui.dialogs.prompt import PromptDialog
from bigcity_tui.tui.dialogs.search import SearchDialog
from bigcity_tui.tui.widgets.reader import MEASURES
from bigcity_tui.tui.widgets.tips import asks


async def contents(host: Host) -> None:
    document = host.view.document(host.page)
    headings = [
        Choice(str(index), "", block.text if block.kind != "subheading" else f"  {block.text}")
        for index, block in enumerate(document.blocks)
        if block.kind in ("title", "heading", "subheading")
    ]
    at = sum(int(heading.value) <= host.reader.window.block for heading in headings[1:])
    chosen = await host.ask(ChoiceDialog("Contents", "", headings, at=at))
    if chosen is not None:
        host.reader.go_to(int(chosen))
        host.go_to_pane("reader")


async def search(host: Host) -> None:
    found = await host.ask(SearchDialog(host.view, host.reader.sought))
    if found is not None:
        hit, query = found
        host.show_page(hit.document)
        host.reader.look_for(query, hit.block)


async def find(host: Host) -> None:
    def tell(query: str) -> str:
        document = host.view.document(host.page)
        found = search_page(query, host.view.edition.people, document)
        return f"{len(found)} found" if query.strip() else ""

    query = await host.ask(
        PromptDialog(
            "Find in this page",
            host.reader.sought,
            "Then . goes to the next, and , to the one before.",
            "finds",
            tell=tell,
        )
    )
    if query is None:
        return
    host.go_to_pane("reader")
    if not host.reader.look_for(query) and query.strip():
        host.say("This page has no such words.")


def go_to_match(host: Host, by: int) -> None:
    if not host.reader.find(by):
        host.say("No words are marked here; f finds words in this page.")


def step(host: Host, by: int) -> None:
    host.go_to_pane("reader")
    host.reader.step(by)


def go_to_new(host: Host, by: int) -> None:
    """Go to a new passage of this page, or else to the nearest page that has one."""
    if _go_to_new_here(host, by):
        host.go_to_pane("reader")
        return
    keys = [*(str(row.number) for row in host.view.rows()), Page.PEOPLE, Page.THREADS, Page.REVIEW]
    here = keys.index(host.page) if host.page in keys else (-1 if by > 0 else len(keys))
    ahead = keys[here + 1 :] if by > 0 else keys[max(0, here - 1) :: -1] if here else []
    found = next((key for key in ahead if host.view.has_new(key)), None)
    if found is None:
        host.say("Nothing new further on." if by > 0 else "Nothing new before this.")
        return
    host.show_page(found)
    _go_to_new_here(host, by, anew=True)


def _go_to_new_here(host: Host, by: int, *, anew: bool = False) -> bool:
    """Go to the next new passage of this page (1) or the one before (-1), if there is any.

    That is from where one is, or `anew` from the page's edge.
    """
    blocks, window = host.view.document(host.page).blocks, host.reader.window
    start = -1 if by > 0 else len(blocks)
    if window.page.lines and not anew:
        start = window.start(by)
    ahead = [
        at for at, block in enumerate(blocks) if host.view.is_new(block) and (at - start) * by > 0
    ]
    if ahead:
        host.reader.go_to(min(ahead, key=lambda at: at * by), reads=True)
    return bool(ahead)


def mark_all_read(host: Host) -> None:
    done = host.mark_all_read()
    host.say("All that is open is read; u leaves that so." if done else "Nothing is new.")


def links_here(host: Host) -> dict[Target, str]:
    """Where the page leads, each with its name: from the paragraph under the cursor first.

    It need not be in sight.
    """
    document, here = host.view.document(host.page), host.reader.window.paragraph
    names = [name for person in host.view.edition.people for name in person.names]
    # Then where the nearest heading above it leads.
    above = enumerate(document.blocks[: here or 0])
    lead = max((at for at, block in above if block.to), default=None)
    return {
        span.to: span.to.name
        if isinstance(span.to, PersonLink)
        else document.blocks[line.block].text
        for line in sorted(
            typeset(document, MEASURE, names),
            key=lambda line: 2 * (line.block != here) - (line.block == lead),
        )
        for span in line.spans
        if span.to and not isinstance(span.to, EntryLink)
    }


async def links(host: Host) -> None:
    if host.page == Page.RECORD:
        await edit(host, str(host.view.status.next or SERIES_ITEM))
        return
    found = links_here(host)
    if not found:
        host.say("This page names nobody who is known, and leads to no other page.")
        return
    choices = []
    for index, (to, name) in enumerate(found.items()):
        is_thread = isinstance(to, PageLink) and to.page == Page.THREADS
        choices.append(Choice(str(index), "", f"Thread › {name}" if is_thread else name))
    chosen = await host.ask(ChoiceDialog("People and pages named here", "", choices))
    if chosen is not None:
        follow(host, list(found)[int(chosen)])


async def enter(host: Host) -> None:
    """Open what the cursor is on, such as an entry of the record, or answer a question."""
    here = host.reader.window.paragraph
    to = None if here is None else host.reader.document.blocks[here].to
    if to is not None:
        follow(host, to)
    elif host.page == Page.RECORD:
        await links(host)
    else:
        await notes.answer(host)


def follow(host: Host, to: Target) -> None:
    match to:
        case PersonLink(name):
            host.show_person(name)
        case EntryLink(item) if question_place(item):
            host.start(partial(notes.answer, host, item))
        case EntryLink(item):
            host.start(partial(edit, host, item))
        case ActionLink(action):
            command = next(command for command in host.commands if command.name == action)
            host.start(partial(command.act, host))
        case PageLink(page, block):
            host.show_page(page)
            if block is not None:
                host.reader.go_to(block)


def copy(host: Host) -> None:
    blocks, at = host.reader.document.blocks, host.reader.window.block
    text = blocks[at].plain if blocks else ""
    if text:
        host.app.copy_to_clipboard(text)
        words = text if len(text) <= 40 else f"{text[:40].rstrip()}…"
        host.say(f"Copied: {words}")


def set_measure(host: Host, by: int) -> None:
    reader = host.reader
    reader.measure = max(MEASURES[0], min(MEASURES[1], reader.measure + by))
    host.say(f"Lines of {reader.measure} columns, where there is room.")


async def peek(host: Host) -> None:
    number = chosen_episode(host)
    if number is None or not host.may_change():
        return
    if host.view.moment >= Moment.end(number):
        host.say(f"{host.view.part(number).capitalize()} is open already.")
        return
    if number in host.view.peeked:
        await host.change(partial(host.companion.unpeek, number), "")
        return
    question = confirm(
        f"Open {host.view.part(number)} before watching it?",
        "Its page tells what happens, to the end, and what came before. It stays open until you"
        " close it, quit or undo something; nothing is marked, and nothing else opens.",
        "Open its page",
        "Leave it closed",
    )

    def open_it() -> Outcome:
        host.companion.peek(number)
        return Outcome(
            f"{host.view.part(number).capitalize()} is open until you quit; p closes it."
        )

    if await host.ask(question) == "yes" and await host.change(open_it, ""):
        host.show_page(str(number))


async def ask(host: Host) -> None:
    questions = host.view.edition.asks
    if not questions:
        host.say("This pack has no such questions.")
        return
    episode, at = episode_number(host.chosen), None
    # One question often leads to the next: the list comes back until it is left.
    while chosen := await _choose_asks(host, at):
        several = len(chosen) > 1
        title, it = questions[chosen[0]], "it"
        if several:
            title, it = asks(len(chosen)).capitalize(), "them"
        answers = [
            Choice("no", "n", f"Leave {it} unanswered"),
            Choice("all", "y", f"Answer {it} for the series"),
        ]
        if episode is not None:
            answers.append(Choice("one", "o", f"Answer {it} for {host.view.part(episode)} alone"))
        at = None if several else chosen[0]
        warning = f"{'Answers' if several else 'The answer'} may tell what you have not seen."
        answer = await host.ask(ChoiceDialog(title, warning, answers))
        if answer not in ("all", "one"):
            continue
        about = episode if answer == "one" else None
        found = {each: host.companion.ask(each + 1, about).in_full for each in chosen}
        host.answered.update(chosen)
        lines = [Choice(str(i), "", f"{questions[i]}\n{text}") for i, text in found.items()]
        text, lines = ("", lines) if several else (found[chosen[0]], [])
        await host.ask(ChoiceDialog(title, text, lines, does="closes", leaving="closes"))


async def _choose_asks(host: Host, at: int | None) -> Sequence[int] | None:
    questions = host.view.edition.asks
    chosen = await host.ask(AskDialog(questions, host.answered, host.topics, at))
    host.reader.topics = len(marked(questions, host.topics))
    return chosen
