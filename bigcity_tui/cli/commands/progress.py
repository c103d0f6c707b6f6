"""How far the viewer is: `status`, `start`, `watch`, `unwatch` and `rewatch`."""

from bigcity_tui.cli.session import Session
from bigcity_tui.cli.values import episode_asked, episodes_asked
from bigcity_tui.companion import Companion, shelf
from bigcity_tui.domain.errors import CompanionError, UsageError
from bigcity_tui.domain.history import Status
from bigcity_tui.domain.text import duration
from bigcity_tui.store.location import data_home


def status(session: Session) -> None:
    if session.args.all:
        _all(session)
        return
    found, out = session.companion.status(session.as_of), session.out
    out.value(_value(found))
    series = session.companion.series
    out.prose(f"{series.title} {series.original_title or ''}", style="bold")
    if found.viewing > 1 or found.open:
        out.line(f"viewing {found.viewing}{', with everything open' if found.open else ''}")
    if session.as_of is not None:
        out.line((f"as of {session.as_of}", "dim"))
    signs = (
        "●" if number in found.watched else "▸" if number == found.watching else "○"
        for number in range(1, found.episodes + 1)
    )
    strip = "".join(signs) if found.episodes <= 40 else ""
    left = f" · {duration(found.minutes_left)} left" if found.minutes_left else ""
    out.prose(f"{strip} {len(found.watched)} of {found.episodes} watched{left}")
    out.line()
    out.prose(_next(session.companion, found))
    session.tell_locked(found)


def _all(session: Session) -> None:
    if session.args.as_of is not None:
        raise UsageError("--as-of looks back at one series: it does not go with --all")
    values: list[dict[str, object]] = []
    for name in shelf.names(data_home()):
        values.append({"pack": name})
        try:
            companion = session.connect(name)
            found, series = companion.status(), companion.series
            name = series.title
            values[-1] |= {"title": name, **_value(found)}
            told = f"{len(found.watched)} of {found.episodes} watched · {_next(companion, found)}"
        except CompanionError as error:
            values[-1]["problem"] = told = str(error)
        session.out.line((name, "bold"), f"  {told}")
    session.out.tell(values)


def _value(found: Status) -> dict[str, object]:
    value = found._asdict() | {"moment": str(found.moment)}
    return value | {"pass": value.pop("viewing")}


def _next(companion: Companion, found: Status) -> str:
    series = companion.series
    if found.next is None:
        return f"You have watched every {series.unit}."
    part, coming = series.part(found.next), series.coming(found.next, companion.today())
    if found.watching:
        return f"You are watching {part}."
    return f"Next is {part}{', ' if coming else ''}{coming}."


def start(session: Session) -> None:
    number = episode_asked(session.args.number, session.companion.series)
    session.change(lambda: session.companion.start(number))


def watch(session: Session) -> None:
    companion, args = session.companion, session.args
    numbers = episodes_asked(args.numbers, companion.series)
    # Who begins so says how far they are.
    known = args.through and not companion.status().watched and companion.status().viewing == 1
    session.change(lambda: companion.watch(numbers, args.on, through=args.through), known=known)


def unwatch(session: Session) -> None:
    numbers = episodes_asked(session.args.numbers, session.companion.series)
    session.change(lambda: session.companion.unwatch(numbers))


def rewatch(session: Session) -> None:
    session.report(session.companion.rewatch(is_open=session.args.open))
