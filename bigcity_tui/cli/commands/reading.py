"""What there is to read: `episodes`, `read`, `cast`, `search`, and the questions of `ask`."""

from collections.abc import Iterator
from dataclasses import replace

from bigcity_tui.cli.output import Output
from bigcity_tui.cli.session import Session
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.cli.values import document_asked, episode_asked, question_asked
from bigcity_tui.domain.blocks import Document
from bigcity_tui.domain.documents import GROWS, played_by
from bigcity_tui.domain.edition import Edition, KnownPerson, turns_of
from bigcity_tui.domain.errors import UsageError
from bigcity_tui.domain.links import Page
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.progress import Seen
from bigcity_tui.domain.text import cells, duration, fit, numbered
from bigcity_tui.domain.typeset import typeset
from bigcity_tui.domain.view import EpisodeRow, View

_STYLES = {
    "title": "bold",
    "heading": "bold",
    "subheading": "underline",
    "meta": "dim",
    "hint": "dim",
    "closing": "dim",
    "emphasis": "italic",
}
"""What the roles of a page look like where a terminal shows styles."""

_MARKS = {"watched": "✓", "watching": "▸", "unwatched": " "}


def episodes(session: Session) -> None:
    rows = session.view().rows()
    if session.out.as_json:
        values = [row._asdict() for row in rows]
        for value in values:
            value["earlier"] = [
                {"pass": each.viewing, "rating": each.own.rating, "note": each.own.note}
                for each in value["earlier"]
            ]
        session.out.value(values)
        return
    out = session.out
    digits = len(str(len(rows)))
    tails = [_own_marks(row) for row in rows]
    whole = [_description(row) for row in rows]
    room = out.wide - digits - 3 - (max(map(len, tails)) + 2 if any(tails) else 0)
    width = min(max(map(cells, whole), default=0), max(room, 8))
    for row, what, tail in zip(rows, whole, tails, strict=True):
        style = "bold" if row.heading else "dim"
        shown = fit(what, width) if tail else fit(what, width).rstrip()
        out.line(f"{_MARKS[row.state]} {row.number:>{digits}}  ", (shown, style), tail)


def _description(row: EpisodeRow) -> str:
    if row.waits_for:
        verb = "is" if len(row.waits_for) == 1 else "are"
        return f"opens once {numbered(row.waits_for)} {verb} marked too"
    length = duration(row.minutes) if row.minutes and not row.coming else row.coming
    return row.heading or " · ".join(filter(None, (length, row.director)))


def _own_marks(row: EpisodeRow) -> str:
    if row.on is None and row.rating is None and not row.note:
        return ""
    rating = "" if row.rating is None else f"{row.rating:.1f}"
    return f"  {row.on or '':<10}  {rating:>4}  {'note' if row.note else ''}".rstrip()


def read(session: Session) -> None:
    view = session.view()
    # Else the episode that is on, the last one open, or the public page.
    last = str(view.progress.watching or view.moment.episode or Page.ABOUT)
    key = (
        last
        if session.args.document is None
        else document_asked(session.args.document, view.edition.series)
    )
    if key == Page.NEW and not session.args.peek:
        session.args.since = None
        new(session)
        return
    try:
        document = view.document(key)
    except UsageError:
        if (titled := view.titled(key)) is None:
            raise
        document = titled
    if session.args.peek:
        document = _peeked(session, view, key).document(key)
    _show(session, document)


def next_(session: Session) -> None:
    """Print the page of the episode that is on or comes next, as far as it is open."""
    view = session.view()
    if view.status.next is not None:
        _show(session, view.document(str(view.status.next)))
    elif session.out.as_json:
        session.out.value(None)
    else:
        session.out.prose("You have watched every episode.")


def _show(session: Session, document: Document) -> None:
    if session.out.as_json:
        session.out.value(
            {
                "document": document.key,
                "title": document.title,
                "blocks": [{"kind": block.kind, "text": block.text} for block in document.blocks],
            }
        )
        return
    _write(session.out, document)


def _write(out: Output, document: Document) -> None:
    for line in typeset(document, out.width):
        out.line(*((span.text, _STYLES.get(span.role, "")) for span in line.spans))


def _peeked(session: Session, view: View, key: str) -> View:
    if not key.isdigit():
        raise UsageError(f"only an episode can be peeked at: '{PROGRAM} read N --peek'")
    number = int(key)
    if view.moment >= Moment.end(number):
        return view
    session.confirm(
        "peek", f"this opens episode {number} as it is known at its end", f"read {number} --peek"
    )
    session.companion.peek(number)
    return session.view()


