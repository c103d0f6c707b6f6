"""What an import may have at most; what has more is refused, or left out and said."""

MOST_BYTES = 32_000_000
"""Of one file: what one of 50,000 viewings needs as Trakt's JSON."""

OUR_OWN = b'{\n"format": "bigcity-tui"'
MOST_OF_OUR_OWN = 256_000_000
"""Of our own JSON, which begins so: a long note every evening for forty years has less."""

MOST_FILES = 1_000
"""In one folder or archive."""

MOST_UNPACKED = 64_000_000
"""Of all the files of one import, in bytes."""

HIGHEST_RATIO = 200
SMALL = 1_000_000
"""How much larger than in its archive a file may be, if it has more bytes than this."""

MOST_VALUES = 2_000_000
MOST_DIGITS = 16
"""In JSON: values in a file (about), and digits of a number."""

MOST_LINES = 500_000
MOST_COLUMNS = 500
LONGEST_LINE = 1_000_000
"""In a table; a line in characters."""

LONGEST_TITLE = 500
MOST_TITLES = 5_000
"""How much of a title, and how many other titles, are compared with this series."""

MOST_LISTED = 200
"""Of the rows that were not taken, or in part, so many are listed; the others are counted."""
