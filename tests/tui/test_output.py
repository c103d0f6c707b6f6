"""What is written to the terminal is short, and paints the same."""

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color
from rich.style import Style

from bigcity_tui.tui.output import compact

COLOURS = st.sampled_from(
    [None, "default", "#ff7ab8", "#0f111c", "color(3)", "color(12)", "color(200)"]
)
FLAGS = st.one_of(st.none(), st.booleans())
STYLES = st.builds(
    lambda ink, ground, bold, dim, italic, underline, reverse, strike: Style(
        color=Color.parse(ink) if ink else None,
        bgcolor=Color.parse(ground) if ground else None,
        bold=bold,
        dim=dim,
        italic=italic,
        underline=underline,
        reverse=reverse,
        strike=strike,
    ),
    COLOURS, COLOURS, FLAGS, FLAGS, FLAGS, FLAGS, FLAGS, FLAGS,
)  # fmt: skip
TEXTS = st.sampled_from(["", " ", "   ", "a", "│", "word ", "서울", "\x1b[2;5H", "\r\n", " x"])
FRAMES = st.lists(st.tuples(STYLES, TEXTS), max_size=10)


def painted(data: str) -> list[list[tuple[object, ...]]]:
    """The cells of a terminal that was given this, as far as one can see them."""
    screen = pyte.Screen(12, 4)
    pyte.Stream(screen).feed(data)

    def seen(cell: pyte.screens.Char) -> tuple[object, ...]:
        marks = (cell.underscore, cell.reverse, cell.strikethrough)
        if cell.data == " " and not any(marks):
            return (cell.data, cell.bg)
        return (cell.data, cell.bg, cell.fg, cell.bold, cell.italics, *marks)

    return [[seen(screen.buffer[y][x]) for x in range(12)] for y in range(4)]


@given(FRAMES)
@settings(max_examples=60, deadline=None)
def test_a_compact_frame_paints_the_same_and_leaves_no_style(
    frame: list[tuple[Style, str]],
) -> None:
    data = "".join(style.render(text) if text else "" for style, text in frame) + "\x1b[0m"
    short = compact(data)
    assert len(short) <= len(data)
    assert painted(short + "end") == painted(data + "end")


def test_runs_in_one_style_are_one() -> None:
    style = Style.parse("bold #ff7ab8 on #0f111c")
    data = "".join(style.render(text) for text in ("╭", "─", " 1 ", "─"))
    assert compact(data) == style.render("╭─ 1 ─")
