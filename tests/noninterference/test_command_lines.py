"""Nothing goes unwatched: every command has lines, every key of the app its steps."""

import pytest

from bigcity_tui.cli.table import COMMANDS as TABLE
from bigcity_tui.interchange import EXPORTS, OWN
from bigcity_tui.tui.commands.table import COMMANDS
from tests.noninterference import command_lines as lines
from tests.noninterference.conftest import Begin
from tests.noninterference.running import Line, execute
from tests.noninterference.script import NOT_PRESSED, SIZES, script
from tests.noninterference.states import State
from tests.packs import made_up_pack


def test_every_command_is_tried_but_those_that_show_whole_packs() -> None:
    tried = sorted((*lines.SHOWING, *lines.OPENING, *lines.OTHERS))
    assert sorted((*tried, *lines.WHOLE)) == sorted(TABLE), "say what it does in command_lines.py"
    assert sorted(lines.ARGUMENTS) == tried, "say in ARGUMENTS what to give it"


def test_every_format_of_an_export_is_tried() -> None:
    tried = " ".join(lines.ARGUMENTS["export"]).split()
    assert {*EXPORTS} - {OWN} <= {*tried}, "it has no line in ARGUMENTS"


def test_every_command_that_can_look_back_is_tried_so() -> None:
    looking_back = {template.split()[0] for template in lines.LOOKING_BACK}
    assert looking_back == {command.name for command in TABLE.values() if command.as_of}


def test_every_option_of_a_command_is_tried() -> None:
    for command in TABLE.values():
        if command.name in lines.WHOLE:
            continue
        tried = " ".join(lines.ARGUMENTS[command.name])
        given = {"--output": "-o", "--yes": "", "--force": "", "--title": ""}
        for argument in command.arguments:
            if argument.is_option:
                assert given.get(argument.name, argument.name) in tried, command.name


@pytest.mark.parametrize("name", sorted(lines.ARGUMENTS))
def test_some_line_of_every_command_does_something(begin: Begin, name: str) -> None:
    campaign = begin(made_up_pack(3))
    state = State((1, 2))
    before = campaign.prepared(state)
    moment = state.moment(campaign.pack.series)
    probe = lines.probe((campaign.pack,), moment, campaign.stage.work)
    codes = set()
    for words in [line.words for line in lines.of_command(name, probe)][::2]:
        campaign.stage.reset(before)
        code, _, said = execute(campaign.pack, Line(words))
        codes.add(code)
        assert b"is a fault" not in said
        if 0 in codes:
            return
    assert name == "redo"  # there is nothing to do again
    assert codes == {1}


def test_every_key_of_the_app_is_pressed() -> None:
    pressed = set(script(["amber"]))
    for command in COMMANDS:
        keys = set(command.keys.split(","))
        assert keys & pressed or command.name in NOT_PRESSED, command.name
    assert {command.name for command in COMMANDS} >= NOT_PRESSED
    assert len(SIZES) == 5
