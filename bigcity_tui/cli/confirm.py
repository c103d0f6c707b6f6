"""Asking before something is done that cannot be undone, such as seeing what is locked."""

import sys

from bigcity_tui.domain.errors import CompanionError, UsageError


def confirm(word: str, what: str, instead: str, otherwise: str = "nothing was shown") -> None:
    """Go on only if a word is typed; `instead` is the command that needs no asking.

    `otherwise` is what came of it where another word was typed.

    A word and not a key, so that no key of habit answers.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(f"{what}; if that is what you want, write '{instead}'")
    sys.stderr.write(f"{what[0].upper()}{what[1:]}. To go on, type {word}: ")
    sys.stderr.flush()
    if sys.stdin.readline().strip() != word:
        raise CompanionError(f"{otherwise}, since {word!r} was not typed")
