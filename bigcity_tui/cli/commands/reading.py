"""What there is to read: `read` and `search`."""

from bigcity_tui.cli.command import PROGRAM, Argument, Command
from bigcity_tui.domain.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.session import Session
    from bigcity_tui.domain.search import Hit
    from bigcity_tui.domain.view import View


def read(session: "Session") -> None:
    """Print one document as far as it is open; with `--peek`, an episode's whole."""
    view = session.view()
    key = _key(session.word("document"), view)
    document = view.document(key)
    if session.flag("--peek"):
        view = _peeked(session, view, key)
        document = view.document(key)
    if session.out.as_json:
        session.out.value(
            {
                "document": document.key,
                "title": document.title,
                "blocks": [{"kind": block.kind, "text": block.text} for block in document.blocks],
            }
        )
        return
    from bigcity_tui.cli.page import write

    write(session.out, document)


def _key(asked: str | None, view: "View") -> str:
    """The document that was named; else the episode being watched, else the last one that is open.

    Where nothing has been watched, that is the public page.
    """
    if asked is not None:
        from bigcity_tui.cli.values import document_asked

        return document_asked(asked)
    number = view.progress.watching or view.moment.episode
    return str(number) if number else "about"


def _peeked(session: "Session", view: "View", key: str) -> "View":
    from bigcity_tui.cli.confirm import confirm
    from bigcity_tui.domain.moments import Moment

    if not key.isdigit():
        raise UsageError(f"only an episode can be peeked at: '{PROGRAM} read N --peek'")
    number = int(key)
    if view.moment >= Moment.end(number):
        return view
    if not session.flag("--yes"):
        confirm(
            "peek",
            f"this opens episode {number} as it is known at its end",
            f"{PROGRAM} read {number} --peek --yes",
        )
    session.companion.peek(number)
    return session.view()


def search(session: "Session") -> None:
    """Search everything that is open."""
    hits = session.view().search(" ".join(session.words("query")))
    out = session.out
    if out.as_json:
        out.value(
            [
                {
                    "document": hit.document,
                    "title": hit.title,
                    "place": hit.place,
                    "excerpt": hit.excerpt,
                }
                for hit in hits
            ]
        )
        return
    # Nothing of the query is repeated: for a word that is locked and for one that does not
    # exist, not even the echo may differ in length.
    if not hits:
        out.line("Nothing found in what is open so far.")
    for index, hit in enumerate(hits):
        if index:
            out.line()
        _write_hit(session, hit)


def _write_hit(session: "Session", hit: "Hit") -> None:
    session.out.prose(hit.place, style="bold")
    session.out.prose(hit.excerpt, indent="  ")


COMMANDS = (
    Command(
        "read",
        "a document, as far as it is open",
        read,
        arguments=(
            Argument(
                "document",
                "about, review, threads, people, record, or an episode's number;"
                " if absent, the episode that you are at",
                metavar="DOCUMENT",
                choices=("about", "review", "threads", "people", "record"),
                nargs="?",
            ),
            Argument("--peek", "open a locked episode's page on purpose, spoilers and all"),
            Argument("--yes", "peek without asking again"),
        ),
        detail="A peek is for this once: nothing else opens, and nothing of it is stored.",
        examples=("read", "read 1", "read review", "read 3 --peek --yes"),
        as_of=True,
    ),
    Command(
        "search",
        "search everything that is open",
        search,
        arguments=(Argument("query", "words, in any order", metavar="QUERY", nargs="+"),),
        detail="Names are found however they are romanised, and in Hangul.",
        examples=("search director", "search '대도시의' --json"),
        as_of=True,
    ),
)
