"""Following the player in the app: what plays is shown and started, what was played is offered."""

import asyncio
from functools import partial

from bigcity_tui.player.follower import Follower, Playing, find_players
from bigcity_tui.tui.command import Main


class Following:
    """Looks at the players every few moments, in a thread: nobody waits for one that hangs."""

    def __init__(self, screen: Main, every: float) -> None:
        sources, self.missing = find_players()
        self._screen = screen
        self._follower = Follower(screen.companion.series, sources)
        self._playing: Playing | None = None
        self._offered: int | None = None
        self._worker = screen.app.run_worker(self._follow(every), group="player")

    def stop(self) -> None:
        self._worker.cancel()
        self._screen.following, self._screen.playing = None, ""

    def time(self, item: str) -> str:
        """Where the player is in an episode; nothing if it does not play that."""
        playing = self._playing
        return playing.time if playing and item == str(playing.episode) else ""

    def take_offered(self) -> int | None:
        """The episode that was offered to be marked, which it is no longer."""
        offered, self._offered = self._offered, None
        self._show()
        return offered

    async def _follow(self, every: float) -> None:
        try:
            while True:
                self._playing = await asyncio.to_thread(self._follower.look)
                await self._act()
                self._show()
                await asyncio.sleep(every)
        finally:
            # A look that nobody waits for any more may still be under way.
            asyncio.get_running_loop().run_in_executor(None, self._follower.close)

    async def _act(self) -> None:
        screen, playing, progress = self._screen, self._playing, self._screen.view.progress
        if self._offered and progress.state(self._offered) == "watched":
            self._offered = None
        if playing and playing.event and progress.state(playing.episode) != "watched":
            if playing.event == "over":
                self._offered = playing.episode
            elif progress.watching != playing.episode:
                await screen.change(partial(screen.companion.start, playing.episode))

    def _show(self) -> None:
        playing, words = self._playing, ""
        if self._offered:
            key = self._screen.commands["watched"].shown
            words = f"{key} marks {self._screen.view.part(self._offered)} as watched"
        elif playing:
            at = f" · {playing.time}" if playing.time else ""
            words = f"{'‖' if playing.paused else '▸'} {playing.episode}{at}"
        self._screen.playing = words
