"""What there is to read: `episodes`, `read`, `cast`, `search`, and the questions of `ask`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bigcity_tui.cli.session import Session
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.cli.values import document_asked, episode_asked, moment_asked, number_asked
from bigcity_tui.domain.blocks import Document, EpisodeRow, Page
from bigcity_tui.domain.documents import GROWS, played_by
from bigcity_tui.domain.edition import Edition, KnownPerson, turns_of
from bigcity_tui.domain.errors import UsageError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.progress import Seen
from bigcity_tui.domain.text import duration, numbered
from bigcity_tui.domain.typeset import typeset
from bigcity_tui.domain.values import score_text
from bigcity_tui.store.preferences import Preferences

_STYLES = {"title": "bold", "heading": "bold", "subheading": "underline", "emphasis": "italic"}
_STYLES |= dict.fromkeys(("meta", "hint", "closing"), "dim")

_MARKS = {"watched": "✓", "watching": "▸", "unwatched": " "}


def episodes(session: Session) -> None:
    rows, out = session.view().rows, session.out
    values = []
    for row in rows:
        past = [{"pass": n, "rating": own.rating, "note": own.note} for n, own in row.earlier]
        values.append(row._asdict() | {"earlier": past})
    out.value(values)
    digits = len(str(len(rows)))
    numbers = (f"{_MARKS[row.state]} {row.number:>{digits}}" for row in rows)
    out.table(zip(numbers, map(_description, rows), strict=True), style="bold")


def _description(row: EpisodeRow) -> str:
    length = duration(row.minutes) if row.minutes and not row.coming else row.coming
    what = [row.heading] if row.heading else [length, row.director]
    if row.waits_for:
        verb = "is" if len(row.waits_for) == 1 else "are"
        what = [f"opens once {numbered(row.waits_for)} {verb} marked too"]
    rating = None if row.rating is None else score_text(row.rating)
    return " · ".join(filter(None, (*what, row.on, rating, "note" if row.note else None)))


def read(session: Session) -> None:
    view = session.view()
    # Else the episode that is on, the last one open, or the public page.
    key = str(view.progress.watching or view.moment.episode or Page.ABOUT)
    if session.args.document is not None:
        key = document_asked(session.args.document, view.edition.series)
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
        if not key.isdigit():
            raise UsageError(f"only an episode can be peeked at: '{PROGRAM} read N --peek'")
        if view.moment < Moment.end(int(key)):
            what = f"this opens {view.part(key)} as it is known at its end"
            session.confirm("peek", what, f"read {key} --peek")
            session.companion.peek(int(key))
            document = session.view().document(key)
    _show(session, document)


def next_(session: Session) -> None:
    view = session.view()
    if view.status.next is not None:
        _show(session, view.document(str(view.status.next)))
    else:
        session.out.tell(None, "You have watched every episode.")


def _show(session: Session, document: Document, value: object = None) -> None:
    blocks = [{"kind": block.kind, "text": block.text} for block in document.blocks]
    whole = {"document": document.key, "title": document.title, "blocks": blocks}
    session.out.value(whole if value is None else value)
    # A long page takes a while to set.
    for line in () if session.out.as_json else typeset(document, session.out.width):
        session.out.line(*((span.text, _STYLES.get(span.role, "")) for span in line.spans))


def new(session: Session) -> None:
    view, since = session.view(), session.args.since
    if since is not None:
        seen = Seen(moment_asked(since, view.edition.series))
    else:
        preferences = Preferences(session.companion.record.home)
        seen = preferences.seen(session.companion.series.id, view.current, view.moment)
    document = replace(view, seen=seen).document(Page.NEW)
    passages = list(_passages(document))
    if since is not None and not passages:
        session.out.tell(passages, f"Nothing has opened since {seen.base}.")
    else:
        _show(session, document, passages)


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
    view, out = session.view(), session.out
    if name := " ".join(session.args.name).strip():
        person = view.person(name)
        _show(session, view.person_document(person), _whole_person(view.edition, person))
        return
    people = view.edition.people
    out.value([_person(each) for each in people])
    out.table(((each.name, played_by(each)) for each in people), style="bold")
    if not people:
        out.prose("Nobody yet: people are introduced when you start an episode.")
    if not view.edition.complete:
        out.line()
        out.line((GROWS, "dim"))


_ACTOR = ("name", "native_name", "born", "work")


def _person(person: KnownPerson) -> dict[str, object]:
    actors = [{field: getattr(actor, field) for field in _ACTOR} for actor in person.actors]
    first = actors[0] if actors else {}
    shown = {"name": person.name, "former": person.former, "actor": first.get("name")}
    return shown | {"native_name": first.get("native_name"), "actors": actors}


def _whole_person(edition: Edition, person: KnownPerson) -> dict[str, object]:
    first = person.actors[0] if person.actors else None
    return _person(person) | {
        "born": first.born if first else None,
        "work": first.work if first else [],
        "facts": [fact.text for _, fact in person.facts],
        "relations": [
            {"name": other.name, "before": [turn.bond for turn in before]}
            | {field: getattr(last, field) for field in ("bond", "text", "ended")}
            for other, (*before, last) in turns_of(edition, person)
        ],
    }


def search(session: Session) -> None:
    hits, out = session.view().search(" ".join(session.args.query)), session.out
    shown = ("document", "title", "place", "excerpt")
    out.value([{name: getattr(hit, name) for name in shown} for hit in hits])
    # Nothing of the query is repeated: for a word that is locked and for one that does not
    # exist, not even the echo may differ in length.
    if not hits:
        out.line("Nothing found in what is open so far.")
    for hit in hits:
        out.prose(hit.place, style="bold")
        out.prose(hit.excerpt, indent="  ")


def ask(session: Session) -> None:
    questions, out, args = session.view().edition.asks, session.out, session.args
    if args.number is not None:
        _answer(session, questions)
        return
    out.value([{"number": n, "question": text} for n, text in enumerate(questions, start=1)])
    out.table((f"{number:>2}", text) for number, text in enumerate(questions, start=1))
    hint = f"'{PROGRAM} ask NUMBER' answers one for the whole series, and with '--episode N' for"
    out.line()
    out.prose(f"{hint} one episode alone." if questions else "This pack has no questions.")


def _answer(session: Session, questions: Sequence[str]) -> None:
    number = number_asked(session.args.number, "question", len(questions))
    episode, about, alone = None, "the whole series", ""
    if session.args.episode is not None:
        episode = episode_asked(session.args.episode, session.companion.series)
        about, alone = session.companion.series.part(episode), f" --episode {episode}"
    session.confirm("answer", f"this answers question {number} for {about}", f"ask {number}{alone}")
    answer, question = session.companion.ask(number, episode), questions[number - 1]
    value = {"number": number, "question": question, "episode": episode}
    told = {"answer": answer.answer, "text": answer.text}
    session.out.tell(value | told, question, answer.in_full)
