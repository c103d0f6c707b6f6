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

NAMES = ("foreground", "background", "panel", "primary", "accent", "warning", "border-blurred")
"""The variables of a theme that the styles are made of; all themes have them."""

MUTED = 0.68


def role_styles(app: App[Any]) -> Mapping[str, Style]:
    variables = app.theme_variables
    return _styles(tuple(variables[name] for name in NAMES), no_color=app.no_color)


@lru_cache(maxsize=4)
def _styles(values: tuple[str, ...], *, no_color: bool) -> Mapping[str, Style]:
    colours = {name: Color.parse(value) for name, value in zip(NAMES, values, strict=True)}
    ground, text = colours["background"], colours["foreground"]
    primary, accent = colours["primary"], colours["accent"]
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

    muted = mixed("foreground", MUTED)
    return {
        **dict.fromkeys(("base", "text", "question", "own", "link"), style(text)),
        "title": style(primary, "bold"),
        "meta": style(muted),
        "heading": style(accent, "bold"),
        "subheading": style(text, "bold"),
        "quote": style(text, "italic"),
        "hint": style(colours["warning"]),
        "chart": style(primary),
        "key": style(accent, "bold"),
        "window": style(colours["warning"]),
        "tip": style(muted),
        "closing": style(muted, "italic"),
        "emphasis": style(text, "italic"),
        "name": style(text, "underline"),
        "spot": style(colours["warning"], "bold underline"),
        "found": Style(bold=True, reverse=True, underline=False),
        "mark": style(primary, "bold"),
        "new": style(accent, "bold"),
        "rating": style(accent),
        "rule": style(colours["border-blurred"]),
        "cursor": behind(colours["panel"], "underline"),
        "cursor-focus": behind(mixed("primary", 0.3), "reverse"),
    }
