"""What a program sends to a terminal, taken apart strictly, as the terminal would."""

import base64
import re
import unicodedata

from tests.hostile.strings import WORD, is_safe

_CSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_OURS = re.compile(
    r"\x1b\[(?:"
    r"[0-9;:]*m"  # styles
    r"|[0-9;]*[ABCDHJK]"  # moves, erasures
    r"|\?(?:7|25|100[0-6]|1015|1016|1049|2004|2026|2048)[hl]"  # the modes of a full screen
    r"|\?(?:1016|2026|2048)\$p"  # what the terminal is asked for
    r"|[<>=][0-9;]*u|6n|s|u"  # the protocol of keys
    r"|2[23];0t"  # the title of the window put away, and brought back
    r")"
)
_POINTER = re.compile(r"\x1b\]22;[a-z-]+\x07")
_TITLE = "\x1b]0; \x07"
"""The only title that a window ever gets from us: none."""

_COPIED = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
MARKS = 8


def check(data: bytes | str, *, lines: bool = True, styles: bool = True) -> str:
    """The text that is left when all sequences of our own are taken out.

    Fails for a control character outside of one, for a sequence that is not known to be ours, and
    for what no screen may show. `lines` says that line ends are, and `styles` that sequences are.
    """
    text = data.decode("utf-8", "strict") if isinstance(data, bytes) else data
    left: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == "\x1b":
            at = _sequence(text, at)
            assert styles, "a sequence where none should be"
            continue
        end = text.find("\x1b", at)
        end = len(text) if end < 0 else end
        left.append(_plain(text[at:end], lines=lines))
        at = end
    return "".join(left)


def _sequence(text: str, at: int) -> int:
    """Where a sequence ends that is one of ours."""
    copied = _COPIED.match(text, at)
    if copied is not None:
        _plain(base64.b64decode(copied[1]).decode(), lines=True)
        return copied.end()
    pointer = _POINTER.match(text, at)
    if pointer is not None:
        return pointer.end()
    if text.startswith(_TITLE, at):
        return at + len(_TITLE)
    found = _CSI.match(text, at)
    around = ascii(text[max(0, at - 40) : at + 40])
    assert found is not None, f"no sequence of ours: {around}"
    assert _OURS.fullmatch(found[0]), f"a sequence that is not ours: {found[0]!a} in {around}"
    assert WORD not in found[0]
    return found.end()


def _plain(text: str, *, lines: bool) -> str:
    plain = text.replace("\r\n", "\n").replace("\n", "") if lines else text
    if not plain.isprintable():
        for index, char in enumerate(plain):
            assert is_safe(char), f"{char!a} in {plain[max(0, index - 40) : index + 40]!a}"
    run = 0
    for char in plain if not plain.isascii() else "":
        run = run + 1 if unicodedata.category(char)[0] == "M" else 0
        assert run <= MARKS, "a heap of marks"
    return text