def new(session: Session) -> None:
    view, since = session.view(), session.args.since
    if since is not None:
        seen = Seen(Moment.asked(since))
        if seen.base.episode > session.companion.series.episodes:
            raise UsageError(f"there is no episode {seen.base.episode}")
    else:
        series = session.companion.series.id
        seen = session.preferences.seen(series, view.current, view.moment)
    document = replace(view, seen=seen).document(Page.NEW)
    passages = list(_passages(document))
    if session.out.as_json:
        session.out.value(passages)
    elif since is not None and not passages:
        session.out.line(f"Nothing has opened since {seen.base}.")
    else:
        _write(session.out, document)


def _passages(document: Document) -> Iterator[dict[str, str]]:
    title = heading = ""
    for block in document.blocks:
        if block.kind == "heading":
            title, heading = block.text, ""
        elif block.kind == "subheading":
            heading = block.text
        if block.opened is not None:
            page = block.opened.page
            yield {
                "document": Page.PEOPLE if page.startswith("person") else page,
                "title": title,
                "heading": heading or title,
                "text": block.plain,
                "unlock": str(block.opened.at),
            }


def cast(session: Session) -> None:
    name = " ".join(session.args.name).strip()
    if name:
        _show_person(session, name)
        return
    edition = session.view().edition
    out = session.out
    if out.as_json:
        out.value([_who(person) for person in edition.people])
        return
    out.table(((person.name, played_by(person)) for person in edition.people), style="bold")
    if not edition.people:
        out.prose("Nobody yet: people are introduced when you start an episode.")
    if not edition.complete:
        out.line()
        out.line((GROWS, "dim"))


def _show_person(session: Session, name: str) -> None:
    view = session.view()
    person = view.person(name)
    if not session.out.as_json:
        _write(session.out, view.person_document(person))
        return
    session.out.value(
        {
            **_who(person),
            "born": person.actors[0].born if person.actors else None,
            "work": person.actors[0].work if person.actors else [],
            "facts": [fact.text for _, fact in person.facts],
            "relations": _relations(view.edition, person),
        }
    )


def _who(person: KnownPerson) -> dict[str, object]:
    shown = ("name", "native_name", "born", "work")
    actors = [{field: getattr(actor, field) for field in shown} for actor in person.actors]
    first = actors[0] if actors else {}
    return {
        "name": person.name,
        "former": person.former,
        "actor": first.get("name"),
        "native_name": first.get("native_name"),
        "actors": actors,
    }


def _relations(edition: Edition, person: KnownPerson) -> list[dict[str, object]]:
    return [
        {
            "name": other.name,
            "bond": turns[-1].bond,
            "text": turns[-1].text,
            "ended": turns[-1].ended,
            "before": [turn.bond for turn in turns[:-1]],
        }
        for other, turns in turns_of(edition, person)
    ]


def search(session: Session) -> None:
    hits = session.view().search(" ".join(session.args.query))
    out = session.out
    if out.as_json:
        shown = ("document", "title", "place", "excerpt")
        out.value([{name: getattr(hit, name) for name in shown} for hit in hits])
        return
    # Nothing of the query is repeated: for a word that is locked and for one that does not
    # exist, not even the echo may differ in length.
    if not hits:
        out.line("Nothing found in what is open so far.")
    for index, hit in enumerate(hits):
        if index:
            out.line()
        out.prose(hit.place, style="bold")
        out.prose(hit.excerpt, indent="  ")


def ask(session: Session) -> None:
    if session.args.number is not None:
        _answer(session, session.args.number, session.args.episode)
        return
    if session.args.episode is not None:
        raise UsageError(f"name the question too: '{PROGRAM} ask NUMBER --episode N'")
    questions = session.view().edition.asks
    out = session.out
    if out.as_json:
        out.value([{"number": n, "question": text} for n, text in enumerate(questions, start=1)])
        return
    if not questions:
        out.line("This pack has no questions.")
        return
    out.table((f"{number:>2}", text) for number, text in enumerate(questions, start=1))
    out.line()
    out.prose(
        f"'{PROGRAM} ask NUMBER' answers one for the whole series,"
        f" and with '--episode N' for one episode alone."
    )


def _answer(session: Session, asked: str, given: str | None) -> None:
    companion = session.companion
    questions = session.view().edition.asks
    number = question_asked(asked, len(questions))
    episode = None if given is None else episode_asked(given, companion.series)
    about = "the whole series" if episode is None else f"episode {episode}"
    alone = "" if episode is None else f" --episode {episode}"
    session.confirm("answer", f"this answers question {number} for {about}", f"ask {number}{alone}")
    answer = companion.ask(number, episode)
    if session.out.as_json:
        session.out.value(
            {
                "number": number,
                "question": questions[number - 1],
                "episode": episode,
                "answer": answer.answer,
                "text": answer.text,
            }
        )
        return
    session.out.prose(questions[number - 1], style="bold")
    session.out.prose(answer.in_full)
