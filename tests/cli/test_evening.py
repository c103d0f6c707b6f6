"""An evening with an invented series, from the command line."""

from dataclasses import replace

import pytest

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Answer, Ask, EpisodeAnswer, Pack, Verdict
from tests.cli.driver import Prompt
from tests.packs import markers, moment_of, write_pack

LISTINGS = (
    "status",
    "episodes",
    "cast",
    "ask",
    "log",
    *(f"read {key}" for key in ("about", "review", "threads", "people", "record", "1", "2", "3")),
)
UNKNOWN = "Not known: nothing of the kind is mentioned."
LISTINGS_BUT_LOG = tuple(line for line in LISTINGS if line != "log")


def everything(evening: Prompt, lines: tuple[str, ...] = LISTINGS) -> str:
    """All that the listings say, as text and as JSON."""
    forms = (form for line in lines for form in (line, f"{line} --json"))
    return "".join(evening.does(form).out for form in forms)


def test_before_anything_only_what_is_public_is_there(evening: Prompt) -> None:
    evening.does("status").says("0 of 3 watched", "Next is episode 1.")
    evening.does("cast").says("Nobody yet", "More opens as you watch.")
    assert {moment_of(marker) for marker in markers(everything(evening))} == {Moment(0)}


def test_starting_an_episode_introduces_people(evening: Prompt, made_up: Pack) -> None:
    first, later = made_up.cast.people[0], made_up.cast.people[-1]
    evening.does("start 1").says("Started episode 1.", "'bigcity-tui undo' takes it back")
    evening.does("status").says("▸○○", "You are watching episode 1.")
    evening.does("cast").says(first.name).says_nothing_of(later.name)
    evening.does(["cast", first.name]).says(first.name)
    evening.does("read").says("Episode 1 ·")


def test_marking_an_episode_opens_its_notes_and_undoing_locks_them(
    evening: Prompt, made_up: Pack
) -> None:
    note = next(note for note in made_up.episodes[0].notes if note.unlock == Moment.end(1))
    fact = next(fact for fact in made_up.cast.people[0].facts if fact.unlock > Moment.start(1))
    word = next(iter(markers(note.heading)))
    before = everything(evening, LISTINGS_BUT_LOG)
    evening.does("read 1").says_nothing_of(note.heading)
    evening.does(f"search {word}").says_only("Nothing found in what is open so far.\n")

    evening.does("watch 1").says(
        "Marked episode 1 as watched.", "'bigcity-tui undo' takes it back", "New: its notes"
    )
    evening.does("read 1").says(" ".join(note.heading.split()), "More opens as you watch.")
    evening.does(f"search {word}").says("Episode 1 ·")
    evening.does("rate 1 8.5").says("8.5")
    evening.does(["note", "1", "Best", "with", "tea."]).says("Saved the note on episode 1.")
    evening.does("read 1").says("Your rating: 8.5", "Best with tea.")
    evening.does("episodes").says("2024-10-21", "8.5", "note")
    evening.does("watch 2-3")
    evening.does(["cast", made_up.cast.people[0].name]).says(next(iter(markers(fact.text))))

    for _ in range(4):
        evening.does("undo").says("Undone:", "'bigcity-tui redo' takes it back")
    evening.says("What that had opened is locked again.")
    evening.does(f"search {word}").says_only("Nothing found in what is open so far.\n")
    assert everything(evening, LISTINGS_BUT_LOG) == before
    evening.fails("undo", 1, "nothing to undo")
    for _ in range(4):
        evening.does("redo")
    evening.does("read 1").says("Your rating: 8.5", "Best with tea.")
    evening.fails("redo", 1, "nothing to redo")


def test_a_locked_word_and_a_word_that_does_not_exist_get_the_same_answer(
    evening: Prompt, made_up: Pack
) -> None:
    evening.does("watch 1")
    person = made_up.cast.people[-1]
    for form in ("", " --json"):
        nothing = evening.does(f"search qqqq{form}").out
        for locked in markers(repr(made_up)):
            opens = moment_of(locked)
            if opens is None or opens > Moment.end(1):
                assert evening.does(f"search {locked}{form}").out == nothing
    unknown = evening.fails(["cast", "Nobody Atall"], 1).err
    locked_name = evening.fails(["cast", person.name], 1).err
    assert locked_name == unknown.replace("Nobody Atall", person.name)


