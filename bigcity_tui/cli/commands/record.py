"""What the viewer said and did: `rate`, `note`, `answer`, `undo`, `redo`, `log` and `forget`."""

import sys

from bigcity_tui.cli.output import complain
from bigcity_tui.cli.session import Session
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.cli.values import episode_asked, item_asked, number_asked
from bigcity_tui.companion import Outcome
from bigcity_tui.domain.diary import LogEntry, item_text
from bigcity_tui.domain.edits import NOTE_LIMIT
from bigcity_tui.domain.errors import CompanionError, UsageError
from bigcity_tui.domain.history import kind_of_words
from bigcity_tui.domain.text import short
from bigcity_tui.domain.values import score_asked, time_at


def rate(session: Session) -> None:
    companion, given = session.companion, session.args.score
    item = item_asked(session.args.item, companion.series)
    if session.args.clear == (given is not None):
        raise UsageError(f"give a rating or --clear, one of them: '{PROGRAM} rate {item} 8.5'")
    session.report(companion.rate(item, None if given is None else score_asked(given)))


def note(session: Session) -> None:
    args, item = session.args, item_asked(session.args.item, session.companion.series)
    if args.append and (args.clear or not args.text):
        raise UsageError(f"give the line: '{PROGRAM} note {item} --append TEXT'")
    _write(session, item, append=args.append)


def answer(session: Session) -> None:
    args, view = session.args, session.view()
    number = episode_asked(args.number, session.companion.series)
    questions = view.questions(number)
    if args.question is not None:
        if not questions:
            raise CompanionError(f"no question of {view.part(number)} is open")
        place = number_asked(args.question, "question", len(questions))
        _write(session, f"{number}.{place}")
        return
    if args.clear:
        raise UsageError(f"name the question too: '{PROGRAM} answer {number} 1 --clear'")
    own, out = view.own(str(number)), session.out
    values: list[dict[str, object]] = []
    for place, question in enumerate(questions, start=1):
        answers = own.answers.get(place, ())
        past = [(n, past.answers[place]) for n, past in own.earlier if place in past.answers]
        old = [{"pass": number, "answers": texts} for number, texts in past]
        values.append({"number": place, "question": question, "answers": answers, "earlier": old})
        out.prose(f"{place}. {question}", style="bold")
        told = (f"In viewing {number}: {text}" for number, texts in past for text in texts)
        for text in (*answers, *told):
            out.prose(text, indent="   ")
    out.tell(values, *([] if questions else [f"No question of {view.part(number)} is open."]))


def _write(session: Session, item: str, *, append: bool = False) -> None:
    companion, words = session.companion, session.args.text
    if session.args.clear:
        if words:
            raise UsageError("give a text or --clear, one of them")
        session.report(companion.note(item, None))
    elif not words:
        from bigcity_tui.files.editor import edited  # heavy: tempfile, subprocess

        found = session.view().current.words(item)
        present = "\n\n".join(found.texts if found else ())
        with edited(present, item, companion.note_place(item)) as (text, hint):
            left = text is None
            session.report(companion.left_note(item) if left else companion.note(item, text))
            if hint:
                complain(f"{PROGRAM}: {kind_of_words(item)}: {hint}")
    else:
        text = _from_standard_input(item) if words == ["-"] else " ".join(words)
        replaces = not append and companion.is_written(item)
        done = companion.note(item, text, append=append)
        more = " It replaces what was there, which the log keeps." * (replaces and done.changed)
        session.report(done._replace(message=done.message + more))


def _from_standard_input(item: str) -> str:
    from bigcity_tui.files.editor import decoded  # heavy, as above

    if sys.stdin is None:
        raise UsageError("standard input is closed, so nothing could be read from it")
    # One byte more than the longest note can take: enough to be refused as too long.
    text = decoded(sys.stdin.buffer.read(4 * NOTE_LIMIT + 1))
    if not text.strip():
        what, where = kind_of_words(item), item.replace(".", " ")
        removes = f"'{PROGRAM} {what} {where} --clear' removes it"
        raise UsageError(f"standard input was empty, and the {what} is as it was: {removes}")
    return text


def undo(session: Session) -> None:
    session.change(lambda: _some(session.companion.undo()), back="redo")


def redo(session: Session) -> None:
    session.change(lambda: _some(session.companion.redo()))


def _some(done: Outcome) -> Outcome:
    """What was done; an error if that is nothing, so that a script can tell."""
    if not done.changed:
        raise CompanionError(done.message[0].lower() + done.message[1:].rstrip("."))
    return done


def log(session: Session) -> None:
    entries, out = session.companion.log(), session.out
    out.value(map(_value, entries))
    if not entries:
        out.prose(f"Nothing yet. '{PROGRAM} watch 1' marks the first episode.")
    times = map(time_at, (entry.wall for entry in entries))
    shown = (f"{at:%Y-%m-%d %H:%M}" if at else "at a time not known" for at in times)
    out.table(zip(shown, map(_text, entries), strict=True))


def _value(entry: LogEntry) -> dict[str, object]:
    at, names = time_at(entry.wall, here=False), ("pass", "item", "kind", "value", "before")
    return {
        "id": entry.batch,
        "at": at and f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "device": entry.device,
        "text": entry.text,
        "undoes": entry.undoes,
        "changes": [dict(zip(names, change, strict=True)) for change in entry.changes],
    }


def _text(entry: LogEntry) -> str:
    # Of a note that was saved as it grew, the last text.
    texts = {change.item: str(change.value.get("text") or "") for change in entry.changes}
    words = " ".join(" ".join(texts.values()).split())
    return f"{entry.text}: “{short(words, 200)}”" if words else entry.text


def forget(session: Session) -> None:
    companion, args = session.companion, session.args
    word, instead = "forget everything", "forget --all"
    what = "all that you marked, rated and wrote, in every series, with all backups"
    if not args.all:
        if args.item is None:
            raise UsageError(f"say what to forget: '{PROGRAM} forget 3', or --all for everything")
        item = item_asked(args.item, companion.series, companion.last_episode())
        what = f"all that you ever wrote on {item_text([item], companion.series.unit)}"
        word, instead = "forget", f"forget {item}{' --every-viewing' * args.every_viewing}"
    elif args.item is not None or args.every_viewing:
        raise UsageError("--all erases everything: it goes with no episode and no other option")
    erases = f"this erases {what}, and cannot be undone"
    session.confirm(word, erases, instead, "nothing was forgotten")
    if args.all:
        session.report(companion.forget_all(), back=None)
    else:
        session.report(companion.forget(item, every_viewing=args.every_viewing), back=None)
