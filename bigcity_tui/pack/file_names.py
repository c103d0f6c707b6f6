"""The names of a pack's files."""

SERIES = "series.json"
CAST = "cast.json"
EPISODES = "episodes"
REVIEW = "review.json"
THREADS = "threads.json"
ASKS = "asks.json"
VOCABULARY = "vocabulary.json"
"""What each file is called; `EPISODES` is the folder that has one for each."""


def episode_file(number: int) -> str:
    """The file of an episode: `episodes/01.json` and so on."""
    return f"{EPISODES}/{number:02}.json"
