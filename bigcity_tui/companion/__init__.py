"""The companion: the one service that both front ends use, and the only owner of pack and record.

Its views hold an edition, and every change is decided inside the record's own transaction.
"""

from bigcity_tui.companion.service import Companion, Outcome, sound_series

__all__ = ["Companion", "Outcome", "sound_series"]
