"""Series of other shapes in the app: seasons, chapters, and what is not out yet."""

from dataclasses import replace
from pathlib import Path

from bigcity_tui.domain.series import Season
from tests.packs import made_up_pack
from tests.tui.driver import evening


async def test_seasons_units_and_what_is_not_out_are_shown_where_one_is(home: Path) -> None:
    made = made_up_pack(62)
    series = replace(
        made.series,
        original_title=None,
        minutes=None,
        lengths=(*(25,) * 60, 70, None),
        aired=(*("2020-01-01",) * 60, "2999-02-03", None),
        seasons=(Season("The Island", 30), Season("The City", 32)),
        unit="chapter",
    )
    async with evening(home, replace(made, series=series)) as viewer:
        await viewer.sees("1 The Island", "next · 25 min", "2 Chapter 1", "0 of 62")
        await viewer.press("s")
        await viewer.sees(
            "Started chapter 1.", "On now: Chapter 1", "The Island,", "chapter 1 · 25 min"
        )
        viewer.bursts(*("j",) * 30)
        await viewer.sees("1 The City", "2 Chapter 31", "The City, chapter 1 · 25 min")
        viewer.bursts(*("j",) * 31)
        await viewer.sees("out on 3 February 2999", "not out yet")
        await viewer.press("s")
        await viewer.sees("chapter 62 is not out yet")
        await viewer.press("w")
        await viewer.sees("chapter 62 is not out yet")
        await viewer.sees_no("Mark chapter 62")
        assert viewer.companion.status().watched == ()
        await viewer.press(":", *"s2e3")
        await viewer.sees("Chapter 33 · S2E3")
        await viewer.press("enter")
        await viewer.sees("2 Chapter 33")


async def test_what_is_not_out_says_when_and_offers_nothing_to_mark(home: Path) -> None:
    made = made_up_pack(3)
    series = replace(made.series, aired=("2020-01-01", "2999-12-30", None))
    async with evening(home, replace(made, series=series), (80, 24)) as viewer:
        await viewer.sees("s start", "w watched", "when it begins", "when it is over")
        await viewer.press("w")
        await viewer.sees("Marked episode 1")
        for page, says in (("2", "out on 30 December 2999"), ("3", "not out yet")):
            viewer.app.main.show_page(page)
            await viewer.sees(f"2 Episode {page}", says, "to ask before", "a ask")
            await viewer.can_read(says)
            await viewer.sees_no("s start", "w watched", "when it begins", "when it is over")
            await viewer.sees_no("Tonight:")
