"""Completion, as the shells themselves do it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bigcity_tui.cli.commands.completion import EPISODES
from bigcity_tui.cli.table import COMMANDS
from bigcity_tui.pack import load_pack
from tests.cli.driver import Prompt

SHELLS = [shell for shell in ("bash", "zsh", "fish") if shell == "bash" or shutil.which(shell)]
NUMBERS = {str(number) for number in range(1, 9)}

# What each line may go on with: all of these, and none but these where that is said.
LINES = {
    "wat": ({"watch"}, True),
    "": ({name.split()[0] for name in COMMANDS}, False),
    "watch ": (NUMBERS, False),
    "watch 1 2 ": (NUMBERS, False),
    "watch --thr": ({"--through"}, True),
    "--json watch --thr": ({"--through"}, True),
    "--pack watch rate --cl": ({"--clear"}, True),
    "unwatch --thr": (set[str](), True),
    "rate s": ({"series"}, True),
    "note ": ({*NUMBERS, "series"}, False),
    "read re": ({"review", "record"}, True),
    "cast y": (set[str](), True),
    "search y": (set[str](), True),
    "status --as-of b": ({"before"}, True),
    "status --as-of=b": ({"before"}, True),
    "status --as-of end:": ({f"end:{number}" for number in NUMBERS}, True),
    "ask --episode ": (NUMBERS, True),
    "pack ": ({name.split()[1] for name in COMMANDS if " " in name}, False),
    "pack check --js": ({"--json"}, True),
    "completion ": ({"bash", "zsh", "fish"}, False),
    "export --format m": ({"markdown"}, True),
    "sync a": ({"a folder"}, True),
    "import n": ({"notes.json"}, True),
    "export -o n": ({"notes.json"}, True),
    "nothing wat": ({"watch"}, True),
}

BASH = r"""
source "$1"
complete -p bigcity-tui | grep -q -- '-F _bigcity_tui ' || exit 1
while IFS= read -r COMP_LINE; do
    COMP_POINT=${#COMP_LINE}
    _bigcity_tui bigcity-tui 2> /dev/null
    printf '%s\n' "${COMPREPLY[@]}"
    printf 'END\n'
done
"""
FISH = """
source $argv[1]
while read -l line
    complete -C $line
    echo END
end
"""
# Zsh completes only where it is typed in: one zsh types, and another, in a terminal, completes.
ZSH = r"""
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner "PS1= PS2= RPS1=; bindkey -e; source ${(q)2} ${(q)1}"
zpty -r inner seen $'*\x03'
while IFS= read -r line; do
    zpty -w -n inner $'\x15'"$line"$'\t'
    zpty -r inner seen $'*\x03'
    print -r -- "${${seen##*$'\x02'}%$'\x03'}"
    print END
done
zpty -d inner
"""
ZSH_INNER = r"""
autoload -Uz compinit; compinit -u -D
source $1
capture() {
    compadd() {
        if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)* ]]; then
            local -a hits
            builtin compadd -A hits "$@"
            print -rl -- $hits
        fi
        builtin compadd "$@"
    }
    print -n '\x02'
    _main_complete
    print -n '\x03'
}
zle -C capture complete-word capture
bindkey '^I' capture
print -n '\x03'
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the shells run: with a folder and a file in it."""
    place = tmp_path / "place"
    (place / "a folder").mkdir(parents=True)
    (place / "notes.json").touch()
    return place


def completed(shell: str, script: str, folder: Path, lines: list[str]) -> list[set[str]]:
    """What a shell offers for each line, as whole words."""
    inner = folder.parent / "inner.zsh"
    inner.write_text(ZSH_INNER)
    file = folder.parent / "script"
    file.write_text(script)
    start = {
        "bash": ["bash", "--noprofile", "--norc", "-c", BASH, "bash", str(file)],
        "zsh": ["zsh", "-f", "-c", ZSH, "zsh", str(file), str(inner)],
        "fish": ["fish", "--no-config", "-c", FISH, str(file)],
    }[shell]
    done = subprocess.run(
        start,
        cwd=folder,
        env={
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(folder.parent),
            "BIGCITY_TUI_HOME": str(folder.parent / "home"),
            "TERM": "xterm",
        },
        input="".join(f"bigcity-tui {line}\n" for line in lines),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    parts = done.stdout.replace("\r", "").split("END\n")[:-1]
    assert len(parts) == len(lines)
    return [
        {_word(hit, line) for hit in part.split("\n") if hit}
        for part, line in zip(parts, lines, strict=True)
    ]


def _word(hit: str, line: str) -> str:
    """A word in full, without what a shell adds or leaves out where it puts it in."""
    word = hit.partition("\t")[0].rstrip("/").replace("\\ ", " ")
    before, colon, _ = line.rpartition(" ")[2].partition(":")
    if colon and not word.startswith(before):
        word = before + colon + word
    return word.rpartition("=")[2]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_what_can_come_next(prompt: Prompt, folder: Path, shell: str) -> None:
    script = prompt.does(f"completion {shell}").out
    found = completed(shell, script, folder, list(LINES))
    for (line, (expected, only)), words in zip(LINES.items(), found, strict=True):
        assert expected <= words, f"{line!r}: {words}"
        assert not only or words == expected, f"{line!r}: {words}"


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_knows_every_option_of_every_command(
    prompt: Prompt, folder: Path, shell: str
) -> None:
    script = prompt.does(f"completion {shell}").out
    commands = COMMANDS.values()
    found = completed(shell, script, folder, [f"{command.name} --" for command in commands])
    for command, words in zip(commands, found, strict=True):
        own = {argument.name for argument in command.arguments if argument.is_option}
        around = {"--json", "--help", "--pack"} | ({"--as-of"} if command.as_of else set())
        assert words == own | around, command.name


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_the_same_for_everybody_and_names_nobody(
    prompt: Prompt, home: str, shell: str
) -> None:
    lines = [[], *(["--line", f"bigcity-tui {line}"] for line in LINES)]
    before = [prompt.does(["completion", shell, *line]).out for line in lines]
    assert not os.path.exists(home)
    prompt.does("watch 1-8").does("note 1 secret")
    after = [prompt.does(["completion", shell, *line]).out for line in lines]
    assert after == before
    script = "".join(after)
    assert script.isascii()
    words = set(re.findall(r"\w+", script))
    pack = load_pack(None)
    for person in pack.cast.people:
        names = (person.name, *(actor.name for actor in person.actors))
        assert words.isdisjoint(" ".join(names).split())
    for episode in pack.episodes:
        assert episode.heading is not None
        assert episode.heading.text not in script


def test_what_is_offered_is_what_there_is() -> None:
    assert load_pack(None).series.episodes == EPISODES


def test_another_shell_is_refused(prompt: Prompt) -> None:
    prompt.fails("completion tcsh", 2, "'tcsh'", "bash")
