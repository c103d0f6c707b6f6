"""The names of a pack's files."""

SERIES = "series.json"
CAST = "cast.json"
EPISODES = "episodes"
REVIEW = "review.json"
THREADS = "threads.json"
ASKS = "asks.json"
VOCABULARY = "vocabulary.json"


def episode_file(number: int) -> str:
    """The file of an episode: `episodes/01.json` and so on."""
    return f"{EPISODES}/{number:02}.json"
