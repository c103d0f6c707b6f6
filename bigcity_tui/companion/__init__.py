"""The companion: the one service that both front ends use, and the only owner of pack and record.

It answers with views (`viewing`), which are immutable and hold an edition: nothing that is locked
can be reached from one. Every change (`changing`) is decided inside the record's own transaction;
`carrying` takes the record out, in, and to other devices. No front end reaches past it.
"""

from bigcity_tui.companion.carrying import Carrying
from bigcity_tui.companion.changing import Outcome
from bigcity_tui.companion.viewing import sound_series

__all__ = ["Companion", "Outcome", "sound_series"]


class Companion(Carrying):
    """One series and one viewer: what may be seen now, and what the viewer has to say."""
