"""Marks: what was started and watched, when, and all over again; and taking back."""

from functools import partial

from bigcity_tui.domain.blocks import Page
from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.text import named, short
from bigcity_tui.domain.values import date_asked
from bigcity_tui.domain.view import View
from bigcity_tui.tui.changes import BACK
from bigcity_tui.tui.command import Main, RefusedError
from bigcity_tui.tui.commands import notes
from bigcity_tui.tui.dialogs.choice import Choice, ChoiceDialog, confirm
from bigcity_tui.tui.dialogs.finale import FinaleDialog
from bigcity_tui.tui.dialogs.prompt import PromptDialog
from bigcity_tui.tui.dialogs.record import RecordDialog


def chosen_episode(screen: Main) -> int:
    """The episode that keys are about; RefusedError if it is none."""
    number = episode_number(screen.chosen)
    if number is None:
        raise RefusedError("Choose an episode first.")
    return number


def _refuse_if_marked(screen: Main, number: int, otherwise: str) -> None:
    if screen.view.progress.state(number) == "watched":
        name = screen.view.part(number).capitalize()
        raise RefusedError(f"{name} is marked already; {otherwise}")


async def start(screen: Main) -> None:
    number, progress = chosen_episode(screen), screen.view.progress
    _refuse_if_marked(screen, number, "R begins the series again.")
    missing, left = progress.missing_before(number), progress.watching
    more = f"{BACK} {_waits(screen.view, number, missing)}" if missing else BACK
    if left is not None and left != number:
        more = f"{screen.view.part(left).capitalize()} is no longer on. {more}"
    await screen.change(partial(screen.companion.start, number), more)


async def mark(screen: Main, item: str | None = None) -> None:
    """Mark an episode: the one that was played and is offered, else the chosen one."""
    offered = screen.following.take_offered() if screen.following and not item else None
    number = int(item or offered or chosen_episode(screen))
    _refuse_if_marked(screen, number, "x takes the mark off.")
    screen.need_present()
    missing = screen.view.progress.missing_before(number)
    coming = screen.view.edition.series.coming(number, screen.companion.today())
    answer = await _ask_through(screen, number, missing) if missing and not coming else "one"
    if answer in (None, "no"):
        return
    waits = missing and answer == "one"
    more = f"{BACK} {_waits(screen.view, number, missing)}" if waits else BACK
    was_complete = screen.view.edition.complete
    await screen.change(partial(screen.companion.watch, [number], through=answer == "all"), more)
    ends = screen.view.edition.complete and not was_complete
    if ends and (action := await screen.ask(FinaleDialog(screen.view))):
        _change(screen, action, SERIES_ITEM)


async def _ask_through(screen: Main, number: int, missing: tuple[int, ...]) -> str | None:
    many, waits = len(missing) > 1, named(missing, screen.view.edition.series.unit)
    opens = f"{screen.view.part(number).capitalize()} opens once {'they are' if many else 'it is'}."
    choices = [
        Choice("all", "y", f"Mark {'them' if many else 'it'} too; {number} opens"),
        Choice("one", "o", f"Mark only {number}; it stays locked"),
        Choice("no", "n", "Mark nothing"),
    ]
    about = f"{waits.capitalize()} {'are' if many else 'is'} not marked. {opens}"
    title = f"Mark {screen.view.part(number)} as watched"
    return await screen.ask(ChoiceDialog(title, about, choices))


def _waits(view: View, number: int, missing: tuple[int, ...]) -> str:
    verb = "is" if len(missing) == 1 else "are"
    waits = named(missing, view.edition.series.unit)
    return f"{view.part(number).capitalize()} opens once {waits} {verb} marked as watched too."


async def unmark(screen: Main, item: str | None = None) -> None:
    number = int(item or chosen_episode(screen))
    later = any(each > number for each in screen.view.progress.watched)
    gap = later and screen.view.moment >= Moment.end(number)
    more = f"What follows it is locked until it is marked again. {BACK}" if gap else BACK
    await screen.change(partial(screen.companion.unwatch, [number]), more)


async def date(screen: Main, item: str | None = None) -> None:
    """Ask when an episode was watched; the answer marks it too."""
    number = int(item or chosen_episode(screen))
    screen.need_present()

    def check(text: str) -> None:
        if text.strip():
            date_asked(text.strip(), screen.companion.today())

    day = screen.view.progress.watched.get(number, screen.companion.today())
    title = f"When did you watch {screen.view.part(number)}?"
    hint = "A day (2024-10-21, 21.10.2024, last friday), month (2024-10), year, or unknown."
    text = await screen.ask(PromptDialog(title, day or "unknown", hint, "saves", check))
    if text is not None and not text.strip():
        question = f"Is it unknown when you watched {screen.view.part(number)}?"
        answer = await screen.ask(confirm(question, "", "Unknown", "Leave it as it is"))
        text = "unknown" if answer == "yes" else None
    if text is not None:
        await screen.change(partial(screen.companion.watch, [number], text.strip()))


async def rewatch(screen: Main) -> None:
    screen.need_present()
    about = (
        "What you marked, rated and wrote is kept as an earlier viewing, and returns as you reach"
        " its episodes again."
    )
    choices = [
        Choice("no", "n", "Not now"),
        Choice("gated", "y", "Begin, and lock everything"),
        Choice("open", "o", "Begin, and leave all open"),
    ]
    answer = await screen.ask(ChoiceDialog("Watch again from the beginning?", about, choices))
    begin = partial(screen.companion.rewatch, is_open=answer == "open")
    if answer in ("gated", "open") and await screen.change(begin):
        screen.turn_to("1")


async def undo(screen: Main) -> None:
    await screen.change(screen.companion.undo, "ctrl+r does it again.")


async def redo(screen: Main) -> None:
    await screen.change(screen.companion.redo)


async def ask_how_far(screen: Main) -> None:
    series = screen.companion.series
    numbers = range(1, series.episodes + 1)
    choices = [Choice(each, str(each), f"Through {series.part(each)}") for each in numbers]
    choices.insert(0, Choice(0, "0", "Nothing yet"))
    title = f"{short(series.title, 100)}: how far are you?"
    about = "You are shown what you have seen, and nothing else."
    answer = await screen.ask(ChoiceDialog(title, about, choices, leaving="later"))
    screen.asked = answer is not None
    if answer:
        through = range(1, answer + 1)
        await screen.change(partial(screen.companion.watch, through, "unknown"), known=True)
        screen.page = str(screen.view.status.next or "review")


async def edit(screen: Main, item: str | None = None) -> None:
    """Show the entries until one of them is opened; what is done with others is done meanwhile."""
    item = item or screen.chosen
    opened = await screen.ask(RecordDialog(screen.view, item, partial(_change, screen)))
    if opened is not None:
        _open(screen, opened)


def _change(screen: Main, action: str, item: str | int) -> None:
    if action == "again" or isinstance(item, int):
        screen.start(partial(rewatch, screen))
    else:
        marks = {"mark": mark, "unmark": unmark, "date": date}
        words = {"rate": notes.rate, "note": notes.note, "forget": notes.forget}
        screen.start(partial({**marks, **words}[action], screen, item))


def _open(screen: Main, item: str | int) -> None:
    if isinstance(item, int):
        screen.show_page(Page.RECORD)
        blocks = screen.view.document(Page.RECORD).blocks
        screen.reader.go_to(next(i for i, b in enumerate(blocks) if b.viewing == item))
    else:
        screen.show_page(Page.REVIEW if item == SERIES_ITEM else item)
