"""Exports of services that are known and not read, so that each is refused by its name.

They hold films, stars of five, everybody's average, or no numbers of episodes: what could be taken
from them would be somebody else's, or a guess.
"""

from bigcity_tui.interchange import viewings_csv
from bigcity_tui.interchange.import_file import ImportFile

_FILMS = "whose films and stars of five are no episodes and ratings of ten"
_AVERAGE = "whose table has everybody's ratings beside yours, and no viewings"
_SOMEBODY = "a service that is not known"
_HUNDRED = "whose ratings are of a hundred"
_TITLES = "which names no numbers of episodes that could be relied on"

_KNOWN = (
    ("Letterboxd", _FILMS, "letterboxd_uri", "title watcheddate rating10"),
    ("Letterboxd", _FILMS, "title imdbid rewatch", "date_joined favorite_films"),
    ("IMDb", _AVERAGE, "const your_rating", "const title_type", "const you_rated"),
    ("TMDB", _AVERAGE, "tmdb_id your_rating"),
    (_SOMEBODY, _AVERAGE, "rating your_rating", "rating my_rating", "rating user_rating"),
    (_SOMEBODY, _AVERAGE, "rating vote_average"),
    ("Netflix", _TITLES, "profile_name title start_time", "profile_name title_name"),
    ("Movary", "which has films alone", "title tmdbid imdbid", "title tmdbid watchedat"),
    ("Serializd", "whose diary is no table of episodes", "dateadded season isrewatch"),
    ("Serializd", "whose diary is no list of episodes", "diary shows"),
    ("MyAnimeList", _TITLES, "series_animedb_id", "list_status node"),
    ("MyDramaList", _TITLES, "mdl_id"),
    ("AniList", _TITLES, "anilist_id", "lists user"),
    ("Ryot", _HUNDRED, "media seen_history", "media people", "media metadata"),
    ("Showly", "whose backup names shows by number", "shows movies platform"),
    ("SeriesGuide", "whose backup has no dates and everybody's ratings", "seasons rating_user"),
    ("SeriesGuide", "whose backup has no dates and everybody's ratings", "seasons last_watched_ms"),
)
"""Services, why they are refused, and columns or names in JSON that tell their files."""


def refusal(file: ImportFile) -> str | None:
    """Return why a file is not read, if it is of a known service whose files are not."""
    if file.columns == set(viewings_csv.HEAD):
        return "is our own CSV, which is for spreadsheets: import the JSON"
    if file.columns == {"title", "date"}:
        return _says("Netflix", _TITLES)
    first = file.json[0] if isinstance(file.json, list) and file.json else file.json
    names = file.columns or frozenset(first if isinstance(first, dict) else ())
    for service, why, *marks in _KNOWN:
        if any(names >= set(mark.split()) for mark in marks):
            return _says(service, why)
    return None


def _says(service: str, why: str) -> str:
    return f"is an export of {service}, {why}: it is not read"
