"""Watching again: what locks, what stays, what returns, and that it can be taken back."""

from bigcity_tui.domain.moments import Moment
from tests.cli.driver import Prompt
from tests.cli.test_evening import LISTINGS, everything
from tests.packs import markers, moment_of

DOCUMENTS = tuple(line for line in LISTINGS if line not in ("log", "status", "episodes"))


def seen_and_said(evening: Prompt) -> None:
    """Watch it all, rate and write on it: words of three letters stand for what was said."""
    evening.does("watch 1-3 --on 2023").does("rate 1 6.5").does("rate 3 7.5").does(
        "rate series 9.5"
    )
    for item in ("1", "2", "3", "series"):
        evening.does(f"note {item} Qua{item} said.")


def returned(evening: Prompt) -> set[str]:
    """Whose words are told anywhere now."""
    evening.does("search said")
    told = evening.out + everything(evening)
    words = {
        "1": ("Qua1", "6.5"),
        "2": ("Qua2",),
        "3": ("Qua3", "7.5"),
        "series": ("Quaseries", "9.5"),
    }
    for item, said in words.items():
        assert len({word in told for word in said}) == 1, f"half of {item} has returned"
    return {item for item, said in words.items() if said[0] in told}


def test_everything_locks_again_and_what_was_said_returns_in_its_time(evening: Prompt) -> None:
    seen_and_said(evening)
    assert returned(evening) == {"1", "2", "3", "series"}
    evening.does("rewatch").says("Viewing 2 begins", "'bigcity-tui undo' takes it back")
    steps = ["start 1", "watch 1", "start 2", "watch 2", "start 3", "watch 3"]
    expected: set[str] = set()
    for position, step in enumerate(["status", *steps]):
        evening.does(step)
        assert evening.json("status")["moment"] == str(Moment(position))
        said = {moment_of(marker) for marker in markers(everything(evening, DOCUMENTS))}
        assert all(opens <= Moment(position) for opens in said if opens)
        if step.startswith("watch"):
            expected.add(step[-1])
        if step == "watch 3":
            expected.add("series")
        assert returned(evening) == expected
        waits = "returns as you reach it again"
        evening.does("read record").says("Viewing 1", *([waits] if position < 6 else []))
        if position == 6:
            evening.says_nothing_of(waits)
    rows = evening.json("episodes")
    assert [row["rating"] for row in rows] == [None, None, None]
    assert rows[0]["earlier"] == [{"pass": 1, "rating": 6.5, "note": "Qua1 said."}]
    evening.does("read 1").says("You, in viewing 1 · 6.5", "Qua1 said.")


def test_looking_back_in_a_rewatch_holds_what_had_returned_by_then(evening: Prompt) -> None:
    seen_and_said(evening)
    evening.does("rewatch").does("watch 1-3")
    for moment, told in (("before", ""), ("start:2", "1"), ("end:2", "12"), ("end:3", "123")):
        evening.does(f"read record --as-of {moment}")
        assert "".join(item for item in "123" if f"Qua{item}" in evening.out) == told
        assert ("Quaseries" in evening.out) == (moment == "end:3")


def test_an_open_rewatch_has_everything_at_once(evening: Prompt) -> None:
    seen_and_said(evening)
    evening.does("rewatch --open").says("Viewing 2 begins: all is open.")
    status = evening.json("status")
    assert status == {
        "moment": "end:3",
        "watched": [],
        "watching": None,
        "episodes": 3,
        "next": 1,
        "minutes_left": status["minutes_left"],
        "pass": 2,
        "open": True,
    }
    assert returned(evening) == {"1", "2", "3", "series"}
    evening.does("status").says("viewing 2, with everything open", "Next is episode 1.")
    evening.does("start 2").does("watch 2").says_nothing_of("locked")


