"""What a terminal sends, taken apart byte by byte: what is no key is passed over.

Textual's parser (textual/_xterm_parser.py, 8.2.8) is given text, so that a byte that is no UTF-8
ends the app; it raises on key reports of a form that it does not know (`int("1:1")` in
`_parse_extended_key`), and types out, letter by letter, every sequence that it cannot read, and
what is pasted behind an escape. Here whole sequences are found first, by their grammar
(ECMA-48, 5.4), and the parser is given one at a time.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from time import monotonic

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.message import Message

PASTE_PATIENCE = 10.0  # seconds of silence after which a pasted text without an end has ended

_PASTE_BEGINS, _PASTE_ENDS = b"\x1b[200~", b"\x1b[201~"

_LONGEST = 32  # characters of a sequence that Textual reads; of a longer one it types out each

_WIDE = rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
_ANSWER = rb"\x1b(?:\]\d|P[\d>!+]|_G)[^\x07\x1b]*"
_UNIT = re.compile(
    rb"(?P<text>[^\x1b]+)"
    rb"|(?P<escape>\x1b)(?=\x1b)"
    # The mouse as X10 reports it, in three bytes of any value; we ask for other reports.
    rb"|(?P<mouse>\x1b\[M[^\x1b]{3})"
    # Function keys of the Linux console, those of rxvt, control sequences, keys of a keypad.
    rb"|(?P<sequence>\x1b\[\[[ -~]|\x1b\[\d+\$|\x1b\[(?![M\[])[ -?]*[@-~]|\x1bO[ -~])"
    # What a terminal answers, such as to the program before us.
    rb"|(?P<answer>" + _ANSWER + rb"(?:\x07|\x1b\\))"
    rb"|(?P<alt>\x1b(?:[^\x1b\[O\]P_\x80-\xff]|" + _WIDE + rb")"
    rb"|(?!" + _ANSWER + rb")\x1b[\]P_](?=[^\x1b]))",
    re.DOTALL,
)
_BEGUN = re.compile(
    rb"\x1b\[M[^\x1b]{0,2}|\x1b\[\[|\x1b\[[ -?]*|" + _ANSWER + rb"(?:\x1b\Z)?"
    rb"|\x1b[\xc2-\xf4][\x80-\xbf]{0,2}|\x1b[O\]P_]?",
    re.DOTALL,
)

_NO_SIZE = re.compile(r"\x1b\[48;(?![1-9]\d{0,2};[1-9]\d{0,2};\d{1,5};\d{1,5}t$).*t")


class InputParser(XTermParser):
    # Private in Textual: `XTermParser`, its `_sequence_to_key_events`, and `_awaiting`, `_gen` and
    # `_tokens` of `textual._parser.Parser` (8.2.8); tests/tui/test_input.py holds them.

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._decoder = getincrementaldecoder("utf-8")("ignore")
        self._held = b""
        self._paste: bytearray | None = None
        self._read_at = 0.0

    def read(self, data: bytes) -> Iterator[Message]:
        """Everything that some more bytes say; what they only begin is held."""
        self._read_at = monotonic()
        self._held += data
        while self._held:
            if self._paste is not None:
                yield from self._pasted(self._paste)
            elif self._held.startswith(_PASTE_BEGINS):
                self._held = self._held[len(_PASTE_BEGINS) :]
                self._paste = bytearray()
            elif (unit := _UNIT.match(self._held)) is not None:
                self._held = self._held[unit.end() :]
                yield from self._unit(str(unit.lastgroup), unit[0])
            else:
                begun = _BEGUN.match(self._held)
                assert begun is not None  # an escape alone is one
                if begun.end() == len(self._held):
                    return
                # What follows has cut it short.
                self._held = self._held[begun.end() :]

    def wait(self) -> Iterator[Message]:
        """What it means that nothing more has come for a while."""
        silence = monotonic() - self._read_at
        if self._paste is not None:
            if silence >= PASTE_PATIENCE:
                self._held += _PASTE_ENDS
                yield from self.read(b"")
        elif self._held and silence >= constants.ESCAPE_DELAY:
            held, self._held = self._held, b""
            if held == b"\x1b":
                yield from self._unit("escape", held)

    def _pasted(self, pasted: bytearray) -> Iterator[Message]:
        already = max(0, len(pasted) - len(_PASTE_ENDS))
        pasted += self._held
        self._held = b""
        end = pasted.find(_PASTE_ENDS, already)
        if end >= 0:
            self._held = bytes(pasted[end + len(_PASTE_ENDS) :])
            self._paste = None
            text = pasted[:end].decode(errors="replace").replace("\0", "")
            yield events.Paste(text)

    def _unit(self, kind: str, data: bytes) -> Iterator[Message]:
        if kind == "text":
            yield from self._parsed(self._decoder.decode(data))
            return
        self._decoder.reset()
        if kind == "escape":
            yield events.Key("escape", "\x1b")
        elif kind == "alt":
            sequence = data.decode(errors="ignore")
            if len(sequence) == 2:
                keys = list(self._sequence_to_key_events(sequence))
                yield from keys or self._sequence_to_key_events(sequence[1], alt=True)
        elif kind == "sequence" and len(data) <= _LONGEST:
            sequence = data.decode("ascii")
            if not _NO_SIZE.match(sequence):
                yield from self._parsed(sequence)

    def _parsed(self, text: str) -> Iterator[Message]:
        """What Textual makes of whole sequences, or of text; of what it cannot read, nothing."""
        messages: list[Message] = []
        try:
            messages += self.feed(text) if text else ()
        except Exception:  # noqa: BLE001 (whatever a sequence does to it, the app goes on)
            self._begin_anew()
        if self._awaiting.timeout is not None:
            # It would wait for more, and then type out all of it.
            self._begin_anew()
        for message in messages:
            character = message.character if isinstance(message, events.Key) else None
            # A key report may claim half of a character, which can be neither shown nor saved.
            if not re.search(r"[\ud800-\udfff]", character or ""):
                yield message

    def _begin_anew(self) -> None:
        self._tokens.clear()
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)
        self._timeout_time = None
