"""What a search finds, and in which order: laws, and what a person expects first."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigcity_tui.domain.blocks import Block, BlockKind, Document
from bigcity_tui.domain.edition import KnownPerson, edition_of
from bigcity_tui.domain.history import fold
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Actor, Pack
from bigcity_tui.domain.search import MOST_HITS, Hit, Index
from bigcity_tui.domain.spelling import WORD, folded
from bigcity_tui.domain.view import View
from tests.domain.strategies import KINDS
from tests.packs import moments, packs, twin

WORDS = ("amber", "amberly", "barge", "Bärge", "candle", "서울", "서울역", "it's", "dune")

PEOPLE = (
    KnownPerson(BEFORE, {}, "Wilmot Harbour", actors=(Actor("Ilka Fenn", "일카"),)),
    KnownPerson(BEFORE, {}, "Gu Saffi", aliases=("Koo-Saffi",)),
)


def page(key: str, *blocks: tuple[BlockKind, str]) -> Document:
    title = next((text for kind, text in blocks if kind == "title"), key)
    return Document(key, title, tuple(Block(kind, text) for kind, text in blocks))


EPISODE = page(
    "1",
    ("title", "Episode 1 · The harbour"),
    ("meta", "45 min · directed by Corin Harbour"),
    ("own", "The harbour at night!"),
    ("heading", "Harbouring a doubt"),
    ("text", "By night the lamps go out, and the old harbour is dark."),
    ("heading", "The old harbour light"),
    ("text", "An old night harbour."),
    ("question", "Why is the harbour dark at night?"),
)
CAST = page(
    "people",
    ("title", "People"),
    ("heading", "Bonds, episode by episode"),
    ("heading", "Wilmot Harbour"),
    ("meta", "Played by Ilka Fenn (일카)"),
    ("text", "Keeps the light. Has never met Gu Saffi."),
    ("subheading", "Gu Saffi · letters"),
    ("heading", "Gu Saffi"),
    ("text", "Writes letters."),
)
PAGES = (EPISODE, CAST)


def found(query: str) -> list[str]:
    return [hit.text for hit in Index(PAGES, PEOPLE).search(query)]


def test_somebody_s_name_comes_first_then_titles_headings_own_words_and_prose() -> None:
    assert found("harbour") == [
        "Wilmot Harbour",
        "Episode 1 · The harbour",
        "The old harbour light",
        "Harbouring a doubt",
        "45 min · directed by Corin Harbour",
        "The harbour at night!",
        "By night the lamps go out, and the old harbour is dark.",
        "An old night harbour.",
        "Why is the harbour dark at night?",
    ]


@pytest.mark.parametrize("query", ["gu saffi", "Koo Saffi", "gusaffi", "SAFFI"])
def test_a_person_is_found_by_any_spelling_before_what_is_said_of_them(query: str) -> None:
    assert found(query)[:2] == ["Gu Saffi", "Gu Saffi · letters"]


def test_whole_words_come_before_beginnings_of_others() -> None:
    assert found("light")[0] == "The old harbour light"
    assert found("doub") == ["Harbouring a doubt"]


def test_words_side_by_side_come_before_the_same_words_apart() -> None:
    assert found("old harbour")[:2] == [
        "The old harbour light",
        "By night the lamps go out, and the old harbour is dark.",
    ]
    assert found("night harbour").index("An old night harbour.") == 1


def test_the_actor_leads_to_whom_they_play() -> None:
    assert found("ilka") == found("일카") == ["Played by Ilka Fenn (일카)"]
    (hit,) = Index(PAGES, PEOPLE).search("ilka")
    assert hit.place == "People › Wilmot Harbour"


def test_of_headings_the_shorter_comes_first() -> None:
    pages = [page("1", ("heading", "Lamp and lantern oil")), page("2", ("heading", "The lamp"))]
    assert [hit.text for hit in Index(pages, ()).search("lamp")] == [
        "The lamp",
        "Lamp and lantern oil",
    ]


def test_a_word_more_may_be_typed_at_any_time() -> None:
    index = Index(PAGES, PEOPLE)
    for query in ("old", "old h", "old harbour", "old", "qq", "old", "harbour old", ""):
        assert index.search(query) == Index(PAGES, PEOPLE).search(query)


def documents() -> st.SearchStrategy[list[Document]]:
    """Pages of words that are alike, so that queries find many blocks."""
    texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
    blocks = st.lists(
        st.tuples(st.sampled_from(KINDS), texts).map(lambda of: Block(*of)), max_size=8
    )
    made = st.builds(
        Document, st.sampled_from(["1", "people"]), st.just("title"), blocks.map(tuple)
    )
    return st.lists(made, max_size=3, unique_by=lambda document: document.key)


queries = st.lists(
    st.sampled_from(WORDS).flatmap(lambda word: st.integers(1, len(word)).map(lambda n: word[:n])),
    min_size=1,
    max_size=3,
).map(" ".join)


@given(documents(), queries)
@settings(max_examples=60)
def test_all_blocks_are_found_that_have_a_word_for_each_of_the_query(
    pages: list[Document], query: str
) -> None:
    wanted = [folded(word) for word in re.findall(WORD, query)]
    expected = [
        (document.key, index)
        for document in pages
        for index, block in enumerate(document.blocks)
        if block.kind != "closing" and has_all(block.plain, wanted)
    ]
    hits = Index(pages, ()).search(query)
    assert sorted(places(hits)) == sorted(expected)
    assert len(expected) < MOST_HITS
    for hit in hits:
        matched = [folded(hit.excerpt[start:end]) for start, end in hit.matches]
        assert all(any(map(word.startswith, wanted)) for word in matched)
        assert all(any(word.startswith(want) for word in matched) for want in wanted)


@given(documents(), queries)
@settings(max_examples=60)
def test_a_better_kind_of_line_comes_before_a_worse_one_and_more_whole_words_before_fewer(
    pages: list[Document], query: str
) -> None:
    wanted = {folded(word) for word in re.findall(WORD, query)}
    ranks = [
        (rank(pages, hit), -len(wanted & words_of(hit.text)))
        for hit in Index(pages, ()).search(query)
    ]
    assert ranks == sorted(ranks)


@given(documents(), queries)
@settings(max_examples=30)
def test_what_else_there_is_changes_nothing_in_the_order_of_two_results(
    pages: list[Document], query: str
) -> None:
    """So that nothing is counted over all texts, as statistics would."""
    hits = places(Index(pages, ()).search(query))
    more = page("more", *(("text", word) for word in WORDS), ("heading", "dune"))
    together = places(Index([*pages, more], ()).search(query))
    assert [place for place in together if place[0] != "more"] == hits


@given(packs(), st.data(), st.integers(0, 99))
@settings(max_examples=15, deadline=None)
def test_what_is_locked_has_no_part_in_any_search(
    pack: Pack, data: st.DataObject, seed: int
) -> None:
    moment = data.draw(st.sampled_from(moments(pack)))
    mine, other = view(pack, moment), view(twin(pack, moment, seed), moment)
    words = sorted({word for key in ("about", "1") for word in words_in(mine.document(key))})
    for word in data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=5)):
        for query in (word, word[:2], f"{word} {words[0][:1]}"):
            assert mine.search(query) == other.search(query)


def view(pack: Pack, moment: Moment) -> View:
    return View(edition_of(pack, moment), fold(()), None, None, {})


def words_in(document: Document) -> Iterable[str]:
    return (word for block in document.blocks for word in re.findall(WORD, block.plain))


def words_of(text: str) -> set[str]:
    return {folded(word) for word in re.findall(WORD, text)}


def has_all(text: str, wanted: list[str]) -> bool:
    words = words_of(text)
    return all(any(word.startswith(want) for word in words) for want in wanted)


def places(hits: Iterable[Hit]) -> list[tuple[str, int]]:
    return [(hit.document, hit.block) for hit in hits]


def rank(pages: list[Document], hit: Hit) -> int:
    order = ("title", "heading", "subheading", "meta", "own")
    blocks = [
        d.blocks[hit.block] for d in pages if d.key == hit.document and hit.block < len(d.blocks)
    ]
    kinds = {block.kind for block in blocks if block.plain == hit.text}
    return min(order.index(kind) if kind in order else len(order) for kind in kinds)
