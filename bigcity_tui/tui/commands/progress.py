"""Marks: what was started and watched, when, and all over again; and taking back."""

from functools import partial

from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.links import Page
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.text import named, short
from bigcity_tui.domain.values import date_asked
from bigcity_tui.domain.view import View
from bigcity_tui.tui.commands import notes
from bigcity_tui.tui.commands.host import BACK, Host
from bigcity_tui.tui.dialogs.choice import Choice, ChoiceDialog, confirm
from bigcity_tui.tui.dialogs.finale import FinaleDialog
from bigcity_tui.tui.dialogs.prompt import PromptDialog
from bigcity_tui.tui.dialogs.record import RecordDialog


def chosen_episode(host: Host) -> int | None:
    """The episode that keys are about; if it is none, that is said."""
    number = episode_number(host.chosen)
    if number is None:
        host.say("Choose an episode first.")
    return number


async def start(host: Host) -> None:
    number = chosen_episode(host)
    if number is None:
        return
    progress = host.view.progress
    if progress.state(number) == "watched":
        host.say(
            f"{host.view.part(number).capitalize()} is marked already; R begins the series again."
        )
        return
    missing, left = progress.missing_before(number), progress.watching
    more = f"{BACK} {_waits(host.view, number, missing)}" if missing else BACK
    if left is not None and left != number:
        more = f"{host.view.part(left).capitalize()} is no longer on. {more}"
    await host.change(partial(host.companion.start, number), more)


async def mark(host: Host, number: int | None = None) -> None:
    """Mark an episode: the one that was played and is offered, else the chosen one."""
    offered = host.following.take_offered() if host.following and not number else None
    number = number or offered or chosen_episode(host)
    if number is None:
        return
    progress = host.view.progress
    if progress.state(number) == "watched":
        host.say(f"{host.view.part(number).capitalize()} is marked already; x takes the mark off.")
        return
    if not host.may_change():
        return
    missing = progress.missing_before(number)
    coming = host.view.edition.series.coming(number, host.companion.today())
    answer = await _ask_through(host, number, missing) if missing and not coming else "one"
    if answer in (None, "no"):
        return
    waits = missing and answer == "one"
    more = f"{BACK} {_waits(host.view, number, missing)}" if waits else BACK
    was_complete = host.view.edition.complete
    await host.change(partial(host.companion.watch, [number], through=answer == "all"), more)
    if host.view.edition.complete and not was_complete:
        await host.ask(FinaleDialog(host.view))


async def _ask_through(host: Host, number: int, missing: tuple[int, ...]) -> str | None:
    many, waits = len(missing) > 1, named(missing, host.view.edition.series.unit)
    return await host.ask(
        ChoiceDialog(
            f"Mark {host.view.part(number)} as watched",
            f"{waits.capitalize()} {'are' if many else 'is'} not marked."
            f" {host.view.part(number).capitalize()} opens once {'they are' if many else 'it is'}.",
            [
                Choice("all", "y", f"Mark {'them' if many else 'it'} too; {number} opens"),
                Choice("one", "o", f"Mark only {number}; it stays locked"),
                Choice("no", "n", "Mark nothing"),
            ],
        )
    )


def _waits(view: View, number: int, missing: tuple[int, ...]) -> str:
    verb = "is" if len(missing) == 1 else "are"
    waits = named(missing, view.edition.series.unit)
    return f"{view.part(number).capitalize()} opens once {waits} {verb} marked as watched too."


async def unmark(host: Host, number: int | None = None) -> None:
    number = number or chosen_episode(host)
    if number is None:
        return
    later = any(each > number for each in host.view.progress.watched)
    gap = later and host.view.moment >= Moment.end(number)
    more = f"What follows it is locked until it is marked again. {BACK}" if gap else BACK
    await host.change(partial(host.companion.unwatch, [number]), more)


async def date(host: Host, number: int | None = None) -> None:
    """Ask when an episode was watched; the answer marks it too."""
    number = number or chosen_episode(host)
    if number is None or not host.may_change():
        return

    def problem(text: str) -> str | None:
        try:
            if text.strip():
                date_asked(text.strip(), host.companion.today())
        except CompanionError as error:
            return str(error)
        return None

    day = host.view.progress.watched.get(number, host.companion.today())
    text = await host.ask(
        PromptDialog(
            f"When did you watch {host.view.part(number)}?",
            day or "unknown",
            "A day (2024-10-21, 21.10.2024, last friday), month (2024-10), year, or unknown.",
            "saves",
            problem,
        )
    )
    if text is not None and not text.strip():
        question = f"Is it unknown when you watched {host.view.part(number)}?"
        answer = await host.ask(confirm(question, "", "Unknown", "Leave it as it is"))
        text = "unknown" if answer == "yes" else None
    if text is not None:
        await host.change(partial(host.companion.watch, [number], text.strip()))


async def rewatch(host: Host) -> None:
    if not host.may_change():
        return
    answer = await host.ask(
        ChoiceDialog(
            "Watch again from the beginning?",
            "What you marked, rated and wrote is kept as an earlier viewing, and returns as you"
            " reach its episodes again.",
            [
                Choice("no", "n", "Not now"),
                Choice("gated", "y", "Begin, and lock everything"),
                Choice("open", "o", "Begin, and leave all open"),
            ],
        )
    )
    if answer in ("gated", "open") and await host.change(
        lambda: host.companion.rewatch(is_open=answer == "open")
    ):
        host.turn_to("1")


async def undo(host: Host) -> None:
    await host.change(host.companion.undo, "ctrl+r does it again.")


async def redo(host: Host) -> None:
    await host.change(host.companion.redo)


async def ask_how_far(host: Host) -> None:
    series = host.companion.series
    episodes = [str(number) for number in range(1, series.episodes + 1)]
    choices = [Choice(each, each, f"Through {host.view.part(each)}") for each in episodes]
    answer = await host.ask(
        ChoiceDialog(
            f"{short(series.title, 100)}: how far are you?",
            "You are shown what you have seen, and nothing else.",
            [Choice("0", "0", "Nothing yet"), *choices],
            leaving="later",
            numbered=True,
        )
    )
    host.asked = answer is not None
    if answer is not None and answer != "0":
        through = range(1, int(answer) + 1)
        await host.change(partial(host.companion.watch, through, "unknown"), known=True)
        host.page = str(host.view.status.next or "review")


async def edit_chosen(host: Host) -> None:
    await edit(host, notes.chosen_item(host))


async def edit(host: Host, item: str | int) -> None:
    """Show the entries until one of them is opened; what is done with others is done meanwhile."""
    opened = await host.ask(RecordDialog(host.view, item, partial(_change, host)))
    if opened is not None:
        _open(host, opened)


def _change(host: Host, action: str, item: str | int) -> None:
    if action == "again" or isinstance(item, int):
        host.start(partial(rewatch, host))
    elif action in ("mark", "unmark", "date"):
        marks = {"mark": mark, "unmark": unmark, "date": date}
        host.start(partial(marks[action], host, int(item)))
    else:
        words = {"rate": notes.rate, "note": notes.note, "forget": notes.forget}
        host.start(partial(words[action], host, item))


def _open(host: Host, item: str | int) -> None:
    if isinstance(item, int):
        host.show_page(Page.RECORD)
        blocks = host.view.document(Page.RECORD).blocks
        host.reader.go_to(next(i for i, b in enumerate(blocks) if b.viewing == item))
    else:
        host.show_page(Page.REVIEW if item == SERIES_ITEM else item)
