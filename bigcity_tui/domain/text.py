"""Text that is not ours, made safe to show where it enters, and the widths of text in columns."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, groupby
from unicodedata import category, east_asian_width

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls of ASCII and Latin-1, but tab and line feed
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e00ff]"  # lone surrogates, and tags that hide text
)

# Soft hyphens and marks of direction, which are ordinary in Hebrew and Arabic.
_WITHIN_WORDS = "\u00ad\u061c\u200e\u200f"
_MARKS = 8  # combining marks of a character: more only serve to draw over other lines

# Where nothing matches this there is no heap of marks, which are neither letters nor blanks.
HEAP = rf"[^\x00-\u02ff][^\w\s\x00-\u02ff]{{{_MARKS}}}"
# Thai, Lao, Burmese, Khmer, Japanese and Chinese, which put no spaces between words.
_SCRIPTS = (
    *("\u0e00-\u0eff", "\u1000-\u109f", "\u1780-\u17ff", "\u3005-\u3007", "\u3040-\u30ff"),
    *("\u3400-\u9fff", "\uf900-\ufaff", "\U00020000-\U0003ffff"),
)
_PUNCTUATION = ("\u3000-\u303f", "\uff00-\uff65")  # of these scripts
SPACELESS = "".join(_SCRIPTS)
_NEVER_FIRST = "、。，．・：；？！」』）】〉》”’…ー々"  # on a line, in these
_NEVER_LAST = "「『（【〈《“‘"
# A line of a picture: texts, each with the role that a front end gives a look.
Parts = tuple[tuple[str, str], ...]
LONGEST = 20_000  # characters of a text that is shown; nobody reads on, and it takes time


def clean(text: str, limit: int = 1_000_000, *, to_edit: bool = False) -> str:
    """Replace what could steer or deceive a terminal by U+FFFD; cut at `limit` characters.

    Joiners and variation selectors stay, because flags, families and several scripts need them; in
    words `to_edit`, which are not shown so, also tabs, soft hyphens and marks of direction.
    """
    text = text[:limit]
    if not text.isprintable():  # as none of the unsafe characters is
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = text if to_edit else text.replace("\t", " ")
        text = re.sub(f"(?![{_WITHIN_WORDS}])" * to_edit + _UNSAFE, REPLACEMENT, text)
    if text.isascii() or not re.search(HEAP, text):
        return text
    kept, run = list[str](), 0
    for char in text:
        run = run + 1 if char > "\u02ff" and category(char)[0] == "M" else 0
        kept += [char] if run <= _MARKS else []
    return "".join(kept)


def clean_line(text: str, limit: int = 10_000) -> str:
    """The same for a text that has to stay on one line: line feeds become spaces."""
    return clean(text, limit).replace("\n", " ")


def cells(text: str) -> int:
    return len(text) if text.isascii() else sum(map(cells_of, text))


@lru_cache(maxsize=4096)
def cells_of(char: str) -> int:
    """How many columns one character of a cleaned text takes: 0, 1 or 2."""
    if char < "\u0300":
        return 1
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


@lru_cache(maxsize=4096)
def is_unspaced(char: str) -> bool:
    """Whether a character is of a script without spaces; to make a pattern would take 5 ms."""
    return any(part[0] <= char <= part[-1] for part in (*_SCRIPTS, *_PUNCTUATION))


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Pad a text to so many columns, or cut it there with an ellipsis."""
    fitting = short(text, width)
    padding = " " * (width - cells(fitting))
    return padding + text if right and fitting == text else fitting + padding


def short(text: str, width: int) -> str:
    """A text of at most so many columns: as it is, or cut with an ellipsis."""
    if cells(text) <= width:
        return text
    room = bisect_left([*accumulate(map(cells_of, text))], width)
    return text[:room].rstrip() + "…" if width > 0 else ""


def breaks(
    text: str, width: int, best: str = "\n", *, whole: bool = False
) -> Iterator[tuple[int, int]]:
    """Where lines begin and end: at `best`, at spaces, between letters where there are none.

    Neither is part of a line then. A longer word is broken anywhere, or stands alone, `whole`.
    """
    letters = set(text)
    unspaced = any(map(is_unspaced, letters))
    is_narrow = {*map(cells_of, letters)} <= {1}  # then lines end without counting

    def may_end(at: int) -> bool:
        return text[at] == " " or bool(
            unspaced
            and text[at] not in _NEVER_FIRST
            and text[at - 1] not in _NEVER_LAST
            and (is_unspaced(text[at - 1]) or is_unspaced(text[at]))
        )

    begin = 0
    for paragraph in text.split("\n"):
        stop = begin + len(paragraph)
        begin += len(paragraph) - len(paragraph.lstrip(" "))
        if begin == stop:
            yield stop, stop
        while begin < stop:
            end, taken = begin, 0
            if is_narrow:
                end = min(begin + max(1, width), stop)
            while end < stop and not is_narrow:
                taken += cells_of(text[end])
                if taken > width and end > begin:
                    break
                end += 1
            if end < stop:
                fact = text.rfind(best, begin, end + len(best))
                longer = next(filter(may_end, range(end, stop)), stop) if whole else end
                end = next(filter(may_end, range(end, begin, -1)), longer) if fact < 0 else fact
            yield begin, begin + len(text[begin:end].rstrip(" "))
            begin = stop - len(text[end:stop].removeprefix(best).lstrip(" "))
        begin = stop + 1


def joined(parts: Iterable[tuple[str, str]]) -> Parts:
    """The same line with neighbours of one role as one text."""
    runs = groupby(parts, key=lambda part: part[1])
    return tuple(("".join(text for text, _ in run), role) for role, run in runs)


def count(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"


def listed(parts: list[str] | tuple[str, ...]) -> str:
    """Parts as English lists them: "1", "1 and 2", "1, 2 and 3"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def numbered(numbers: Sequence[int]) -> str:
    """Numbers in order as English lists them, three or more in a row as a range: "1 to 3 and 5"."""
    parts = list[str]()
    for _, pairs in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in pairs]
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run)
    return listed(parts)


def named(numbers: Sequence[int], unit: str = "episode") -> str:
    """Episodes by their numbers, in order: "episode 3", "episodes 1 to 3 and 5"."""
    return f"{unit}{'' if len(numbers) == 1 else 's'} {numbered(numbers)}"


def duration(minutes: int) -> str:
    """A length of time in hours and minutes: `4 h 10 min`, `50 min`, `2 h`."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))
