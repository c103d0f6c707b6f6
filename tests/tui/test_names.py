"""In the app: names that change, actors who come later, people who turn out to be one."""

from pathlib import Path

import pytest

from bigcity_tui.domain.blocks import PersonLink
from bigcity_tui.tui.commands.reading import follow
from tests.packs import pack_of_names, write_pack
from tests.tui.driver import Viewer, evening


@pytest.fixture
def named(tmp_path: Path) -> Path:
    return Path(write_pack(pack_of_names(), tmp_path / "names"))


def cast(viewer: Viewer) -> list[str]:
    people = viewer.pane("#people")
    rows = (people.render_line(y).text for y in range(people.content_size.height))
    return [row.split("  ")[0].strip("▐▸• ") for row in rows]


async def test_the_cast_goes_by_the_names_of_the_moment_and_back(home: Path, named: Path) -> None:
    async with evening(home, named) as viewer:
        await viewer.press("w", "j", "s")
        await viewer.sees("Mr Grey")
        before = cast(viewer)
        main = viewer.app.main
        main.show_person("The Stranger")
        await viewer.sees("Somebody waits at the gate.")
        await viewer.press("1", "w")
        await viewer.sees("2 of 3", "Known before as The Stranger", "A lodger.")
        after = cast(viewer)
        assert [name.split(" ")[0] for name in after] == ["Ada", "Mr"]
        follow(main, PersonLink("Ada Marsh"))
        await viewer.sees("Known before as Ada Marsh", "Ada Rooke burns it.")
        await viewer.press("u")
        await viewer.sees("1 of 3", "Ada Marsh keeps a diary.")
        assert cast(viewer) == before
        assert "Rooke" not in viewer.screen()
        assert main.person == "Ada Marsh"


async def test_the_palette_finds_a_person_by_an_earlier_name(home: Path, named: Path) -> None:
    async with evening(home, named) as viewer:
        await viewer.press("w", "j", "w")
        await viewer.sees("2 of 3")
        await viewer.press("colon")
        await viewer.types("stranger")
        await viewer.sees("Show this person, now Mr Grey")
        await viewer.press("enter")
        await viewer.sees("Known before as The Stranger")


async def test_the_highlight_stays_on_who_is_one_with_another_now(home: Path, named: Path) -> None:
    async with evening(home, named) as viewer:
        await viewer.press("w", "j", "s")
        await viewer.sees("Mr Grey")
        await viewer.press("3", "G")
        await viewer.until(lambda: viewer.app.main.person == "Mr Grey", "on the last")
        await viewer.press("1", "w")
        await viewer.sees("2 of 3", "Known before as The Stranger")
        await viewer.press("3", "j")
        assert viewer.app.main.person == "Mr Grey"
        await viewer.press("k", "enter")
        await viewer.sees("Known before as Ada Marsh")
