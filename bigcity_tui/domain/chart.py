"""A picture of who is tied to whom, along the episodes seen so far, in characters."""

from bigcity_tui.domain.edition import Edition
from bigcity_tui.domain.pack import Relation
from bigcity_tui.domain.text import cells, fit

LEGEND = "● a turn   ━ goes on   × over"
"""What the signs mean; the picture is read without colours."""

_COLUMN = 3


def bonds_chart(edition: Edition) -> str:
    """One row per pair of people known, one column per episode begun; empty without any bond.

    A bond runs from its first turn to the one that ends it, or to the present episode.
    """
    names = {person.id: person.name for person in edition.people}
    pairs: dict[frozenset[str], list[Relation]] = {}
    for relation in sorted(edition.relations, key=lambda relation: relation.unlock):
        pairs.setdefault(frozenset(relation.people), []).append(relation)
    last = edition.moment.episode
    if not pairs or not last:
        return ""
    labels = [" · ".join(names[one] for one in turns[0].people) for turns in pairs.values()]
    room = max(map(cells, labels)) + 2
    head = " " * room + "".join(f"{number:<{_COLUMN}}" for number in range(1, last + 1))
    rows = [
        fit(label, room) + _bond(turns, last)
        for label, turns in zip(labels, pairs.values(), strict=True)
    ]
    return "\n".join(line.rstrip() for line in (head, *rows, "", LEGEND))


def _bond(turns: list[Relation], last: int) -> str:
    """The cells of one bond, for the episodes 1 to `last`."""
    row, going = "", False
    for number in range(1, last + 1):
        ends = [turn.ended for turn in turns if max(1, turn.unlock.episode) == number]
        if ends:
            going = not ends[-1]
        if len(ends) > 1 and ends[-1] and not all(ends):
            row += "●━×"
            continue
        row += ("●" if going else "×") if ends else ("━" if going else " ")
        row += ("━" if going and number < last else " ") * (_COLUMN - 1)
    return row
