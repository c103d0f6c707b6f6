"""What each role of a line looks like in the theme of the moment.

Rows and pages are strips, which style sheets do not reach. Their styles are made here, once per
theme, from the theme's own variables; this costs a tenth of what component classes do at start.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from rich.style import Style
from textual.app import App
from textual.color import Color

NAMES = ("foreground", "background", "panel", "primary", "secondary", "accent", "warning",
         "border-blurred")  # fmt: skip
CITY = {"house": "border-blurred", "lamp": "warning", "dusk": "panel"}
"""The variables of a theme that styles are made of: those of all, and what others have for ours."""

SKY = 8
"""Bands of the sky above the city, from the ground of all else down to dusk."""


def role_styles(app: App[Any]) -> Mapping[str, Style]:
    variables = app.theme_variables
    values = [(name, variables[name]) for name in NAMES]
    values += [(name, variables.get(name, variables[other])) for name, other in CITY.items()]
    return _styles(tuple(values), no_color=app.no_color)


@lru_cache(maxsize=4)
def _styles(values: tuple[tuple[str, str], ...], *, no_color: bool) -> Mapping[str, Style]:
    colours = {name: Color.parse(value) for name, value in values}
    ground, text = colours["background"], colours["foreground"]
    love, act, progress = colours["primary"], colours["accent"], colours["warning"]
    ansi = ground.ansi is not None or text.ansi is not None

    def style(colour: Color, marks: str = "") -> Style:
        return Style.parse(marks) + Style(color=colour.rich_color, bgcolor=ground.rich_color)

    def behind(colour: Color, marks: str) -> Style:
        if ansi or no_color:
            # In one colour from end to end: reversed, those of its parts would make patches.
            return style(text, f"bold {marks}")
        return Style(bold=True, color=text.rich_color, bgcolor=colour.rich_color)

    def mixed(name: str, part: float) -> Color:
        return colours[name] if ansi else ground.blend(colours[name], part)

    def sky(part: float) -> Style:
        return Style(color=lamp, bgcolor=mixed("dusk", part).rich_color if not ansi else None)

    muted = mixed("foreground", 0.68)
    house, lamp = colours["house"].rich_color, colours["lamp"].rich_color
    return {
        **dict.fromkeys(("base", "text", "question", "own", "link"), style(text)),
        "title": style(text, "bold"),
        "meta": style(muted),
        "heading": style(colours["secondary"], "bold"),
        "subheading": style(text, "bold"),
        "quote": style(text, "italic"),
        "hint": style(progress),
        "chart": style(love),
        "key": style(act, "bold"),
        "bar": style(act),
        "house": Style(color=house),
        "window": Style(color=house, bgcolor=lamp),
        "moon": Style(color=lamp),
        "sign": style(love, "bold reverse"),
        "sky": Style(),
        **{f"sky{band}": sky(band / SKY) for band in range(SKY)},
        "tip": style(muted),
        "closing": style(muted, "italic"),
        "emphasis": style(text, "italic"),
        "name": style(text, "underline"),
        "spot": style(act, "bold underline"),
        "found": Style(bold=True, reverse=True, underline=False),
        "mark": style(progress, "bold"),
        "new": style(act, "bold"),
        "rating": style(love),
        "rule": style(colours["border-blurred"]),
        "cursor": behind(colours["panel"], "underline"),
        "cursor-focus": behind(mixed("accent", 0.25), "reverse"),
    }
