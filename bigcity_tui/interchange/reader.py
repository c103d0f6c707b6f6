"""Reads files of any format, one or many, as one import; refuses by name what is not read."""

from collections.abc import Sequence

from bigcity_tui.domain.errors import FileError
from bigcity_tui.domain.text import listed
from bigcity_tui.files.reading import refuse, shown
from bigcity_tui.interchange import outgoing, own, service_json, service_tables
from bigcity_tui.interchange.import_file import ImportFile
from bigcity_tui.interchange.incoming import Incoming, united
from bigcity_tui.interchange.shows import Wanted
from bigcity_tui.interchange.sources import Sources

_READERS = {
    own.read: "our own JSON",
    service_json.read: "JSON of Trakt, TV Time and Simkl",
    service_tables.read: "tables (CSV) of Trakt, TV Time, Yamtrack and Simkl",
}
"""What reads a file, or returns None, and the files that it takes."""

_FILMS = "whose films and stars of five are no episodes and ratings of ten"
_AVERAGE = "whose table has everybody's ratings beside yours, and no viewings"
_TITLES = "which names no numbers of episodes that could be relied on"

_REFUSED = (
    ("Letterboxd", _FILMS, "letterboxd_uri", "title watcheddate rating10"),
    ("Letterboxd", _FILMS, "title imdbid rewatch", "date_joined favorite_films"),
    ("IMDb", _AVERAGE, "const your_rating", "const title_type", "const you_rated"),
    ("TMDB", _AVERAGE, "tmdb_id your_rating"),
    ("a service that is not known", _AVERAGE, "rating your_rating", "rating my_rating",
     "rating user_rating", "rating vote_average"),
    ("Netflix", _TITLES, "profile_name title start_time", "profile_name title_name"),
    ("Movary", "which has films alone", "title tmdbid imdbid", "title tmdbid watchedat"),
    ("Serializd", "whose diary is no table of episodes", "dateadded season isrewatch",
     "diary shows"),
    ("MyAnimeList", _TITLES, "series_animedb_id", "list_status node"),
    ("MyDramaList", _TITLES, "mdl_id"),
    ("AniList", _TITLES, "anilist_id", "lists user"),
    ("Ryot", "whose ratings are of a hundred", "media seen_history", "media people",
     "media metadata"),
    ("Showly", "whose backup names shows by number", "shows movies platform"),
    ("SeriesGuide", "whose backup has no dates and everybody's ratings", "seasons rating_user",
     "seasons last_watched_ms"),
)  # fmt: skip
"""Services that are known and not read: why, and columns or names in JSON that tell their files.

They have films, stars of five, everybody's average, or no numbers of episodes: what could be taken
from them would be somebody else's, or a guess.
"""


def read(name: str, data: bytes, wanted: Wanted) -> Incoming:
    """Read a file, given as its bytes, as `read_all` does; `name` stands for it in messages."""
    file = ImportFile(name, data)
    _refuse_known(file)
    for reads in _READERS:
        if (found := reads(file, wanted)) is not None:
            return found
    file.check()
    says = "is JSON of no known format"
    if file.table is not None:
        names = [shown(each) for each in file.table.names if each in service_tables.COLUMNS]
        says = f"is no table of a known format (columns understood: {listed(names) or 'none'})"
    raise FileError(f"{name}: {says}: known are {listed([*_READERS.values()])}")


def read_all(paths: Sequence[str], wanted: Wanted) -> Incoming:
    """Read files, folders and archives as one import; what cannot be used is passed over.

    The path `-` is standard input. Raises FileError, one line, if nothing of it can be used.
    """
    sources = Sources(paths)
    found: list[Incoming] = []
    first: FileError | None = None
    for name, data in sources.files():
        try:
            found.append(read(name, data, wanted))
        except FileError as error:
            first = first or error
            says = str(error).removeprefix(f"{name}: ").partition(": known are")[0]
            sources.pass_over(name, says)
    if not found:
        names = listed([shown(path, 200) for path in sources.paths])
        raise first or FileError(f"{names}: nothing in it can be imported")
    if len(found) == 1 and not sources.passed_over:
        return found[0]
    for each in found:
        if each.operations is not None:
            raise FileError(f"{each.files[0]}: is a record of our own: import it by itself")
    return united(found, tuple(sources.passed_over))


def _refuse_known(file: ImportFile) -> None:
    if file.columns == set(outgoing.HEAD):
        refuse(file.name, "is our own CSV, which is for spreadsheets: import the JSON")
    first = file.json[0] if isinstance(file.json, list) and file.json else file.json
    names = file.columns or frozenset(first if isinstance(first, dict) else ())
    for service, why, *marks in _REFUSED:
        if any(names >= set(mark.split()) for mark in marks) or (
            service == "Netflix" and names == {"title", "date"}
        ):
            refuse(file.name, f"is an export of {service}, {why}: it is not read")
