"""The packs that are installed: `pack add`, `pack list`, `pack remove` and `pack accept`."""

from bigcity_tui.cli.session import Session
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.companion import installing, shelf, sound_series
from bigcity_tui.domain.text import count
from bigcity_tui.store.location import data_home


def add(session: Session) -> None:
    series = installing.add(data_home(), session.args.source, force=session.args.force)
    if session.out.as_json:
        session.out.value({"name": series.id, "title": series.title})
    else:
        session.out.prose(f"Added {series.title}: '{PROGRAM} --pack {series.id}' opens it.")


def list_(session: Session) -> None:
    home, out = data_home(), session.out
    opens = shelf.last_used(home) or shelf.names(home)[0]
    packs = shelf.packs(home)
    if out.as_json:
        keys = ("title", "episodes", "version", "authors", "license", "language")
        out.value(
            [
                {"name": each.name, "opens": each.name == opens}
                | {key: getattr(each.series, key, None) for key in keys}
                | {"problem": each.problem or None}
                for each in packs
            ]
        )
        return
    for each in packs:
        star = "*" if each.name == opens else " "
        told = each.problem
        if each.series:
            version = each.series.version and f"version {each.series.version}"
            facts = (each.series.title, count(each.series.episodes, "episode"), version)
            told = " · ".join(filter(None, facts))
        out.line(f"{star} ", (each.name, "bold"), f"  {told}")


def remove(session: Session) -> None:
    name = session.args.name
    installing.remove(data_home(), name)
    if session.out.as_json:
        session.out.value({"name": name})
    else:
        session.out.prose(f"Removed {name}. What you marked, rated and wrote of it is kept.")


def accept(session: Session) -> None:
    home = data_home()
    series = sound_series(shelf.folder_of(home, session.args.pack))
    shelf.accept(home, series)
    if session.out.as_json:
        session.out.value({"id": series.id, "title": series.title})
    else:
        session.out.prose(f"Your marks count for {series.title} from now on.")
