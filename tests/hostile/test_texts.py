"""What becomes of a pack's texts, links and ids where they enter."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from bigcity_tui.domain.blocks import Block, Document
from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.search import Index
from bigcity_tui.domain.text import LONGEST, clean
from bigcity_tui.domain.typeset import typeset
from bigcity_tui.pack.texts import LONGEST_LINE, cleaned, walk
from bigcity_tui.pack.validate import validate_pack
from tests.hostile.stream import check
from tests.hostile.strings import BUSY, SHORT, WORD
from tests.hostile.world import hostile_pack
from tests.packs import made_up_pack, to_json, write_pack
from tests.tui.driver import evening


def test_a_sound_text_is_left_as_it_is() -> None:
    pack = to_json(made_up_pack(2))
    assert cleaned(pack) == pack
    texts = ["> 대도시의 *사랑법*: “naïve” 👩\u200d👩\u200d👧", 1, 2.5, None, True, {}]
    assert cleaned(texts) == texts


def test_paragraphs_keep_their_lines_and_names_do_not() -> None:
    note = {"heading": "a\nb\x1b", "body": ["c\r\nd\t\x07"]}
    assert cleaned(note) == {"heading": "a b\ufffd", "body": ["c\nd \ufffd"]}
    episode = {"heading": {"text": "a\nb"}, "recap": {"text": "\x9b\n"}}
    assert cleaned(episode) == {"heading": {"text": "a b"}, "recap": {"text": "\ufffd\n"}}
    assert cleaned({"text": "x" * (LONGEST + 9)}) == {"text": "x" * LONGEST}


@pytest.mark.parametrize("name", ["short", *BUSY])
def test_no_text_of_a_pack_gets_past_unclean(tmp_path: Path, name: str) -> None:
    strings = list(SHORT.values()) if name == "short" else [BUSY[name][: LONGEST + 1], "end"]
    pack = validate_pack(str(hostile_pack(tmp_path / "pack", strings)))
    for spot in walk(pack):
        if isinstance(spot.value, str):
            check(spot.value)
            assert len(spot.value) <= LONGEST


def test_a_title_or_name_is_one_line_that_can_be_shown(tmp_path: Path) -> None:
    folder = write_pack(made_up_pack(2), tmp_path / "pack")
    long = "x" * (LONGEST_LINE + 1)
    for name, edit in (
        ("series.json", lambda value: value | {"title": long}),
        (
            "cast.json",
            lambda value: value["people"][0].update(aliases=["short", long]) or value,
        ),
        (
            "episodes/01.json",
            lambda value: value["heading"].update(text=long) or value,
        ),
        (
            "asks.json",
            lambda value: [value[0] | {"question": "x" * (LONGEST_LINE + 1)}, *value[1:]],
        ),
    ):
        path = Path(folder, name)
        path.write_text(json.dumps(edit(json.loads(path.read_text()))))
    with pytest.raises(PackError) as caught:
        validate_pack(folder)
    says = "must be one line of at most 300 characters"
    assert caught.value.problems == (
        f"series.json:1: title: {says}",
        f"cast.json:1: people[0].aliases[1]: {says}",
        f"asks.json:1: [0].question: {says}",
        f"episodes/01.json:1: heading.text: {says}",
    )


@pytest.mark.parametrize("name", BUSY)
def test_what_is_long_is_shown_in_time(name: str) -> None:
    begun = time.process_time()
    text = clean(BUSY[name], LONGEST)
    blocks = [Block("own", text), Block("text", text), Block("chart", text)]
    document = Document("1", text, tuple(blocks))
    lines = typeset(document, 72, {"Saffi"})
    assert Index([document], []).search(WORD)
    assert time.process_time() - begun < 1
    for line in lines[:50]:
        check(line.text, lines=False)


async def test_a_link_is_shown_whole_and_cannot_be_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"https://example.org/{'way/' * 12}end?a=1#b"
    folder = write_pack(made_up_pack(2), tmp_path / "pack")
    path = Path(folder, "series.json")
    series: dict[str, Any] = json.loads(path.read_text())
    series["links"][0]["url"] = url
    path.write_text(json.dumps(series))
    opened: list[object] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    async with evening(home, Path(folder), (80, 60)) as viewer:
        viewer.app.main.show_page("about")
        await viewer.can_read(url)
        await viewer.press("z")
        await viewer.sees("way/way/")
        shown = "".join(line.strip(" │▏") for line in viewer.screen().split("\n"))
        assert url in shown.replace(" ", "")
        reader = viewer.app.main.reader
        lines = viewer.screen().split("\n")
        for y in (y for y, line in enumerate(lines) if "way/" in line):
            await viewer.pilot.click(
                reader, offset=(lines[y].index("way/") - reader.region.x, y - reader.region.y)
            )
        for strip in viewer.app.screen._compositor.render_strips():
            for segment in strip:
                assert segment.style is None or segment.style.link is None
    assert opened == []


@pytest.mark.parametrize("given", ["", "CON", "con", "../x", "a\0", "x" * 300, ".", " "])
def test_ids_that_are_none(tmp_path: Path, given: str) -> None:
    folder = write_pack(made_up_pack(2), tmp_path / "pack")
    path = Path(folder, "series.json")
    path.write_text(json.dumps(json.loads(path.read_text()) | {"id": given}))
    with pytest.raises(PackError) as caught:
        validate_pack(folder)
    assert all(line.startswith("series.json:1: id: ") for line in caught.value.problems)
