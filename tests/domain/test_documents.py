"""Pages refer to each other by the blocks that stand there."""

from dataclasses import replace

from bigcity_tui.domain import documents
from bigcity_tui.domain.blocks import EpisodeRow, PageLink, UserEntry
from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.series import Director
from tests.benchmarks.growth import large_pack
from tests.packs import made_up_pack

PACK = made_up_pack(2)


def row(number: int) -> EpisodeRow:
    about = (None, None, None, "", None, None, None)
    return EpisodeRow(number, "unwatched", *about, open=False, waits_for=(), earlier=())


def test_an_episode_leads_to_its_entries_in_the_threads() -> None:
    """By a link for each, under the heading of its thread, at every moment."""
    pack, followed = large_pack(8), 0
    for position in range(2 * 8 + 1):
        edition = edition_of(pack, Moment(position))
        threads = documents.threads(edition).blocks
        links = [
            (str(number), block)
            for number in range(1, 9)
            for block in documents.episode(edition, row(number), UserEntry()).blocks
            if block.kind == "link"
        ]
        for number, link in links:
            assert isinstance(link.to, PageLink)
            assert link.to.page == "threads"
            at = link.to.block
            assert at is not None
            heading = [block.text for block in threads[:at] if block.kind == "heading"][-1]
            assert (threads[at].kind, heading) == ("subheading", link.text)
            assert threads[at].to == PageLink(number)
        assert len(links) == sum(block.kind == "subheading" for block in threads)
        followed += len(links)
    assert followed


def test_what_came_before_leads_to_an_episode_and_is_below_its_notes_once_it_was_watched() -> None:
    edition = edition_of(PACK, Moment.end(2))
    for is_open, before in ((False, []), (True, ["To talk about"])):
        found = documents.episode(edition, row(2)._replace(open=is_open), UserEntry())
        headings = [block.text for block in found.blocks if block.kind == "heading"]
        assert headings[: headings.index("Previously")][-1:] == before


def test_an_episode_may_have_several_directors_or_none() -> None:
    directors = (Director("One", (1, 2, 2)), Director("Other", (2, 9)))
    series = replace(PACK.series, directors=directors)
    found = [series.director(number) for number in (1, 2, 3, 9)]
    assert found == ["One", "One, Other", None, "Other"]


def test_a_pack_says_on_its_page_whose_it_is() -> None:
    series = replace(PACK.series, version="2.1", authors=("Odo", "Ilka"), license="CC0 1.0")
    page = documents.about(edition_of(replace(PACK, series=series), BEFORE))
    assert [each.text for each in page.blocks[-2:]] == [
        "This pack",
        "Version 2.1 · by Odo and Ilka · CC0 1.0",
    ]
    series = replace(series, version=None, authors=(), license=None)
    page = documents.about(edition_of(replace(PACK, series=series), BEFORE))
    assert "This pack" not in str(page)
