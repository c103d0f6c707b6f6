"""Which series is open: another one from the shelf, and whether a pack is the one that it was."""

import asyncio
from typing import TYPE_CHECKING, cast

from bigcity_tui.companion import shelf
from bigcity_tui.domain.errors import PackError
from bigcity_tui.tui.commands.host import Host
from bigcity_tui.tui.dialogs.choice import Choice, ChoiceDialog, confirm

if TYPE_CHECKING:
    from bigcity_tui.tui.app import BigCityApp


async def choose_series(host: Host) -> None:
    packs = await asyncio.to_thread(shelf.packs, host.companion.record.home)
    titles = {name: str(getattr(found, "title", found)) for name, found in packs.items()}
    here = host.companion.series.id
    about = "Each has its own place, colours and record. 'bigcity-tui pack add' installs others."
    choices = [Choice(name, "", title) for name, title in titles.items()]
    at = list(titles).index(here) if here in titles else 0
    chosen = await host.ask(ChoiceDialog("Series", about, choices, does="opens", at=at))
    if chosen is not None and isinstance(packs[chosen], PackError):
        host.say(titles[chosen], "error")
    elif chosen is not None and chosen != here:
        await _go_on_with(host, chosen)


async def ask_whether_same(host: Host, doubt: str) -> None:
    """Ask whether marks of another shape count for this pack; until then everything is locked."""
    companion = host.companion
    question = confirm(
        "Is this the series that you marked?",
        f"{doubt[0].upper()}{doubt[1:]}.",
        "It is the same, and was changed: my marks count",
        "It is another: leave everything as it is",
        leaving="quit",
    )
    if await host.ask(question) == "yes":
        shelf.accept(companion.record.home, companion.series)
        await _go_on_with(host, "")
    else:
        await host.app.action_quit()


async def _go_on_with(host: Host, pack: str) -> None:
    await cast("BigCityApp", host.app).go_on_with(pack)
