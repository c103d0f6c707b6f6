"""The way between pages and panes, and what concerns the whole program."""

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import SystemCommand

from bigcity_tui.companion import shelf
from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.links import Page, PageLink
from bigcity_tui.tui.commands.host import Host
from bigcity_tui.tui.commands.reading import follow
from bigcity_tui.tui.dialogs.choice import Choice, ChoiceDialog, confirm
from bigcity_tui.tui.dialogs.help import HelpDialog
from bigcity_tui.tui.dialogs.palette import Palette, ThemePalette
from bigcity_tui.tui.widgets.episodes import PAGES

if TYPE_CHECKING:
    from bigcity_tui.tui.app import BigCityApp

WIDTHS = (20, 60)  # the narrowest and the widest list of episodes


def page_keys(host: Host) -> list[str]:
    return [*(str(row.number) for row in host.view.rows()), *(key for key, _ in PAGES)]


def turn(host: Host, by: int) -> None:
    """Show the page after this one (1), or the one before (-1)."""
    keys = page_keys(host)
    host.turn_to(keys[max(0, min(len(keys) - 1, keys.index(host.page) + by))])


def jump(host: Host, by: int) -> None:
    host.jump(by)


def go_beside(host: Host, by: int) -> None:
    host.go_by_panes(by)


def go_around(host: Host, by: int) -> None:
    host.go_by_panes(by, around=True)


def to_episodes(host: Host) -> None:
    host.go_to_pane("episodes")


def to_reader(host: Host) -> None:
    host.go_to_pane("reader")


def to_cast(host: Host) -> None:
    host.go_to_pane("cast")


def leave(host: Host) -> None:
    """Leave what is open: the search, the wide reader, a person for the page, the pane."""
    if host.reader.sought:
        host.reader.sought = ""
    elif host.wide:
        host.wide = False
    elif host.visiting:
        host.jump(-1)
    else:
        host.go_to_pane("episodes")


def toggle_wide(host: Host) -> None:
    host.go_to_pane("reader")
    host.wide = not host.wide


def toggle_cast(host: Host) -> None:
    host.cast_hidden = not host.cast_hidden
    if host.cast_hidden and host.pane == "cast":
        host.go_to_pane("reader")


def set_list_width(host: Host, by: int) -> None:
    width = host.list_width or host.app.query_one("#list").outer_size.width
    host.list_width = max(WIDTHS[0], min(WIDTHS[1], width + by))


async def show_help(host: Host) -> None:
    await host.ask(HelpDialog(host.commands, host.pane))


async def open_palette(host: Host) -> None:
    chosen = await host.ask(Palette(host.app.get_system_commands(host.app.screen)))
    if chosen is not None:
        chosen()


async def choose_theme(host: Host) -> None:
    chosen = await host.ask(ThemePalette(cast("BigCityApp", host.app)))
    if chosen is not None:
        chosen()


async def hide(host: Host) -> None:
    await host.app.run_action("hide")


async def leave_app(host: Host) -> None:
    await host.app.action_quit()


def pages_and_people(host: Host) -> Iterator[SystemCommand]:
    series = host.view.edition.series
    for row in host.view.rows():
        heading = f" · {row.heading}" if row.heading else ""
        key = str(row.number)
        season, place = series.season(row.number)
        heading = f" · S{season}E{place}{heading}" if season else heading
        yield SystemCommand(
            f"{host.view.part(key).capitalize()}{heading}",
            "Show this page",
            partial(host.show_page, key),
        )
    for key, name in PAGES:
        yield SystemCommand(name, "Show this page", partial(host.show_page, key))
    for index, block in enumerate(host.view.document(Page.THREADS).blocks):
        if block.kind == "heading":
            to = PageLink(Page.THREADS, index)
            yield SystemCommand(
                f"Thread · {block.text}", "Show this thread", partial(follow, host, to)
            )
    for person in host.view.edition.people:
        for name in person.names:
            now = "" if name == person.name else f", now {person.name}"
            yield SystemCommand(name, f"Show this person{now}", partial(host.show_person, name))


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
