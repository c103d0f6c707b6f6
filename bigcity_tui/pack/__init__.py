"""From a folder of JSON files to a pack: find it, read it, check it, lint it.

The bundled pack is only decoded, because the tests have validated it; any other is validated
strictly and as far as it has opened, with pydantic, which is heavy: it is imported inside the
functions that need it. All raise PackError, with every problem and its file and place, where what
has to be read cannot be used.
"""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from bigcity_tui.domain.series import Series
from bigcity_tui.pack.decode import decode_pack, decode_series
from bigcity_tui.pack.location import bundled_pack, is_bundled

if TYPE_CHECKING:
    from bigcity_tui.domain.pack import Pack


def load_series(folder: str | None) -> Series:
    """Read what is public about a series, from `series.json` alone; None: the bundled pack."""
    if folder is None or is_bundled(folder):
        return decode_series(bundled_pack())
    from bigcity_tui.pack.validate import validate_series

    return validate_series(folder)


def load_pack(folder: str | None) -> "Pack":
    """Read a whole pack; None means the bundled one."""
    return pack_reader(folder)(None)


def pack_reader(folder: str | None) -> "Callable[[Collection[int] | None], Pack]":
    """What reads a pack with the episodes that are wanted (None: all); None: the bundled pack.

    The bundled one is small, and always whole; of another, any other episode may be nothing but its
    number.
    """
    if folder is None or is_bundled(folder):
        pack = decode_pack(bundled_pack())
        return lambda _: pack
    from bigcity_tui.pack.validate import PackReader

    return PackReader(folder).read
