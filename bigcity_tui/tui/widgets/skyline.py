"""The city under the list: a house for each episode, its windows lit once it has been watched."""

from collections.abc import Sequence

HEIGHTS = (4, 6, 3, 5, 7, 4, 6, 5)  # storeys, from left to right and then again
HOUSE = 3  # columns

LEAST = 5
"""How many empty lines there have to be for a city."""

Parts = list[tuple[str, str]]


def skyline(states: Sequence[str], width: int, lines: int) -> list[Parts]:
    """The city in so many lines, as texts and their roles; nothing where it has no room.

    It tells what the dots at the top tell: the windows of what was watched are lit, and one
    storey's of what is being watched.
    """
    if lines < LEAST or not states or len(states) * HOUSE > width:
        return [[] for _ in range(lines)]
    most = min(max(HEIGHTS) + 1, lines - 2)
    heights = [
        max(2, HEIGHTS[index % len(HEIGHTS)] * most // max(HEIGHTS)) for index in range(len(states))
    ]
    drawn = [_line(states, heights, lines - 1 - line) for line in range(lines)]
    margin = " " * ((width - HOUSE * len(states)) // 2)
    return [[(margin, "rule"), *parts] for parts in drawn]


def _line(states: Sequence[str], heights: Sequence[int], storey: int) -> Parts:
    """One line, which is the storey of that number from the ground (0) up."""
    parts: Parts = []
    for state, height in zip(states, heights, strict=True):
        if storey > height:
            parts.append((" " * HOUSE, "rule"))
        elif storey == height:
            parts.append(("┌─┐", "rule"))
        else:
            lit = state == "watched" or (state == "watching" and storey == 1)
            parts += [("│", "rule"), (":" if lit else " ", "window"), ("│", "rule")]
    return parts
