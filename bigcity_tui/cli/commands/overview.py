"""Where the viewer is: `status` and `episodes`."""

from bigcity_tui.cli.changes import locked_lines
from bigcity_tui.cli.output import Output
from bigcity_tui.cli.session import Session
from bigcity_tui.domain.text import cells, duration, fit, numbered
from bigcity_tui.domain.view import EpisodeRow, Status

_MARKS = {"watched": "✓", "watching": "▸", "unwatched": " "}
_LONGEST_STRIP = 40
"""A series of more episodes than this is told in numbers alone."""


def status(session: Session) -> None:
    """Say how far the viewer is, what comes next and what is left."""
    found = session.companion.status(session.as_of)
    out = session.out
    if out.as_json:
        out.value(
            {
                "moment": str(found.moment),
                "watched": found.watched,
                "watching": found.watching,
                "episodes": found.episodes,
                "next": found.next,
                "minutes_left": found.minutes_left,
                "pass": found.viewing,
                "open": found.open,
            }
        )
        return
    series = session.companion.series
    _beside(out, (series.title, "bold"), (series.original_title, ""))
    if found.viewing > 1 or found.open:
        out.line(f"viewing {found.viewing}{', with everything open' if found.open else ''}")
    if session.as_of is not None:
        out.line((f"as of {session.as_of}", "dim"))
    numbers = f"{len(found.watched)} of {found.episodes} watched"
    if found.minutes_left:
        numbers += f" · {duration(found.minutes_left)} left"
    if found.episodes <= _LONGEST_STRIP:
        _beside(out, (_strip(found), ""), (numbers, ""))
    else:
        out.prose(numbers)
    out.line()
    out.prose(_next(found))
    for line in locked_lines(found):
        out.prose(line)


def _beside(out: Output, left: tuple[str, str], right: tuple[str, str]) -> None:
    """Two texts, with their styles, on one line if it holds them; else on lines of their own."""
    if cells(left[0]) + 2 + cells(right[0]) <= out.width:
        out.line(left, "  ", right)
    else:
        out.prose(left[0], style=left[1])
        out.prose(right[0], style=right[1])


def _strip(found: Status) -> str:
    return "".join(
        "●" if number in found.watched else "▸" if number == found.watching else "○"
        for number in range(1, found.episodes + 1)
    )


def _next(found: Status) -> str:
    if found.watching is not None:
        return f"You are watching episode {found.watching}."
    if found.next is None:
        return "You have watched every episode."
    return f"Next is episode {found.next}."


def episodes(session: Session) -> None:
    """List the episodes, each as far as it is open."""
    rows = session.view().rows()
    if session.out.as_json:
        session.out.value([_value(row) for row in rows])
    else:
        _table(session.out, rows)


def _value(row: EpisodeRow) -> dict[str, object]:
    return {
        "number": row.number,
        "state": row.state,
        "heading": row.heading,
        "director": row.director,
        "minutes": row.minutes,
        "on": row.on,
        "rating": row.rating,
        "note": row.note,
        "open": row.open,
        "waits_for": row.waits_for,
        "earlier": [
            {"pass": each.viewing, "rating": each.own.rating, "note": each.own.note}
            for each in row.earlier
        ],
    }


def _table(out: Output, rows: tuple[EpisodeRow, ...]) -> None:
    """The rows in columns: mark, number, what it is, day, rating, whether there is a note."""
    digits = len(str(len(rows)))
    tails = [_tail(row) for row in rows]
    whole = [_what(row) for row in rows]
    room = out.wide - digits - 3 - (max(map(len, tails)) + 2 if any(tails) else 0)
    width = min(max(map(cells, whole), default=0), max(room, 8))
    for row, what, tail in zip(rows, whole, tails, strict=True):
        style = "bold" if row.heading else "dim"
        out.line(f"{_MARKS[row.state]} {row.number:>{digits}}  ", (fit(what, width), style), tail)


def _what(row: EpisodeRow) -> str:
    """The heading where it is open, else what is public; and what a marked one waits for."""
    if row.waits_for:
        verb = "is" if len(row.waits_for) == 1 else "are"
        return f"opens once {numbered(row.waits_for)} {verb} marked too"
    return row.heading or " · ".join(filter(None, (duration(row.minutes), row.director)))


def _tail(row: EpisodeRow) -> str:
    if row.on is None and row.rating is None and not row.note:
        return ""
    rating = "" if row.rating is None else f"{row.rating:.1f}"
    return f"  {row.on or '':<10}  {rating:>4}  {'note' if row.note else ''}".rstrip()
