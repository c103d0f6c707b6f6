"""Search and names, however they are spelt."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcity_tui.domain.blocks import Block, Document
from bigcity_tui.domain.edition import KnownPerson
from bigcity_tui.domain.moments import BEFORE
from bigcity_tui.domain.pack import Actor
from bigcity_tui.domain.search import Index, find
from bigcity_tui.domain.spelling import ASKED, folded, named, sound

PEOPLE = (
    KnownPerson(BEFORE, {}, "Go Bora", actors=(Actor("Im Haneul", "임하늘"),)),
    KnownPerson(BEFORE, {}, "Gyu Sik", aliases=("Kyu-sik",)),
    KnownPerson(BEFORE, {}, "Gyu Min"),
)
PAGE = Document(
    "1",
    "Episode 1",
    (
        Block("title", "Episode 1"),
        Block("heading", "The Café"),
        Block("text", "Go Bora waits for Gyu Sik at *the* café’s door."),
        Block("text", "대도시의 밤은 길다."),
        Block("closing", "More opens as you watch."),
    ),
)


@pytest.mark.parametrize(
    "query",
    ["go bora", "Ko Bora", "kobora", "GYUSIK", "Kyu Sik", "gyu-sik door", "cafe", "CAFÉ’S", "the"],
)
def test_names_and_accents_are_found_however_they_are_spelt(query: str) -> None:
    assert any("waits for" in hit.excerpt for hit in Index([PAGE], PEOPLE).search(query))


@pytest.mark.parametrize("query", ["una", "Una", "una wa", "oona"])
def test_a_name_that_people_shorten_is_found_where_it_is_short(query: str) -> None:
    una = KnownPerson(BEFORE, {}, "Una Breck", aliases=("Una",))
    page = Document("1", "Episode 1", (Block("text", "Una waits."), Block("text", "Una Breck.")))
    found = [hit.block for hit in Index([page], [una]).search(query)]
    assert found == {"una wa": [0], "oona": [1]}.get(query, [0, 1])


def test_a_picture_is_not_searched() -> None:
    page = Document("people", "People", (Block("chart", "Una ●━━ friends"), Block("text", "Una.")))
    assert [hit.block for hit in Index([page], ()).search("una")] == [1]


@pytest.mark.parametrize(
    ("query", "found"),
    [("lizzy", [0, 1]), ("dear lizzy", [0]), ("Elizabeth", [1]), ("リジー", [1]), ("リジ", [1])],
)
def test_another_spelling_means_the_person_and_its_own_words(query: str, found: list[int]) -> None:
    people = [KnownPerson(BEFORE, {}, "Elizabeth Bennet", aliases=("Lizzy", "リジー"))]
    texts = ("“My dear Lizzy!”", "Elizabeth Bennet walks.", "Nobody else.")
    page = Document("1", "Part 1", tuple(Block("text", text) for text in texts))
    hits = Index([page], people).search(query)
    assert sorted(hit.block for hit in hits) == found
    assert all(hit.matches and hit.spots for hit in hits)
    assert [each.block for each in find(query, people, page)] == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("대도시", ["대도시의"]),
        ("대도시의 밤", ["대도시의", "밤은"]),
        ("대도시의", ["대도시의"]),
        ("대도시의밤", ["대도시의", "밤은"]),
        ("밤은길다 대도시", ["대도시의", "밤은", "길다"]),
    ],
)
def test_hangul_is_found_by_the_beginnings_of_words_and_without_spaces(
    query: str, found: list[str]
) -> None:
    (hit,) = Index([PAGE], PEOPLE).search(query)
    assert hit.place == "Episode 1 › The Café"
    assert [hit.excerpt[start:end] for start, end in hit.matches] == found
    assert [hit.text[start:end] for start, end in hit.spots] == found


@pytest.mark.parametrize("query", ["시의밤", "대도시의길다", "대도시의밤은길다가"])
def test_hangul_without_spaces_begins_a_word_and_leaves_none_out(query: str) -> None:
    assert Index([PAGE], PEOPLE).search(query) == ()


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Анна Каренина едет в Москву.", "каренин москв", ["Каренина", "Москву"]),
        ("ركبت ليلى القطارَ إلى المدينة.", "القطار ليلى", ["ليلى", "القطارَ"]),
        ("רָחֵל מחכה ליד הדלת.", "רחל הדלת", ["רָחֵל", "הדלת"]),
        ("ฉันนั่งรถไฟไปเชียงใหม่กับน้อง", "เชียงใหม่", [*"เชียงใหม่"]),
        ("東京の夜は長い。", "夜は", [*"夜は"]),
        ("東京の夜は長い。", "長い 東京", [*"東京長い"]),
        ("她在上海等船。", "上海", [*"上海"]),
        ("राम नदी के पास बैठा है।", "नदी", ["नदी"]),
    ],
)
def test_words_of_other_scripts_are_found_whole_or_by_parts(
    text: str, query: str, found: list[str]
) -> None:
    page = Document("1", "Episode 1", (Block("text", text),))
    (hit,) = Index([page], ()).search(query)
    assert "".join(hit.text[a:b] for a, b in hit.spots) == "".join(found)
    assert [each.block for each in find(query, (), page)] == [0]


@pytest.mark.parametrize("query", ["京東", "夜長", "上京"])
def test_where_no_spaces_are_letters_count_in_their_order(query: str) -> None:
    page = Document("1", "Episode 1", (Block("text", "東京の夜は長い。"),))
    assert Index([page], ()).search(query) == ()


def test_a_part_of_a_name_in_another_script_means_a_person() -> None:
    people = (
        KnownPerson(BEFORE, {}, "山田太郎"),
        KnownPerson(BEFORE, {}, "Анна Каренина"),
        KnownPerson(BEFORE, {}, "Hana", actors=(Actor("Yui", "高橋結衣"),)),
    )
    for name, who in (("太郎", 0), ("каренина", 1), ("анна", 1), ("結衣", 2)):
        assert named(people, name) == (people[who],)


SCRIPTS = st.text(
    st.sampled_from("aZé’ -.0 иЙя مدَ בדּ ไก่้ำ東京のガ々한글नदीं\u00a0\u3000\u200d"),
    min_size=1,
    max_size=40,
)


@given(SCRIPTS, st.data())
def test_every_word_that_is_there_is_found_by_itself(text: str, data: st.DataObject) -> None:
    words = [match[0] for match in re.finditer(ASKED, text)]
    page = Document("1", "", (Block("own", text),))
    for word in words[:8]:
        assert Index([page], ()).search(word), word
        assert find(word, (), page), word
    if words:
        several = data.draw(st.permutations(words[:8]))
        assert Index([page], ()).search(" ".join(several))


@pytest.mark.parametrize("query", ["", "  ", "*", "…", "more opens", "gyu zebra", "fé"])
def test_nothing_is_found_where_a_word_is_missing(query: str) -> None:
    assert Index([PAGE], PEOPLE).search(query) == ()


def test_titles_come_before_prose_and_marks_of_emphasis_are_gone() -> None:
    hits = Index([PAGE], PEOPLE).search("the")
    assert [hit.block for hit in hits] == [1, 2]
    assert "*" not in hits[1].excerpt
    assert [hits[1].excerpt[a:b] for a, b in hits[1].matches] == ["the"]


def test_a_name_means_one_person_or_says_who_else() -> None:
    assert [person.name for person in named(PEOPLE, "ko bora")] == ["Go Bora"]
    for hangul in ("임하늘", "임 하늘", "임하"):
        assert [person.name for person in named(PEOPLE, hangul)] == ["Go Bora"]
    assert [person.name for person in named(PEOPLE, "Gyu")] == ["Gyu Sik", "Gyu Min"]
    assert named(PEOPLE, "So Yeon") == named(PEOPLE, "") == named(PEOPLE, "…") == ()


@given(st.text(max_size=30), st.text(max_size=200))
def test_matches_lie_in_the_text_and_hold_the_words(query: str, text: str) -> None:
    page = Document("k", "t", (Block("own", text),))
    for hit in Index([page], ()).search(query):
        assert hit.matches
        assert all(0 <= start < end <= len(text) for start, end in hit.spots)
        assert "\n" not in hit.excerpt
        assert all(hit.excerpt[a:b].strip() for a, b in hit.matches)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bora waits", ["Bora waits"]),
        ("Ko Bora", ["Go Bora"]),
        ("kyusik", ["Gyu Sik"]),
        ("the", ["The", "the"]),
        ("waits door", ["waits", "door"]),
        ("밤", ["밤은"]),
        ("대도시 밤", ["대도시의 밤은"]),
        ("bora 밤", []),
        ("waits zebra", []),
        ("more opens", []),
        ("…", []),
    ],
)
def test_a_page_has_the_phrase_or_else_all_words_in_one_passage(
    query: str, found: list[str]
) -> None:
    passages = find(query, PEOPLE, PAGE)
    texts = [(PAGE.blocks[each.block].plain, each.spots) for each in passages]
    assert [text[a:b] for text, spots in texts for a, b in spots] == found


def test_words_that_are_apart_are_found_where_a_search_found_them() -> None:
    blocks = (Block("title", ""), Block("text", "one two"), Block("text", "two by one"))
    page = Document("1", "", blocks)
    assert [each.block for each in find("one two", (), page)] == [1]
    assert [each.block for each in find("one two", (), page, 1)] == [1]
    assert [each.block for each in find("one two", (), page, 2)] == [1, 2]
    assert [each.spots for each in find("by by", (), page)] == [((4, 6),)]


@given(st.text(max_size=10), st.lists(st.text(max_size=60), max_size=4))
def test_what_is_found_in_a_page_has_every_word(query: str, texts: list[str]) -> None:
    page = Document("k", "t", tuple(Block("own", text) for text in texts))
    for each in find(query, (), page):
        words = [texts[each.block][start:end] for start, end in each.spots]
        assert find(query, (), Document("k", "t", (Block("own", " ".join(words)),)))


@given(st.text(max_size=30))
def test_folding_and_sounds_are_stable(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert sound(text) == sound(folded(text))