def test_nothing_ever_says_more_than_has_been_seen(evening: Prompt) -> None:
    steps = ["start 1", "watch 1", "start 2", "watch 2", "start 3", "watch 3"]
    for position, step in enumerate(steps, start=1):
        evening.does(step)
        assert evening.json("status")["moment"] == str(Moment(position))
        said = {moment_of(marker) for marker in markers(everything(evening))}
        assert None not in said
        assert all(opens <= Moment(position) for opens in said if opens)
        # Not by saying nothing: what has just opened is there.
        assert Moment(position) in said
    evening.does("unwatch 1").says("locked again", "Episodes 2 and 3 stay locked until episode 1")
    assert {moment_of(marker) for marker in markers(everything(evening))} == {Moment(0)}


def test_skipping_ahead_opens_nothing_and_says_what_is_missing(evening: Prompt) -> None:
    evening.does("watch 3").says(
        "Episode 3 stays locked until episodes 1 and 2 are marked as watched too",
        "bigcity-tui watch 3 --through",
    )
    evening.does("episodes").says("opens once 1 and 2 are marked too")
    evening.does("read 3").says("Opens once episodes 1 and 2 are marked as watched too.")
    evening.does("status").says("○○●", "1 of 3 watched", "Next is episode 1", "stays locked")
    assert evening.json("episodes")[2]["waits_for"] == [1, 2]
    evening.does("watch 3 --through").says_nothing_of("locked")
    assert [row["on"] for row in evening.json("episodes")] == [None, None, "2024-10-21"]
    evening.does("status").says("●●●", "You have watched every episode.")


def test_starting_ahead_says_what_it_waits_for(evening: Prompt) -> None:
    evening.does("start 2").says(
        "Episode 2 stays locked until episode 1 is marked", "watch 1 --through"
    )
    evening.does("start 2").says("on already").says_nothing_of("undo")
    evening.does("watch 2")
    evening.fails("start 2", 1, "watched already")


def test_a_peek_opens_one_page_for_this_once(evening: Prompt, made_up: Pack) -> None:
    word = next(iter(markers(made_up.episodes[2].notes[-1].heading)))
    refused = "bigcity-tui read 3 --peek --yes"
    evening.fails("read 3 --peek", 2, "opens episode 3", refused)
    evening.run("read 3 --peek", types="yes\n", tty=True).exits(1).says_nothing_of(word)
    assert evening.out == ""
    evening.run("read 3 --peek", types="peek\n", tty=True).exits(0).says(word)
    evening.does("read 3 --peek --yes").says(word)
    evening.does("read 3 --peek --yes --json").says(word)
    evening.does("read 3").says_nothing_of(word)
    evening.does(f"search {word}").says("Nothing found")
    evening.fails("read about --peek --yes", 2, "only an episode")
    evening.does("watch 1").does("read 1 --peek").says("Episode 1")


def test_an_answer_is_given_only_when_confirmed(evening: Prompt, made_up: Pack) -> None:
    ask = made_up.asks[0]
    evening.does("ask").says(ask.question, "bigcity-tui ask NUMBER")
    evening.fails("ask 1", 2, "bigcity-tui ask 1 --yes")
    evening.fails("ask 1 --episode 2", 2, "bigcity-tui ask 1 --episode 2 --yes")
    evening.run("ask 1", types="1\n", tty=True).exits(1).says_nothing_of(ask.series.text)
    evening.run("ask 1", types="answer\n", tty=True).exits(0).says(ask.question)
    evening.does("ask 1 --yes").says(" ".join(ask.series.text.split()))
    for episode in (1, 2, 3):
        own = [answer.text for answer in ask.episodes if answer.episode == episode]
        evening.does(f"ask 1 --episode {episode} --yes").says(*own or [UNKNOWN])
    evening.fails("ask 99 --yes", 2, "no question", "choose 1 to")
    evening.fails("ask 0 --yes", 2, "'0' is no question")
    evening.fails("ask ３ --yes", 2, "is no question")
    given = evening.json("ask 1 --yes")
    assert (given["answer"], given["text"]) == (ask.series.answer, ask.series.text)
    without = {1, 2, 3}.difference(answer.episode for answer in ask.episodes)
    given = evening.json(f"ask 1 --episode {without.pop()} --yes")
    assert (given["answer"], given["text"]) == ("unknown", UNKNOWN)


