"""What is new: laws of what was read, against the plainest account of it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bigcity_tui.domain.blocks import Page
from bigcity_tui.domain.documents import opened_since
from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.history import fold
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.progress import Seen
from bigcity_tui.domain.view import View
from tests.packs import made_up_pack, moments, wild_pack

PAGES = ("1", "2", Page.THREADS, "person 1")
_MOMENTS = st.integers(0, 8).map(Moment)
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("reach"), _MOMENTS),
        st.tuples(st.just("read"), st.sets(st.sampled_from(PAGES))),
        st.tuples(st.just("read all"), st.none()),
    ),
    max_size=12,
)


@given(_STEPS)
def test_new_is_what_opened_and_was_not_read_since(steps: list[tuple[str, object]]) -> None:
    """Every passage that could be there, by page and moment, is read, or locked again, by hand."""
    seen, moment, read = Seen(), BEFORE, set[tuple[str, Moment]]()
    for what, value in steps:
        if what == "reach":
            assert isinstance(value, Moment)
            moment = value
            seen = seen.until(moment)
            read = {(page, at) for page, at in read if at <= moment}
        else:
            pages = PAGES if value is None else value
            assert isinstance(pages, (set, tuple))
            seen = Seen(moment) if value is None else seen.read(sorted(pages), moment)
            read |= {(page, Moment(at)) for page in pages for at in range(moment.position + 1)}
        for page in PAGES:
            for at in range(1, moment.position + 1):
                assert (seen.of(page) < Moment(at)) == ((page, Moment(at)) not in read)


@given(_STEPS, _STEPS)
def test_what_was_read_in_either_window_is_read(
    one: list[tuple[str, object]], other: list[tuple[str, object]]
) -> None:
    def played(steps: list[tuple[str, object]]) -> Seen:
        seen = Seen()
        for what, value in steps:
            if what == "read":
                seen = seen.read(sorted(value), Moment(len(seen.pages)))  # type: ignore[call-overload]
        return seen

    first, second = played(one), played(other)
    both = first.joined(second)
    assert both == second.joined(first)
    assert all(both.of(page) == max(first.of(page), second.of(page)) for page in PAGES)


@settings(max_examples=30)
@given(st.integers(1, 5), st.integers(0, 2**32))
def test_a_person_keeps_their_number_as_others_come(episodes: int, seed: int) -> None:
    pack = wild_pack(episodes, seed)
    known: dict[str, str] = {}
    for moment in moments(pack):
        people = edition_of(pack, moment).people
        keys = {id_: page for person in people for id_, page in person.pages.items()}
        assert keys.items() >= known.items()
        assert len(set(keys.values())) == len(keys)
        known = keys


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.data())
def test_the_page_of_news_gathers_what_has_a_sign_elsewhere(seed: int, data: st.DataObject) -> None:
    pack = made_up_pack(3, seed)
    moment = data.draw(st.sampled_from(moments(pack)))
    since = data.draw(st.sampled_from(moments(pack)))
    view = View(edition_of(pack, moment), fold(()), None, None, {}, Seen(since))
    news = [block for block in view.document(Page.NEW).blocks if block.opened]
    people = [view.person_document(person) for person in view.edition.people]
    pages = [view.document(key) for key in ("1", "2", "3", Page.THREADS, Page.REVIEW)]
    found = [b for page in (*pages[:3], *people, *pages[3:]) for b in page.blocks if view.is_new(b)]
    assert news == found
    assert all(since < block.opened.at <= moment for block in news if block.opened)
    for page in pages:
        assert view.has_new(page.key) == bool(view.new_pages(page))
    assert view.has_new(Page.NEW) == bool(news)
    assert view.has_new(Page.PEOPLE) == any(
        view.has_new(Page.PEOPLE, person) for person in view.edition.people
    )
    whole = view.document(Page.PEOPLE).blocks
    assert [b for b in whole if view.is_new(b)] == [
        b for page in people for b in page.blocks if view.is_new(b)
    ]
    assert not any(replace(view, seen=None).is_new(block) for block in news)


def test_what_opened_is_told_in_words_and_nothing_where_nothing_did() -> None:
    pack = made_up_pack(3)
    edition = edition_of(pack, Moment.end(1))
    assert opened_since(edition, Moment.end(1)) == ""
    words = opened_since(edition, BEFORE)
    assert words.startswith("its notes, 2 people")
    assert "thread" in words
    whole = edition_of(pack, Moment.end(3))
    come = f"{len(whole.people)} people"
    assert opened_since(whole, BEFORE).startswith(f"the notes of episodes 1 to 3, {come}")
