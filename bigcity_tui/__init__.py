"""A spoiler-safe companion for a series, in the terminal.

`domain` says what things mean, `pack` reads packs, `store` keeps the user's record, `interchange`
brings it out and in, `files` reads and writes safely; `companion` joins them and is what the two
front ends, `cli` and `tui`, stand on. `player` says what is playing.
"""

__version__ = "0.1.0"
