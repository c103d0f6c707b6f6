"""The picture of bonds says what the relations say, as far as they are open."""

from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.domain.chart import LEGEND, bonds_chart
from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.text import cells
from tests.packs import made_up_pack, moments, packs, twin


def test_there_is_no_picture_of_nobody() -> None:
    assert bonds_chart(edition_of(made_up_pack(3), BEFORE)) == ""


@given(packs(), st.data())
def test_every_pair_that_is_open_has_one_row_and_no_row_is_too_long(pack, data) -> None:  # type: ignore[no-untyped-def]
    moment = data.draw(st.sampled_from(moments(pack)))
    edition = edition_of(pack, moment)
    chart = bonds_chart(edition)
    pairs = {frozenset(relation.people) for relation in edition.relations}
    if not pairs or moment == BEFORE:
        assert chart == ""
        return
    rows = chart.split("\n")
    assert rows[-1] == LEGEND
    assert len(rows) == 1 + len(pairs) + 2
    labels = max(
        cells(" · ".join(p.name for one in pair for p in edition.people if p.id == one))
        for pair in pairs
    )
    assert all(cells(row) <= labels + 2 + 3 * moment.episode for row in rows[:-1])
    assert all("●" in row or "×" in row for row in rows[1:-2])


def test_the_picture_is_that_of_any_pack_which_agrees_so_far() -> None:
    pack = made_up_pack(3)
    for episode in range(1, 4):
        moment = Moment.end(episode)
        other = twin(pack, moment, seed=episode)
        assert bonds_chart(edition_of(pack, moment)) == bonds_chart(edition_of(other, moment))
