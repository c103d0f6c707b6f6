"""The record as a picture to share, in SVG: the city, ratings and days. It only goes out.

Of the pack it has the titles of what is open now, unless it is to be free of spoilers.
"""

import io
import re
from collections.abc import Iterator

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text
from rich.theme import Theme

from bigcity_tui.domain.history import episode_number
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.domain.skyline import House, plots, skyline
from bigcity_tui.domain.text import Parts, clean_line, fit, short
from bigcity_tui.domain.values import day_text, score_text
from bigcity_tui.interchange.outgoing import Exported, Outgoing

_WIDTH = 76

_COLOURS = TerminalTheme((15, 17, 28), (217, 220, 236), [(217, 220, 236)] * 8)
_STYLES = {"house": "#646ea3", "window": "#646ea3 on #ffd27a", "moon": "#ffd27a"}
_STYLES |= {"sign": "bold #0f111c on #ff7ab8", "love": "bold #ff7ab8", "meta": "#969aa9"}
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""The rules that would fetch fonts from the web: the first two of what Rich writes."""


def write(outgoing: Outgoing) -> Exported:
    title = short(clean_line(outgoing.series.title), 60)
    page, styles = io.StringIO(), Theme(_STYLES)
    console = Console(color_system="truecolor", theme=styles, file=page, width=_WIDTH, record=True)
    for line in _lines(outgoing):
        console.print(Text.assemble(*line), no_wrap=True, overflow="crop", highlight=False)
    picture = console.export_svg(title=title, theme=_COLOURS, unique_id="card")
    return Exported(_FONTS.sub("", picture, count=2))


def _lines(outgoing: Outgoing) -> Iterator[Parts]:
    series, viewing = outgoing.series, outgoing.history.current
    yield ((short(clean_line(series.title), _WIDTH), "love"),)
    yield ((short(clean_line(series.original_title or ""), _WIDTH), "meta"),)
    watched, ratings = viewing.progress.watched, viewing.ratings
    numbers = range(1, series.episodes + 1)
    signs = {n: score_text(ratings[str(n)]) if str(n) in ratings else "" for n in numbers}
    if plots(series.episodes, _WIDTH)[1]:
        houses = [House(viewing.progress.state(each), signs[each]) for each in numbers]
        yield from skyline(houses, _WIDTH, lines=10)
    yield ()
    digits = len(str(series.episodes))
    for number in numbers:
        if number in watched or str(number) in ratings:
            on = watched.get(number)
            yield (
                (f"{number:>{digits}}  ", "meta"),
                (fit(clean_line(outgoing.headings.get(number, "")), 42), ""),
                (fit(signs[number], 7, right=True), "love"),
                (f"   {day_text(on) if on else ''}", "meta"),
            )
    yield ()
    scores = [score for item, score in ratings.items() if episode_number(item)]
    seen = f"{sum(number in watched for number in numbers)} of {series.episodes} watched"
    average = [f"on average {score_text(sum(scores) / len(scores))}"] if scores else []
    whole = [f"the series {score_text(ratings[SERIES_ITEM])}"] if SERIES_ITEM in ratings else []
    yield ((" · ".join([seen, *average, *whole]), ""),)
