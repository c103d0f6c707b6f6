"""Two packs that agree on all that has been seen cannot be told apart by anything printed."""

import re
from pathlib import Path

import pytest

from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.pack.location import CAST, THREADS, episode_file
from tests.cli.driver import Prompt
from tests.packs import made_up_pack, markers, twin, wild_pack, write_pack

EPISODES = 3
STEPS = ("start 1", "watch 1", "start 2", "watch 2", "start 3")
DOCUMENTS = ("", "about", "review", "threads", "people", "record", "1", "2", "3")


def lines(*packs: Pack) -> list[list[str]]:
    """Every line that lists or shows something, also of what only one of the packs has.

    What there is much of is asked for in turns for a person and for a program.
    """
    names = {person.name for pack in packs for person in pack.cast.people}
    words = {word for pack in packs for word in markers(repr(pack))}
    titles = {each.heading.text for pack in packs for each in pack.episodes if each.heading}
    titles |= {note.heading for pack in packs for each in pack.episodes for note in each.notes}
    lines = [["status"], ["episodes"], ["next"], ["cast"], ["ask"], ["log"], ["paths"]]
    lines += [["read", key] if key else ["read"] for key in DOCUMENTS]
    lines += [["search", "amber"], ["search", "바다"], ["status", "--as-of", "before"]]
    lines += [["start", "4"], ["watch", "7"], ["rate", "3", "11"], ["read", "4"]]
    lines = [form for line in lines for form in (line, [*line, "--json"])]
    many = [["read", title] for title in sorted(titles)]
    many += [["cast", name] for name in sorted(names)]
    many += [["search", word] for word in sorted(words)[::20]]
    return lines + [[*line, "--json"] if n % 2 else line for n, line in enumerate(many)]


@pytest.mark.parametrize(
    ("position", "make", "again"),
    [
        (0, made_up_pack, False),
        (3, wild_pack, False),
        (4, made_up_pack, False),
        (3, made_up_pack, True),
    ],
)
def test_twins_print_the_same_bytes(
    prompt: Prompt, tmp_path: Path, position: int, make: object, again: bool
) -> None:
    assert callable(make)
    pack = make(episodes=EPISODES, seed=position)
    other = twin(pack, Moment(position), seed=position)
    assert pack != other
    folders = [write_pack(each, tmp_path / name) for each, name in ((pack, "one"), (other, "two"))]
    prompt.pack = folders[0]
    if again:
        prompt.does("watch 3 --through").does("rate 3 8").does("note 3 Before.").does("rewatch")
    for step in STEPS[:position]:
        prompt.does(step)
    # One change more and back, so that what was open once is locked again.
    prompt.does("watch 3 --through").does("undo")
    prompt.does("note 3 Mine.")
    said = []
    for folder in folders:
        prompt.pack = folder
        each = []
        for line in lines(pack, other):
            prompt.run(line)
            each.append((line, prompt.code, prompt.out, prompt.err))
        said.append(each)
    for one, two in zip(*said, strict=True):
        assert one == two


@pytest.mark.parametrize("name", [CAST, THREADS, episode_file(1), episode_file(2)])
def test_twins_with_the_same_broken_file_are_refused_in_the_same_words(
    prompt: Prompt, tmp_path: Path, name: str
) -> None:
    pack = made_up_pack(EPISODES)
    other = twin(pack, Moment.end(1), seed=4)
    prompt.does("watch 1")
    said: list[list[object]] = []
    for each, end in ((pack, "one"), (other, "two")):
        prompt.pack = folder = write_pack(each, tmp_path / end)
        (tmp_path / end / name).write_text("[{")
        said.append([])
        for line in (["read", "1"], ["read", "2"], ["cast"], ["search", "amber"], ["doctor"]):
            prompt.run(line)
            words = " ".join(f"{prompt.out} -- {prompt.err}".split())
            words = re.sub(r"[0-9,.]+ .?i?B are free", "", words)  # others write to the disk too
            said[-1].append((prompt.code, words.replace(folder, "")))
    assert said[0] == said[1]
    assert name in repr(said[0])
