"""Rating by a click, or a key or two: a digit for whole points (0: ten), a point for the half."""

import re
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from bigcity_tui.domain.values import score_text
from bigcity_tui.tui.dialogs.dialog import BACK, Dialog
from bigcity_tui.tui.styles.themes import MUTED

CLEAR = 0.0  # what the screen answers when the rating is to be taken off
ROOMY = 64  # the columns of a terminal in which a point has four of its own and not two

_TYPED = re.compile(r"(10|[0-9])(\.[05]?)?")


class RateDialog(Dialog[float]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", show=False),
        Binding("enter", "save", show=False),
        Binding("left,down,h,j,minus", "step(-0.5)", show=False),
        Binding("right,up,l,k,plus", "step(0.5)", show=False),
        Binding("backspace,delete,x", "clear", show=False),
    ]

    HOLDS_NO_CONTENT = True

    foot = (
        ("←", "less", "step(-0.5)"),
        ("→", "more", "step(0.5)"),
        ("enter", "saves", "save"),
        ("backspace", "none", "clear"),
        BACK,
    )

    score: reactive[float | None] = reactive(None)

    def __init__(self, name: str, score: float | None) -> None:
        super().__init__()
        self.heading = f"Your rating of {name}"
        self._scale = Static(id="scale")
        about = "Click, or type a digit (0: ten), then a full stop for half a point more."
        self.body = (self._scale, Static(Content(about), classes="dialog--text"))
        self._stands = score
        self._typed = ""
        self.set_reactive(RateDialog.score, score)

    def watch_score(self) -> None:
        score, width = self.score or 0.0, self._cell - 1
        cells = list[tuple[str, str]]()
        for point in range(10):
            lit = round(width * max(0.0, min(1.0, score - point)))
            cells += [("█" * lit, "$primary"), ("░" * (width - lit) + " ", MUTED)]
        shown = (f" {score_text(score) if score else '–'}\n", "bold")
        numbers = "".join(f"{point:^{width}} " for point in range(1, 11))
        self._scale.update(Content.assemble(*cells, shown, numbers))

    on_mount = on_resize = watch_score

    @property
    def _cell(self) -> int:
        """The columns of a point with the gap after it: an even number has two halves."""
        return 5 if self.app.size.width >= ROOMY else 3

    @on(events.Click, "#scale")
    def _scale_clicked(self, event: events.Click) -> None:
        """Rate with the cell that was hit: by its left half a half point less."""
        event.stop()
        point, column = divmod(event.x, self._cell)
        if point < 10:
            self.answer(point + (1.0 if column >= self._cell // 2 else 0.5))

    def on_key(self, event: events.Key) -> None:
        """Take digits as whole points, and a point or comma as the half; 8.5 typed out is 8.5."""
        key = (event.character or "").replace(",", ".")
        if key not in tuple("0123456789."):
            return
        event.stop()
        if key == "." and not self._typed:
            self._type(f"{int(self.score or 0)}.")
        elif _TYPED.fullmatch(self._typed + key):  # what does not fit changes nothing
            self._type(self._typed + key)

    def _type(self, typed: str) -> None:
        """Show the rating that was typed so far; the one that stands, if nothing was."""
        self._typed = typed
        whole, point, half = typed.partition(".")
        if point:
            self.score = max(0.5, min(10.0, int(whole) + (0.0 if half == "0" else 0.5)))
        else:
            self.score = (float(whole) or 10.0) if whole else self._stands

    def action_step(self, by: float) -> None:
        self._typed = ""
        start = self.score if self.score is not None else 7.0 - by
        self.score = max(0.5, min(10.0, start + by))

    def action_save(self) -> None:
        """Answer with what is shown; with no rating, that one that stands is to be taken off."""
        taken_off = CLEAR if self._stands is not None else None
        self.answer(self.score if self.score is not None else taken_off)

    def action_clear(self) -> None:
        """Take back what was typed last; if nothing was, show no rating, and wait for enter."""
        if self._typed:
            self._type(self._typed[:-1])
        else:
            self.score = None
