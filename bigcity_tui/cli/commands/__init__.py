"""What the commands do: a function for each, in modules by what they are about.

`cli/table.py` says which there are and what they take. Only the module of the command that runs is
loaded, so each imports plainly what it stands on. A function writes to `session.out` alone, and
reaches pack and record through `session.companion`; `packs` is for authors and sees whole packs.
"""
