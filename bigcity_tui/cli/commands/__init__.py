"""What the commands do: a function for each row of `cli/table.py`, loaded when it runs.

A function writes to `session.out` alone, and reaches pack and record through `session.companion`.
"""
