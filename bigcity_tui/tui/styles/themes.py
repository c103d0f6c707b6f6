"""Our two themes: the city at night, and by day. Designed together; contrasts are tested."""

from textual.theme import Theme

NIGHT = Theme(
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
    variables={
        "border": "#5d6690",
        "border-blurred": "#5d6690",
        "block-cursor-foreground": "#d9dcec",
        "block-cursor-background": "#57314b",
        "block-cursor-blurred-foreground": "#d9dcec",
        "block-cursor-blurred-background": "#57314b",
        "input-selection-background": "#57314b",
        "scrollbar": "#5d6690",
        "scrollbar-hover": "#ff7ab8",
        "scrollbar-active": "#ff7ab8",
        "scrollbar-background": "#151828",
        "scrollbar-background-hover": "#151828",
        "scrollbar-background-active": "#151828",
    },
)

DAY = Theme(
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
    variables={
        "border": "#857c8f",
        "border-blurred": "#857c8f",
        "block-cursor-foreground": "#242338",
        "block-cursor-background": "#e1b4c6",
        "block-cursor-blurred-foreground": "#242338",
        "block-cursor-blurred-background": "#e1b4c6",
        "input-selection-background": "#e1b4c6",
        "scrollbar": "#857c8f",
        "scrollbar-hover": "#a8175f",
        "scrollbar-active": "#a8175f",
        "scrollbar-background": "#f3eee6",
        "scrollbar-background-hover": "#f3eee6",
        "scrollbar-background-active": "#f3eee6",
    },
)

THEMES = (NIGHT, DAY)
