"""Strings that want to steer the terminal, deceive the eye, or keep the program busy.

Each carries a word of its own, so that it can be told what became of it.
"""

import unicodedata

WORD = "zqpay"
ALLOWED = "\u200c\u200d\ufe0f"
"""Joiners and the emoji selector: scripts, flags and families need them."""

STEERING = {
    "colour": f"\x1b[31m{WORD}",
    "clear": f"{WORD}\x1b[2J\x1b[H",
    "clipboard": f"\x1b]52;c;enFwYXk=\x07{WORD}",
    "link": f"\x1b]8;;https://zq.pay\x1b\\{WORD}\x1b]8;;\x1b\\",
    "title": f"\x1b]0;{WORD}\x07",
    "device control": f"\x1bP+q7a71{WORD}\x1b\\",
    "application": f"\x1b_{WORD}\x1b\\",
    "reset": f"\x1bc{WORD}",
    "C1 colour": f"\x9b31m{WORD}",
    "C1 clipboard": f"\x9d52;c;enFwYXk=\x9c{WORD}",
    "C1 device control": f"\x90{WORD}\x9c",
    "bell": f"{WORD}\x07",
    "backspace": f"{WORD}\x08\x08\x08",
    "delete": f"{WORD}\x7f",
    "carriage": f"{WORD}\rxx",
    "feeds": f"\x0b\x0c{WORD}",
    "shift": f"\x0e{WORD}\x0f",
    "half": f"{WORD}\x1b",
}
DECEIVING = {
    "override": f"\u202e{WORD}\u202c",
    "isolate": f"\u2066{WORD}\u2069",
    "marks of direction": f"\u200e{WORD}\u200f\u061c",
    "nothing": f"{WORD}\u200b\ufeff\u2060\u00ad",
    "tags": f"{WORD}\U000e0041\U000e0042\U000e007f",
    "lines": f"{WORD}\u2028\u2029\x85",
    "interlinear": f"\ufff9{WORD}\ufffb",
}
MARKUP = {
    "bold": f"[bold]{WORD}[/bold]",
    "closing": f"[/]{WORD}",
    "brackets": f"[[{WORD}]]",
    "action": f"[@click=app.quit]{WORD}[/]",
    "file": f"[link=file:///etc/passwd]{WORD}[/link]",
    "ground": f"[on_red]{WORD}",
    "backslash": f"\\[b]{WORD}",
    "variable": f"[$primary]{WORD}",
}
KEPT = {
    "family": f"👩\u200d👩\u200d👧{WORD}",
    "flag": f"🏳\ufe0f\u200d🌈{WORD}",
    "native_name": f"한글{WORD}",
}
"""What stays as it is."""

SHORT = STEERING | DECEIVING | MARKUP | KEPT
BUSY = {
    "marks": f"{WORD}e" + "\u0301" * 5_000,
    "long": WORD + "x" * 1_000_000,
    "wide": WORD + "한" * 100_000,
    "words": f"{WORD} ab" * 50_000,
    "stars": WORD + "*a" * 50_000,
}
ALL = SHORT | BUSY
REFUSED = {"nothing at all": f"{WORD}\0", "half a character": f"{WORD}\udcff\ud800"}
"""What no note and no pack may hold; a path or an argument may bring the latter."""


def is_safe(char: str) -> bool:
    """Whether a character can neither steer a terminal nor hide or reorder what stands there."""
    return char in ALLOWED or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def shown(text: str) -> str:
    """What has to become of a short text on a screen, where all of it fits on one line."""
    flat = text.replace("\r\n", " ").replace("\r", " ").replace("\n", " ")
    return "".join(char if is_safe(char) else "\ufffd" for char in flat)
