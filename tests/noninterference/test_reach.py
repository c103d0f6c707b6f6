"""From nothing in the app does a way lead to what is locked: a walk along all live objects."""

import asyncio
import contextvars
import gc
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import pytest

from bigcity_tui.companion import Companion
from bigcity_tui.domain import documents
from bigcity_tui.domain.moments import Moment
from bigcity_tui.pack.texts import walk
from bigcity_tui.store.preferences import Preferences
from bigcity_tui.store.record import Record
from bigcity_tui.tui.app import BigCityApp
from bigcity_tui.tui.widgets.reader import Reader
from tests.packs import made_up_pack, write_pack

HALF = Moment.end(1)
PRIVATE = ("_reader", "_source")
"""Where the companion keeps the whole pack: the only ways that are not followed."""


def locked_texts(moment: Moment) -> frozenset[int]:
    """Hashes of the texts of the pack that are locked, so that the test itself holds none."""
    pack = made_up_pack(3)
    spots = walk((pack.cast, pack.episodes, pack.review, pack.threads, pack.asks))
    asked = {ask.question for ask in pack.asks}
    texts = [(str(spot.value), spot.opens) for spot in spots if isinstance(spot.value, str)]
    known = {text for text, opens in texts if opens <= moment and "zqask" not in text}
    return frozenset(hash(text) for text, _ in texts if "zq" in text and text not in known | asked)


def reachable(roots: list[Any]) -> Iterator[tuple[object, str]]:
    """Every object to which a way leads, and what kind of object refers to it."""
    globals_of = {id(vars(module)) for module in list(sys.modules.values()) if module is not None}
    seen = {id(root): root for root in roots}  # kept, or a number might be used twice
    waiting = [(root, "root") for root in roots]
    while waiting:
        found, holder = waiting.pop()
        yield found, holder
        for other in following(found):
            passed_over = id(other) in globals_of or isinstance(other, UNRELATED)
            if id(other) not in seen and not passed_over:
                seen[id(other)] = other
                waiting.append((other, type(found).__name__))


UNRELATED = (
    ModuleType, BuiltinFunctionType, asyncio.AbstractEventLoop, contextvars.Context,
)  # fmt: skip
"""What leads to everything, and belongs to Python."""


def following(found: Any) -> list[Any]:
    """What an object refers to: of functions, what they have taken along and no globals."""
    if isinstance(found, FunctionType):
        return [
            *(found.__closure__ or ()),
            *(found.__defaults__ or ()),
            *(found.__kwdefaults__ or {}).values(),
        ]
    if isinstance(found, Companion):
        return [value for name, value in vars(found).items() if name not in PRIVATE]
    if isinstance(found, type) and not found.__module__.startswith("bigcity_tui"):
        return []
    return gc.get_referents(found)


def own_globals() -> list[Any]:
    """What our modules keep: caches too."""
    return [
        value
        for name, module in list(sys.modules.items())
        if name.startswith("bigcity_tui") and not name.startswith("tests.noninterference")
        for value in vars(module).values()
        if not isinstance(value, ModuleType)
    ]


def leaks(app: BigCityApp, locked: frozenset[int]) -> list[object]:
    """Locked texts that can be reached, each with what holds it."""
    roots = [app, *app.screen_stack, *app.screen.walk_children(), *own_globals()]
    return [
        (found, holder)
        for found, holder in reachable(roots)
        if isinstance(found, str) and hash(found) in locked
    ]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    write_pack(made_up_pack(3), tmp_path / "pack")
    return folder


async def evening(
    home: Path, keys: tuple[str, ...], look: Callable[[BigCityApp, Companion], None]
) -> None:
    record = Record.open(str(home), lambda: 1)
    companion = Companion(str(home.parent / "pack"), record, lambda: 1)
    companion.watch([1])
    app = BigCityApp(companion, Preferences(str(home)))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        look(app, companion)
    record.close()


ROUND = ("escape", "G", "g", "j", "j", "2", "G", "3", "j", "1", "slash", "a", "escape", "k", "k")


async def test_nothing_locked_can_be_reached(home: Path) -> None:
    def look(app: BigCityApp, _: Companion) -> None:
        gc.collect()
        assert leaks(app, locked_texts(HALF)) == []

    await evening(home, ROUND, look)


async def test_nor_what_was_locked_again(home: Path) -> None:
    def look(app: BigCityApp, companion: Companion) -> None:
        assert companion.status().moment == HALF
        gc.collect()
        assert leaks(app, locked_texts(HALF)) == []

    await evening(home, ("escape", "g", "j", "w", *ROUND, "u"), look)


def in_a_closure(app: BigCityApp, companion: Companion) -> None:
    cast = companion._reader(None).cast
    app.main.say = lambda *_: print(cast)  # type: ignore[method-assign]


def in_a_cache_of_pages(app: BigCityApp, companion: Companion) -> None:
    companion.watch([2, 3])
    view = companion.view()
    app.main.query_one(Reader)._pages["3", 0] = view.document("3")  # type: ignore[assignment]
    companion.undo()


def in_a_module(_: BigCityApp, companion: Companion) -> None:
    cache = lru_cache(maxsize=2)(lambda: companion._reader(None).threads)
    cache()
    documents.__dict__["_cache"] = cache


@pytest.mark.parametrize("plant", [in_a_closure, in_a_cache_of_pages, in_a_module])
async def test_the_walk_finds_what_is_within_reach(
    home: Path, plant: Callable[[BigCityApp, Companion], None]
) -> None:
    def look(app: BigCityApp, companion: Companion) -> None:
        plant(app, companion)
        try:
            assert leaks(app, locked_texts(HALF))
        finally:
            documents.__dict__.pop("_cache", None)

    await evening(home, (), look)
