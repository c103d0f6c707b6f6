"""The viewer's record as a page."""

from bigcity_tui.domain.edition import edition_of
from bigcity_tui.domain.history import fold
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.operations import change
from bigcity_tui.domain.view import View
from tests.domain.ledger import Ledger
from tests.packs import made_up_pack


def page(ledger: Ledger) -> list[str]:
    pack = made_up_pack()
    view = View(edition_of(pack, Moment.end(1)), fold(ledger.operations), None, None, {})
    # Searching goes through every page, this one too.
    view.search("watched")
    return [block.text for block in view.document("record").blocks]


def test_it_begins_empty() -> None:
    assert page(Ledger())[-1].startswith("Nothing yet.")


def test_it_tells_days_ratings_and_notes_in_order() -> None:
    ledger = Ledger()
    ledger.write(
        [
            change("first", 2, "progress", state="watched", on=None),
            change("first", 1, "progress", state="watched", on="2024-10"),
            change("first", 3, "note", text="Soon.", over=[]),
            change("first", 1, "rating", score=8.5),
            change("first", "series", "note", text="So far, so good.", over=[]),
        ]
    )
    ledger.device = "there"
    ledger.write([change("first", "series", "note", text="Very good.", over=[])])
    told = page(ledger)
    assert told[1].startswith("2 of 3 episodes watched")
    # Of what is open, the title too.
    heading = made_up_pack().episodes[0].heading
    title = heading.text if heading else ""
    assert told[-8:] == [
        "Diary",
        f"Episode 1 · {title} · October 2024 · 8.5",
        "Episode 2 · on an unknown date",
        "Episode 3 · not watched",
        "Soon.",
        "The series",
        "Very good.",
        "So far, so good.",
    ]


def test_the_evenings_are_those_whose_days_are_known() -> None:
    ledger = Ledger()
    assert "Evenings" not in page(ledger)
    ledger.write([change("first", 2, "progress", state="watched", on="2024-10")])
    assert "Evenings" not in page(ledger)
    ledger.write([change("first", 1, "progress", state="watched", on="2024-10-21")])
    told = page(ledger)
    assert told[told.index("Evenings") + 1] == "1 day · 1 episode on an unknown date"


def test_items_of_another_version_are_left_for_it() -> None:
    ledger = Ledger()
    ledger.write(
        [
            change("first", "film", "rating", score=5),
            change("first", "1-2", "note", text="Both.", over=[]),
            change("first", "series", "rating", score=9),
        ]
    )
    assert page(ledger)[-2:] == ["Diary", "The series · 9"]


def test_earlier_viewings_are_found_by_their_numbers() -> None:
    ledger = Ledger()
    ledger.write([change("first", 1, "progress", state="watched", on=None)])
    ledger.write([change("second", "", "pass", begun=True, open=False)])
    ledger.write([change("second", 1, "note", text="Viewing 1", over=[])])
    view = View(edition_of(made_up_pack(), Moment.end(1)), fold(ledger.operations), None, None, {})
    blocks = view.document("record").blocks
    assert [(block.kind, block.text) for block in blocks if block.viewing is not None] == [
        ("heading", "Viewing 1")
    ]
