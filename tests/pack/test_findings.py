"""Where a finding is: its file, line and place, whose it is, and which rule it breaks."""

import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.pack import StyleRule, Vocabulary
from bigcity_tui.pack.findings import PackFinding, located
from bigcity_tui.pack.lint import lint
from bigcity_tui.pack.validate import validate_pack, validate_vocabulary
from tests.pack.lint_pack import PLACES, clean, planted, with_episode
from tests.pack.support import change, problems, put, read

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def places(value: object, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], object]:
    """Every value inside a value, by the way that leads there."""
    found = {path: value} if path else {}
    if isinstance(value, (dict, list)):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            found |= places(item, (*path, step))
    return found


@given(value=values, indent=st.sampled_from([0, 1, 3]))
def test_a_value_is_on_the_line_where_it_begins(
    value: object, indent: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    # A lone line break, as in a text, is no end of a line of the file.
    Path(folder, "x.json").write_text(text, encoding="utf-8", newline="\n")
    known = places(value)
    findings = located(str(folder), [PackFinding("error", "", "x.json", p, "") for p in known])
    # With every value on a line of its own, they follow each other as they are walked.
    assert [each.line for each in findings] == [_line(text, n) for n in range(len(known))]


def _line(text: str, nth: int) -> int:
    """On which line the value begins that has so many before it, each of them on its own."""
    lines = [n for n, line in enumerate(text.split("\n"), 1) if line.strip(" ,") not in ("}", "]")]
    return lines[nth + 1]


def pretty(folder: str, name: str) -> list[str]:
    """Lay a file out over lines, as an author does; its lines."""
    text = json.dumps(read(folder, name), indent=1, ensure_ascii=False)
    Path(folder, name).write_text(text, encoding="utf-8")
    return text.split("\n")


def test_a_problem_names_its_line_and_no_person(folder: str) -> None:
    name = read(folder, "cast.json")["people"][1]["name"]
    change(folder, "cast.json", put("people", 1, "facts", 0, "text", to=" "))
    lines = pretty(folder, "cast.json")
    line = next(number for number, text in enumerate(lines, 1) if text.endswith('"text": " "'))
    with pytest.raises(PackError) as caught:
        validate_pack(folder)
    (problem,) = caught.value.problems
    assert problem.startswith(f"cast.json:{line}: people[1].facts[0].text: must not be")
    assert name not in str(caught.value)


def test_what_is_missing_is_missing_from_a_line(folder: str) -> None:
    change(folder, "cast.json", lambda value: value["people"][1].pop("name") and value)
    lines = pretty(folder, "cast.json")
    begins = [number for number, text in enumerate(lines, 1) if text == "  {"][1]
    with pytest.raises(PackError, match=rf"cast\.json:{begins}: people\[1\]\.name: is missing"):
        validate_pack(folder)


def test_style_can_be_ignored_and_errors_cannot(folder: str) -> None:
    pack = planted(PLACES[0], "*Half, and a heading  with two blanks...")
    found = {each.rule for each in lint(pack, Vocabulary())}
    assert {"emphasis", "blank", "ellipsis"} <= found
    assert {each.rule for each in lint(pack, Vocabulary(ignore=("blank", "ellipsis")))} == found - {
        "blank",
        "ellipsis",
    }
    Path(folder, "vocabulary.json").write_text('{"ignore": ["emphasis"]}')
    (problem,) = problems(validate_vocabulary, folder)
    assert all(rule in problem for rule in get_args(StyleRule))


@pytest.mark.parametrize(("characters", "sound"), [(70, False), (300, True), (721, False)])
def test_without_spaces_characters_are_counted(characters: int, sound: bool) -> None:
    first = clean().episodes[0]
    note = replace(first.notes[0], body=(("港に着いた人が灯台を見る" * 70)[:characters],))
    pack = with_episode(clean(), replace(first, notes=(note, *first.notes[1:])))
    says = f"hint has {characters} characters: 80 to 720 are wanted"
    found = [each for each in lint(pack, Vocabulary()) if each.rule == "note-length"]
    assert [f"{each.level} {each.message}" for each in found] == ([] if sound else [says])
