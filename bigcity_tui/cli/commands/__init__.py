"""What the commands do: a function of a `Session` for each row of `cli/table.py`, loaded then."""
