"""The proof as one runs it: a pack, its twins, and what came of comparing them."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass

from bigcity_tui.domain.pack import Pack
from bigcity_tui.pack.location import bundled_pack
from bigcity_tui.pack.validate import validate_pack
from tests.noninterference.campaign import Campaign
from tests.noninterference.report import Difference, Found, Tally
from tests.noninterference.script import SIZES, around, script
from tests.noninterference.stage import set_up
from tests.noninterference.states import linear, sets


@dataclass(frozen=True, slots=True)
class Result:
    """What has been compared (a tally), in how many seconds, and the first difference, if any."""

    tally: Tally
    seconds: float
    difference: Difference | None


def whole_pack(folder: str | None) -> Pack:
    """The pack in a folder (None: the bundled one); PackError where it cannot be used."""
    return validate_pack(folder or bundled_pack())


def prove(pack: Pack, *, full: bool = False, tell: Callable[[str], None] | None = None) -> Result:
    """Compare a pack with its twins, up to the first difference; `tell` is told how far it is.

    In short, the whole command line at every moment, what shows something in all sets of watched
    episodes (of a long series, in some of them), and the app at a few moments. In full, everything
    in all sets, and the app at every moment (of a long series, at some of them).
    """
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bigcity-tui-") as folder, set_up(folder) as stage:
        campaign = Campaign(pack, stage, tell)
        difference = None
        try:
            _run(campaign, full=full)
        except Found as found:
            difference = found.difference
    return Result(campaign.tally, time.monotonic() - begun, difference)


def _run(campaign: Campaign, *, full: bool) -> None:
    series = campaign.pack.series
    moments, again = linear(series), linear(series, again=True)
    in_order = {state.watched for state in moments}
    others = [state for state in sets(series) if state.watched not in in_order]
    if full:
        # Of a long series, the app at so many moments as one of eight episodes has.
        some = moments[:: max(1, len(moments) // 17)]
        campaign.command_line(moments, seeds=(0, 1), most=8)
        campaign.command_line([*again, *others], seeds=(2,), most=2)
        campaign.on_purpose(moments)
        campaign.app(some, SIZES, (3, 4), script)
        campaign.app(again[:: max(1, len(again) // 8)], SIZES[1:], (5,))
        campaign.app_on_purpose(some)
        campaign.app_marking(some[:-1], script=script)
        campaign.locked_again(some[:-1])
    else:
        campaign.command_line(moments, most=2)
        campaign.command_line(again[1::6], seeds=(1,), most=2)
        campaign.every_set(others, seed=2)
        middle = moments[len(moments) // 2]
        campaign.on_purpose([moments[1], middle])
        campaign.app([moments[1], middle, moments[-2]], SIZES)
        campaign.app_on_purpose([middle], script=around)
        campaign.app_marking([middle], script=around)
        campaign.locked_again([middle])
