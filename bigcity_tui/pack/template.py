"""A small valid pack to begin with: `data/template`, filled in."""

import json
import os
import re
from string import Template

from bigcity_tui.domain.errors import FileError, UsageError
from bigcity_tui.files.reading import read_installed, shown
from bigcity_tui.pack.location import EPISODES, FILES, SCHEMAS, episode_file
from bigcity_tui.pack.rules import LONGEST_ID


def write_template(folder: str, episodes: int, title: str | None) -> str:
    """Write a new pack into an empty or new folder, and return its id; UsageError, FileError."""
    name, place = os.path.basename(os.path.abspath(folder)), f"'{shown(folder, 200)}'"
    if title is None:  # `night_boat` becomes `Night Boat`
        title = " ".join(word[:1].upper() + word[1:] for word in re.split(r"[-_\s]+", name))
    title = " ".join(title.split())
    if not title or not title.isprintable():
        raise UsageError("a title must have something in it that can be shown")
    series_id = _id(title, name)
    try:
        os.makedirs(folder, exist_ok=True)
        if os.listdir(folder):
            raise FileError(f"{place} is not empty: name a folder that is, or a new one")
        for made in (EPISODES, "schema"):
            os.mkdir(os.path.join(folder, made))
        for file, text in _files(series_id, title, episodes).items():
            # Not over anything that appeared meanwhile; the same bytes on every system.
            with open(os.path.join(folder, file), "x", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
    except ValueError:
        raise FileError(f"{place} is no path") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        says = f"the pack was not made in {place} ({why}): choose another folder"
        raise FileError(says) from None
    return series_id


def _id(*names: str) -> str:
    """An id of its own, made of the first name that has letters or digits for one."""
    made = ("-".join(re.findall(r"[a-z0-9]+", name.lower())) for name in names)
    found = next(filter(None, made), "my-series")[: LONGEST_ID - 12].rstrip("-")
    return f"{found}-{os.urandom(3).hex()}"


def _files(series_id: str, title: str, episodes: int) -> dict[str, str]:
    values = {"id": series_id, "episodes": str(episodes)}
    values["title"] = json.dumps(title, ensure_ascii=False)[1:-1]
    values["ids"] = ", ".join(f'"{os.urandom(4).hex()}"' for _ in range(episodes))
    values["numbers"] = ", ".join(map(str, range(1, episodes + 1)))
    files = {name: _template(name).substitute(values) for name in FILES}
    first, later = (_template(f"{EPISODES}/{name}.json") for name in ("first", "later"))
    for number in range(1, episodes + 1):
        template = first if number == 1 else later
        files[episode_file(number)] = template.substitute(number=number, before=number - 1)
    files |= {f"schema/{name}": read_installed(f"schema/{name}") for name in SCHEMAS}
    files["README.md"] = _template("README.md").substitute(title=title)
    return files


def _template(name: str) -> Template:
    return Template(read_installed(f"template/{name}"))
