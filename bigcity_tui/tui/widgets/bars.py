"""The line at the top, where one is; and the line at the foot, what one may do."""

from collections.abc import Collection, Iterable
from typing import cast

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive, var
from textual.style import Style
from textual.widget import Widget

from bigcity_tui.domain.blocks import Page, PageLink
from bigcity_tui.domain.history import episode_number, fold
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.series import Series
from bigcity_tui.domain.text import cells, duration
from bigcity_tui.domain.view import View
from bigcity_tui.tui.command import Command
from bigcity_tui.tui.styles.themes import MUTED
from bigcity_tui.tui.widgets.menu import LinkChosen

GAP = 2  # columns between two commands, and at least between the two ends of the top line

LOCKED = {"unwatched", "watching", "watched", "coming"}
ONLY = {
    "watched": {"unwatched", "watching"}, "start": {"unwatched"}, "ask": LOCKED, "peek": LOCKED,
    "edit": {"record"}, "next": {"page", "open", *LOCKED}, "episodes": {"one"}, "cast": {"one"},
    "undo": {"changed"}, "next-new": {"new"}, "back": {"behind"},
}  # fmt: skip
"""Where alone some commands are offered, in the words of `KeyBar.here`."""

LEADING = {"start": "unwatched", "ask": "unwatched", "peek": "unwatched", "edit": "record",
           "back": "behind"}  # fmt: skip
"""Where they come before all others."""

LEAST = Size(40, 12)
"""The smallest terminal that the app has room in; in any other, only the top line says so."""

_STATES = {"watched": "●", "watching": "◐", "unwatched": "○"}


def _said(moment: Moment, series: Series) -> str:
    edge = "end" if moment == Moment.end(moment.episode or 1) else "start"
    part = series.part(moment.episode or 1)
    return f"the {edge} of {part}" if moment.episode else f"before {part}"


class TopBar(Widget):
    view: reactive[View] = reactive(cast(View, None))
    playing: reactive[str] = reactive("")

    def __init__(self, *, author: bool) -> None:
        super().__init__(id="top")
        self._author = author

    def render(self) -> Content:
        if self.app.size.width < LEAST.width or self.app.size.height < LEAST.height:
            return Content(f"Too small: {LEAST.width} × {LEAST.height} at least.")
        room = self.content_size.width
        series, status = self.view.edition.series, self.view.status
        numbers = range(1, status.episodes + 1) if status.episodes <= 100 else ()  # all in the list
        signs = [(_STATES[self.view.progress.state(number)], number) for number in numbers]
        dots = ((sign, Style.from_meta({"page": str(number)})) for sign, number in signs)
        states = Content.assemble(*dots)
        far = f"{len(status.watched)} of {status.episodes}"
        left = " · all watched" if len(status.watched) == status.episodes else ""
        left = f" · {duration(status.minutes_left)} left" if status.minutes_left else left
        again = f"Viewing {status.viewing} · " if status.viewing > 1 else ""
        brief = Content.assemble(states, f"  {far}")
        full = Content.assemble(again, brief)
        endings = [Content.assemble(full, left), full, brief, Content(again + far), Content(far)]
        colour = "$foreground"
        if self.view.as_of is not None:
            back = "author at" if self._author else "looking back to"
            back, colour = f"{back} {_said(self.view.as_of, series)}", "$warning"
            endings = [Content.assemble(states, f"  {back}"), Content(back)]
        endings = [ending.stylize(colour) for ending in endings]
        if self.playing:
            on = Content(self.playing).stylize("bold $warning")
            endings = [*(Content.assemble(on, "  ", each) for each in endings), on]
        for title in (f"{series.title}  {series.original_title or ''}".rstrip(), series.title):
            for ending in endings:
                gap = room - cells(title) - ending.cell_length
                if gap >= GAP:
                    return Content.assemble(
                        (series.title, "bold $primary"),
                        (title[len(series.title) :], MUTED),
                        " " * gap,
                        ending,
                    )
        return endings[-1]

    def on_click(self, event: events.Click) -> None:
        if page := event.style.meta.get("page"):
            self.post_message(LinkChosen(PageLink(page)))


def key_words(key: str, words: str, does: str, style: str = "bold $accent") -> Content:
    """A key and its words, and the action of the screen that a click on them runs (or none)."""
    part = Content.assemble((f"{key} ", style), words)
    # No link of Textual's, which would have one colour for the key and the words.
    return part.stylize(Style.from_meta({"does": does}))


class KeyWords(Widget):
    async def on_click(self, event: events.Click) -> None:
        if does := event.style.meta.get("does"):
            event.stop()
            await self.app.run_action(does, self.screen)


class KeyBar(KeyWords):
    pane: reactive[str] = reactive("episodes")
    page: var[str] = var("about")
    view: reactive[View] = reactive(cast(View, None))

    def __init__(
        self, commands: Iterable[Command], behind: Collection[str], *, changing: bool
    ) -> None:
        """Offer some of these commands; without `changing`, only those that change nothing.

        The pages to which one can go back are `behind`.
        """
        super().__init__(id="keys")
        self._behind = behind
        self._here: set[str] = set()
        self._commands = [c for c in commands if changing or c.group != "Marking"]

    @property
    def here(self) -> set[str]:
        """Where one is: `record`, a `page`, an `open` or `coming` episode or its state.

        And `one`: a single pane; `behind`: a page to go back to; `changed`: something to undo.
        """
        number = episode_number(self.page)
        kind = "record" if self.page == Page.RECORD else "page"
        if number and self.view.as_of is None:
            row = self.view.rows[number - 1]
            kind = "open" if row.open else "coming" if row.coming else row.state
        also = {
            "one": self.screen.has_class("-one"),
            "behind": bool(self._behind),
            "changed": self.view.history != fold(()),
            "new": self.view.has_new(Page.NEW),
            "peeked": number in self.view.peeked,
        }
        return {kind, *(word for word, holds in also.items() if holds)}

    def watch_page(self) -> None:
        if self.here != self._here:  # most pages offer the same
            self.refresh()

    def render(self) -> Content:
        """As many commands as there is room for, help and the way out before all others."""
        here = self._here = self.here
        offered = [
            command
            for command in self._commands
            if self.pane in command.footer and here & ONLY.get(command.name, here)
        ]
        offered.sort(key=lambda command: LEADING.get(command.name) not in here)
        labels = {"peek": "close"} if "peeked" in here else {}
        parts = {
            each.name: key_words(
                each.shown, labels.get(each.name, each.label), f"screen.{each.action}"
            )
            for each in offered
        }
        room = self.content_size.width
        fitting: set[str] = set()
        for name in sorted(parts, key=lambda name: name not in ("help", "quit", "episodes")):
            needed = parts[name].cell_length + GAP
            if needed <= room + GAP:
                fitting.add(name)
                room -= needed
        shown = [part for name, part in parts.items() if name in fitting]
        return Content(" " * GAP).join(shown)
