"""Ratings: half points from 0.5 to 10."""

from typing import TypeGuard

from bigcity_tui.domain.errors import UsageError

SCORES_TEXT = "a rating is a number from 0.5 to 10 in steps of a half, such as 8 or 8.5"
"""What to say to whoever gave another one."""


def is_score(value: object) -> TypeGuard[int | float]:
    """Whether a value is a rating: a number (true and false are none) on the half-point scale."""
    return (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and 0.5 <= value <= 10
        and float(value) * 2 == int(value * 2)
    )


def score_asked(text: str) -> float:
    """Read a rating that a person typed; raise UsageError, with the range, for anything else."""
    plain = text.replace(",", ".")
    if plain.isascii() and len(plain) <= 6 and plain.replace(".", "", 1).isdigit():
        value = float(plain)
        if is_score(value):
            return value
    raise UsageError(f"{text!a} is no rating: {SCORES_TEXT}")


def score_text(score: float) -> str:
    """A rating as it is shown: always with one decimal."""
    return f"{score:.1f}"
