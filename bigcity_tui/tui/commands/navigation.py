"""The way between pages and panes, and what concerns the whole program."""

import asyncio
from collections.abc import Iterator
from functools import partial

from textual.app import SystemCommand

from bigcity_tui.companion import shelf
from bigcity_tui.domain.blocks import Page, PageLink
from bigcity_tui.domain.errors import PackError
from bigcity_tui.tui.command import ALL, Main, RefusedError
from bigcity_tui.tui.commands.reading import follow
from bigcity_tui.tui.dialogs.choice import Choice, ChoiceDialog, confirm
from bigcity_tui.tui.dialogs.help import HelpDialog
from bigcity_tui.tui.dialogs.palette import Palette, ThemePalette

PANES = {"episodes": "episodes", "reader": "reader", "people": "cast", "person": "cast"}
"""The panes, by what has the focus in them, from left to right."""

WIDTHS = (20, 60)  # the narrowest and the widest list of episodes


def pages_in_order(screen: Main) -> list[str]:
    return [*(str(row.number) for row in screen.view.rows), *Page]


def turn(screen: Main, by: int) -> None:
    """Show the page after this one (1), or the one before (-1)."""
    pages = pages_in_order(screen)
    there = pages.index(screen.chosen) + by
    if not 0 <= there < len(pages):
        raise RefusedError(f"This is the {'first' if by < 0 else 'last'} page.")
    screen.turn_to(pages[there])


def jump(screen: Main, by: int) -> None:
    """Go back (-1) or forward (1) among the pages that were gone to."""
    there, here = (screen.behind, screen.ahead) if by < 0 else (screen.ahead, screen.behind)
    if there:
        here.append(screen.page)
        screen.turn_to(there.pop())
        screen.go_to_pane("reader")


def go_beside(screen: Main, by: int, *, around: bool = False) -> None:
    """Go to a pane beside this one, or to the other part of the cast."""
    stops, here = screen.stops(), screen.focused.id if screen.focused else screen.pane
    there = (stops.index(here) if here in stops else 0) + by
    if around or 0 <= there < len(stops):
        stop = stops[there % len(stops)]
        screen.go_to_pane(PANES[stop], stop)


def go_around(screen: Main, by: int) -> None:
    go_beside(screen, by, around=True)


def go_to_pane(screen: Main, number: int) -> None:
    screen.go_to_pane(ALL[number - 1])


def leave(screen: Main) -> None:
    """Leave what is open: the search, the wide reader, a person for the page, the pane."""
    if screen.reader.sought:
        screen.reader.sought = ""
    elif screen.wide:
        screen.wide = False
    elif screen.visiting:
        jump(screen, -1)
    else:
        screen.go_to_pane("episodes")


def toggle_wide(screen: Main) -> None:
    screen.go_to_pane("reader")
    screen.wide = not screen.wide


def toggle_cast(screen: Main) -> None:
    if not screen.has_class("-three"):
        raise RefusedError(
            "There is room for the cast beside the page from 110 columns on; 3 shows it."
        )
    screen.cast_hidden = not screen.cast_hidden
    if screen.cast_hidden and screen.pane == "cast":
        screen.go_to_pane("reader")


def widen(screen: Main, by: int) -> None:
    width = screen.list_width or screen.query_one("#list").outer_size.width
    screen.list_width = max(WIDTHS[0], min(WIDTHS[1], width + by))


async def show_help(screen: Main) -> None:
    await screen.ask(HelpDialog(screen.commands.values(), screen.pane))


async def open_palette(screen: Main, palette: Palette | None = None) -> None:
    if (chosen := await screen.ask(palette or Palette(palette_entries(screen)))) is not None:
        chosen.callback()


async def choose_theme(screen: Main) -> None:
    await open_palette(screen, ThemePalette(screen.host))


async def hide(screen: Main) -> None:
    await screen.app.run_action("hide")


async def leave_app(screen: Main) -> None:
    await screen.app.action_quit()


def palette_entries(screen: Main) -> Iterator[SystemCommand]:
    for name, command in screen.commands.items():
        if command.run is not open_palette:
            title = f"{command.label.capitalize()} ({command.shown})"
            yield SystemCommand(title, command.help, partial(screen.action_command, name))
    yield from pages_and_people(screen)
    follow = f"{'Stop following' if screen.following else 'Follow'} my player"
    for title, about, act in (
        ("Series", "Open another pack", choose_series),
        (follow, "What plays is started, and offered to be marked once it has run", follow_player),
        ("Theme", "Choose the colours", choose_theme),
    ):
        yield SystemCommand(title, about, partial(screen.start, partial(act, screen)))


def pages_and_people(screen: Main) -> Iterator[SystemCommand]:
    series = screen.view.edition.series
    for row in screen.view.rows:
        season, place = series.season(row.number)
        title = screen.view.part(row.number).capitalize()
        title += f" · S{season}E{place}" if season else ""
        title += f" · {row.heading}" if row.heading else ""
        yield SystemCommand(title, "Show this page", partial(screen.show_page, str(row.number)))
    for page in Page:
        yield SystemCommand(page.label, "Show this page", partial(screen.show_page, page))
    for index, block in enumerate(screen.view.document(Page.THREADS).blocks):
        if block.kind == "heading":
            show = partial(follow, screen, PageLink(Page.THREADS, index))
            yield SystemCommand(f"Thread · {block.text}", "Show this thread", show)
    for person in screen.view.edition.people:
        for name in person.names:
            now = "" if name == person.name else f", now {person.name}"
            yield SystemCommand(name, f"Show this person{now}", partial(screen.show_person, name))


async def choose_series(screen: Main) -> None:
    packs = await asyncio.to_thread(shelf.packs, screen.companion.record.home)
    titles = {name: str(getattr(found, "title", found)) for name, found in packs.items()}
    here = screen.companion.series.id
    about = "Each has its own place, colours and record. 'bigcity-tui pack add' installs others."
    choices = [Choice(name, "", title) for name, title in titles.items()]
    at = list(titles).index(here) if here in titles else 0
    chosen = await screen.ask(ChoiceDialog("Series", about, choices, does="opens", at=at))
    if chosen is not None and isinstance(packs[chosen], PackError):
        screen.say(titles[chosen], "error")
    elif chosen is not None and chosen != here:
        await screen.host.leave(chosen)


def follow_player(screen: Main) -> None:
    """Follow the player from now on, or no longer; the app remembers which."""
    if screen.following is not None:
        screen.following.stop()
        screen.say("Your player is left alone.")
    else:
        screen.need_present()
        missing = screen.begin_following().missing
        more = f" {missing[0].upper()}{missing[1:]}." if missing else ""
        screen.say(f"Your player is followed, on this machine alone.{more}")


async def ask_whether_same(screen: Main, doubt: str) -> None:
    """Ask whether marks of another shape count for this pack; until then everything is locked."""
    companion = screen.companion
    question = confirm(
        "Is this the series that you marked?",
        f"{doubt[0].upper()}{doubt[1:]}.",
        "It is the same, and was changed: my marks count",
        "It is another: leave everything as it is",
        leaving="quit",
    )
    is_same = await screen.ask(question) == "yes"
    if is_same:
        shelf.accept(companion.record.home, companion.series)
    await screen.host.leave("" if is_same else 0)