@pytest.mark.parametrize(
    ("answer", "text", "shown"),
    [
        ("unknown", "Nobody says.", "Not known. Nobody says."),
        ("unknown", "Not known: nobody says.", "Not known: nobody says."),
        ("no", "Everybody lives.", "No. Everybody lives."),
        ("yes", "One does.", "Yes. One does."),
        ("yes", "Yes, one does.", "Yes, one does."),
    ],
)
def test_an_answer_says_whether_it_is_yes_no_or_not_known(
    evening: Prompt, made_up: Pack, answer: Verdict, text: str, shown: str
) -> None:
    assert evening.pack is not None
    ask = Ask("Does it?", Answer(answer, text), (EpisodeAnswer(2, answer, text),))
    write_pack(replace(made_up, asks=(ask,)), evening.pack)
    evening.does("ask 1 --yes").says_only(f"Does it?\n{shown}\n")
    evening.does("ask 1 --episode 2 --yes").says_only(f"Does it?\n{shown}\n")
    evening.does("ask 1 --episode 3 --yes").says_only(f"Does it?\n{UNKNOWN}\n")
    assert evening.json("ask 1 --episode 3 --yes")["answer"] == "unknown"


def test_looking_back_shows_what_was_known_then(evening: Prompt) -> None:
    evening.does("watch 1").does("rate 1 7")
    first = {line: evening.does(line).out for line in LISTINGS if line not in ("ask", "log")}
    evening.does("watch 2").does("rate 2 9").does("rate series 8")
    for line, said in first.items():
        then = evening.does(f"{line} --as-of end:1").out
        assert then.replace("as of end:1\n", "") == said
        assert evening.does(f"--as-of end:1 {line}").out == then
    evening.fails("status --as-of end:3", 2, "only an earlier moment", "end:2")
    evening.fails("status --as-of tomorrow", 2, "'tomorrow' is no moment")
    for line in ("watch 1", "undo", "note 1 x", "rate 1 5", "log", "paths", "ask"):
        evening.fails(f"{line} --as-of end:1", 2, "--as-of")


def test_reading_without_a_name_opens_where_you_are(evening: Prompt) -> None:
    evening.does("read")
    assert evening.json("read")["document"] == "about"
    evening.does("start 1")
    assert evening.json("read")["document"] == "1"
    evening.does("watch 1")
    assert evening.json("read")["document"] == "1"
    evening.does("watch 3")
    assert evening.json("read")["document"] == "1"
    evening.does("start 2")
    assert evening.json("read")["document"] == "2"
    assert evening.json("read 02")["document"] == "2"
    for name in ("ep2", "EP 02", "episode 2", "e2"):
        assert evening.json(["read", name])["document"] == "2"


def test_any_title_that_is_open_can_be_read(evening: Prompt, made_up: Pack) -> None:
    first, second = made_up.episodes[:2]
    note, later = first.notes[0], second.notes[0]
    assert first.heading
    evening.fails(["read", first.heading.text], 2, "there is no document")
    evening.does("watch 1")
    assert evening.json(["read", first.heading.text.upper()])["document"] == "1"
    part = evening.json(["read", note.heading])
    assert part["blocks"][0] == {"kind": "heading", "text": note.heading}
    assert [block["kind"] for block in part["blocks"]].count("heading") == 1
    evening.fails(["read", later.heading], 2, "there is no document")


def test_what_comes_next_is_shown_as_far_as_it_is_open(evening: Prompt) -> None:
    assert evening.json("next")["document"] == "1"
    evening.does("watch 1").does("next").says("Episode 2", "Previously")
    evening.does("watch 2-3").does("next").says_only("You have watched every episode.\n")
    assert evening.json("next") is None
