"""The line at the top, where one is; and the line at the foot, what one may do."""

from textual.content import Content
from textual.reactive import var
from textual.style import Style
from textual.widgets import Static

from bigcity_tui.domain.text import cells, duration
from bigcity_tui.domain.view import View
from bigcity_tui.tui.commands import Command

GAP = 2
"""Columns between two commands."""

_STATES = {"watched": "●", "watching": "◐", "unwatched": "○"}


class TopBar(Static):
    """The title of the series, a dot per episode, and how much is left."""

    view: var[View | None] = var(None)

    def watch_view(self) -> None:
        """Show where another view stands."""
        self._write()

    def on_resize(self) -> None:
        """Fit the line to another width."""
        self._write()

    def _write(self) -> None:
        if self.view is None or not self.size.width:
            return
        room = self.content_size.width
        series, status = self.view.edition.series, self.view.status
        states = "".join(_STATES[row.state] for row in self.view.rows()[:24])
        far = f"{len(status.watched)} of {status.episodes}"
        left = f"{duration(status.minutes_left)} left" if status.minutes_left else "all watched"
        if self.view.as_of is not None:
            far = f"as of {self.view.as_of}"
        endings = [f"{states}  {far} · {left}", f"{states}  {far}", far]
        titles = [f"{series.title}  {series.original_title}", series.title]
        for title in titles:
            for ending in endings:
                if cells(title) + cells(ending) + 2 <= room:
                    gap = " " * (room - cells(title) - cells(ending))
                    self.update(
                        Content.assemble(
                            (series.title, "bold $primary"),
                            (title[len(series.title) :], "$text-muted"),
                            gap,
                            (ending, "$foreground"),
                        )
                    )
                    return
        self.update(Content(endings[-1]))


class Notice(Static):
    """Why the record cannot be trusted or written, while that is so."""

    view: var[View | None] = var(None)

    def watch_view(self) -> None:
        """Show what another view has to say, or nothing."""
        notice = self.view.notice if self.view else None
        self.display = notice is not None
        self.update(Content(notice or ""))


class KeyBar(Static):
    """The commands that matter in the focused pane, each a thing to click."""

    pane: var[str] = var("episodes")

    def __init__(self, commands: tuple[Command, ...]) -> None:
        """Offer some of these commands."""
        super().__init__(id="keys")
        self._commands = commands

    def watch_pane(self) -> None:
        """Offer the commands of another pane."""
        self._write()

    def on_resize(self) -> None:
        """Offer as many commands as there is room for, the help before all others."""
        self._write()

    def _write(self) -> None:
        offered = [command for command in self._commands if self.pane in command.footer]
        parts = {command: _part(command) for command in offered}
        room = self.content_size.width
        fitting: set[Command] = set()
        for command in sorted(offered, key=lambda command: command.action != "help"):
            needed = parts[command].cell_length + GAP
            if needed <= room + GAP:
                fitting.add(command)
                room -= needed
        shown = [part for command, part in parts.items() if command in fitting]
        self.update(Content(" " * GAP).join(shown))


def _part(command: Command) -> Content:
    action = command.action
    target = action if action.startswith("app.") else f"screen.{action}"
    part = Content.assemble((f"{command.shown} ", "bold $accent"), (command.label, ""))
    return part.stylize(Style.from_meta({"@click": target}))
