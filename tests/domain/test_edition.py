"""The gate: what is locked is nowhere in an edition, and leaves no trace of itself."""

import pickle
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bigcity_tui.domain import pack as shapes
from bigcity_tui.domain.blocks import Page
from bigcity_tui.domain.edition import Edition, edition_of
from bigcity_tui.domain.history import fold
from bigcity_tui.domain.moments import BEFORE, Moment
from bigcity_tui.domain.pack import Pack, Relation
from bigcity_tui.domain.series import Strict
from bigcity_tui.domain.view import View
from tests.packs import made_up_pack, markers, moment_of, moments, packs, twin


def strings(value: object) -> Iterator[str]:
    """Every text that can be reached from a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for entry in value:
            yield from strings(entry)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def stamps(value: object, opens: Moment = BEFORE) -> Iterator[tuple[Moment, str]]:
    """Every text of a pack with the latest moment that stands on the way to it."""
    if isinstance(value, str):
        yield opens, value
    elif isinstance(value, tuple):
        for entry in value:
            yield from stamps(entry, opens)
    elif is_dataclass(value) and not isinstance(value, type):
        opens = max(opens, getattr(value, "unlock", None) or BEFORE)
        for field in fields(value):
            yield from stamps(getattr(value, field.name), opens)


def view_of(edition: Edition) -> View:
    return View(edition, fold(()), None, None, {})


def pages(edition: Edition) -> list[Any]:
    view = view_of(edition)
    keys = (*map(str, range(1, edition.series.episodes + 1)), *Page)
    return [
        *(view.document(key) for key in keys),
        *(view.person_document(person) for person in edition.people),
        view.rows,
    ]


def answers(pack: Pack) -> set[str]:
    return {text for ask in pack.asks for text in strings((ask.series, ask.episodes))}


@given(packs(), st.data())
def test_what_was_open_before_makes_no_difference(pack: Pack, data: st.DataObject) -> None:
    asked = data.draw(st.lists(st.sampled_from(moments(pack)), min_size=2, max_size=6))
    kept = pickle.dumps(pack)
    unread = [pickle.loads(kept) for _ in asked]
    for moment, other in zip(asked, unread, strict=True):
        assert edition_of(pack, moment) == edition_of(other, moment)


@given(packs(), st.data())
def test_an_edition_holds_all_that_is_open_and_nothing_else(
    pack: Pack, data: st.DataObject
) -> None:
    moment = data.draw(st.sampled_from(moments(pack)))
    edition = edition_of(pack, moment)
    assert all(opens <= moment for opens, _ in stamps(edition.series))
    pages = {page for person in edition.people for page in person.pages.values()}
    people = {text for opens, text in stamps(pack.cast.people) if opens <= moment}
    assert set(strings(edition.people)) - pages == {each for each in people if "zqid" not in each}
    inside = Counter(strings((edition.episodes, edition.review, edition.threads)))
    parts = (pack.episodes, pack.review, pack.threads)
    assert inside == Counter(text for opens, text in stamps(parts) if opens <= moment)
    assert edition.asks == tuple(ask.question for ask in pack.asks)
    seen = {moment_of(marker) for text in strings(edition) for marker in markers(text)}
    assert None not in seen
    assert all(opens is not None and opens <= moment for opens in seen)


@given(packs())
def test_editions_only_grow(pack: Pack) -> None:
    smaller: Counter[str] = Counter()
    ties: set[Relation] = set()
    for moment in moments(pack):
        edition = edition_of(pack, moment)
        larger = Counter(strings(edition._replace(relations=())))
        assert smaller <= larger
        smaller = larger
        # Of two who turn out to be one, nothing is told that they are to each other.
        ones = [person.pages.keys() for person in edition.people]
        assert ties - set(edition.relations) == {
            tie for tie in ties if any(one >= set(tie.people) for one in ones)
        }
        ties = set(edition.relations)
    assert edition_of(pack, moments(pack)[-1]).complete
    assert not edition_of(pack, moments(pack)[-2]).complete


@given(packs(), st.data(), st.integers(0, 99))
def test_what_is_locked_leaves_not_even_a_count(pack: Pack, data: st.DataObject, seed: int) -> None:
    moment = data.draw(st.sampled_from(moments(pack)))
    other = twin(pack, moment, seed)
    for earlier in moments(pack)[: moment.position + 1]:
        assert edition_of(pack, earlier) == edition_of(other, earlier)
    assert pages(edition_of(pack, moment)) == pages(edition_of(other, moment))


@given(packs(), st.data())
def test_relations_are_between_people_who_are_known(pack: Pack, data: st.DataObject) -> None:
    edition = edition_of(pack, data.draw(st.sampled_from(moments(pack))))
    known = {id_ for person in edition.people for id_ in person.pages}
    assert all(known.issuperset(relation.people) for relation in edition.relations)


@given(packs(), st.data())
def test_no_page_shows_an_id_or_a_locked_word(pack: Pack, data: st.DataObject) -> None:
    moment = data.draw(st.sampled_from(moments(pack)))
    edition = edition_of(pack, moment)
    for page in pages(edition):
        for text in strings(page):
            assert "zqid" not in text
            assert text not in answers(pack)
            opened = (moment_of(marker) for marker in markers(text))
            assert all(opens is not None and opens <= moment for opens in opened)


@given(st.integers(0, 20), st.data())
@settings(max_examples=25)
def test_every_open_text_is_on_some_page(seed: int, data: st.DataObject) -> None:
    pack = made_up_pack(seed=seed)
    edition = edition_of(pack, data.draw(st.sampled_from(moments(pack))))
    shown = {
        marker for page in pages(edition) for text in strings(page) for marker in markers(text)
    }
    # Other spellings are for searching alone, and asks have a list of their own. Of a pair's
    # relations the last is shown whole, and the earlier by their short forms. A section of which
    # only the heading is open has nothing to stand over yet.
    texts = [person.aliases for person in edition.people]
    texts += [(section.heading,) for section in edition.review if not section.paragraphs]
    texts += [tuple(relation.text for relation in edition.relations), edition.asks]
    apart = {marker for group in texts for text in group for marker in markers(text)}
    whole = {marker for text in strings(edition) for marker in markers(text)}
    assert whole - apart <= shown


@given(packs(), st.data())
@settings(max_examples=40, deadline=None)
def test_search_finds_every_open_word_and_no_locked_one(pack: Pack, data: st.DataObject) -> None:
    moment = data.draw(st.sampled_from(moments(pack)))
    view = view_of(edition_of(pack, moment))
    keys = (*map(str, range(1, pack.series.episodes + 1)), *Page)
    shown = {
        marker
        for key in keys
        for text in strings(view.document(key).blocks)
        for marker in markers(text)
    }
    everything = sorted({marker for text in strings(pack) for marker in markers(text)})
    for marker in data.draw(st.lists(st.sampled_from(everything), max_size=12, unique=True)):
        hits = view.search(marker)
        if marker in shown:
            assert any(marker in hit.excerpt for hit in hits)
            for hit in hits:
                assert all(hit.excerpt[a:b].startswith(marker) for a, b in hit.matches)
        elif hits:
            # Found by another spelling of somebody who is known.
            names = {marker for person in view.edition.people for marker in markers(person.name)}
            assert names & {marker for hit in hits for marker in markers(hit.excerpt)}


def test_every_record_of_a_pack_is_one_that_the_gate_looks_into() -> None:
    made = [each for each in vars(shapes).values() if is_dataclass(each) and each is not Pack]
    assert made
    assert all(issubclass(each, Strict) for each in made if isinstance(each, type))
