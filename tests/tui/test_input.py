"""What is no key is passed over, whatever bytes it is made of."""

from collections.abc import Iterator

import pytest
from textual import constants, events
from textual.message import Message

from bigcity_tui.tui import input as reading
from bigcity_tui.tui.input import InputParser


def told(messages: Iterator[Message]) -> list[str]:
    """The keys and the pasted texts among messages, and the kinds of all others."""
    return [
        message.key
        if isinstance(message, events.Key)
        else f"pasted: {message.text}"
        if isinstance(message, events.Paste)
        else type(message).__name__
        for message in messages
    ]


def silence(parser: InputParser, seconds: float = constants.ESCAPE_DELAY) -> list[str]:
    """What the parser tells once nothing has come for so long."""
    parser._read_at -= seconds
    return told(parser.wait())


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"w", ["w"]),
        ("한é".encode(), ["한", "é"]),
        (b"\x1b[A\x1bOP\x1b[15~\r\x7f", ["up", "f1", "f5", "enter", "backspace"]),
        (b"\x1bx\x1b\xc3\xa9", ["alt+x", "alt+é"]),
        (b"\x1bf", ["ctrl+right"]),
        (b"\x1b\x1b[B", ["escape", "down"]),
        (b"\x1b[[A\x1b[3$\x1b[Z", ["f1", "shift+delete", "shift+tab"]),
        (b"\x1b[119;5u\x1b[97;;97u\x1b[27u", ["ctrl+w", "a", "escape"]),
        (b"\x1b[I\x1b[O", ["AppFocus", "AppBlur"]),
        (b"\x1b[<0;5;5M\x1b[<0;5;5m", ["MouseDown", "MouseUp"]),
        (b"\x1b[?2026;2$y", ["TerminalSupportsSynchronizedOutput"]),
        (b"\x1b[48;30;100;600;1000t", ["Resize"]),
        (
            b"\x1b]x\x1bPx\x1b_x",
            ["right_square_bracket", "x", "alt+shift+p", "x", "underscore", "x"],
        ),
    ],
)
def test_keys_and_reports_are_what_they_are(data: bytes, keys: list[str]) -> None:
    assert told(InputParser().read(data)) == keys
    # However they arrive.
    parser = InputParser()
    assert [key for byte in data for key in told(parser.read(bytes([byte])))] == keys


@pytest.mark.parametrize(
    "data",
    [
        b"\xc7\xd1",  # a syllable in EUC-KR
        b"\xff",
        b"\xed\xa0\x80",  # half a surrogate pair
        b"\xc3",  # the beginning of a letter
        b"\x1b[M*\x8f*",  # the mouse right of column 95, as X10 reports it
        b"\x1b[M \xc2\xa9",
        b"\x1b[M ww",
        b"\x1b[M \x00\x00",
        b"\x1b[119;1:1u",
        b"\x1b[119;1:3u",
        b"\x1b[119:87;2u",
        b"\x1b[1114112;1u",
        b"\x1b[55296u",
        b"\x1b[97;;55296u",
        b"\x1b[;;;;u",
        b"\x1b[" + b"9" * 5000 + b"u",
        b"\x1b[" + b"1;" * 40 + b"w",
        b"\x1b[?1;2w",
        b"\x1b[>1;2;3c",
        b"\x1b[12 w",
        b"\x1bO%",
        b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
        b"\x1b]52;c;d3d3\x07",
        b"\x1bP1$r0;1w\x1b\\",
        b"\x1bP>|a terminal\x1b\\",
        b"\x1b_Gi=1;OK\x1b\\",
        b"\x1b[48;99999;99999;1;1t",
        b"\x1b[48;0;0;0;0t",
        b"\x1b[<0;-5;-5M",
        b"\x1b[<0;" + b"9" * 400 + b";1M",
        b"\x1b[201~",
    ],
)
def test_what_is_no_key_is_passed_over_and_the_next_key_is_not(data: bytes) -> None:
    assert told(InputParser().read(data + b"q")) == ["q"]
    parser = InputParser()
    assert [key for byte in data + b"q" for key in told(parser.read(bytes([byte])))] == ["q"]


@pytest.mark.parametrize(
    "data",
    [b"\x1b[", b"\x1b[1", b"\x1b[1;2 ", b"\x1b[M", b"\x1b[M!!", b"\x1b]0;w", b"\x1bP1w", b"\x1b[["],
)
def test_a_sequence_that_is_cut_short_says_nothing(data: bytes) -> None:
    parser = InputParser()
    assert told(parser.read(data + b"\x1b[A"))[-1:] == ["up"]
    assert "w" not in told(InputParser().read(data))
    parser = InputParser()
    assert told(parser.read(data)) == []
    assert silence(parser) == []
    assert told(parser.read(b"q")) == ["q"]


def test_escape_is_a_key_once_nothing_follows() -> None:
    parser = InputParser()
    assert told(parser.read(b"\x1b")) == []
    assert told(parser.wait()) == []
    assert silence(parser) == ["escape"]
    assert told(parser.read(b"\x1b\xc3")) == []
    assert silence(parser) == []
    assert told(parser.read(b"\xa9w")) == ["w"]


def test_what_is_pasted_stays_in_order_and_is_no_key() -> None:
    pasted = b"\x1b[200~one \x1bw\x1b[A\0\xff\x1b[20" + b"two\x1b[201~"
    expected = ["pasted: one \x1bw\x1b[A\ufffd\x1b[20two", "q"]
    assert told(InputParser().read(pasted + b"q")) == expected
    parser = InputParser()
    assert [key for byte in pasted + b"q" for key in told(parser.read(bytes([byte])))] == expected


def test_a_paste_without_an_end_ends_with_silence() -> None:
    parser = InputParser()
    assert told(parser.read(b"\x1b[200~w")) == []
    assert silence(parser) == []
    assert silence(parser, reading.PASTE_PATIENCE) == ["pasted: w"]
    assert told(parser.read(b"q")) == ["q"]
