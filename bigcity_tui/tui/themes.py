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
    variables={"border": "#5d6690", "border-blurred": "#5d6690", "quiet": "#969dbd"},
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
    variables={"border": "#857c8f", "border-blurred": "#857c8f", "quiet": "#5f5a70"},
)

THEMES = (NIGHT, DAY)
"""Ours, in the order in which they are offered; a new one goes here."""
