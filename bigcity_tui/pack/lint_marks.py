"""The lint's look at marks: quotation marks, dashes, blanks, emphasis, and what cannot be shown."""

import re
from collections.abc import Iterator

from bigcity_tui.pack.lint_lines import Line, Remark

_EMPHASIS = re.compile(r"\*(?![\s*])[^*]*(?<!\s)\*")
# Flags and families of emoji need these, which are not printable by themselves.
_JOINERS = "\u200c\u200d"
_STYLE = (
    (re.compile("[\"']"), "has a straight quotation mark or apostrophe: write “ ” ‘ ’"),
    (re.compile("--| - "), "has hyphens for a dash: write –"),
    (re.compile(r"\.\.\."), "has three full stops: write …"),
    (re.compile(r"\s\s"), "has two blanks in a row"),
    (re.compile(r"\A\s|\s\Z"), "begins or ends with a blank"),
)


def marks(line: Line) -> Iterator[Remark]:
    """What is wrong with the marks of one text."""
    text = line.text
    if any(not (mark.isprintable() or mark in _JOINERS) for mark in text):
        yield "error", line.path, "has a line break or another character that cannot be shown"
    if "*" in _EMPHASIS.sub("", text):
        yield "error", line.path, "has an asterisk without its other half: emphasis is *word*"
    if text.startswith(">") and not text.startswith("> "):
        yield "error", line.path, "begins with > and no blank: a quotation begins with “> ”"
    # Other spellings are never shown; somebody may search with a plain apostrophe.
    if "aliases" in line.path:
        return
    for pattern, message in _STYLE:
        if pattern.search(text):
            yield "style", line.path, message
