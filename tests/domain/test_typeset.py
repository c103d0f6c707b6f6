"""Setting documents in lines."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.domain.blocks import Block, BlockKind, Document
from bigcity_tui.domain.text import cells, clean
from bigcity_tui.domain.typeset import Line, typeset
from tests.domain.strategies import anything, documents

# What stands before the lines of a block, and is no part of its text.
INDENTS = {"quote": "▏ ", "question": "? ", "own": "▏ "}


# The kinds of block whose lines end between two facts, without the dot that stands there.
OF_FACTS = ("meta", "hint", "subheading")


def letters(text: str, kind: str) -> str:
    """A text without what setting it may change: spaces, line ends, and dots between facts."""
    return "".join(char for char in text if char not in (" \n·" if kind in OF_FACTS else " \n"))


def set_text(lines: tuple[Line, ...], block: int, kind: str) -> str:
    """What the lines of one block say, without the indents."""
    mine = [line for line in lines if line.block == block and line.spans]
    whole = [line.text[2:] if kind in INDENTS else line.text for line in mine]
    return letters("".join(whole), kind)


@given(documents(), st.integers(4, 90))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(document: Document, width: int) -> None:
    lines = typeset(document, width)
    assert all(cells(line.text) <= width for line in lines)
    for index, block in enumerate(document.blocks):
        assert set_text(lines, index, block.kind) == letters(block.plain, block.kind)
    assert [line.block for line in lines] == sorted(line.block for line in lines)


@given(anything(), st.integers(4, 90))
def test_the_same_for_any_text_that_is_clean(raw: str, width: int) -> None:
    block = Block("own", clean(raw))
    lines = typeset(Document("k", "t", (block,)), width)
    assert all(cells(line.text) <= width for line in lines)
    assert set_text(lines, 0, "own") == letters(block.text, "own")


@given(documents(), st.integers(1, 3))
def test_the_narrowest_widths_end_too(document: Document, width: int) -> None:
    lines = typeset(document, width)
    for index, block in enumerate(document.blocks):
        assert set_text(lines, index, block.kind) == letters(block.plain, block.kind)


@given(documents(), st.integers(4, 90))
def test_lines_have_no_spaces_at_their_ends_and_no_two_spans_of_a_role_in_a_row(
    document: Document, width: int
) -> None:
    for line in typeset(document, width, names=["서", "a"]):
        roles = [(span.role, span.to) for span in line.spans]  # names may touch
        if line.spans and line.spans[0].text not in ("▏ ", "? ", "  "):
            assert not line.text.endswith(" ")
            assert all(one != two for one, two in pairwise(roles))
        assert all(span.text for span in line.spans)


@given(documents(), st.integers(4, 90))
def test_no_dot_between_facts_is_left_at_the_end_or_the_beginning_of_a_line(
    document: Document, width: int
) -> None:
    for one, other in pairwise(typeset(document, width)):
        if one.block == other.block and document.blocks[one.block].kind in OF_FACTS:
            assert not one.text.endswith("·")
            assert not other.text.startswith("· ")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 20, ["one  two"]),
        ("one\n\ntwo", 20, ["one", "", "two"]),
        ("abcdefgh ij", 4, ["abcd", "efgh", "ij"]),
        ("바다와 등대", 6, ["바다와", "등대"]),
        ("바다와", 5, ["바다", "와"]),
        ("e\u0301e\u0301e\u0301 a", 3, ["e\u0301e\u0301e\u0301", "a"]),
        ("*one two* three", 5, ["one", "two", "three"]),
        ("2 * 3 * 4", 20, ["2 * 3 * 4"]),
        ("", 5, [""]),
        ("東京の夜は長い。", 6, ["東京の", "夜は長", "い。"]),
        ("東京の夜。長い", 8, ["東京の", "夜。長い"]),
        ("ferry 東京の夜は", 11, ["ferry 東京", "の夜は"]),
        ("one\u00a0two three", 8, ["one\u00a0two", "three"]),
    ],
)
def test_where_lines_break(text: str, width: int, lines: list[str]) -> None:
    document = Document("k", "t", (Block("text", text),))
    assert [line.text for line in typeset(document, width)] == lines


def test_emphasis_and_names_are_spans_of_their_own() -> None:
    block = Block("text", "Bora meets *So Yeon*, and So Yeong, and Bora.")
    (line,) = typeset(Document("k", "t", (block,)), 72, names=["Bora", "So", "So Yeon"])
    assert [(span.text, span.role) for span in line.spans] == [
        ("Bora", "name"),
        (" meets ", "text"),
        ("So Yeon", "name"),
        (", and ", "text"),
        ("So", "name"),
        (" Yeong, and Bora.", "text"),
    ]


@pytest.mark.parametrize("kind", ["own", "meta"])
def test_the_viewers_words_are_left_as_they_are(kind: BlockKind) -> None:
    block = Block(kind, "*not* emphasis, Bora")
    (line,) = typeset(Document("k", "t", (block,)), 72, names=["Bora"])
    assert line.text.removeprefix("▏ ") == block.text
    assert {span.role for span in line.spans} == {kind}


@pytest.mark.parametrize("text", ["가" * 100_000, "a" * 1_000_000, "ab " * 300_000, "*a" * 50_000])
def test_long_texts_are_set_at_once(text: str) -> None:
    start = time.process_time()
    typeset(Document("k", "t", (Block("text", clean(text)),)), 72)
    # On a quiet machine a tenth of this; what it guards against took 14 s.
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("facts", "width", "lines"),
    [
        (
            "50 min · directed by Somebody With Names",
            34,
            ["50 min", "directed by Somebody With Names"],
        ),
        ("one two · three", 7, ["one two", "three"]),
        ("one two · three", 8, ["one two", "three"]),
        ("one two · three", 9, ["one two", "three"]),
        ("바다와 등대 · 바다", 13, ["바다와 등대", "바다"]),
        (
            "Episode 1 · The Cardigan · 27 November 2026 · 8.5",
            45,
            ["Episode 1 · The Cardigan", "27 November 2026 · 8.5"],
        ),
        (
            "Episode 1 · The Cardigan · 27 November 2026 · 8.5",
            20,
            ["Episode 1", "The Cardigan", "27 November 2026", "8.5"],
        ),
    ],
)
def test_facts_are_broken_between_them_and_no_dot_is_left_there(
    facts: str, width: int, lines: list[str]
) -> None:
    kinds: tuple[BlockKind, ...] = ("meta", "hint", "subheading")
    for kind in kinds:
        set_in = typeset(Document("1", "One", (Block(kind, facts),)), width)
        assert [line.text for line in set_in] == lines
        # What is shown stands where the text has it, for what is found and clicked there.
        for line in set_in:
            assert all(facts[span.at :].startswith(span.text) for span in line.spans)


def test_a_date_among_facts_is_in_one_line_and_has_plain_spaces() -> None:
    born = Block("meta", "Her mother was born on 27 November 1956.")
    lines = typeset(Document("k", "t", (born,)), 32)
    assert [line.text for line in lines] == ["Her mother was born on", "27 November 1956."]
