"""A city of filled houses, whose windows are lit by progress; it knows of no series.

It can be read without colours: a lit window is a gap in the wall, a lamp one as high as the line.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bigcity_tui.domain.text import Parts, joined

HEIGHTS = (4, 6, 3, 5, 7, 4, 6, 5)  # of houses, from left to right and then again
NARROWEST, WIDEST = 3, 14  # columns of a house, with the lane beside it from four on
LEAST = 5  # empty lines that there have to be for a city

MOON = ("▟▀", "▜▄")


class House(NamedTuple):
    """A house that is watched (lit), watching (a lamp) or anything else."""

    state: str
    sign: str = ""


def plots(count: int, width: int) -> tuple[int, int]:
    """The columns before the first house, and those of each; none where there is no room."""
    each = min(WIDEST, width // count) if count else 0
    return ((width - each * count) // 2, each) if each >= NARROWEST else (0, 0)


def house_at(x: int, count: int, width: int) -> int | None:
    """Which house has this column."""
    margin, each = plots(count, width)
    index = (x - margin) // each if each else -1
    return index if 0 <= index < count else None


def skyline(houses: Sequence[House], width: int, lines: int) -> list[Parts]:
    """The city in so many lines, as texts and their roles; nothing where it has no room."""
    margin, each = plots(len(houses), width)
    if lines < LEAST or not each:
        return [()] * lines
    least, most = 4, 2 * lines - 3  # in half lines, above the ground; some sky stays free
    low, high = min(HEIGHTS), max(HEIGHTS)
    shapes = [HEIGHTS[index % len(HEIGHTS)] for index in range(len(houses))]
    heights = [least + (shape - low) * (most - least) // (high - low) for shape in shapes]
    under = heights.index(min(heights))
    moon = margin + each * under + each // 2 - 1 if 2 * lines - heights[under] > 8 else -1
    whole = all(house.state == "watched" for house in houses)
    drawn = []
    for y in range(lines - 1):
        parts = [(_sky(0, margin, y), "sky")]
        for index, (house, height) in enumerate(zip(houses, heights, strict=True)):
            x, body = margin + each * index, _body(index, each)
            walls = _walls(house, index, lines - 2 - y, height, body, lit=whole)
            parts += walls or [(_sky(x, body, y), "sky")]
            parts.append((_sky(x + body, each - body, y), "sky"))
        right = margin + each * len(houses)
        parts.append((_sky(right, width - right, y), "sky"))
        if y < len(MOON) and moon >= 0:
            parts = [(char, role) for text, role in parts for char in text]
            parts[moon : moon + 2] = [(char, "moon") for char in MOON[y]]
        drawn.append(joined(parts))
    numbers = "".join(
        str(index + 1).center(_body(index, each), "▔").ljust(each, "▔")
        for index in range(len(houses))
    )
    return [*drawn, ((("▔" * margin + numbers).ljust(width, "▔"), "meta"),)]


def _body(index: int, each: int) -> int:
    """The columns of a house's wall: an odd number, for its windows; wide ones differ."""
    body = max(NARROWEST, each - 1 - 2 * (index * 3 % 5 // 2) * (each > 8))
    return body - (body % 2 == 0)


def _walls(
    house: House, index: int, storey: int, top: int, body: int, *, lit: bool
) -> Parts | None:
    """One line of a house, which is the storey of that number from the ground (0) up, if any."""
    above = top - 2 * storey
    if above < 2:
        return (("▄" * body, "house"),) if above == 1 else None
    if above < 4 and house.sign and len(house.sign) <= body:
        before = (body - len(house.sign)) // 2
        after = body - before - len(house.sign)
        return ("█" * before, "house"), (house.sign, "sign"), ("█" * after, "house")
    if house.state == "watching" and storey == 0:
        return ((" ".center(body, "█"), "window"),)
    wall = ["█"] * body
    for at in range(1, body - 1, 2):
        # In a fixed order that looks like none; on the ground always, for the lowest of houses.
        if lit or storey == 0 or (index * 5 + storey * 3 + at * 4) % 7 > 2:
            wall[at] = "▀" if house.state == "watched" else "▓"
    return (("".join(wall), "window" if "▀" in wall else "house"),)


def _sky(x: int, width: int, y: int) -> str:
    stars = ((at * at + 5 * at * y + 17 * y * y) % 41 == 3 for at in range(x, x + width))
    return "".join("·" if star else " " for star in stars)
