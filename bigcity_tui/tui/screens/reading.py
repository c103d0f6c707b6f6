"""Finding one's way in what is open: pages, headings, words, people, and back again."""

from textual.reactive import var
from textual.timer import Timer

from bigcity_tui.domain.links import Page, PageLink, PersonLink, Target
from bigcity_tui.domain.operations import SERIES_ITEM
from bigcity_tui.tui.screens.base import in_order
from bigcity_tui.tui.screens.opening import OpeningScreen
from bigcity_tui.tui.widgets.episodes import PAGES
from bigcity_tui.tui.widgets.reader import MEASURES, Reader

TRAIL = 50
"""How many pages one can jump back."""


AHEAD = 0.02
"""Seconds after which the pages beside one that was turned to are set: it is painted by then."""


class ReadingScreen(OpeningScreen):
    """Turns pages, jumps, finds and copies; what is shown is the business of reader and cast."""

    person: var[str] = var("")
    """Who is shown in the cast, by id; empty for nobody."""

    def on_mount(self) -> None:
        """Begin without a trail."""
        self._behind: list[str] = []
        self._ahead: list[str] = []
        self._looking: Timer | None = None

    @property
    def reader(self) -> Reader:
        """The reader."""
        return self.query_one(Reader)

    def action_pane(self, name: str) -> None:
        """Go to a pane."""
        raise NotImplementedError

    # -- pages ------------------------------------------------------------------------------

    def show_page(self, key: str) -> None:
        """Jump to a page; one can jump back."""
        if key != self.page:
            self._remember()
        self.turn_to(key)
        self.action_pane("reader")

    def _remember(self) -> None:
        """Have one jump back to where one is now."""
        self._behind = [*self._behind[-TRAIL:], self.page]
        self._ahead.clear()

    def turn_to(self, key: str) -> None:
        """Show a page, and leave the search that led to another."""
        self.reader.sought = ""
        self.page = key
        if self._looking is not None:
            self._looking.stop()
        self._looking = self.set_timer(AHEAD, self._look_ahead)

    def _look_ahead(self) -> None:
        keys = self._keys()
        here = keys.index(self.page)
        self.reader.expect(keys[max(0, here - 1) : here + 2])

    def show_person(self, name: str) -> None:
        """Show somebody in the cast."""
        self.person = name
        self.action_pane("cast")

    def action_next(self) -> None:
        """Show the next page."""
        self._turn(1)

    def action_previous(self) -> None:
        """Show the page before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        keys = self._keys()
        self.turn_to(keys[max(0, min(len(keys) - 1, keys.index(self.page) + by))])

    def _keys(self) -> list[str]:
        """All pages, in the order of the list."""
        return [*(str(row.number) for row in self.shown.rows()), *(key for key, _ in PAGES)]

    def action_jump_back(self) -> None:
        """Go back to the page that one came from."""
        self._jump(self._behind, self._ahead)

    def action_jump_forward(self) -> None:
        """Go forward again."""
        self._jump(self._ahead, self._behind)

    def _jump(self, there: list[str], here: list[str]) -> None:
        if there:
            here.append(self.page)
            self.turn_to(there.pop())
            self.action_pane("reader")

    # -- headings, words and links ------------------------------------------------------------

    @in_order
    async def action_contents(self) -> None:
        """Show the headings of this page, and go to the one that is chosen."""
        from bigcity_tui.tui.screens.choice import Choice, ChoiceScreen

        document = self.shown.document(self.page)
        headings = [
            Choice(str(index), "", block.text if block.kind != "subheading" else f"  {block.text}")
            for index, block in enumerate(document.blocks)
            if block.kind in ("title", "heading", "subheading")
        ]
        chosen = await self.ask(ChoiceScreen("Contents", "", headings))
        if chosen is not None:
            self.reader.go_to(int(chosen))
            self.action_pane("reader")

    @in_order
    async def action_search(self) -> None:
        """Search what is open, and show what is chosen."""
        from bigcity_tui.tui.screens.search import SearchScreen

        found = await self.ask(SearchScreen(self.shown, self.reader.sought))
        if found is not None:
            self.show_page(found.hit.document)
            self.reader.look_for(found.query, found.hit.block)

    @in_order
    async def action_find(self) -> None:
        """Mark words in this page and go to the first."""
        from bigcity_tui.tui.screens.prompt import PromptScreen

        query = await self.ask(
            PromptScreen(
                "Find in this page",
                self.reader.sought,
                "Then . goes to the next, and , to the one before.",
                "finds",
            )
        )
        if query is None:
            return
        self.action_pane("reader")
        if not self.reader.look_for(query) and query.strip():
            self.say("This page has no such words.")

    def action_match(self, by: int) -> None:
        """Go to the next or the previous of the words that were found."""
        if not self.reader.find(by):
            self.say("No words are marked here; f finds words in this page.")

    @in_order
    async def action_names(self) -> None:
        """Show where this page leads, and go to what is chosen."""
        from bigcity_tui.tui.screens.choice import Choice, ChoiceScreen

        if self.page == "record":
            await self.change_record(str(self.shown.status.next or SERIES_ITEM))
            return
        links = self.reader.links()
        if not links:
            self.say("This page names nobody who is known, and leads to no other page.")
            return
        choices = [
            Choice(str(index), "", label_of(to, name))
            for index, (to, name) in enumerate(links.items())
        ]
        chosen = await self.ask(ChoiceScreen("People and pages named here", "", choices))
        if chosen is not None:
            self.follow(list(links)[int(chosen)])

    def follow(self, to: Target) -> None:
        """Go to where a link leads."""
        match to:
            case PersonLink(name):
                self._remember()
                self.show_person(name)
            case PageLink(page, block):
                self.show_page(page)
                if block is not None:
                    self.reader.go_to(block)

    # -- the record ---------------------------------------------------------------------------

    @in_order
    async def action_record(self) -> None:
        """Change any entry of the record."""
        await self.change_record(self.item)

    async def change_record(self, item: str | int) -> None:
        """Show the record's entries, do what is wanted with one, and show them again."""
        from bigcity_tui.tui.screens.record import RecordScreen

        self.asks_again()
        while (wanted := await self.ask(RecordScreen(self.shown, item))) is not None:
            item = wanted.item
            if wanted.action == "open":
                self._open_entry(item)
                return
            if wanted.action == "again" or isinstance(item, int):
                await self.watch_again()
            elif wanted.action in ("mark", "unmark", "date"):
                act = {"mark": self.mark, "unmark": self.unmark, "date": self.date}
                await act[wanted.action](int(item))
            else:
                say = {"rate": self.rate, "note": self.note, "forget": self.forget}
                await say[wanted.action](item)

    def _open_entry(self, item: str | int) -> None:
        if isinstance(item, int):
            self.show_page(Page.RECORD)
            blocks = self.shown.document(Page.RECORD).blocks
            self.reader.go_to(next(i for i, b in enumerate(blocks) if b.viewing == item))
        else:
            self.show_page(Page.REVIEW if item == SERIES_ITEM else item)

    def action_copy(self) -> None:
        """Copy the paragraph at the top of the reader, for a terminal that allows it."""
        text = self.reader.passage()
        if text:
            self.app.copy_to_clipboard(text)
            words = text if len(text) <= 40 else f"{text[:40].rstrip()}…"
            self.say(f"Copied: {words}")

    def action_measure(self, by: int) -> None:
        """Make the lines of the reader longer or shorter."""
        reader = self.reader
        reader.measure = max(MEASURES[0], min(MEASURES[1], reader.measure + by))
        self.say(f"Lines of {reader.measure} columns, where there is room.")


def label_of(to: Target, name: str) -> str:
    """A link in a list of them: what it leads to, after a word on what that is."""
    is_thread = isinstance(to, PageLink) and to.page == Page.THREADS
    return f"Thread › {name}" if is_thread else name
