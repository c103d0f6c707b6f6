"""Pictures made of characters, at any width: bonds along the episodes, and ratings.

What has no room is left out whole, so that a bond never seems to end where only the room does.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from bigcity_tui.domain.edition import Edition, turns_of
from bigcity_tui.domain.text import cells, count, fit, short
from bigcity_tui.domain.values import day_number, day_text

LEGEND = "● a turn   ━ goes on   × over"

Parts = tuple[tuple[str, str], ...]
"""A line of a picture: texts, each with the role that a front end gives a look."""

_COLUMNS = (3, 2, 1)  # for an episode, best first
_WORDS = 22
_SHORTEST = 10  # columns for ten points
_EVENING = "·▄▆█"  # for so many episodes, or more than the last stands for


@dataclass(frozen=True, slots=True)
class Bond:
    """The turns (episode, whether it ended the bond) of two people; `now` is the last in a word."""

    one: str
    other: str
    turns: tuple[tuple[int, bool], ...]
    now: str


@dataclass(frozen=True, slots=True)
class BondsChart:
    """The bonds of people known, one row each under the first of the two; episodes 1 to `last`."""

    bonds: tuple[Bond, ...]
    last: int

    def lines(self, width: int) -> tuple[Parts, ...]:
        room = min(max(cells(bond.other) for bond in self.bonds) + 4, max(8, width // 2))
        words = min(_WORDS, max(cells(bond.now) for bond in self.bonds)) + 2
        fitting = [each for each in _COLUMNS if room + each * self.last <= width]
        worded = [each for each in fitting if each > 1 and room + each * self.last + words <= width]
        column = (worded or fitting or [1])[0]
        first = max(1, self.last - (width - room) // column + 1)
        lines: list[Parts] = [((" " * room + self._head(first, column), "meta"),)]
        over = 0
        for one, bonds in groupby(self.bonds, key=lambda bond: bond.one):
            rows = [(bond, _signs(bond, first, self.last, column)) for bond in bonds]
            seen = [(bond, signs) for bond, signs in rows if signs.strip()]
            over += len(rows) - len(seen)
            if seen:
                lines.append(((fit(one, min(width, cells(one))), "subheading"),))
                lines += [_row(bond, signs, room, words if worded else 0) for bond, signs in seen]
        lines += [(), ((fit(LEGEND, width).rstrip(), "meta"),)]
        if first > 1:
            rest = f"; {count(over, 'bond')} ended before" if over else ""
            which = f"Episodes {first} to {self.last}{rest}."
            lines.append(((fit(which, width).rstrip(), "meta"),))
        return tuple(lines)

    def _head(self, first: int, column: int) -> str:
        """The numbers of the episodes: all of them, or every fifth where they would touch."""
        dense = column > len(str(self.last))
        head = ""
        for number in range(first, self.last + 1):
            at = (number - first) * column
            wanted = dense or number == first or number % 5 == 0
            if not head or (wanted and len(head) < at):
                head += " " * (at - len(head)) + str(number)
        return head


@dataclass(frozen=True, slots=True)
class RatingsChart:
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
        return tuple(
            (
                (fit(short(name, room - 1), room), role),
                *self._bar(bar, size),
                (f"{score:>6.1f}", role),
            )
            for name, score, bar, role in rows
        )

    def _bar(self, score: float, size: int) -> Parts:
        halves = round(score * size / 5)  # halves of a column
        full = "━" * (halves // 2) + "╸" * (halves % 2)
        columns = [(sign, "chart") for sign in full] + [("─", "rule")] * (size - len(full))
        if self.reviewer is not None:
            at = max(0, -int(-self.reviewer * size // 10) - 1)
            columns[at] = ("┿" if at < len(full) else "┼", "rating")
        runs = groupby(columns, key=lambda column: column[1])
        return tuple(("".join(sign for sign, _ in run), role) for role, run in runs)


@dataclass(frozen=True, slots=True)
class EveningsChart:
    """How many episodes were watched on which days, in order: the more, the higher."""

    days: tuple[tuple[str, int], ...]

    def lines(self, width: int) -> tuple[Parts, ...]:
        begin, end = (day_text(self.days[at][0]) for at in (0, -1))
        days = [(day_number(on) or 0, number) for on, number in self.days]
        first = days[0][0]
        span = days[-1][0] - first + 1
        each = next((days for days in (1, 7) if span <= days * width), -(-span // width))
        watched = [0] * -(-span // each)
        for day, number in days:
            watched[(day - first) // each] += number
        wide = max(1, min(3, width // len(watched)))
        signs = [_EVENING[min(number, len(_EVENING) - 1)] for number in watched]
        columns = [(sign, 1 if sign == "·" else max(1, wide - 1)) for sign in signs]
        strip = tuple(
            ("".join((sign * broad).ljust(wide) for sign, broad in run), role)
            for role, run in groupby(columns, key=lambda each: "rule" if each[0] == "·" else "hint")
        )
        gap = wide * len(signs) - (wide > 1) - len(begin) - len(end)
        together = [f"{begin} to {end}"]
        apart = together if cells(together[0]) <= width else [f"{begin} to", end]
        dates = [begin + " " * gap + end] if gap > 0 else apart
        lines = dates if span > 1 else [begin]
        if each > 1:
            lines.append(f"A column is {'a week' if each == 7 else f'{each} days'}.")
        return (strip, *(((short(line, width), "meta"),) for line in lines))


class Chart(Protocol):
    """A picture that fits itself to a width."""

    def lines(self, width: int) -> tuple[Parts, ...]: ...


def plain(chart: Chart, width: int = 72) -> str:
    return "\n".join("".join(text for text, _ in line).rstrip() for line in chart.lines(width))


def bonds_chart(edition: Edition) -> BondsChart | None:
    last = edition.moment.episode
    bonds = tuple(
        Bond(
            one.name,
            other.name,
            tuple((max(1, turn.unlock.episode), turn.ended) for turn in turns),
            turns[-1].bond,
        )
        for place, one in enumerate(edition.people)
        for other, turns in turns_of(edition, one)
        if other not in edition.people[:place]
    )
    return BondsChart(bonds, last) if bonds and last else None


def _row(bond: Bond, signs: str, room: int, words: int) -> Parts:
    now = fit(f"  {bond.now}", min(words, cells(bond.now) + 2)).rstrip() if words else ""
    return ((fit(f"  {bond.other}", room), "text"), (signs, "chart"), (now, "meta"))


def _signs(bond: Bond, first: int, last: int, column: int) -> str:
    row, going = "", False
    for number in range(1, last + 1):
        ends = [ended for episode, ended in bond.turns if episode == number]
        if ends:
            going = not ends[-1]
        if number < first:
            continue
        cell = ("●" if going else "×") if ends else ("━" if going else " ")
        if column > 1 and ends and ends[-1] and not all(ends):  # it begins, or changes, and ends
            cell = "●━×" if column == 3 else "●×"
        row += cell + ("━" if going and number < last else " ") * (column - len(cell))
    return row
