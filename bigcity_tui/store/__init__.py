"""The user's record on this machine: an append-only SQLite file of operations, and what guards it.

`record` is what others use; it stands on `file` (opening and changing the file, backups and trust),
`database` (SQLite), `rows` and `merge`. `backups` has the way back, `sync` other devices, `doctor`
whether all is well, `location` where everything is and who may use it, `errors` the words for what
goes wrong; `preferences`, apart from history, where one was reading.
What operations mean is the domain's business: nothing here folds, judges or words them.
Nothing here may know a pack, print, or import a library beyond Python's own on the way to a start.
"""
