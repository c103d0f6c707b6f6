"""Names, spellings and actors that open later, and people who turn out to be one."""

import pytest

from bigcity_tui.domain.blocks import Page, PersonLink
from bigcity_tui.domain.documents import GROWS
from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.history import fold
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.progress import Seen
from bigcity_tui.domain.typeset import typeset
from bigcity_tui.domain.view import View
from tests.packs import pack_of_names

BEFORE_IT, TOLD = Moment.start(2), Moment.end(2)


def view_at(moment: Moment, seen: Seen | None = None) -> View:
    return View(edition_of(pack_of_names(), moment), fold(()), None, None, {}, seen)


def names(view: View) -> list[str]:
    return [person.name for person in view.edition.people]


def found(view: View, query: str) -> list[str]:
    """The names of all whom a query means, or begins to mean."""
    try:
        return [view.person(query).name]
    except CompanionError as error:
        _, _, several = str(error).partition("may be any of: ")
        return several.split(", ") if several else []


def test_everybody_goes_by_the_name_of_the_moment() -> None:
    assert names(view_at(Moment.start(1))) == ["Ada Marsh", "The Stranger"]
    assert names(view_at(BEFORE_IT)) == ["Ada Marsh", "The Stranger", "Mr Grey"]
    assert names(view_at(TOLD)) == ["Ada Rooke", "Mr Grey"]


@pytest.mark.parametrize("query", ["Ada Rooke", "Missus Rooke", "missus", "Perrin Odo", "오도"])
def test_what_opens_later_finds_nobody_before(query: str) -> None:
    before, after = view_at(BEFORE_IT), view_at(TOLD)
    assert found(before, query) == []
    assert not before.search(query)
    assert found(after, query) == ["Ada Rooke"]
    assert any(
        hit.excerpt == "Ada Rooke" or "Perrin Odo" in hit.text for hit in after.search(query)
    )


@pytest.mark.parametrize("query", ["Ada Marsh", "adamarsh", "Addie"])
def test_earlier_names_and_spellings_still_find(query: str) -> None:
    assert found(view_at(BEFORE_IT), query) == ["Ada Marsh"]
    after = view_at(TOLD)
    assert found(after, query) == ["Ada Rooke"]
    assert after.search(query)


def test_an_earlier_name_is_found_where_it_stands_and_on_the_page_of_its_bearer() -> None:
    texts = [hit.text for hit in view_at(TOLD).search("ada marsh")]
    assert texts == ["Known before as Ada Marsh", "Ada Marsh keeps a diary."]


def test_the_actor_of_two_tells_nothing_until_they_are_one() -> None:
    for query in ("Maude Brannock", "maude"):
        assert found(view_at(BEFORE_IT), query) == found(view_at(TOLD), query) == ["Mr Grey"]
    page = view_at(BEFORE_IT).person_document(view_at(BEFORE_IT).person("The Stranger"))
    assert not any("Played by" in block.text for block in page.blocks)


def test_two_who_are_one_have_one_page_with_the_facts_and_bonds_of_both() -> None:
    view = view_at(TOLD)
    one = view.person("The Stranger")
    assert one == view.person("mr grey")
    assert [block.text for block in view.person_document(one).blocks] == [
        "Mr Grey",
        "Played by Maude Brannock",
        "Known before as The Stranger",
        "Somebody waits at the gate.",
        "A lodger.",
        "The gate is shut.",
        "Ada Rooke · lodger and landlady",
        "He pays in advance.",
        "watched › lodger and landlady",
        GROWS,
    ]
    page = view.document(Page.PEOPLE)
    assert sum(block.text == "Mr Grey" for block in page.blocks) == 1
    assert not any("apart" in block.text for block in page.blocks)


def test_the_page_of_two_is_that_of_the_first_and_what_was_read_of_either_is_not_new() -> None:
    pages = {name: view_at(BEFORE_IT).person(name).page for name in ("The Stranger", "Mr Grey")}
    assert view_at(TOLD).person("Mr Grey").page == pages["The Stranger"] == "person 2"
    view = view_at(TOLD, Seen().read(pages.values(), BEFORE_IT))
    one = view.person("Mr Grey")
    page = view.person_document(one)
    assert [block.text for block in page.blocks if view.is_new(block)] == [
        "Known before as The Stranger",
        "The gate is shut.",
    ]
    assert view.has_new(Page.PEOPLE, one)
    unread = view_at(TOLD, Seen().read([pages["The Stranger"]], TOLD))
    assert [b.text for b in page.blocks if unread.is_new(b)] == ["A lodger.", "He pays in advance."]
    assert unread.has_new(Page.PEOPLE, one)
    read = view_at(TOLD, Seen().read(unread.new_pages(page) | {"person 2"}, TOLD))
    assert not read.has_new(Page.PEOPLE, one)


def test_nothing_is_new_on_a_page_that_does_not_show_it() -> None:
    for position in range(7):
        for since in range(position + 1):
            view = view_at(Moment(position), Seen(Moment(since)))
            for person in view.edition.people:
                opened = [b.opened.at for b in view.person_document(person).blocks if b.opened]
                is_new = any(at > Moment(since) for at in opened)
                assert view.has_new(Page.PEOPLE, person) == is_new


def test_a_text_leads_to_a_person_by_any_name_that_they_have_had() -> None:
    view = view_at(TOLD)
    page = view.person_document(view.person("Ada Rooke"))
    called = [name for person in view.edition.people for name in person.names]
    spans = [span for line in typeset(page, 72, called) for span in line.spans]
    links = {span.to.name for span in spans if isinstance(span.to, PersonLink)}
    assert links == {"Ada Marsh", "Ada Rooke"}
    assert all(view.edition.person(name) == view.person("Ada Rooke") for name in links)


def test_an_earlier_name_is_a_title_too() -> None:
    document = view_at(TOLD).titled("the stranger")
    assert document is not None
    assert document.title == "Mr Grey"
    assert view_at(BEFORE_IT).titled("Ada Rooke") is None
