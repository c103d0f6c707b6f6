"""`follow` at the prompt, and as a process that is ended."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bigcity_tui.player import follower
from tests.cli.driver import Prompt
from tests.cli.test_process import environment
from tests.packs import made_up_pack, write_pack
from tests.player.players import LIMIT, PretendedMpv

PACK = made_up_pack(3)
LENGTH = (PACK.series.minutes or 0) * 60.0
SPEED = LENGTH / 0.75
"""At which an episode takes three quarters of a second."""


@pytest.fixture
def prompt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prompt:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return Prompt(monkeypatch, str(tmp_path / "home"), write_pack(PACK, tmp_path / "pack"))


@pytest.fixture
def player(tmp_path: Path) -> Iterator[PretendedMpv]:
    with PretendedMpv(tmp_path / "socket").running() as found:
        yield found


def follows(
    prompt: Prompt, player: PretendedMpv, words: str, *steps: Callable[[], object]
) -> list[str]:
    """Follow until all steps are done, each once the one before had its answer; then press ctrl+c.

    A step that answers with a number waits for the player to be so far.
    """
    left, wait, real = list(steps), 0.0, time.sleep

    def sleep(_: float) -> None:
        nonlocal wait
        real(0.02)
        position = player.said("time-pos")
        if isinstance(position, float) and position < wait:
            return
        if not left:
            raise KeyboardInterrupt
        reached = left.pop(0)()
        wait = reached if isinstance(reached, float) else 0.0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "sleep", sleep)
        patch.setattr(follower, "FASTEST", SPEED * 2)
        patch.setattr(follower, "_UNEVEN", SPEED)
        prompt.run(f"follow --mpv {player.path} {words}").exits(0)
    return prompt.out.splitlines()


def plays(player: PretendedMpv, number: int, until: float = 1.2) -> Callable[[], float]:
    """Have an episode played until after its end, and its title there all the while."""

    def step() -> float:
        name = f"{PACK.series.title} E{number} Some Title.mkv"
        player.play(name, length=LENGTH, speed=SPEED)
        return LENGTH * until

    return step


def test_what_plays_is_started_and_offered_each_in_a_line(
    prompt: Prompt, player: PretendedMpv
) -> None:
    first, *lines = follows(prompt, player, "", plays(player, 1), plays(player, 3))
    assert first == f"Following your player for {PACK.series.title}; ctrl+c ends it."
    assert lines[0].startswith("Started episode 1. New: ")
    assert lines[1] == "Episode 1 was played: 'bigcity-tui watch 1' marks it."
    assert lines[2] == "Started episode 3. ('bigcity-tui undo' takes it back.)"
    assert lines[3] == (
        "Episode 3 was played with episodes 1 and 2 not marked:"
        " 'bigcity-tui watch 3 --through' marks all."
    )
    assert prompt.json("status")["watched"] == []
    prompt.does("undo").says("Undone: started episode 3")
    prompt.does("undo").says("Undone: started episode 1")


def test_it_marks_by_itself_if_it_is_told_to_but_over_no_gap(
    prompt: Prompt, player: PretendedMpv
) -> None:
    steps = (plays(player, 1), plays(player, 1), plays(player, 3), plays(player, 2, 0.5))
    lines = follows(prompt, player, "--mark", *steps)
    assert [line[:20] for line in lines[1:]] == [
        "Started episode 1. N",
        "Marked episode 1 as ",
        "Started episode 3. (",
        "Episode 3 was played",
        "Started episode 2. N",
    ]
    assert prompt.json("status")["watched"] == [1]
    assert prompt.json("status")["watching"] == 2


def test_a_program_reads_what_happens(prompt: Prompt, player: PretendedMpv) -> None:
    values = "\n".join(follows(prompt, player, "--mark --json", plays(player, 1)))
    started, end = json.JSONDecoder().raw_decode(values)
    marked = json.loads(values[end:])
    assert (started["event"], started["episode"]) == ("started", 1)
    assert (marked["event"], marked["episode"]) == ("marked", 1)


def test_why_a_name_is_an_episode_or_none_is_explained_in_a_line(prompt: Prompt) -> None:
    title = PACK.series.title
    prompt.does(["follow", "--explain", f"{title} S01E03.mkv"])
    assert prompt.out == "episode 3: it has the series' title and the number\n"
    for name, why in (
        ("Some Other Drama E03", "does not name the series"),
        (f"{title} E04", "the series has no episode 4"),
        (f"{title} S02E01", "of another season"),
        (f"{title} E01 trailer", "'trailer' says that it is something else"),
        ("\x1b[2J\n" * 1000, "does not name the series"),
        ("", "it has no name"),
    ):
        prompt.does(["follow", "--explain", name]).says(f"no episode: {'it' * 0}", why)
        assert prompt.out.count("\n") == 1
        assert "\x1b" not in prompt.out
    assert prompt.json(["follow", "--explain", f"{title} E1"])["episode"] == 1


def test_without_the_library_it_says_what_to_install(
    prompt: Prompt, player: PretendedMpv, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jeepney", None)
    lines = follows(prompt, player, "", plays(player, 1))
    assert prompt.err == (
        "bigcity-tui: note: only mpv's socket is asked: for other players,"
        " pip install 'bigcity-tui[follow]'\n"
    )
    assert lines[2].startswith("Episode 1 was played")


def test_a_record_that_cannot_be_written_ends_nothing(prompt: Prompt, player: PretendedMpv) -> None:
    prompt.does("start 2").does("undo")
    (record,) = Path(prompt.home).glob("*.sqlite*")
    record.write_bytes(b"no record")
    lines = follows(prompt, player, "", plays(player, 1))
    assert lines[1:] == ["Episode 1 was played: 'bigcity-tui watch 1' marks it."]
    assert prompt.err.startswith("bigcity-tui: error: ")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_it_ends_well(tmp_path: Path, name: str) -> None:
    words = [sys.executable, "-m", "bigcity_tui", "follow", "--mpv", str(tmp_path / "none")]
    # Wherever it is then, also in a library that has just made a socket.
    around = environment(tmp_path, PYTHONWARNINGS="ignore")
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=around
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"Following your player for ")
        process.send_signal(getattr(signal, name))
        assert process.wait(LIMIT) == (0 if name == "SIGINT" else -signal.SIGTERM)
        assert process.stdout.read() == process.stderr.read() == b""
