"""The return of the viewer's own words in a rewatch, as their moment is reached again."""

from bigcity_tui.domain.history import History, Viewing, episode_number, question_place
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.operations import GONE, SERIES_ITEM, Operation


def has_returned(item: str, moment: Moment, episodes: int) -> bool:
    """Episodes that the series no longer has come with the last one; unknown items never do."""
    episode, _ = question_place(item) or (episode_number(item), None)
    number = episodes if item == SERIES_ITEM else episode
    return bool(number and moment >= Moment.end(min(number, episodes)))


def returned(history: History, moment: Moment, episodes: int) -> History:
    *earlier, current = history.viewings
    return History((*(_cut(old, moment, episodes) for old in earlier), current))


def looking_back(history: History, moment: Moment, episodes: int) -> History:
    *earlier, current = history.viewings
    then = _cut(current, moment, episodes)._replace(progress=current.progress.until(moment))
    return returned(History((*earlier, then)), moment, episodes)


def may_be_told(operation: Operation, history: History, moment: Moment, episodes: int) -> bool:
    """Whether the log may tell of an operation: not of words that have not returned."""
    made = operation.change
    if GONE in made.item:
        return False
    if made.viewing_id == history.current.id or made.kind in ("progress", "pass"):
        return True
    return has_returned(made.item, moment, episodes)


def _cut(viewing: Viewing, moment: Moment, episodes: int) -> Viewing:
    def kept(item: str) -> bool:
        return has_returned(item, moment, episodes)

    return viewing._replace(
        ratings={item: score for item, score in viewing.ratings.items() if kept(item)},
        notes={item: note for item, note in viewing.notes.items() if kept(item)},
        answers={item: found for item, found in viewing.answers.items() if kept(item)},
    )
