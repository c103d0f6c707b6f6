"""Ratings are what was typed, go nowhere without enter, and are there when one comes back."""

from pathlib import Path

from tests.tui.driver import evening


async def test_a_rating_is_what_was_typed(home: Path, pack: Path) -> None:
    typed = {
        "8.5": 8.5, "8,5": 8.5, "8.": 8.5, "8.0": 8.0, "8.3": 8.5, "8.57": 8.5, "8.50": 8.5,
        "8.05": 8.0, "85": 8.0, "8/10": 8.0, "11": 1.0,
        "10": 10.0, "0": 10.0, "10.0": 10.0, "0.5": 0.5, "0.0": 0.5, ".5": 0.5, "8+.": 8.5,
        "9-5": 5.0,
    }  # fmt: skip
    names = {".": "full_stop", ",": "comma", "+": "plus", "-": "minus", "/": "slash"}
    async with evening(home, pack) as viewer:
        for keys, score in typed.items():
            await viewer.press("r", *(names.get(key, key) for key in keys))
            await viewer.until(
                lambda score=score: getattr(viewer.app.screen, "score", None) == score,  # type: ignore[misc]
                f"{keys} is {score}",
            )
            await viewer.press("escape")
            await viewer.sees_no("Your rating of")


async def test_a_slip_in_a_rating_is_taken_back_and_nothing_goes_without_enter(
    home: Path, pack: Path
) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("r", "8", "enter")
        await viewer.sees("Rated episode 1: 8.")
        await viewer.press("r", "7", "backspace", "9", "enter")
        await viewer.sees("Rated episode 1: 9.")
        await viewer.press("r", "backspace", "escape")
        await viewer.sees_no("Your rating of")
        assert viewer.companion.view().own("1").rating == 9.0
        await viewer.press("r", "backspace", "enter")
        await viewer.sees("Took the rating off episode 1.")


async def test_rating_by_two_keys_and_a_note_are_there_when_one_comes_back(
    home: Path, pack: Path
) -> None:
    async with evening(home, pack) as viewer:
        await viewer.press("w")
        await viewer.sees("1 of 3")
        await viewer.press("r", "8", "full_stop", "enter")
        await viewer.sees("Your rating: 8.5")
        await viewer.press("n")
        await viewer.sees("Your note on episode 1")
        await viewer.types("a good one")
        await viewer.press("escape")
        await viewer.sees("a good one")
        await viewer.press("down", "2")
        await viewer.sees("Episode 2")
    async with evening(home, pack) as viewer:
        await viewer.sees("Episode 2")
        await viewer.press("up")
        await viewer.sees("Your rating: 8.5", "a good one")


async def test_a_click_on_a_cell_rates_and_its_left_half_a_half_less(
    home: Path, pack: Path
) -> None:
    for size, cell in (((120, 36), 5), ((40, 12), 3)):
        async with evening(home, pack, size=size) as viewer:
            for point, column, score in (
                (8, cell - 2, 8.0),
                (7, 0, 6.5),
                (1, 0, 0.5),
                (10, 2, 10.0),
            ):
                await viewer.press("r")
                await viewer.sees(" 10 ")
                await viewer.pilot.click("#scale", offset=(cell * (point - 1) + column, 1))
                await viewer.until(
                    lambda score=score: viewer.companion.view().own("1").rating == score,  # type: ignore[misc]
                    f"rated {score}",
                )
                await viewer.sees_no("Your rating of")
