"""The packs that tests make up: markers tell the truth, and twins agree on what is open."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.pack.validate import validate_pack
from tests.packs import made_up_pack, markers, moment_of, moments, packs, twin, write_pack

any_pack = packs() | st.builds(made_up_pack, st.integers(1, 5), st.integers(0, 1_000))
seeds = st.integers(0, 1_000)


def opening(text: str) -> list[Moment]:
    """From when each marker in a text may be seen."""
    return [moment for moment in map(moment_of, markers(text)) if moment is not None]


def test_the_same_seed_makes_the_same_pack() -> None:
    assert made_up_pack(4, seed=7) == made_up_pack(4, seed=7)
    assert made_up_pack(4, seed=7) != made_up_pack(4, seed=8)
    assert twin(made_up_pack(), BEFORE, 1) == twin(made_up_pack(), BEFORE, 1)
    assert twin(made_up_pack(), BEFORE, 1) != twin(made_up_pack(), BEFORE, 2)


def test_something_opens_at_every_moment() -> None:
    pack = made_up_pack(4)
    assert set(opening(repr(pack))) == set(moments(pack))


@given(pack=any_pack, data=st.data())
def test_an_edition_shows_no_later_marker(pack: Pack, data: st.DataObject) -> None:
    moment = data.draw(st.sampled_from(moments(pack)))
    edition = repr(edition_of(pack, moment))
    assert all(opens <= moment for opens in opening(edition))
    assert "zqask" not in edition


@given(pack=any_pack, seed=seeds, data=st.data())
def test_a_twin_agrees_on_what_is_open(pack: Pack, seed: int, data: st.DataObject) -> None:
    moment = data.draw(st.sampled_from(moments(pack)))
    other = twin(pack, moment, seed)
    for earlier in moments(pack):
        if earlier <= moment:
            assert edition_of(other, earlier) == edition_of(pack, earlier)
    # And on nothing else, up to the questions.
    assert other.series == pack.series
    assert [ask.question for ask in other.asks] == [ask.question for ask in pack.asks]
    common = markers(repr(pack)) & markers(repr(other))
    assert all((opens := moment_of(mark)) is not None and opens <= moment for mark in common)
    if moment < moments(pack)[-1]:
        assert edition_of(other, moments(pack)[-1]) != edition_of(pack, moments(pack)[-1])
        for one, another in zip(pack.episodes, other.episodes, strict=True):
            assert [n.id for n in one.notes] != [n.id for n in another.notes]
        assert len(pack.cast.people) != len(other.cast.people)


@pytest.mark.parametrize("seed", range(6))
def test_twins_are_sound_and_have_twins(tmp_path: Path, seed: int) -> None:
    pack = made_up_pack(2, seed)
    for moment in moments(pack):
        other, folder = twin(pack, moment, seed), tmp_path / str(moment).replace(":", "")
        # Its locked texts hold what is cleaned as they are read.
        read = validate_pack(write_pack(other, folder / "twin"))
        assert edition_of(read, moment) == edition_of(pack, moment)
        assert validate_pack(write_pack(read, folder / "again")) == read
        pack = read
