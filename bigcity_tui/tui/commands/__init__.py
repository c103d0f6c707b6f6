"""What keys do: plain functions over a `Host`, and the one table that names them.

`command` says what a command is and what it stands on, `table` has a row for each, and the others
hold the functions by subject. A function asks with `host.ask`, writes with `host.change` and tells
with `host.say`; nothing else of the screen is its business.
"""
