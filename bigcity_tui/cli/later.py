"""Putting off an import that would be paid for and not used.

`dataclasses` imports `inspect`, and with it `ast`, `dis` and `tokenize`: 5 ms, more than half of
what an empty Python takes. It uses it only for classes without a docstring (CPython 3.11,
`dataclasses._process_class`); later versions use it at once, and then nothing is gained or lost.
"""

import sys
from types import ModuleType


class _Later(ModuleType):
    """Stands in for a module until something is wanted of it, then becomes as good as it."""

    def __getattr__(self, name: str) -> object:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        __import__(self.__name__)
        module = sys.modules[self.__name__]
        self.__dict__.update(module.__dict__)
        return getattr(module, name)


def put_off(name: str) -> None:
    """Import a module when something of it is first used, unless it has been imported already."""
    if name not in sys.modules:
        sys.modules[name] = _Later(name)
