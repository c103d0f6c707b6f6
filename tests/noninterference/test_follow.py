"""What follows a player says, keeps and leaves behind nothing of what is locked, whatever plays."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.player import follower
from bigcity_tui.store.preferences import Preferences
from tests.noninterference.conftest import Begin
from tests.noninterference.evening import Evening
from tests.noninterference.running import Line, run
from tests.noninterference.stage import Files, Stage
from tests.noninterference.states import State
from tests.packs import made_up_pack, markers, moment_of
from tests.player.players import PretendedMpv

PACK = made_up_pack(3)
LENGTH = (PACK.series.minutes or 0) * 60.0
SPEED = LENGTH / 0.5


@pytest.fixture
def player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PretendedMpv]:
    """A player that plays an episode in half a second, under a name that tells what is in it."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(follower, "FASTEST", SPEED * 2)
    monkeypatch.setattr(follower, "_UNEVEN", SPEED)
    with PretendedMpv(tmp_path / "socket").running() as found:
        yield found


def follow(pack: Pack, stage: Stage, before: Files, player: PretendedMpv, *numbers: int) -> bytes:
    """All that can be seen of following while these episodes play, one after another."""
    real, left = time.sleep, list(numbers)

    def sleep(_: float) -> None:
        real(0.02)
        position = player.said("time-pos")
        if isinstance(position, float) and position < LENGTH * 1.3:
            return
        if not left:
            raise KeyboardInterrupt
        number = left.pop(0)
        heading = PACK.episodes[number - 1].heading
        told = " ".join(sorted(markers(repr(PACK.episodes[number - 1]))))
        name = f"{PACK.series.title} E{number} {heading} {told}"
        player.play(name[:900], length=LENGTH, speed=SPEED)

    player.says = {}
    line = Line(("follow", "--mark", "--mpv", str(player.path)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "sleep", sleep)
        return run(pack, line, stage, before)


@pytest.mark.parametrize(
    ("state", "plays", "reaches"),
    [
        (State(()), (3, 2), "before"),
        (State((), 1), (1,), "end:1"),
        (State((1,)), (3, 1), "end:1"),
        (State((1,)), (2,), "end:2"),
    ],
    ids=str,
)
def test_twins_are_followed_alike(
    begin: Begin, player: PretendedMpv, state: State, plays: tuple[int, ...], reaches: str
) -> None:
    campaign = begin(PACK)
    before, moment = campaign.prepared(state), Moment.parse(reaches)
    one = follow(campaign.pack, campaign.stage, before, player, *plays)
    assert b"exit 0" in one
    assert f"episode {plays[0]}".encode() in one
    opens = {moment_of(marker) for marker in markers(one.decode(errors="replace"))}
    assert all(each is not None and each <= moment for each in opens)
    for twin in campaign._twins(moment, (1, 2)):
        assert follow(twin, campaign.stage, before, player, *plays) == one


@pytest.mark.long
@pytest.mark.parametrize("number", [1, 2, 3])
def test_twins_look_alike_in_an_app_that_follows(
    begin: Begin, player: PretendedMpv, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setenv("MPV_HOME", str(player.path.parent))
    (player.path.parent / "mpv.conf").write_text(f"input-ipc-server={player.path}\n")
    campaign, state = begin(PACK), State((1,))
    before = campaign.prepared(state)
    Preferences(campaign.stage.home).save(PACK.series.id, {"asked": True, "follow": True})
    before = campaign.stage.files()
    heading = PACK.episodes[number - 1].heading
    player.play(f"{PACK.series.title} E{number} {heading}", at=754.0, length=LENGTH)
    player.pause()
    steps = ("j", "3", "1", "G", "slash", "type e", "escape", "n", "ctrl+t", "escape")
    twins = campaign._twins(state.moment(PACK.series), (1, 2))
    shown: list[str] = []
    monkeypatch.setattr(Evening, "frame", _seen_by(shown))
    campaign._evenings(state, steps, (120, 36), twins, before)
    assert any(f"‖ {number} · 12:34" in frame for frame in shown)


def _seen_by(shown: list[str]) -> Callable[[Evening], bytes]:
    real = Evening.frame

    def frame(evening: Evening) -> bytes:
        found = real(evening)
        shown.append(found.decode())
        return found

    return frame
