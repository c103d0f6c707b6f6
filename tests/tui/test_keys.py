"""Every key and every entry of the palette does something, and keys can be chosen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.style import Style
from textual.events import Key
from textual.widgets import OptionList

from bigcity_tui.store.preferences import Preferences
from bigcity_tui.tui.command import Command
from bigcity_tui.tui.commands.navigation import palette_entries
from bigcity_tui.tui.commands.table import COMMANDS, rebound
from bigcity_tui.tui.dialogs.dialog import Dialog, Finder, Foot
from bigcity_tui.tui.dialogs.help import MOVES, key_table, sections
from bigcity_tui.tui.hangul import pressed
from bigcity_tui.tui.main import MainScreen
from tests.screenshots import EXAMPLE
from tests.tui.driver import Viewer, evening

Effect = str | Callable[[Viewer], bool]
"""What is seen of a command: a text on the screen, or what holds then."""

FOUND = ("w", "f", *"una", "enter")
EFFECTS: dict[str, tuple[tuple[str, ...], Effect]] = {
    "watched": ((), "Marked episode 1 as watched."),
    "start": ((), "Started episode 1."),
    "unmark": (("w",), "Took the mark off episode 1."),
    "rate": ((), "Your rating of episode 1"),
    "note": ((), "Your note on episode 1"),
    "own-editor": ((), "not supported"),  # there is a terminal to give away in `test_terminal`
    "date": ((), "When did you watch episode 1?"),
    "forget-note": ((), "Nothing is written on episode 1 to forget."),
    "rewatch": ((), "Watch again from the beginning?"),
    "edit": ((), "not watched"),
    "undo": (("w",), "Undone:"),
    "redo": (("w", "u"), "Redone:"),
    "peek": ((), "Open episode 1 before watching it?"),
    "ask": ((), "Ask before you watch"),
    "search": ((), "Search what is open"),
    "answer": (("w", "2", "G"), "What you write is saved by itself."),
    "find": ((), "Find in this page"),
    "next-match": (FOUND, "2 of 4 found"),
    "previous-match": (FOUND, "4 of 4 found"),
    "next-paragraph": (("w",), "│▌ "),
    "previous-paragraph": (
        ("w", "right_curly_bracket", "right_curly_bracket"),
        lambda viewer: viewer.app.main.reader.window.paragraph == 1,
    ),
    "contents": (("w",), "Contents"),
    "links": ((), "This page names nobody who is known"),
    "next": ((), lambda viewer: viewer.app.main.page == "2"),
    "previous": (("j", "j"), lambda viewer: viewer.app.main.page == "2"),
    "back": (("w", "o", "end", "enter"), lambda viewer: viewer.app.main.page == "1"),
    "forward": (
        ("w", "o", "end", "enter", "H"),
        lambda viewer: viewer.app.main.page == "threads",
    ),
    "next-new": (("w",), lambda viewer: viewer.app.focused is viewer.pane("#reader")),
    "previous-new": ((), "Nothing new before this."),
    "all-read": ((), "Nothing is new."),
    "copy": ((), "Copied: Episode 1"),
    "longer-lines": ((), "Lines of 76 columns"),
    "shorter-lines": ((), "Lines of 68 columns"),
    "episodes": (("2",), lambda viewer: viewer.app.focused is viewer.pane("#episodes")),
    "reader": ((), lambda viewer: viewer.app.focused is viewer.pane("#reader")),
    "cast": ((), lambda viewer: viewer.app.focused is viewer.pane("#person")),
    "pane-left": (("3",), lambda viewer: viewer.app.focused is viewer.pane("#reader")),
    "pane-right": (("1",), lambda viewer: viewer.app.focused is viewer.pane("#reader")),
    "next-pane": (("3",), lambda viewer: viewer.app.focused is viewer.pane("#episodes")),
    "previous-pane": ((), lambda viewer: viewer.app.focused is viewer.pane("#person")),
    "wide": ((), lambda viewer: "1 Episodes" not in viewer.screen()),
    "hide-cast": (("w",), lambda viewer: "3 Cast" not in viewer.screen()),
    "narrower": ((), lambda viewer: viewer.pane("#list").outer_size.width == 32),
    "wider": ((), lambda viewer: viewer.pane("#list").outer_size.width == 36),
    "privacy": ((), lambda viewer: not viewer.screen().strip()),
    "help": ((), "Mark the episode as watched"),
    "palette": ((), "Find a command"),
    "quit": ((), lambda viewer: not viewer.app.is_running),
}
"""Of every command the keys that lead up to it, and what it does."""


CASES = [(command.name, key) for command in COMMANDS for key in command.keys.split(",")]
CHANGING = ("watched", "start", "longer-lines", "shorter-lines")


def passes(name: str) -> bool:
    """Whether a command only says something, or opens a dialog, and leaves all as it was."""
    assert name in EFFECTS, f"say in EFFECTS what {name} does"
    before, effect = EFFECTS[name]
    return not before and isinstance(effect, str) and name not in CHANGING


PASSING = [case for case in CASES if passes(case[0])]


@pytest.mark.parametrize(
    "cases",
    [[case] for case in CASES if case not in PASSING] + [PASSING[::2], PASSING[1::2]],
    ids=lambda cases: "-".join(cases[0]) + " and so on" * (len(cases) > 1),
)
async def test_every_command_does_something_by_each_of_its_keys(
    home: Path, cases: list[tuple[str, str]]
) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.sees("0 of 3")
        for name, key in cases:
            await does_something(viewer, name, key)
            while len(cases) > 1 and not isinstance(viewer.app.screen, MainScreen):
                await viewer.press("escape")
            viewer.app.clear_notifications()


async def does_something(viewer: Viewer, name: str, key: str) -> None:
    before, effect = EFFECTS[name]
    for each in before:
        await viewer.press(each)
        if each == "w":
            await viewer.sees("1 of 3", "u takes it back")
    shown = (lambda _: effect in viewer.screen()) if isinstance(effect, str) else effect
    assert not shown(viewer), f"what {name} does is there already"
    await viewer.press(key)
    await viewer.until(lambda: shown(viewer), f"{key} does what {name} says", toasts=True)
    if isinstance(dialog := viewer.app.screen, Dialog):
        assert not told_in_vain(dialog), "told at the foot, and not in its BINDINGS"


def told_in_vain(dialog: Dialog[Any]) -> list[str]:
    """The keys at the foot of a dialog that do not do there what a click on them does."""
    keys = {"esc": "escape", "←": "left", "→": "right", "F2": "f2", "^t": "ctrl+t"}
    told = {keys.get(key, key): action for key, _, action in dialog.foot if action}
    bound = dialog.active_bindings
    does = {key: each.binding.action for key, each in bound.items() if each.node is dialog}
    # What its list or its field does by itself, as with enter, the dialog hears of.
    inside = bound.keys() - does.keys()
    return [key for key, action in told.items() if key not in inside and does.get(key) != action]


@pytest.mark.parametrize("size", [(120, 36), (40, 12)])
async def test_tab_goes_around_all_panes_at_every_size(
    home: Path, pack: Path, size: tuple[int, int]
) -> None:
    async with evening(home, pack, size=size) as viewer:
        await viewer.press("s")
        await viewer.sees("Started episode 1.")
        for key, stops in (
            ("tab", ("reader", "people", "person", "episodes")),
            ("shift+tab", ("person", "people", "reader", "episodes")),
        ):
            for stop in stops:
                await viewer.press(key)
                pane = viewer.pane(f"#{stop}")
                await viewer.until(lambda: viewer.app.focused is pane and bool(pane.size), stop)  # noqa: B023


async def test_half_a_page_and_the_edges_go_by_the_keys_that_hands_expect(
    home: Path, pack: Path
) -> None:
    async with evening(home, EXAMPLE, size=(40, 12)) as viewer:
        await viewer.press("w", "2", "ctrl+d")
        reader = viewer.app.main.reader
        await viewer.until(lambda: reader.top == (reader.page_size - 2) // 2, "half a page down")
        await viewer.press("ctrl+u")
        await viewer.until(lambda: reader.top == 0, "half a page up")
        await viewer.press("t")
        await viewer.sees("Contents")
        options = viewer.app.screen.query_one(OptionList)
        await viewer.press("G")
        await viewer.until(lambda: options.highlighted == options.option_count - 1, "the last")
        await viewer.press("g")
        await viewer.until(lambda: options.highlighted == 0, "the first")
        await viewer.press("escape", "question_mark", "G")
        await viewer.sees("Quit; everything")


async def test_the_foot_offers_what_does_something_where_one_is(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        foot = viewer.pane("#keys")

        def offers() -> str:
            return foot.render_line(0).text.strip()

        await viewer.until(lambda: offers().startswith("s start  a ask  p peek  w wat"), "locked")
        assert "u undo" not in offers()
        await viewer.press("s")
        await viewer.until(lambda: offers().startswith("w watched  r rate  n note"), "it is on")
        assert "s start" not in offers()
        await viewer.press("w")
        await viewer.until(lambda: offers().startswith("r rate  n note  u undo"), "it is open")
        viewer.app.main.show_page("new")
        await viewer.until(lambda: offers().startswith("H back  r rate"), "one can go back")
        assert {"v next new", "] next"} <= {*offers().split("  ")}
        await viewer.press("M")
        await viewer.until(lambda: "v next new" not in offers(), "nothing is new")
        viewer.app.main.show_page("record")
        await viewer.until(lambda: offers().startswith("e edit  H back  r rate"), "the record")
        assert not {"w watched", "s start", "p peek", "] next"} & {*offers().split("  ")}
        viewer.app.main.show_page("about")
        await viewer.until(
            lambda: offers().startswith("H back  r rate  n note  / search"), "a page"
        )
        await viewer.press("u")
        await viewer.until(lambda: "H back" not in offers(), "what locks leaves no way back")


async def test_what_goes_no_further_says_so(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("t")
        await viewer.sees("This page has one part only.")
        await viewer.press("left_square_bracket")
        await viewer.sees("This is the first page.")
        await viewer.press("G", "right_square_bracket")
        await viewer.sees("This is the last page.")
        room = viewer.app.main.reader.line_width
        await viewer.press(*["plus"] * 20)
        await viewer.sees(f"There is no room for more than {room} columns.")
        await viewer.press("minus")
        await viewer.sees(f"Lines of {room - 4} columns.")
        await viewer.resized(100, 36)
        await viewer.press("c")
        await viewer.sees("from 110 columns on; 3 shows it")


async def test_ctrl_c_says_how_one_leaves(home: Path, pack: Path) -> None:
    (home / "keys.toml").write_text('[keys]\nquit = "Q"\n')
    async with evening(home, pack) as viewer:
        await viewer.press("ctrl+c")
        await viewer.sees("Q quits; everything is saved already.")


async def test_every_entry_of_the_palette_runs(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        entries = list(palette_entries(viewer.app.main))
        assert len(entries) > len(COMMANDS)
        for entry in entries:
            if entry.title.startswith("Quit"):
                continue
            entry.callback()
            await viewer.pilot.pause()
            await viewer.until(lambda: not viewer.app.main.changes.is_writing, "saved")
            while not isinstance(viewer.app.screen, MainScreen):
                await viewer.press("escape")
                await viewer.pilot.pause()
        assert viewer.app.return_code is None


def test_every_command_has_a_name_and_a_key_of_its_own() -> None:
    names = [command.name for command in COMMANDS]
    keys = [key for command in COMMANDS for key in command.keys.split(",")]
    assert len(names) == len(set(names))
    assert len(keys) == len(set(keys))


def test_chosen_keys_take_the_place_of_others_and_conflicts_are_named() -> None:
    commands, problems = rebound({"watched": ("m",), "unmark": ("s",), "dance": ("q",)})
    shown = {name: command.shown for name, command in commands.items()}
    assert shown["watched"] == "m"
    assert shown["unmark"] == "s"
    assert shown["start"] == "–"
    assert problems == [
        "keys.toml: there is no command 'dance'",
        "keys.toml: 's' is for 'unmark', not for 'start'",
    ]


async def test_a_key_that_was_chosen_works_and_is_shown(home: Path, pack: Path) -> None:
    (home / "keys.toml").write_text('[keys]\nwatched = "m"\n')
    async with evening(home, pack) as viewer:
        await viewer.sees("m watched")
        await viewer.press("m")
        await viewer.sees("1 of 3")
        await viewer.press("question_mark")
        await viewer.sees("m         Mark the episode")


BOARD = "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml"
"""The keys of the letters of Hangul, in the order in which Unicode has those that are not made of
several: U+3131 to U+3163."""
HANGUL = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ"
TYPED = dict(zip(BOARD, HANGUL, strict=True))


LETTERS = [each for each in COMMANDS if each.shown in TYPED]


@pytest.mark.parametrize("letter", [each.shown for each in LETTERS])
def test_under_a_korean_input_method_every_key_is_the_same(letter: str) -> None:
    (key,) = pressed(Key(TYPED[letter], TYPED[letter]))
    assert (key.key, key.character) == (letter, letter)


@pytest.mark.parametrize("command", LETTERS[:3], ids=[each.name for each in LETTERS[:3]])
async def test_under_a_korean_input_method_a_key_does_the_same(
    home: Path, command: Command
) -> None:
    before, effect = EFFECTS[command.name]
    async with evening(home, EXAMPLE) as viewer:
        await viewer.sees("0 of 3")
        for each in (*before, command.shown):
            await viewer.press(TYPED.get(each, each))
            if each == "w":
                await viewer.sees("1 of 3", "u takes it back")
        if isinstance(effect, str):
            await viewer.sees(effect)
        else:
            await viewer.until(lambda: effect(viewer), f"{command.name} by {TYPED}")


async def test_hangul_is_obeyed_in_dialogs_and_by_keys_that_were_chosen(
    home: Path, pack: Path
) -> None:
    (home / "keys.toml").write_text('[keys]\nwatched = "m"\nprivacy = "v"\n')
    async with evening(home, pack) as viewer:
        await viewer.press("ㅡ")
        await viewer.sees("1 of 3")
        await viewer.press("ㄱ", "ㅣ", "enter")
        await viewer.sees("Rated episode 1: 7.")
        await viewer.press("ㄱ", "ㅂ")  # q leaves the dialog
        await viewer.press("ㅌ")
        await viewer.sees("0 of 3")
        await viewer.press("ㄲ", "ㅛ")
        await viewer.sees("Viewing 2")
        await viewer.press("ㅍ")
        await viewer.until(lambda: not viewer.screen().strip(), "a blank screen")


async def test_hangul_stays_what_it_is_where_one_writes(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        viewer.bursts("ㅟ", "ㅂ", "제")  # n, and l behind it
        await viewer.sees("Your note on episode 1", "ㅣㅂ제")
        viewer.bursts("escape")
        await viewer.sees("Saved the note on episode 1.")
        viewer.bursts("저")  # w and j
        await viewer.sees("1 of 3", "Tonight: Episode 2")


@pytest.mark.parametrize("text", ["[keys", "keys = 3", "[keys]\nwatched = 3", "\0"])
async def test_a_bad_file_of_keys_is_said_to_be_so_and_changes_nothing(
    home: Path, pack: Path, text: str
) -> None:
    (home / "keys.toml").write_text(text)
    async with evening(home, pack) as viewer:
        await viewer.sees("keys.toml is not used", "w watched")


@pytest.mark.parametrize(
    ("key", "heading", "own", "other"),
    [
        ("1", "In the list", "Take back your last change", "Find words in this page"),
        ("2", "In the reader", "Find words in this page", "Take back your last change"),
    ],
)
def test_the_help_begins_with_the_pane_one_is_in_and_names_every_command_once(
    key: str, heading: str, own: str, other: str
) -> None:
    pane = {"1": "episodes", "2": "reader"}[key]
    (first, here), *groups = sections(COMMANDS, pane)
    assert first == heading
    assert own in [text for _, text in here]
    assert other not in [text for _, text in here]
    told = [text for _, rows in [(first, here), *groups] for _, text in rows]
    assert sorted(told) == sorted([c.help for c in COMMANDS] + [text for _, text in MOVES])
    for width in (36, 64, 100):
        console = Console(width=width)
        with console.capture() as shown:
            console.print(key_table([(first, here), *groups], Style(), Style()))
        words = " ".join(shown.get().split())
        assert all(text in words for text in told)


async def test_the_title_of_the_terminal_is_blank_while_the_screen_is(
    home: Path, pack: Path
) -> None:
    async with evening(home, pack) as viewer:
        written: list[str] = []
        driver = viewer.app._driver
        assert driver is not None
        write = driver.write

        def kept(data: str) -> None:
            written.append(data)
            write(data)

        driver.write = kept  # type: ignore[method-assign]
        await viewer.press("f9")
        await viewer.until(lambda: not viewer.screen().strip(), "a blank screen")
        assert "\x1b[22;0t\x1b]0; \x07" in "".join(written)
        await viewer.press("f9")
        await viewer.sees("1 Episodes")
        assert "\x1b[23;0t" in "".join(written)


@pytest.mark.parametrize("key", ["colon", "slash"])
async def test_what_is_found_makes_a_dialog_as_high_as_it_is(home: Path, key: str) -> None:
    most = {"colon": 22, "slash": 17}[key]
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("w", key)
        dialog = viewer.app.screen
        assert isinstance(dialog, Finder)
        rows, at = dialog.list, dialog.field.region
        for typed in ("a", "una", "una breck", "zzz"):
            dialog.field.value = typed
            await viewer.pilot.pause()
            assert dialog.field.region == at
            assert dialog.box.region.bottom <= 36
            assert dialog.query_one(Foot).region.bottom == dialog.box.region.bottom - 2
            assert rows.size.height == min(rows.virtual_size.height, most)
        await viewer.sees("No")
        assert dialog.box.region.height == 9


async def test_what_explains_a_command_has_one_line_at_every_size(home: Path) -> None:
    async with evening(home, EXAMPLE, (40, 12)) as viewer:
        await viewer.press("colon", *"start")
        await viewer.sees("Start (s)", "    Start the episode: its people u…")
        await viewer.sees_no("nlock")


async def test_our_colours_come_first_and_can_be_chosen(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("ctrl+p")
        await viewer.types("theme")
        await viewer.sees("Choose the colours")
        await viewer.press("enter")
        await viewer.sees("The city at night · in use", "The city by day", "own colours")
        await viewer.press("down", "enter")
        await viewer.until(lambda: viewer.app.theme == "bigcity-day", "the other theme")
        await viewer.sees_no("The city by day")


async def test_a_theme_is_seen_while_one_looks_for_it_and_left_again(
    home: Path, pack: Path
) -> None:
    async with evening(home, pack) as viewer:
        for last in ("escape", "enter"):
            await viewer.press("ctrl+p", *"theme", "enter")
            await viewer.sees("The city at night · in use")
            await viewer.press("down")
            await viewer.until(lambda: viewer.app.theme == "bigcity-day", "the day")
            assert viewer.app.chosen_theme == "bigcity-night"
            box = viewer.app.screen.query_one(".dialog")
            await viewer.until(lambda: box.styles.background.hex == "#F3EEE6", "all of it by day")  # noqa: B023
            await viewer.press(last)
            await viewer.sees_no("The city by day")
            if last == "escape":
                await viewer.until(lambda: viewer.app.theme == "bigcity-night", "the night again")
        await viewer.until(lambda: viewer.app.chosen_theme == "bigcity-day", "the day for good")
        assert viewer.app.theme == "bigcity-day"


async def test_a_theme_that_is_only_looked_at_is_not_kept(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("ctrl+p", *"theme", "enter")
        await viewer.sees("The city at night · in use")
        await viewer.press("down")
        await viewer.until(lambda: viewer.app.theme == "bigcity-day", "the day")
        await viewer.press("ctrl+q")
        await viewer.until(lambda: not viewer.app.is_running, "the end")
        kept = Preferences(str(home)).load(viewer.companion.series.id)
        assert kept["theme"] == "bigcity-night"
