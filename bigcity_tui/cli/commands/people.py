"""The people known by now: `cast`."""

from bigcity_tui.cli.command import Argument, Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.session import Session
    from bigcity_tui.domain.edition import Edition
    from bigcity_tui.domain.pack import Person


def cast(session: "Session") -> None:
    """List the people who have been introduced, or show one of them."""
    name = " ".join(session.words("name")).strip()
    if name:
        _one(session, name)
    else:
        _all(session)


def _all(session: "Session") -> None:
    from bigcity_tui.domain.documents import GROWS, played_by

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


def _one(session: "Session", name: str) -> None:
    view = session.view()
    person = view.person(name)
    if session.out.as_json:
        session.out.value(
            {
                **_who(person),
                "born": person.actor.born if person.actor else None,
                "work": list(person.actor.work) if person.actor else [],
                "facts": [fact.text for fact in person.facts],
                "relations": _relations(view.edition, person),
            }
        )
        return
    from bigcity_tui.cli.page import write

    write(session.out, view.person_document(person))


def _who(person: "Person") -> dict[str, object]:
    return {
        "name": person.name,
        "actor": person.actor.name if person.actor else None,
        "hangul": person.actor.hangul if person.actor else None,
    }


def _relations(edition: "Edition", person: "Person") -> list[dict[str, object]]:
    from bigcity_tui.domain.documents import turns_of

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


COMMANDS = (
    Command(
        "cast",
        "the people known by now, or one of them",
        cast,
        arguments=(
            Argument(
                "name",
                "a person, by name or actor, however it is romanised",
                metavar="NAME",
                nargs="*",
            ),
        ),
        detail="People appear as you start the episode that introduces them.",
        examples=("cast", "cast NAME", "cast --json"),
        as_of=True,
    ),
)
