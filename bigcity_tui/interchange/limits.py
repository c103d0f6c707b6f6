"""What an import may have at most; what has more is refused, or left out and said."""

MOST_BYTES = 32_000_000  # of one file: what one of 50,000 viewings needs as Trakt's JSON
MOST_FILES = 1_000  # in one folder or archive
MOST_UNPACKED = 64_000_000  # bytes of all the files of one import
HIGHEST_RATIO = 200  # of a file's size to that in its archive,
SMALL = 1_000_000  # if it has more bytes than this

OUR_OWN = b'{\n"format": "bigcity-tui"'
MOST_OF_OUR_OWN = 256_000_000
"""Of our own JSON, which begins so: a long note every evening for forty years has less."""

MOST_VALUES = 2_000_000  # in a file of JSON, about
MOST_DIGITS = 16  # of a number there
MOST_LINES = 500_000  # in a table
MOST_COLUMNS = 500
LONGEST_LINE = 1_000_000  # in characters

LONGEST_TITLE = 500  # so much of a title is compared with this series,
MOST_TITLES = 5_000  # and of so many other titles
MOST_LISTED = 200  # of the rows not taken, or in part; the others are counted
