"""What may be asked before one watches: found by typing, marked to be kept, and confirmed once."""

import json
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.packs import made_up_pack, write_pack
from tests.screenshots import EXAMPLE
from tests.tui.driver import Viewer, evening

ANIMAL, DANGER = "Does an animal come to harm?", "Is somebody in danger at sea?"


async def test_the_questions_answer_only_when_confirmed(home: Path, pack: Path) -> None:
    ask = made_up_pack(3).asks[0]
    async with evening(home, pack) as viewer:
        await viewer.press("a")
        await viewer.sees(ask.question)
        await viewer.sees_no(ask.series.text)
        await viewer.press("enter")
        await viewer.sees("Leave it unanswered")
        await viewer.sees_no(ask.series.text)
        await viewer.press("y")
        await viewer.sees(ask.series.text[:20])
        await viewer.press("enter")
        await viewer.sees(f"✓ {ask.question}"[:40])  # answered this evening


async def test_the_list_is_narrowed_by_typing_and_says_when_nothing_is_left(home: Path) -> None:
    async with evening(home, EXAMPLE) as viewer:
        await viewer.press("a")
        await viewer.sees(ANIMAL, DANGER)
        await viewer.types("SEA dang")
        await viewer.sees(DANGER)
        await viewer.sees_no(ANIMAL)
        await viewer.types("zz")
        await viewer.sees("No question has these words.")
        await viewer.press("tab", "enter")
        await viewer.sees("No question has these words.")


@pytest.mark.parametrize("theme", ["bigcity-night", "bigcity-day", "ansi-dark", "ansi-light"])
async def test_the_question_that_enter_asks_is_lit_while_one_types(home: Path, theme: str) -> None:
    async with evening(home, EXAMPLE) as viewer:
        viewer.app.theme = theme
        await viewer.press("a", "down")
        await viewer.sees(ANIMAL, DANGER)
        options = viewer.app.screen.query_one(OptionList)
        styles = [
            options.get_visual_style(f"option-list--option{name}") for name in ("-highlighted", "")
        ]
        lit, other = ((each.background, each.reverse, each.underline) for each in styles)
        assert lit != other


async def test_marked_questions_are_kept_and_answered_after_one_confirmation(home: Path) -> None:
    asks = {ask["question"]: ask for ask in json.loads((EXAMPLE / "asks.json").read_bytes())}
    told = [asks[question]["series"]["text"][:20] for question in (ANIMAL, DANGER)]
    async with evening(home, EXAMPLE) as viewer:
        await viewer.sees("to ask before you watch")
        await viewer.press("a")
        for words in ("animal", "danger"):
            await viewer.types(words)
            await viewer.press("tab", *("backspace",) * len(words))
        await viewer.sees("★ Your 2 marked questions", f"★ {ANIMAL}", f"★ {DANGER}")
        await viewer.press("escape")
        await viewer.sees("to ask your 2 marked questions")
    async with evening(home, EXAMPLE) as viewer:
        await viewer.sees("to ask your 2 marked questions")
        await viewer.press("a", "enter")
        await viewer.sees("Leave them unanswered")
        await viewer.sees_no(*told)
        await viewer.press("y")
        await viewer.sees(ANIMAL, DANGER, *told)
        await viewer.press("enter")
        await viewer.sees(f"★ ✓ {ANIMAL}")
        await viewer.types("animal")
        await viewer.press("tab", "escape")
        await viewer.sees("to ask your marked question")
    kept = (home / "places.json").read_text(encoding="utf-8")
    assert "topics" in kept
    assert "danger" not in kept


async def test_a_mark_stays_with_its_question_wherever_that_stands(
    home: Path, tmp_path: Path
) -> None:
    pack = made_up_pack(3)
    folder = Path(write_pack(pack, tmp_path / "pack"))
    question = pack.asks[0].question
    async with evening(home, folder) as viewer:
        await viewer.press("a", "tab", "escape")
    asks = json.loads((folder / "asks.json").read_bytes())
    (folder / "asks.json").write_text(json.dumps([*asks[1:], asks[0]]), encoding="utf-8")
    async with evening(home, folder) as viewer:
        await viewer.press("a")
        await viewer.sees("★ Your marked question")
        assert _marked(viewer) == [f"★ {question}"]


def _marked(viewer: Viewer) -> list[str]:
    options = viewer.app.screen.query_one(OptionList)
    rows = [str(options.get_option_at_index(i).prompt) for i in range(options.option_count)]
    return [row for row in rows[1:] if row.startswith("★")]


async def test_an_answer_never_leaves_open_what_it_means(home: Path, pack: Path) -> None:
    (pack / "asks.json").write_text(
        json.dumps([{"question": "Does it?", "series": {"answer": "unknown", "text": "Who says."}}])
    )
    async with evening(home, pack) as viewer:
        await viewer.press("a", "enter", "y")
        await viewer.sees("Not known. Who says.")
        await viewer.press("enter", "enter", "o")
        await viewer.sees("Not known: nothing of the kind is mentioned.")
