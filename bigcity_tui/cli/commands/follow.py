"""Keeping up with the player: `follow`."""

import time

from bigcity_tui.cli.output import complain
from bigcity_tui.cli.session import Session
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.text import named
from bigcity_tui.player.follower import POLL, Follower, Playing, find_players
from bigcity_tui.player.names import recognise


def follow(session: Session) -> None:
    args, series = session.args, session.companion.series
    if args.explain is not None:
        episode, why = recognise(series, [args.explain])
        found = f"no {series.unit}" if episode is None else series.part(episode)
        _say(session, f"{found}: {why}", episode=episode, why=why)
        return
    sources, missing = find_players(args.mpv)
    if not sources:
        raise CompanionError(str(missing))
    if missing:
        complain(f"{PROGRAM}: note: {missing}")
    follower = Follower(series, sources)
    try:
        session.out.line(f"Following your player for {series.title}; ctrl+c ends it.")
        session.out.flush()
        while True:
            playing = follower.look()
            try:
                if playing and playing.event:
                    _act(session, playing)
            except CompanionError as error:
                complain(f"{PROGRAM}: error: {error}")
            time.sleep(POLL)
    except KeyboardInterrupt:
        return
    finally:
        follower.close()


def _act(session: Session, playing: Playing) -> None:
    companion, number, before = session.companion, playing.episode, session.companion.status()
    if number in before.watched or (playing.event == "begun" and number == before.watching):
        return
    gap = [each for each in range(1, number) if each not in before.watched]
    if playing.event == "begun":
        done = companion.start(number)
    elif session.args.mark and not gap:
        done = companion.watch([number])
    else:
        played = f"{companion.series.part(number).capitalize()} was played"
        played += f" with {named(gap, companion.series.unit)} not marked" if gap else ""
        how = f"{number} --through' marks all" if gap else f"{number}' marks it"
        message = f"{played}: '{PROGRAM} watch {how}."
        _say(session, message, event="played", episode=number)
        return
    news = f" New: {opened}." if (opened := session.keep_new(before)) else ""
    message = f"{done.message}{news} ('{PROGRAM} undo' takes it back.)"
    event = "started" if playing.event == "begun" else "marked"
    _say(session, message, event=event, episode=number)


def _say(session: Session, message: str, **value: object) -> None:
    session.out.value({**value, "message": message})
    session.out.line(message)
    session.out.flush()
