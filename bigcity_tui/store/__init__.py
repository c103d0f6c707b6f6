"""The user's record on this machine: an append-only SQLite file of operations, and what guards it.

Here lives everything that touches that file: where it is, who may read it, its schema, what its
faults mean to a person, its backups, how devices merge theirs (`merging`, `sync`), looking whether
all is well and erasing it; and, apart from history, where one was reading
(`preferences`).
What operations mean is the domain's business: nothing here folds, judges or words them.
Nothing here may know a pack, print, or import a library beyond Python's own on the way to a start.
"""
