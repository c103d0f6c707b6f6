"""The subject of the companion, as plain values and pure functions."""
