"""The user's record on this machine: an append-only SQLite file of operations, and what guards it.

`record` is what others use. What operations mean is the domain's business: nothing here folds,
judges or words them, knows a pack, prints, or imports a library on the way to a start.
"""
