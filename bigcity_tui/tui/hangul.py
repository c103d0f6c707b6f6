"""Keys under a Korean input method: Hangul means the places of the board where it was typed."""

from unicodedata import normalize

from textual.events import Key

_VOWELS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l"
_PLACES = {
    0x3131: f"r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g {_VOWELS}",
    0x1100: "r R s e E f a q Q t T d w W c z x v g",
    0x1161: _VOWELS,
    0x11A8: "r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g",
}
"""The keys of the two-set board (KS X 5002) for letters as they follow each other in Unicode: those
that stand alone, and the beginnings, vowels and ends of syllables; by the first of each."""

_ROWS = [(first, row.split()) for first, row in _PLACES.items()]
_KEYS = {chr(first + place): keys for first, row in _ROWS for place, keys in enumerate(row)}
_LETTERS = {keys: letter for letter, keys in _KEYS.items() if letter >= "\u3131"}


def pressed(event: Key) -> list[Key]:
    """Return the keys that were pressed: where several make a syllable, letters follow the first.

    Those stay letters, because the first may open a field to write in.
    """
    before, typed = event.key[:-1], event.key[-1:]
    keys = "".join(_KEYS.get(part, "") for part in normalize("NFD", typed))
    if not keys:
        return [event]
    first = Key(before + keys[0], keys[0] if event.character else None)
    return [first, *(Key(_LETTERS[key], _LETTERS[key]) for key in keys[1:])]
