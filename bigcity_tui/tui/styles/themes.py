"""Our two themes: the city at night, and by day. Designed together; contrasts are tested.

Each colour has one meaning: `primary` (pink) is love and ratings, `warning` (lamp-yellow) is
progress, `accent` (cyan) is what can be done and where, `secondary` sets a page in order.
"""

from typing import Any

from textual.theme import Theme


def _theme(*, line: str, highlight: str, city: dict[str, str], **colours: Any) -> Theme:
    ink, act, surface = (colours[name] for name in ("foreground", "accent", "surface"))
    variables = {
        **city,
        "border": line,
        "border-blurred": line,
        "block-cursor-foreground": ink,
        "block-cursor-background": highlight,
        "block-cursor-blurred-foreground": ink,
        "block-cursor-blurred-background": highlight,
        "input-selection-background": highlight,
        "scrollbar": line,
        "scrollbar-hover": act,
        "scrollbar-active": act,
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
    highlight="#24465a",
    city={"house": "#646ea3", "lamp": "#ffd27a", "dusk": "#33204a"},
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
    highlight="#bcd9dc",
    city={"house": "#6b5a7d", "lamp": "#f7bd4a", "dusk": "#f6cdb4"},
)

THEMES = (NIGHT, DAY)