def test_undo_takes_a_rewatch_back_and_redo_begins_it_again(evening: Prompt) -> None:
    seen_and_said(evening)
    evening.does("read 3")
    page, before = evening.out, evening.json("status")
    evening.does("rewatch").does("watch 1").does("rate 1 4")
    after = evening.json("status")
    for _ in range(3):
        evening.does("undo")
    evening.says("Undone: began to watch again.")
    assert evening.json("status") == before
    assert evening.does("read 3").out == page
    for _ in range(3):
        evening.does("redo")
    assert evening.json("status") == after
    assert evening.json("episodes")[0]["rating"] == 4


def test_a_viewing_that_has_only_begun_is_not_begun_twice(evening: Prompt) -> None:
    evening.does("rewatch").says("only just begun")
    evening.does("rewatch --open").says("Viewing 1 begins: all is open.")
    assert evening.json("status")["pass"] == 1
    evening.does("undo")
    evening.does("watch 1").does("rewatch").does("rewatch --open").does("rewatch --open")
    evening.says("only just begun")
    assert (evening.json("status")["pass"], evening.json("status")["moment"]) == (2, "end:3")
    evening.does("rewatch").says("all is locked")
    assert (evening.json("status")["pass"], evening.json("status")["moment"]) == (2, "before")


def test_what_another_viewing_said_is_not_told_by_undoing_it_elsewhere(evening: Prompt) -> None:
    evening.does("watch 1").does("rate 3 7.5").does("rewatch")
    # Undo takes back what was done here last, whichever viewing that was in.
    evening.does("undo").says("Undone: began to watch again.")
    evening.does("redo")
    texts = [entry["text"] for entry in evening.json("log")]
    assert texts == [
        "watched episode 1",
        "began to watch again",
        "undone: began to watch again",
        "redone: began to watch again",
    ]


def test_the_log_tells_what_was_there_before(evening: Prompt) -> None:
    evening.does("watch 1 --on 2023-05").does("rate 1 6.5").does("rate 1 8").does("rate 1 --clear")
    evening.does("watch 1 --on unknown").does("watch 1 --on 2024-10-21").does("watch 3 --through")
    evening.does("note 1 One.").does("note 1 Two.").does("note 1 --clear").does("undo")
    assert [entry["text"] for entry in evening.json("log")] == [
        "watched episode 1 in 2023-05",
        "gave 6.5 to episode 1",
        "changed the rating of episode 1 from 6.5 to 8",
        "took the rating off episode 1",
        "changed the date of episode 1 from 2023-05 to unknown",
        "changed the date of episode 1 from unknown to 2024-10-21",
        "watched episode 3; watched episode 2 on an unknown date",
        "wrote a note on episode 1",
        "changed the note on episode 1",
        "removed the note on episode 1",
        "undone: removed the note on episode 1",
    ]
    changes = [entry["changes"][0] for entry in evening.json("log")]
    assert changes[2]["before"] == {"score": 6.5}
    assert changes[2]["value"] == {"score": 8}
    assert (changes[8]["before"], changes[8]["value"]) == ({"text": "One."}, {"text": "Two."})
    evening.does("log").says("changed the note on episode 1: “Two.”")
    evening.does(["note", "1", "long " * 100]).does("log").says("long long…”")


def test_dates_can_be_put_right_later_and_have_to_be_dates(evening: Prompt) -> None:
    evening.does("watch 1")
    for day in ("2024", "2024-02", "2024-02-29"):
        evening.does(f"watch 1 --on {day}").says("Marked episode 1 as watched", day)
        assert evening.json("episodes")[0]["on"] == day
    evening.does("watch 1").says("Marked already.")
    evening.does("watch 1 --on unknown").says("on an unknown date")
    assert evening.json("episodes")[0]["on"] is None
    for day in ("2023-02-29", "2024-13", "24", "tomorrow", "2024-1-1", "2024-10-21\n"):
        evening.fails(["watch", "1", "--on", day], 2, "is no date")
    evening.fails("watch 1 --on 9999", 2, "has not come yet")
