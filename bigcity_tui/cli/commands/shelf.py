"""The packs that are installed: `pack add`, `pack list` and `pack remove`."""

from bigcity_tui.cli.session import Session
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.companion import installing, shelf
from bigcity_tui.domain.errors import PackError
from bigcity_tui.domain.text import count
from bigcity_tui.store.location import data_home

_FIELDS = ("title", "episodes", "version", "authors", "license", "language")


def add(session: Session) -> None:
    series = installing.add(data_home(), session.args.source, force=session.args.force)
    if session.out.as_json:
        session.out.value({"name": series.id, "title": series.title})
    else:
        session.out.prose(f"Added {series.title}: '{PROGRAM} --pack {series.id}' opens it.")


def list_(session: Session) -> None:
    home, out = data_home(), session.out
    first = shelf.last_used(home) or shelf.names(home)[0]
    values: list[dict[str, object]] = []
    for name, found in shelf.packs(home).items():
        values.append({"name": name, "opens": name == first, "problem": None})
        if isinstance(found, PackError):
            values[-1]["problem"] = told = str(found)
        else:
            values[-1] |= {field: getattr(found, field) for field in _FIELDS}
            told = f"{found.title} · {count(found.episodes, 'episode')}"
            told += f" · version {found.version}" if found.version else ""
        if not out.as_json:
            out.line("* " if name == first else "  ", (name, "bold"), f"  {told}")
    if out.as_json:
        out.value(values)


def remove(session: Session) -> None:
    name = session.args.name
    installing.remove(data_home(), name)
    if session.out.as_json:
        session.out.value({"name": name})
    else:
        session.out.prose(f"Removed {name}. What you marked, rated and wrote of it is kept.")
