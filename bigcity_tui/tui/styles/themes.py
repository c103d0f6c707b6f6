"""Our two themes, and what each role of a line looks like in the theme of the moment.

Each colour has one meaning: `primary` (pink) is love and ratings, `warning` (lamp-yellow) is
progress, `accent` (cyan) is what can be done and where, `secondary` sets a page in order. Rows and
pages are strips, which style sheets do not reach: their styles are made here, once per theme.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import Theme

_COLOURS = {
    "primary": ("#ff7ab8", "#a8175f"),
    "secondary": ("#8fa3d9", "#3d4f8f"),
    "accent": ("#62d6e8", "#0b6673"),
    "foreground": ("#d9dcec", "#242338"),
    "background": ("#0f111c", "#faf7f2"),
    "surface": ("#151828", "#f3eee6"),
    "panel": ("#1e2238", "#e6dfd4"),
    "success": ("#7ddba3", "#1d6b3f"),
    "warning": ("#f2c46d", "#7a5200"),
    "error": ("#ff8585", "#a32020"),
    "line": ("#5d6690", "#857c8f"),
    "highlight": ("#24465a", "#bcd9dc"),
    "house": ("#646ea3", "#6b5a7d"),
    "lamp": ("#ffd27a", "#f7bd4a"),
    "dusk": ("#33204a", "#f6cdb4"),
}
"""Those of the city by night, and by day; their contrasts are tested."""

_VARIABLES = {
    "line": ("border", "border-blurred"),
    "foreground": ("block-cursor-foreground", "block-cursor-blurred-foreground"),
    "highlight": ("block-cursor-background", "block-cursor-blurred-background",
                  "input-selection-background"),
    **{name: (name,) for name in ("house", "lamp", "dusk")},
}  # fmt: skip
"""Variables of Textual's, and our own for the city, by the colours that they have."""

CITY = {"house": "border-blurred", "lamp": "warning", "dusk": "panel"}
"""Our variables for the city, and what takes their place in other themes."""

MUTED = "$foreground 75%"  # in a `Content`, where `$text-muted` is plain white or black (8.2.8)

SKY = 8  # bands of the sky above the city, from the ground of all else down to dusk


def _theme(name: str, at: int) -> Theme:
    colours: dict[str, Any] = {name: pair[at] for name, pair in _COLOURS.items()}
    variables = {each: colours[key] for key, names in _VARIABLES.items() for each in names}
    own = {key: colours[key] for key in colours.keys() - {"line", "highlight", *CITY}}
    return Theme(name, variables=variables, dark=at == 0, **own)


NIGHT, DAY = THEMES = (_theme("bigcity-night", 0), _theme("bigcity-day", 1))


def role_styles(app: App[Any]) -> Mapping[str, Style]:
    return _styles(tuple(app.theme_variables.items()), no_color=app.no_color)


@lru_cache(maxsize=4)
def _styles(items: tuple[tuple[str, str], ...], *, no_color: bool) -> Mapping[str, Style]:
    variables = dict(items)

    def colour(name: str) -> Color:
        return Color.parse(variables.get(name) or variables[CITY[name]])

    ground, text, love = colour("background"), colour("foreground"), colour("primary")
    act, progress, line = colour("accent"), colour("warning"), colour("border-blurred")
    ansi = ground.ansi is not None or text.ansi is not None

    def style(ink: Color, marks: str = "") -> Style:
        return Style.parse(marks) + Style(color=ink.rich_color, bgcolor=ground.rich_color)

    def behind(back: Color, marks: str) -> Style:
        if ansi or no_color:
            # In one colour from end to end: reversed, those of its parts would make patches.
            return style(text, f"bold {marks}")
        return Style(bold=True, color=text.rich_color, bgcolor=back.rich_color)

    def mixed(ink: Color, part: float) -> Color:
        return ink if ansi else ground.blend(ink, part)

    def sky(part: float) -> Style:
        back = None if ansi else ground.blend(colour("dusk"), part).rich_color
        return Style(color=lamp, bgcolor=back)

    muted = mixed(text, 0.68)
    house, lamp = colour("house").rich_color, colour("lamp").rich_color
    return {
        **dict.fromkeys(("base", "text", "question", "own", "link"), style(text)),
        **dict.fromkeys(("title", "subheading"), style(text, "bold")),
        **dict.fromkeys(("quote", "emphasis"), style(text, "italic")),
        **dict.fromkeys(("meta", "tip"), style(muted)),
        **dict.fromkeys(("key", "new"), style(act, "bold")),
        **dict.fromkeys(("chart", "rating"), style(love)),
        "heading": style(colour("secondary"), "bold"),
        "hint": style(progress),
        "bar": style(act),
        "house": Style(color=house),
        "window": Style(color=house, bgcolor=lamp),
        "moon": Style(color=lamp),
        "sign": style(love, "bold reverse"),
        "sky": Style(),
        **{f"sky{band}": sky(band / SKY) for band in range(SKY)},
        "closing": style(muted, "italic"),
        "name": style(text, "underline"),
        "spot": style(act, "bold underline"),
        "found": Style(bold=True, reverse=True, underline=False),
        "mark": style(progress, "bold"),
        "rule": style(line),
        "cursor": behind(colour("panel"), "underline"),
        "cursor-focus": behind(mixed(act, 0.25), "reverse"),
    }
