"""Finding one's way in a page: headings, words, links; and what is opened on purpose."""

from collections.abc import Sequence
from functools import partial

from bigcity_tui.domain.blocks import ActionLink, EntryLink, Page, PageLink, PersonLink, Target
from bigcity_tui.domain.history import episode_number, question_place
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.search import find as search_page
from bigcity_tui.domain.typeset import MEASURE, typeset
from bigcity_tui.tui.command import Main, RefusedError
from bigcity_tui.tui.commands import notes
from bigcity_tui.tui.commands.progress import chosen_episode, edit
from bigcity_tui.tui.dialogs.asks import AskDialog, marked
from bigcity_tui.tui.dialogs.choice import Choice, ChoiceDialog, confirm
from bigcity_tui.tui.dialogs.prompt import PromptDialog
from bigcity_tui.tui.dialogs.search import SearchDialog
from bigcity_tui.tui.widgets.reader import MEASURES
from bigcity_tui.tui.widgets.tips import asks


async def contents(screen: Main) -> None:
    document = screen.view.document(screen.page)
    headings = [
        Choice(index, "", block.text if block.kind != "subheading" else f"  {block.text}")
        for index, block in enumerate(document.blocks)
        if block.kind in ("title", "heading", "subheading")
    ]
    if len(headings) == 1:
        raise RefusedError("This page has one part only.")
    at = sum(heading.value <= screen.reader.window.block for heading in headings[1:])
    chosen = await screen.ask(ChoiceDialog("Contents", "", headings, at=at))
    if chosen is not None:
        screen.reader.go_to(chosen)
        screen.go_to_pane("reader")


async def search(screen: Main) -> None:
    found = await screen.ask(SearchDialog(screen.view, screen.reader.sought))
    if found is not None:
        hit, query = found
        screen.show_page(hit.document)
        screen.reader.look_for(query, hit.block)


async def find(screen: Main) -> None:
    def tell(query: str) -> str:
        document = screen.view.document(screen.page)
        found = search_page(query, screen.view.edition.people, document)
        return f"{len(found)} found" if query.strip() else ""

    title = "Find in this page"
    hint = "Then a full stop goes to the next, a comma to the one before."
    query = await screen.ask(PromptDialog(title, screen.reader.sought, hint, "finds", tell=tell))
    if query is None:
        return
    screen.go_to_pane("reader")
    if not screen.reader.look_for(query) and query.strip():
        screen.say("This page has no such words.")


def go_to_match(screen: Main, by: int) -> None:
    if not screen.reader.find(by):
        screen.say("No words are marked here; f finds words in this page.")


def step(screen: Main, by: int) -> None:
    screen.go_to_pane("reader")
    screen.reader.step(by)


def go_to_new(screen: Main, by: int) -> None:
    """Go to a new passage of this page, or else to the nearest page that has one."""
    if _go_to_new_here(screen, by):
        screen.go_to_pane("reader")
        return
    pages = [*(str(row.number) for row in screen.view.rows), Page.PEOPLE, Page.THREADS, Page.REVIEW]
    here = pages.index(screen.page) if screen.page in pages else (-1 if by > 0 else len(pages))
    ahead = pages[here + 1 :] if by > 0 else pages[:here][::-1]
    found = next((page for page in ahead if screen.view.has_new(page)), None)
    if found is None:
        raise RefusedError("Nothing new further on." if by > 0 else "Nothing new before this.")
    screen.show_page(found)
    _go_to_new_here(screen, by, anew=True)


def _go_to_new_here(screen: Main, by: int, *, anew: bool = False) -> bool:
    """Go to the next new passage of this page (1) or the one before (-1), if there is any.

    That is from where one is, or `anew` from the page's edge.
    """
    view, blocks = screen.view, screen.view.document(screen.page).blocks
    edge = 0 if by > 0 else len(blocks) - 1
    first = edge if anew else screen.reader.window.ahead(by)
    ahead = [at for at, each in enumerate(blocks) if view.is_new(each) and (at - first) * by >= 0]
    if ahead:
        screen.reader.go_to(min(ahead, key=lambda at: at * by), reads=True)
    return bool(ahead)


def mark_all_read(screen: Main) -> None:
    if screen.view.has_new(Page.NEW):
        screen.view = screen.marks.read_all(screen.view)
        screen.say("All that is open is read now; undo does not change that.")
    else:
        screen.say("Nothing is new.")


def links_here(screen: Main) -> dict[Target, str]:
    """Where the page leads, each with its name: from the paragraph under the cursor first.

    It need not be in sight.
    """
    document, here = screen.view.document(screen.page), screen.reader.window.paragraph
    names = [name for person in screen.view.edition.people for name in person.names]
    # Then where the nearest heading above it leads.
    above = enumerate(document.blocks[: here or 0])
    lead = max((at for at, block in above if block.to), default=None)
    return {
        span.to: span.to.name
        if isinstance(span.to, PersonLink)
        else document.blocks[line.block].text
        for line in sorted(
            typeset(document, MEASURE, names),
            key=lambda line: (line.block != here, line.block != lead),
        )
        for span in line.spans
        if span.to and not isinstance(span.to, EntryLink)
    }


