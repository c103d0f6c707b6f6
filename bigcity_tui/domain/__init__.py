"""The subject of the companion, as plain values and pure functions.

Moments, the pack and the gate that cuts it down, progress, ratings, notes, the fold of the
record, documents and how they are set in lines. No input or output, no clock, no Textual, Rich or
pydantic: everything else may import this package, and it imports nothing of theirs.
"""
