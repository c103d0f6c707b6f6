"""At the prompt: names that change, actors who come later, people who turn out to be one."""

from pathlib import Path

import pytest

from tests.cli.driver import Prompt
from tests.packs import pack_of_names, write_pack


@pytest.fixture
def viewer(prompt: Prompt, tmp_path: Path) -> Prompt:
    """A viewer of that pack in the middle of the second episode."""
    prompt.pack = write_pack(pack_of_names(), tmp_path / "names")
    return prompt.does("watch 1").does("start 2")


def shown(viewer: Prompt) -> list[tuple[str, list[str], list[str]]]:
    rows = viewer.json("cast")
    return [(r["name"], [a["name"] for a in r["actors"]], r["former"]) for r in rows]


def test_the_cast_is_what_is_known_by_now(viewer: Prompt) -> None:
    assert shown(viewer) == [
        ("Ada Marsh", ["Ilka Corin"], []),
        ("The Stranger", [], []),
        ("Mr Grey", ["Maude Brannock"], []),
    ]
    viewer.does("watch 2")
    assert shown(viewer) == [
        ("Ada Rooke", ["Ilka Corin", "Perrin Odo"], ["Ada Marsh"]),
        ("Mr Grey", ["Maude Brannock"], ["The Stranger"]),
    ]
    viewer.does("cast").says("Ada Rooke", "Ilka Corin and Perrin Odo (오도)")
    viewer.does("cast the stranger").says("Known before as The Stranger", "A lodger.")
    viewer.does("read 'ada marsh'").says("Ada Rooke", "Known before as Ada Marsh")
    viewer.does("undo")
    assert [name for name, _, _ in shown(viewer)] == ["Ada Marsh", "The Stranger", "Mr Grey"]


@pytest.mark.parametrize("name", ["Ada Rooke", "Missus Rooke", "Rooke", "Perrin Odo", "오도"])
def test_a_name_of_later_is_as_unknown_as_any(viewer: Prompt, name: str) -> None:
    asked = [viewer.run(["cast", each]).err.replace(repr(each), "") for each in (name, "Zzyx")]
    assert asked[0] == asked[1]
    found = viewer.does(["search", name]).out
    assert found == viewer.does(["search", "Zzyx"]).out
    viewer.does("watch 2")
    assert viewer.does(["search", name]).out != found


def test_what_is_new_says_who_they_were(viewer: Prompt) -> None:
    viewer.does("watch 2")
    texts = [each["text"] for each in viewer.json("new --since start:2")]
    assert "Known before as Ada Marsh" in texts
    assert "Known before as The Stranger" in texts
    assert "A lodger." not in texts
