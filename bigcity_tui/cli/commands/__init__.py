"""What the commands do: a function for each row of `cli/table.py`, loaded when it runs."""