async def links(screen: Main) -> None:
    if screen.page == Page.RECORD:
        await edit(screen, str(screen.view.status.next or SERIES_ITEM))
        return
    found = links_here(screen)
    if not found:
        raise RefusedError("This page names nobody who is known, and leads to no other page.")
    choices = []
    for to, name in found.items():
        is_thread = isinstance(to, PageLink) and to.page == Page.THREADS
        choices.append(Choice(to, "", f"Thread › {name}" if is_thread else name))
    chosen = await screen.ask(ChoiceDialog("People and pages named here", "", choices))
    if chosen is not None:
        follow(screen, chosen)


async def enter(screen: Main) -> None:
    """Open what the cursor is on, such as an entry of the record, or answer a question."""
    here = screen.reader.window.paragraph
    to = None if here is None else screen.reader.document.blocks[here].to
    if to is not None:
        follow(screen, to)
    elif screen.page == Page.RECORD:
        await links(screen)
    else:
        await notes.answer(screen)


def follow(screen: Main, to: Target) -> None:
    match to:
        case PersonLink(name):
            screen.show_person(name)
        case EntryLink(item) if question_place(item):
            screen.start(partial(notes.answer, screen, item))
        case EntryLink(item):
            screen.start(partial(edit, screen, item))
        case ActionLink(action):
            screen.action_command(action)
        case PageLink(page, block):
            screen.show_page(page)
            if block is not None:
                screen.reader.go_to(block)


def copy(screen: Main) -> None:
    blocks, at = screen.reader.document.blocks, screen.reader.window.block
    text = blocks[at].plain if blocks else ""
    if text:
        screen.app.copy_to_clipboard(text)
        words = text if len(text) <= 40 else f"{text[:40].rstrip()}…"
        screen.say(f"Copied: {words}")


def set_measure(screen: Main, by: int) -> None:
    reader, most = screen.reader, min(MEASURES[1], screen.reader.line_width)
    if by > 0 and reader.measure >= most:
        raise RefusedError(f"There is no room for more than {most} columns.")
    reader.measure = max(MEASURES[0], min(most, min(most, reader.measure) + by))
    screen.say(f"Lines of {reader.measure} columns.")


async def peek(screen: Main) -> None:
    number = chosen_episode(screen)
    screen.need_present()
    if screen.view.moment >= Moment.end(number):
        raise RefusedError(f"{screen.view.part(number).capitalize()} is open already.")
    if number in screen.view.peeked:
        await screen.change(partial(screen.companion.unpeek, number), "")
        return
    question = confirm(
        f"Open {screen.view.part(number)} before watching it?",
        "Its page tells what happens, to the end, and what came before. It stays open until you"
        " close it, quit or undo something; nothing is marked, and nothing else opens.",
        "Open its page",
        "Leave it closed",
    )
    act = partial(screen.companion.peek, number)
    if await screen.ask(question) == "yes" and await screen.change(act, ""):
        screen.show_page(str(number))


async def ask(screen: Main) -> None:
    questions = screen.view.edition.asks
    if not questions:
        raise RefusedError("This pack has no such questions.")
    episode, at = episode_number(screen.chosen), None
    # One question often leads to the next: the list comes back until it is left.
    while chosen := await _choose_asks(screen, at):
        several = len(chosen) > 1
        title, it = questions[chosen[0]], "it"
        if several:
            title, it = asks(len(chosen)).capitalize(), "them"
        answers = [
            Choice("no", "n", f"Leave {it} unanswered"),
            Choice("all", "y", f"Answer {it} for the series"),
        ]
        if episode is not None:
            answers.append(Choice("one", "o", f"Answer {it} for {screen.view.part(episode)} alone"))
        at = None if several else chosen[0]
        warning = f"{'Answers' if several else 'The answer'} may tell what you have not seen."
        answer = await screen.ask(ChoiceDialog(title, warning, answers))
        if answer not in ("all", "one"):
            continue
        about = episode if answer == "one" else None
        found = {each: screen.companion.ask(each + 1, about).in_full for each in chosen}
        screen.answered.update(chosen)
        lines = [Choice(i, "", f"{questions[i]}\n{text}") for i, text in found.items()]
        text, lines = ("", lines) if several else (found[chosen[0]], [])
        await screen.ask(ChoiceDialog(title, text, lines, does="closes", leaving="closes"))


async def _choose_asks(screen: Main, at: int | None) -> Sequence[int] | None:
    questions = screen.view.edition.asks
    chosen = await screen.ask(AskDialog(questions, screen.answered, screen.topics, at))
    screen.reader.topics = len(marked(questions, screen.topics))
    return chosen
