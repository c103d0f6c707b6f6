"""Hostile texts through every screen and dialog of the app, as they go to the terminal."""

from collections.abc import Mapping
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from pkgutil import iter_modules

import pytest
from textual import events

from bigcity_tui.tui import dialogs
from bigcity_tui.tui.dialogs.dialog import Dialog
from tests.hostile.stream import check
from tests.hostile.strings import ALL, BUSY, MARKUP, SHORT, WORD, shown
from tests.hostile.tour import BYTES, TOUR, Stop
from tests.hostile.world import harmed, hostile_pack
from tests.tui.driver import Viewer, evening
from tests.tui.terminal import Terminal, terminal

SIZE = (110, 32)
PAGES = ("episode 1", "episode 2", "about", "review", "threads", "people", "record")
CUT = {name: text[:20_000] for name, text in BUSY.items()}


def around(word: str) -> str:
    """What is pasted: a word, and what wants to steer."""
    return f"\x1b\u202e\x9b[/]{word}["


def at_home(tmp_path: Path, strings: Mapping[str, str]) -> tuple[Path, Path]:
    """A viewer's folder and a pack in which every text is one of these."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    harmed(home, {name: text for name, text in strings.items() if name not in BUSY} or strings)
    return home, hostile_pack(tmp_path / "pack", strings.values())


# -- inside this process: every line of every page, and each string by itself -------------------


async def toured(tmp_path: Path, strings: Mapping[str, str]) -> dict[str, str]:
    """Go the whole way; what the terminal gets at each stop, of pages from top to end."""
    home, pack = at_home(tmp_path, strings)
    seen: dict[str, str] = {}
    async with evening(home, pack, SIZE, asked=False) as viewer:
        for before, stop in pairwise((TOUR[0], *TOUR)):
            await arrive(viewer, stop, before.sees)
            seen[stop.name] = look(viewer)
            assert stop.shows in ("", type(viewer.app.screen).__name__)
            reader = viewer.app.main.reader
            while stop.name in PAGES and reader.top < reader.last_top:
                reader.action_page(1)
                await viewer.pilot.pause()
                seen[stop.name] += look(viewer)
        assert viewer.app.return_code is None
    assert viewer.app.failed is None
    return seen


def test_no_dialog_is_passed_by() -> None:
    for module in iter_modules(dialogs.__path__, f"{dialogs.__name__}."):
        import_module(module.name)
    kinds: list[type] = [Dialog]
    for kind in kinds:
        kinds += kind.__subclasses__()
    names = {kind.__name__ for kind in kinds if "[" not in kind.__name__}
    assert names - {"Dialog", "ListDialog", "Finder"} == {stop.shows for stop in TOUR} - {""}


async def arrive(viewer: Viewer, stop: Stop, left: str) -> None:
    for key in stop.keys:
        await viewer.press(key)
        if key == "escape":
            await viewer.sees_no(left)
    if stop.pastes is not None:
        viewer.app.post_message(events.Paste(around(stop.pastes)))
    await viewer.press(*stop.then)
    if stop.name in PAGES:
        key = stop.name.removeprefix("episode ")
        await viewer.until(lambda: viewer.app.main.page == key, f"at {stop.name}")
    else:
        await viewer.until(
            lambda: viewer.screen().count(stop.sees) >= stop.times, f"at {stop.name}"
        )
    if stop.hides is not None:
        await viewer.sees_no(stop.hides)
    await viewer.pilot.pause()


def look(viewer: Viewer) -> str:
    """The text on the screen, once every byte that the terminal would get has been looked at."""
    screen = viewer.app.screen
    for strip in screen._compositor.render_strips():
        check(strip.text, lines=False)
    update = screen._compositor.render_full_update()
    return check(update.render_segments(viewer.app.console))


@pytest.mark.long
async def test_all_of_them_on_every_screen(tmp_path: Path) -> None:
    seen = await toured(tmp_path, SHORT | CUT)
    # Nothing has been looked at that was not there.
    for name in (*PAGES, "note", "results", "palette search", "asks", "answer", "contents"):
        assert WORD in seen[name], name
    for text in SHORT.values():
        # In a note of one's own, a line that ends is two lines.
        assert "\r" in text or shown(text) in seen["record"], ascii(text)
    for text in MARKUP.values():
        assert text in seen["record"]
    assert f"\ufffd\ufffd\ufffd[/]{WORD}[" in seen["note"]
    assert "https://" in seen["about"]


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", ALL)
async def test_each_of_them_on_every_screen(tmp_path: Path, name: str) -> None:
    text = (SHORT | CUT)[name]
    seen = await toured(tmp_path, {name: text})
    if name in SHORT:
        found = [stop for stop, screen in seen.items() if shown(text)[:12] in screen]
        assert len(found) > len(TOUR) / 2, found


# -- in a real terminal: every byte that is sent, once per screen -------------------------------


def go(seen: Terminal, stop: Stop, left: str) -> None:
    """Go to a stop as a person does; `left` is what an escape or enter leaves."""
    for key in stop.keys:
        seen.press(BYTES.get(key, key))
        if key in ("escape", "enter"):
            seen.sees_no(left)
    if stop.pastes is not None:
        seen.press(f"\x1b[200~{around(stop.pastes)}\x1b[201~")
    for key in stop.then:
        seen.press(BYTES.get(key, key))
    seen.sees(stop.sees, stop.times)
    if stop.hides is not None:
        seen.sees_no(stop.hides)


@pytest.mark.parametrize(
    "strings",
    [pytest.param(SHORT, id="short"), pytest.param(CUT, id="busy", marks=pytest.mark.long)],
)
def test_every_byte_that_a_terminal_gets(tmp_path: Path, strings: dict[str, str]) -> None:
    home, pack = at_home(tmp_path, strings)
    with terminal(home, "--pack", str(pack), size=SIZE) as seen:
        for before, stop in pairwise((TOUR[0], *TOUR)):
            go(seen, stop, before.sees)
        seen.press("q")
        assert seen.ends() == 0
        assert seen.is_restored()
        told = check(seen.output)
        assert strings is not SHORT or MARKUP["action"] in told
        assert WORD in told
        # No link that a click could follow.
        assert b"\x1b]8;" not in seen.output
