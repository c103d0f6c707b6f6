"""Questions that one may want answered before watching: `ask`."""

from bigcity_tui.cli.command import PROGRAM, Argument, Command
from bigcity_tui.domain.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bigcity_tui.cli.session import Session


def ask(session: "Session") -> None:
    """List the questions, or answer one."""
    number = session.word("number")
    if number is None:
        if session.option("--episode") is not None:
            raise UsageError(f"name the question too: '{PROGRAM} ask NUMBER --episode N'")
        _list(session)
    else:
        _answer(session, number)


def _list(session: "Session") -> None:
    questions = session.view().edition.asks
    out = session.out
    if out.as_json:
        out.value(
            [
                {"number": number, "question": question}
                for number, question in enumerate(questions, start=1)
            ]
        )
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


def _answer(session: "Session", asked: str) -> None:
    from bigcity_tui.cli.confirm import confirm
    from bigcity_tui.cli.values import episode_asked, question_asked

    companion = session.companion
    questions = session.view().edition.asks
    number = question_asked(asked, len(questions))
    given = session.option("--episode")
    episode = None if given is None else episode_asked(given, companion.series.episodes)
    if not session.flag("--yes"):
        about = "the whole series" if episode is None else f"episode {episode}"
        alone = "" if episode is None else f" --episode {episode}"
        confirm(
            "answer",
            f"this answers question {number} for {about}",
            f"{PROGRAM} ask {number}{alone} --yes",
        )
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
    session.out.prose(answer.text)


COMMANDS = (
    Command(
        "ask",
        "questions answered before you watch, if you want",
        ask,
        arguments=(
            Argument("number", "the question; if absent, they are listed", nargs="?"),
            Argument("--episode", "answer for one episode alone", metavar="N"),
            Argument("--yes", "answer without asking again"),
        ),
        detail="The list is the same at every moment and tells nothing; an answer may spoil.",
        examples=("ask", "ask 3", "ask 3 --episode 1 --yes"),
    ),
)
