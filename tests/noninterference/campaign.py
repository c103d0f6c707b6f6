"""The campaign: run everything on a pack and on its twins; stop where they can be told apart."""

import asyncio
import json
import tempfile
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache

from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.pack.validate import validate_pack
from bigcity_tui.store.location import places_path
from tests.noninterference import command_lines as lines
from tests.noninterference.evening import evening
from tests.noninterference.report import Difference, Found, Tally
from tests.noninterference.running import Line, execute, run
from tests.noninterference.script import AGAIN, AROUND, NEWS, WANDERING, locking, opening, short
from tests.noninterference.stage import Files, Stage
from tests.noninterference.states import State
from tests.noninterference.twins import twin, with_other_ids
from tests.packs import write_pack

FAULT = b"this is a fault in"
"""What the program says when it has broken down, which no line may make it do by itself."""

Script = Callable[[Sequence[str]], tuple[str, ...]]
"""The steps of an evening, made from words to search for."""

Size = tuple[int, int]
"""Columns and lines."""


class Campaign:
    """A pack, a stage to run it on, and what has been compared so far."""

    def __init__(
        self,
        pack: Pack,
        stage: Stage,
        tell: Callable[[str], None] | None = None,
        attempts: int = 3,
    ) -> None:
        """Have a campaign on a pack; `tell` is told how far it is.

        What the app shows may hang on the order in which threads come back, whatever the pack: a
        difference counts there once it has been seen `attempts` times in a row.
        """
        self.pack = read_back(pack)
        self.stage = stage
        self.tally = Tally()
        self._tell = tell or (lambda _: None)
        self.attempts = attempts

    # -- the command line -------------------------------------------------------------------

    def command_line(
        self, states: Sequence[State], seeds: Sequence[int] = (0,), most: int = 6, only: str = ""
    ) -> None:
        """Try every line of the command line in these states; Found where something differs.

        `most` is how many names and words are tried of those that the packs have; `only` what a
        line has to begin with.
        """
        for number, state in enumerate(states):
            self._tell(f"command line {number + 1}/{len(states)}: {state}")
            before, moment = self.prepared(state), state.moment(self.pack.series)
            self._edition(state, moment, seeds)
            twins = self._twins(moment, seeds)
            probe = lines.probe((self.pack, *twins), moment, self.stage.work, number, most)
            tried = (line for line in lines.lines(probe) if str(line).startswith(only))
            self._compare(state, tried, twins, before, seeds)
            self.tally.states += 1

    def every_set(self, states: Sequence[State], seed: int = 0) -> None:
        """Try what shows something in these states, for a person and for a program in turns."""
        for number, state in enumerate(states):
            self._tell(f"sets {number + 1}/{len(states)}: {state}")
            before, moment = self.prepared(state), state.moment(self.pack.series)
            twins = self._twins(moment, (seed,))
            probe = lines.probe((self.pack, *twins), moment, self.stage.work, number, most=2)
            self._compare(state, lines.showing(probe, number % 2), twins, before)
            self.tally.states += 1

    def on_purpose(self, states: Sequence[State], seed: int = 0) -> None:
        """Try what opens something on purpose: a look back, a peek, an answer, each confirmed.

        The twins agree on that, and on what had been reached before; they differ in the rest.
        """
        last = self.pack.series.episodes
        for number, state in enumerate(states):
            self._tell(f"opened on purpose {number + 1}/{len(states)}: {state}")
            before, moment = self.prepared(state), state.moment(self.pack.series)
            seeds = (seed + number,)
            for earlier in sorted({BEFORE, Moment(moment.position // 2), moment}):
                twins = self._twins(earlier, seeds)
                probe = lines.probe((self.pack, *twins), earlier, self.stage.work, number)
                self._compare(state, lines.looking_back(probe, earlier), twins, before)
            for episode in sorted({min(moment.episode + 1, last), last}):
                twins = self._twins(moment, seeds, peeked=(episode,))
                self._compare(state, lines.peeking(episode), twins, before)
            for question in range(1, len(self.pack.asks) + 1):
                for alone in (None, 1, last):
                    twins = self._twins(moment, seeds, answered=((question, alone),))
                    self._compare(state, lines.asking(question, alone), twins, before)
            self.tally.states += 1

    def prepared(self, state: State) -> Files:
        """The files of a viewer who has come so far."""
        self.stage.reset({})
        asked = [
            episode.number
            for episode in self.pack.episodes
            if any(each.unlock <= Moment.end(episode.number) for each in episode.questions)
        ]
        for step in state.steps(self.pack.series, self.stage.work, asked[:3]):
            code, _, said = execute(self.pack, Line(tuple(step.split())))
            if code:
                raise CompanionError(f"'{step}' failed: {said.decode(errors='replace').strip()}")
        return self.stage.files()

    # -- the app ----------------------------------------------------------------------------

    def app(
        self,
        states: Sequence[State],
        sizes: Sequence[Size] = ((120, 36),),
        seeds: Sequence[int] = (0,),
        script: Script = short,
    ) -> None:
        """Play a script in the app in these states, each at the next of the sizes."""
        for number, state in enumerate(states):
            size = sizes[number % len(sizes)]
            self._tell(f"app {number + 1}/{len(states)}: {state} at {size[0]}x{size[1]}")
            before, moment = self.prepared(state), state.moment(self.pack.series)
            twins = self._twins(moment, seeds)
            probe = lines.probe((self.pack, *twins), moment, self.stage.work, number)
            self._evenings(state, script(probe.word), size, twins, before)
            self.tally.states += 1

    def app_on_purpose(
        self, states: Sequence[State], size: Size = (120, 36), script: Script = short
    ) -> None:
        """Look back in the app; and open a page or an answer there, confirmed by its own key."""
        for number, state in enumerate(states):
            self._tell(f"app, opened on purpose {number + 1}/{len(states)}: {state}")
            before, moment = self.prepared(state), state.moment(self.pack.series)
            earlier = Moment(moment.position // 2)
            twins = self._twins(earlier, (number,))
            words = lines.probe((self.pack, *twins), earlier, self.stage.work, number).word
            self._evenings(state, script(words), size, twins, before, as_of=earlier)
            last = self.pack.series.episodes
            if moment < Moment.end(last) and self.pack.asks:
                twins = self._twins(moment, (number,), peeked=(last,), answered=((1, None),))
                steps = (*opening(last), *script(words))
                self._evenings(state, steps, size, twins, before)
            self.tally.states += 1

    def locked_again(self, states: Sequence[State], size: Size = (120, 36)) -> None:
        """Open the next episode, look around, peek, lock again: nothing of it may stay in the app.

        It is locked by undoing and by taking the mark off, in turns. What is shown then has to be
        what a new process shows on the same record, and that of a twin which differs in all that
        was open in between.
        """
        for number, state in enumerate(states):
            self._tell(f"locked again {number + 1}/{len(states)}: {state}")
            moment = state.moment(self.pack.series)
            # What is open is read already, as on any device that begins there.
            places = places_path(self.stage.home)
            begun = self.prepared(state)
            self.stage.reset({path: text for path, text in begun.items() if path != places})
            steps = (*WANDERING, *locking(moment, unmark=number % 2 == 1), *AGAIN)
            one = asyncio.run(_frames(self.pack, self.stage, size, steps))
            # Where one was reading when the first app was left is no business of the others.
            files = self.stage.files()
            after = {path: content for path, content in files.items() if path != places}
            for name, pack in (("anew", self.pack), ("twin", self._twins(moment, (number,))[0])):
                self.stage.reset(after)
                other = asyncio.run(_frames(pack, self.stage, size, AGAIN))
                for step, shown, again in zip(AROUND, one, other, strict=True):
                    self._check(state, f"locked again, {step}", name, shown, again)
            self.tally.states += 1

    def _evenings(
        self,
        state: State,
        steps: Sequence[str],
        size: Size,
        twins: Sequence[Pack],
        before: Files,
        as_of: Moment | None = None,
    ) -> None:
        def play(pack: Pack, expected: Sequence[bytes] | None = None) -> list[bytes]:
            self.stage.reset(before)
            seen = asyncio.run(_played(pack, self.stage, steps, size, as_of, expected))
            if len(seen) > len(steps):
                seen.append(repr(sorted(self.stage.files().items())).encode())
            return seen

        surfaces = ["the first frame", *(f"step {n}, {step}" for n, step in enumerate(steps, 1))]
        surfaces.append("the files left behind")
        one = play(self.pack)
        for number, pack in enumerate(twins):
            other = play(pack, one)
            for _ in range(1, self.attempts):
                if other[-1] == one[len(other) - 1]:
                    break
                one = play(self.pack)
                other = play(pack, one)
            for surface, shown, again in zip(surfaces, one, other, strict=False):
                name = f"app at {size[0]}x{size[1]}, {surface}"
                self._check(state, name, f"twin {number}", shown, again)
            self.tally.twins += 1

    def app_marking(
        self, states: Sequence[State], size: Size = (120, 36), script: Script = short
    ) -> None:
        """Mark the next episode in the app; the twins agree on what that opens, and says."""
        for number, state in enumerate(states):
            self._tell(f"app, the next one marked {number + 1}/{len(states)}: {state}")
            before, moment = self.prepared(state), state.moment(self.pack.series)
            following = (moment.position + 2) // 2
            twins = self._twins(Moment.end(following), (number,))
            words = lines.probe((self.pack, *twins), moment, self.stage.work, number).word
            steps = ("g", *("j",) * (following - 1), "w", *NEWS, *script(words))
            self._evenings(state, steps, size, twins, before)
            self.tally.states += 1

    # -- comparing --------------------------------------------------------------------------

    def _twins(
        self,
        moment: Moment,
        seeds: Iterable[int],
        peeked: Collection[int] = (),
        answered: Collection[tuple[int, int | None]] = (),
    ) -> list[Pack]:
        """Twins of the pack at a moment, one for each seed, with other ids."""
        return [_twin(self.pack, moment, seed, (*peeked,), (*answered,)) for seed in seeds]

    def _edition(self, state: State, moment: Moment, seeds: Iterable[int]) -> None:
        """Compare the editions themselves, to the last id."""
        one = repr(edition_of(self.pack, moment)).encode()
        for seed in seeds:
            other = repr(edition_of(read_back(twin(self.pack, moment, seed)), moment)).encode()
            self._check(state, "edition", f"twin {seed}", one, other)

    def _compare(
        self,
        state: State,
        tried: Iterable[Line],
        twins: Sequence[Pack],
        before: Files,
        seeds: Sequence[int] = (),
    ) -> None:
        """Run lines on the pack and on twins of it, all from the same files.

        Lines that open something tell of it: the twins of these `seeds` agree on that, too.
        """
        for line in tried:
            one = run(self.pack, line, self.stage, before)
            if FAULT in one and not line.crash:
                raise CompanionError(f"'{line}' broke down at {state}: {one[:200]!r}")
            opens = seeds and line.words[0] in lines.OPENING
            agreeing = self._twins(self._reached(), seeds) if opens else twins
            for number, other in enumerate(agreeing):
                shown = run(other, line, self.stage, before)
                self._check(state, str(line), f"twin {number}", one, shown)
        self.tally.twins += len(twins)

    def _reached(self) -> Moment:
        """The moment that the viewer on the stage has reached."""
        _, out, _ = execute(self.pack, Line(("status", "--json")))
        return Moment.parse(json.loads(out)["moment"])

    def _check(self, state: State, surface: str, name: str, one: bytes, other: bytes) -> None:
        """Count a comparison; Found if it shows a difference."""
        self.tally.count(surface, one)
        if one != other:
            raise Found(Difference(str(state), surface, name, one, other))


@lru_cache(64)
def _twin(
    pack: Pack,
    moment: Moment,
    seed: int,
    peeked: Collection[int],
    answered: Collection[tuple[int, int | None]],
) -> Pack:
    """A twin, read from its files: made once, as the same one is compared again and again."""
    made = twin(pack, moment, seed, peeked=peeked, answered=answered)
    return read_back(with_other_ids(made, seed))


@lru_cache(64)
def read_back(pack: Pack) -> Pack:
    """A pack as it comes back from its files: the way from the disk is a part of the proof."""
    with tempfile.TemporaryDirectory() as folder:
        return validate_pack(write_pack(pack, folder), may_be_bundled=True)


async def _played(
    pack: Pack,
    stage: Stage,
    steps: Sequence[str],
    size: Size,
    as_of: Moment | None,
    expected: Sequence[bytes] | None,
) -> list[bytes]:
    """All that one sees in an evening, step by step, up to the first that is not as expected."""
    seen: list[bytes] = []
    async with evening(pack, stage, size, as_of) as opened:
        seen.append(await opened.rest())
        for step in steps:
            if expected is not None and seen[-1] != expected[len(seen) - 1]:
                break
            seen.append(await opened.play(step))
    return seen


async def _frames(pack: Pack, stage: Stage, size: Size, before: Sequence[str]) -> list[bytes]:
    """What one sees after each step around the app, when it has come to the same place before.

    What was painted to get there depends on what was to be seen until then.
    """
    async with evening(pack, stage, size) as opened:
        await opened.rest()
        for step in before:
            await opened.play(step)
        frames = []
        for step in AROUND:
            await opened.play(step)
            frames.append(opened.frame())
        return frames
