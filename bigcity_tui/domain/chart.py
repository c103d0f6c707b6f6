"""Pictures made of characters, at any width; what has no room is left out whole."""

from itertools import groupby
from typing import NamedTuple, Protocol

from bigcity_tui.domain.edition import Edition, turns_of
from bigcity_tui.domain.text import Parts, cells, count, fit, joined, short
from bigcity_tui.domain.values import day_number, day_text, score_text

LEGEND = "● a turn   ━ goes on   × over"

_WORDS, _MOST, _LEAST = 22, 18, 13  # columns for what a bond is now: all, most of it, at least
_SHORTEST = 10  # columns for ten points
_EVENING = "·▄▆█"  # for so many episodes, or more than the last stands for


class Bond(NamedTuple):
    """The turns (episode, whether it ended the bond) of two people; `now` is the last in a word."""

    one: str
    other: str
    turns: tuple[tuple[int, bool], ...]
    now: str


class BondsChart(NamedTuple):
    """The bonds of people known, one row each under the first of the two; episodes 1 to `last`."""

    bonds: tuple[Bond, ...]
    last: int

    def lines(self, width: int) -> tuple[Parts, ...]:
        room = min(max(cells(bond.other) for bond in self.bonds) + 4, max(8, width // 2))
        words = min(_WORDS, max(cells(bond.now) for bond in self.bonds)) + 1
        most, least = min(_MOST, words), min(_LEAST, words)
        # Columns for an episode and for words, best first: words are cut before they are given up.
        wanted = ((3, words), (2, most), (1, most), (2, least), (1, least), (3, 0), (2, 0))
        column = next((each for each, rest in wanted if room + each * self.last + rest <= width), 1)
        spare = width - room - column * self.last
        first = max(1, self.last - (width - room) // column + 1)
        # The numbers of the episodes: all of them, or every fifth where they would touch.
        head, dense = "", column > len(str(self.last))
        for number in range(first, self.last + 1):
            at = (number - first) * column
            if not head or ((dense or number % 5 == 0) and len(head) < at):
                head = head.ljust(at) + str(number)
        lines: list[Parts] = [((" " * room + head, "meta"),)]
        over = 0
        for one, bonds in groupby(self.bonds, key=lambda bond: bond.one):
            rows = []
            for bond in bonds:
                signs = _signs(bond, first, self.last, column)
                now = short(f" {bond.now}", spare) if spare >= least else ""
                row = ((fit(f"  {bond.other}", room), "text"), (signs, "chart"), (now, "meta"))
                rows += [row] if signs.strip() else []
                over += not signs.strip()
            if rows:
                lines += [((short(one, width), "subheading"),), *rows]
        lines += [(), ((short(LEGEND, width), "meta"),)]
        if first > 1:
            rest = f"; {count(over, 'bond')} ended before" if over else ""
            lines.append(((short(f"Episodes {first} to {self.last}{rest}.", width), "meta"),))
        return tuple(lines)


class RatingsChart(NamedTuple):
    """Ratings with their names, the mean of several episodes', and the reviewer's score."""

    ratings: tuple[tuple[str, float], ...]
    mean: float | None
    reviewer: float | None

    def lines(self, width: int) -> tuple[Parts, ...]:
        rows = [(name, score, score, "text") for name, score in self.ratings]
        if self.mean is not None:
            rows.append(("On average", self.mean, self.mean, "meta"))
        if self.reviewer is not None:
            rows.append(("The reviewer", self.reviewer, 0.0, "meta"))  # the stroke alone
        longest = max(cells(name) for name, *_ in rows)
        room = min(longest + 2, max(1, min(width - _SHORTEST - 6, max(width // 2, 14))))
        size = max(_SHORTEST, width - room - 6)
        lines: list[Parts] = []
        for name, score, bar, role in rows:
            head, tail = (fit(short(name, room - 1), room), role), (f"{score_text(score):>6}", role)
            halves = round(bar * size / 5)  # halves of a column
            full = "━" * (halves // 2) + "╸" * (halves % 2)
            columns = [(sign, "chart") for sign in full] + [("─", "rule")] * (size - len(full))
            if self.reviewer is not None:
                at = max(0, -int(-self.reviewer * size // 10) - 1)
                columns[at] = ("┿" if at < len(full) else "┼", "rating")
            lines.append((head, *joined(columns), tail))
        return tuple(lines)


class EveningsChart(NamedTuple):
    """How many episodes were watched on which days, in order: the more, the higher."""

    days: tuple[tuple[str, int], ...]

    def lines(self, width: int) -> tuple[Parts, ...]:
        begin, end = (day_text(self.days[at][0]) for at in (0, -1))
        days = [(day_number(on) or 0, number) for on, number in self.days]
        first, span = days[0][0], days[-1][0] - days[0][0] + 1
        each = next((days for days in (1, 7) if span <= days * width), -(-span // width))
        watched = [0] * -(-span // each)
        for day, number in days:
            watched[(day - first) // each] += number
        wide = max(1, min(3, width // len(watched)))
        strip = joined(
            ((_EVENING[min(number, 3)] * (max(1, wide - 1) if number else 1)).ljust(wide), role)
            for number in watched
            for role in ("hint" if number else "rule",)
        )
        gap = wide * len(watched) - (wide > 1) - len(begin) - len(end)
        lines = [begin + " " * gap + end] if gap > 0 else [f"{begin} to {end}"]
        if gap <= 0 and cells(lines[0]) > width:
            lines = [f"{begin} to", end]
        lines = lines if span > 1 else [begin]
        if each > 1:
            lines.append(f"A column is {'a week' if each == 7 else f'{each} days'}.")
        return (strip, *(((short(line, width), "meta"),) for line in lines))


class Chart(Protocol):
    def lines(self, width: int) -> tuple[Parts, ...]: ...


def plain(chart: Chart, width: int = 72) -> str:
    return "\n".join("".join(text for text, _ in line).rstrip() for line in chart.lines(width))


def bonds_chart(edition: Edition) -> BondsChart | None:
    last = edition.moment.episode
    bonds = []
    for place, one in enumerate(edition.people):
        for other, turns in turns_of(edition, one):
            if other not in edition.people[:place]:
                ends = tuple((max(1, turn.unlock.episode), turn.ended) for turn in turns)
                bonds.append(Bond(one.name, other.name, ends, turns[-1].bond))
    return BondsChart(tuple(bonds), last) if bonds and last else None


def _signs(bond: Bond, first: int, last: int, column: int) -> str:
    row, going = "", False
    for number in range(1, last + 1):
        ends = [ended for episode, ended in bond.turns if episode == number]
        going = not ends[-1] if ends else going
        cell = ("●" if going else "×") if ends else ("━" if going else " ")
        if column > 1 and ends and ends[-1] and not all(ends):  # it begins, or changes, and ends
            cell = "●━×" if column == 3 else "●×"
        if number >= first:
            row += cell + ("━" if going and number < last else " ") * (column - len(cell))
    return row
