"""No twin can be told from its pack: by no line of the command line, and by nothing in the app.

A few evenings run by default; `-m long` runs the rest, and the whole campaign unless it is reduced.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from bigcity_tui.companion import Companion
from bigcity_tui.domain.blocks import Page
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.pack import load_pack
from bigcity_tui.store.location import record_path
from bigcity_tui.store.record import Record
from tests.faults.scale import REDUCED
from tests.noninterference.campaign import Campaign
from tests.noninterference.conftest import Begin
from tests.noninterference.evening import evening
from tests.noninterference.prove import prove
from tests.noninterference.script import DIALOGS, around
from tests.noninterference.stage import Files
from tests.noninterference.states import MOST_SETS, State, linear, sets
from tests.packs import made_up_pack

SMALL = (60, 20)
DIALOGS_ALONE = tuple(step for part in DIALOGS[:6] for step in (*part, "escape", "escape", "1"))


def bundled() -> Pack:
    return load_pack(None)


def test_every_set_of_a_short_series_is_tried() -> None:
    assert len(set(sets(made_up_pack(3).series))) == 8
    assert len(set(sets(made_up_pack(8).series))) == 256
    assert len(sets(made_up_pack(40).series)) == MOST_SETS
    moments = [state.moment(made_up_pack(8).series) for state in linear(made_up_pack(8).series)]
    assert moments == [Moment(position) for position in range(17)]


@pytest.mark.long
def test_the_command_line_in_sets_of_three(begin: Begin) -> None:
    campaign = begin(made_up_pack(3))
    every = sets(campaign.pack.series)
    campaign.command_line(every[4:5], most=2)
    campaign.every_set([every[0], *every[1::3]], seed=5)
    campaign.command_line([State((1,), 2, again=True)], most=2)
    assert campaign.tally.states == 6
    assert campaign.tally.comparisons > 500


@pytest.mark.long
@pytest.mark.parametrize("make", [bundled, lambda: made_up_pack(40)])
def test_the_command_line_in_some_sets_of_others(begin: Begin, make: Callable[[], Pack]) -> None:
    campaign = begin(make())
    series = campaign.pack.series
    campaign.command_line([State((1, 2, 4), 3)], seeds=(1,), most=2)
    campaign.every_set(sets(series)[-2:-1], seed=6)
    assert campaign.tally.states == 2


@pytest.mark.long
def test_what_is_opened_on_purpose_opens_nothing_else(begin: Begin) -> None:
    campaign = begin(made_up_pack(3))
    campaign.on_purpose([State((1,)), State((1, 2), 3)])
    assert campaign.tally.states == 2


def test_what_is_open_is_read_alike_whatever_is_locked_in_the_same_file(begin: Begin) -> None:
    pack = made_up_pack(3, 3)
    first, *others = pack.episodes
    note, *notes = first.notes
    long = replace(note, body=("An open paragraph. " * 2000, *note.body))
    first = replace(first, notes=(long, *notes))
    campaign = begin(replace(pack, episodes=(first, *others)))
    state = State((), 1)
    assert any("\N{REPLACEMENT CHARACTER}" in repr(each.episodes[0])
               for each in campaign._twins(state.moment(pack.series), range(3)))  # fmt: skip
    campaign.every_set([state])
    assert campaign.tally.comparisons > 40


def test_the_app(begin: Begin) -> None:
    campaign = begin(bundled())
    campaign.app([State((1,), 2)], script=around)
    assert campaign.tally.comparisons > 25


@pytest.mark.long
def test_the_dialogs_of_the_app_on_a_small_screen(begin: Begin) -> None:
    campaign = begin(made_up_pack(3))
    campaign.app([State((1, 3))], [SMALL], script=lambda _: DIALOGS_ALONE)
    assert campaign.tally.comparisons > 50


@pytest.mark.long
def test_a_look_back_a_peek_and_an_answer_in_the_app(begin: Begin) -> None:
    campaign = begin(made_up_pack(3))
    campaign.app_on_purpose([State((1,), 2)], SMALL, around)
    assert campaign.tally.comparisons > 70


def test_what_a_mark_says_and_shows_in_the_app(begin: Begin) -> None:
    campaign = begin(made_up_pack(3))
    campaign.app_marking([State((1,))], SMALL, around)
    assert campaign.tally.comparisons > 40


@pytest.mark.long
def test_nothing_stays_in_the_app_of_what_was_locked_again(begin: Begin) -> None:
    campaign = begin(made_up_pack(3))
    campaign.locked_again([State((1,), 2), State((1,))], SMALL)
    assert campaign.tally.comparisons > 100


def test_a_peek_shows_its_page_and_changes_nothing_else(begin: Begin) -> None:
    campaign = begin(made_up_pack(3))
    campaign.prepared(State((1,)))
    home = campaign.stage.home
    companion = Companion(campaign.pack, Record.open(home, lambda: 1), lambda: 1)
    before = companion.view()
    companion.rate("1", 2)
    companion.peek(3)
    peeked = companion.view()
    assert peeked.document("3") != before.document("3")
    assert peeked.edition == before.edition
    kept = ("2", *(page for page in Page if page != Page.RECORD))
    assert all(peeked.document(key) == before.document(key) for key in kept)
    words = {word for episode in campaign.pack.episodes for word in repr(episode).split()}
    for word in sorted(words)[::40]:
        # In the record there is a rating now, with the title of an episode that is open.
        found = [hit for hit in peeked.search(word) if hit.document != Page.RECORD]
        assert found == [hit for hit in before.search(word) if hit.document != Page.RECORD]
    companion.undo()
    assert companion.view().document("3") == before.document("3")


@pytest.mark.parametrize("end", ["1", "u"])
def test_of_a_peek_nothing_is_stored(begin: Begin, end: str) -> None:
    """Not even where one was reading: the app leaves the same files as without it."""
    campaign = begin(made_up_pack(3))
    one, other = (peeking(campaign, keys) for keys in (("n", "2", end), ("y", "2", "G", end)))
    if end == "u":  # what is undone is written under an id that nobody had before
        for each in (one, other):
            del each[record_path(campaign.stage.home)]
    assert one == other


def peeking(campaign: Campaign, keys: tuple[str, ...]) -> Files:
    campaign.stage.reset(campaign.prepared(State((1,))))

    async def look() -> None:
        async with evening(campaign.pack, campaign.stage) as opened:
            for key in ("g", "j", "j", "p", *keys):
                await opened.play(key)

    asyncio.run(look())
    return campaign.stage.files()


@pytest.mark.long
@pytest.mark.skipif(REDUCED, reason="its parts have run")
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("make", [bundled, lambda: made_up_pack(3), lambda: made_up_pack(40)])
def test_the_whole_campaign(make: Callable[[], Pack], capsys: pytest.CaptureFixture[str]) -> None:
    result = prove(make(), full=True)
    with capsys.disabled():
        tally = result.tally
        print(
            f"\n{tally.states} states, {len(tally.surfaces)} surfaces, {tally.twins} twins:"
            f" {tally.comparisons} comparisons, {tally.size} bytes, {result.seconds:.0f} s"
        )
    assert result.difference is None
