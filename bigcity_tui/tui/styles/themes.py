"""Our two themes: the city at night, and by day. Designed together; contrasts are tested."""

from typing import Any

from textual.theme import Theme


def _theme(*, line: str, highlight: str, **colours: Any) -> Theme:
    ink, primary, surface = (colours[name] for name in ("foreground", "primary", "surface"))
    variables = {
        "border": line,
        "border-blurred": line,
        "block-cursor-foreground": ink,
        "block-cursor-background": highlight,
        "block-cursor-blurred-foreground": ink,
        "block-cursor-blurred-background": highlight,
        "input-selection-background": highlight,
        "scrollbar": line,
        "scrollbar-hover": primary,
        "scrollbar-active": primary,
        "scrollbar-background": surface,
        "scrollbar-background-hover": surface,
        "scrollbar-background-active": surface,
    }
    return Theme(**colours, variables=variables)


NIGHT = _theme(
    name="bigcity-night",
    primary="#ff7ab8",
    secondary="#8fa3d9",
    accent="#62d6e8",
    foreground="#d9dcec",
    background="#0f111c",
    surface="#151828",
    panel="#1e2238",
    success="#7ddba3",
    warning="#f2c46d",
    error="#ff8585",
    dark=True,
    line="#5d6690",
    highlight="#57314b",
)

DAY = _theme(
    name="bigcity-day",
    primary="#a8175f",
    secondary="#3d4f8f",
    accent="#0b6673",
    foreground="#242338",
    background="#faf7f2",
    surface="#f3eee6",
    panel="#e6dfd4",
    success="#1d6b3f",
    warning="#7a5200",
    error="#a32020",
    dark=False,
    line="#857c8f",
    highlight="#e1b4c6",
)

THEMES = (NIGHT, DAY)
