"""The proof is worth what it catches: every planted leak has to be found, where it shows."""

import pytest

from bigcity_tui.domain.pack import Pack
from tests.noninterference.campaign import Campaign
from tests.noninterference.conftest import Begin
from tests.noninterference.leaks import COMMAND_LINE, LOOKING_BACK
from tests.noninterference.leaks_in_app import APP, LOCKED_AGAIN
from tests.noninterference.planting import Leak, watched
from tests.noninterference.report import Difference, Found
from tests.noninterference.states import State
from tests.packs import made_up_pack

HALF = State((1,), 2)
SIZE = (110, 16)
"""Three panes, and no more to paint than that."""

STEPS = ("j", "2", "space", "G", "1", "p", "escape", "ctrl+p", "type s", "escape", "3", "1",
         "2", "f", "type e", "escape", "1", "shot", "copy")  # fmt: skip


def until(surface: str) -> tuple[str, ...]:
    """The steps that lead to where a leak shows: it is found there or nowhere."""
    if surface in ("the first frame", "the files left behind"):
        return ()
    return STEPS[: STEPS.index(surface) + 1] if surface in STEPS else STEPS


def names(leaks: tuple[Leak, ...]) -> list[str]:
    return [leak.plant.__name__ for leak in leaks]


def pack() -> Pack:
    return made_up_pack(3, 1)


@pytest.fixture
def campaign(begin: Begin) -> Campaign:
    campaign = begin(pack())
    campaign.attempts = 1
    return campaign


def caught(error: pytest.ExceptionInfo[Found]) -> Difference:
    return error.value.difference


def test_there_are_more_than_twenty() -> None:
    every = names((*COMMAND_LINE, *LOOKING_BACK, *APP, *LOCKED_AGAIN))
    assert len(set(every)) == len(every) > 20


@pytest.mark.parametrize("leak", COMMAND_LINE, ids=names(COMMAND_LINE))
def test_leaks_at_the_command_line(
    campaign: Campaign, leak: Leak, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(monkeypatch)
    leak.plant(monkeypatch)
    with pytest.raises(Found) as error:
        campaign.command_line([HALF], most=3, only=leak.surface)
    assert caught(error).surface.startswith(leak.surface)


@pytest.mark.parametrize("leak", LOOKING_BACK, ids=names(LOOKING_BACK))
def test_leaks_of_what_looks_back(
    campaign: Campaign, leak: Leak, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(monkeypatch)
    leak.plant(monkeypatch)
    with pytest.raises(Found) as error:
        campaign.on_purpose([HALF])
    assert caught(error).surface.startswith(leak.surface)


@pytest.mark.long
@pytest.mark.parametrize("leak", APP, ids=names(APP))
def test_leaks_in_the_app(campaign: Campaign, leak: Leak, monkeypatch: pytest.MonkeyPatch) -> None:
    watched(monkeypatch)
    leak.plant(monkeypatch)
    with pytest.raises(Found) as error:
        campaign.app([HALF], [SIZE], script=lambda _: until(leak.surface))
    assert leak.surface in caught(error).surface


@pytest.mark.long
@pytest.mark.parametrize("leak", LOCKED_AGAIN, ids=names(LOCKED_AGAIN))
def test_leaks_of_what_was_locked_again(
    campaign: Campaign, leak: Leak, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(monkeypatch)
    leak.plant(monkeypatch)
    with pytest.raises(Found) as error:
        campaign.locked_again([HALF], SIZE)
    assert leak.surface in caught(error).surface


@pytest.mark.long
def test_without_a_leak_the_same_finds_nothing(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(monkeypatch)
    campaign.command_line([HALF], most=3)
    campaign.app([HALF], [SIZE], script=lambda _: STEPS)
