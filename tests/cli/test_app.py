"""Without a command: the app, where there is a terminal for it."""

import pytest

from bigcity_tui.companion import Companion
from bigcity_tui.domain.moments import Moment
from bigcity_tui.store.preferences import Preferences
from tests.cli.driver import Prompt

Opened = list[tuple[Companion, Moment | None]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What the app was opened with; it is left at once, with exit code 7."""
    opened: Opened = []

    def run(companion: Companion, _: Preferences, as_of: Moment | None) -> int:
        opened.append((companion, as_of))
        return 7

    monkeypatch.setattr("bigcity_tui.tui.app.run", run)
    monkeypatch.setenv("TERM", "xterm-256color")
    return opened


def test_it_opens_the_app_and_ends_as_that_ends(evening: Prompt, opened: Opened) -> None:
    evening.does("watch 2 --through")
    evening.run("", tty=True).exits(7).complains_of_nothing()
    evening.run("--as-of end:1", tty=True).exits(7).complains_of_nothing()
    assert [as_of for _, as_of in opened] == [None, Moment.end(1)]
    assert opened[0][0].series.episodes == 3


def test_it_opens_nothing_for_a_moment_that_is_to_come(evening: Prompt, opened: Opened) -> None:
    evening.run("--as-of end:1", tty=True).exits(2).complains("only an earlier moment")
    evening.run("--as-of later", tty=True).exits(2).complains("'later' is no moment")
    evening.run("--json", tty=True).exits(2).complains("--json goes with a command")
    assert opened == []


def test_an_author_opens_any_moment(evening: Prompt, opened: Opened) -> None:
    evening.run("--author", tty=True).exits(7).complains_of_nothing()
    evening.run("--author --as-of end:2", tty=True).exits(7).complains_of_nothing()
    assert [as_of for _, as_of in opened] == [Moment.end(3), Moment.end(2)]
    evening.run("--author --as-of end:4", tty=True).exits(2).complains("there is no episode 4")
    evening.fails("--author watch 1", 2, "pack show")
    assert evening.json("status")["moment"] == "before"
