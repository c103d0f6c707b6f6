"""The companion: the one service that both front ends use, and the only owner of pack and record.

It answers with views, which are immutable and hold an edition: nothing that is locked can be
reached from one. Every change is decided inside the record's own transaction. No front end reaches
past it.
"""

from bigcity_tui.companion.service import Companion, Outcome, sound_series

__all__ = ["Companion", "Outcome", "sound_series"]
