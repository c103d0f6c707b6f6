"""Changing any entry of the record, from the list of them all."""

from functools import partial

from bigcity_tui.domain.links import Page
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.tui.commands import notes, progress
from bigcity_tui.tui.commands.host import Host
from bigcity_tui.tui.dialogs.record import RecordDialog


async def edit_chosen(host: Host) -> None:
    await edit(host, notes.chosen_item(host))


async def edit(host: Host, item: str | int) -> None:
    """Show the entries until one of them is opened; what is done with others is done meanwhile."""
    opened = await host.ask(RecordDialog(host.view, item, partial(_change, host)))
    if opened is not None:
        _open(host, opened)


def _change(host: Host, action: str, item: str | int) -> None:
    if action == "again" or isinstance(item, int):
        host.start(partial(progress.rewatch, host))
    elif action in ("mark", "unmark", "date"):
        marks = {"mark": progress.mark, "unmark": progress.unmark, "date": progress.date}
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
