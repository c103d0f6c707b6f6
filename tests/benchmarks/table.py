"""Medians and ratios as a table."""

import statistics
from collections.abc import Callable, Mapping, Sequence

Rounds = Sequence[Mapping[str, Mapping[str, float]]]
"""For each round, the figures of each program by its name."""


def table(
    rounds: Rounds,
    names: Sequence[str],
    reference: Callable[[str], tuple[str, str]],
    goals: Mapping[str, float],
) -> str:
    """A line for each figure: the reference's median, and each program's with its ratio.

    `reference` says which program and which of its figures one is held against. A ratio is the
    median of those within each round; behind it are the smallest and the largest of them.
    """
    figures = list(dict.fromkeys(name for each in rounds for p in names for name in each[p]))
    rows = [("", "reference", *(cell for name in names for cell in (name, "ratio")), "goal")]
    for figure in figures:
        against, same = reference(figure)
        refs = [each.get(against, {}).get(same) for each in rounds]
        known = [value for value in refs if value]
        row = [figure, f"{statistics.median(known):.1f}" if known else "–"]
        for name in names:
            own = [each[name].get(figure) for each in rounds]
            present = [value for value in own if value is not None]
            row.append(f"{statistics.median(present):.1f}" if present else "–")
            row.append(_ratio([(o, r) for o, r in zip(own, refs, strict=True) if o and r]))
        goal = goals.get(figure)
        rows.append((*row, f"≤ {goal:g}x" if goal else ""))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _ratio(pairs: Sequence[tuple[float, float]]) -> str:
    if not pairs:
        return "–"
    ratios = sorted(own / ref for own, ref in pairs)
    return f"{statistics.median(ratios):.2f}x ({ratios[0]:.2f}–{ratios[-1]:.2f})"
