"""Leaks to plant in the domain and at the command line: each breaks the gate in one place."""

import os
from dataclasses import replace
from typing import Any

from bigcity_tui.cli import output
from bigcity_tui.cli.commands import completion, doctor
from bigcity_tui.cli.commands import record as words
from bigcity_tui.cli.session import Session
from bigcity_tui.cli.values import number_asked
from bigcity_tui.companion import Companion
from bigcity_tui.companion.transfer import Transfer
from bigcity_tui.domain import documents, edits, record_page
from bigcity_tui.domain.blocks import Block, Document
from bigcity_tui.domain.edition import Edition, KnownPerson
from bigcity_tui.domain.errors import CompanionError
from bigcity_tui.domain.history import Status
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.search import Hit, Index
from bigcity_tui.domain.spelling import named
from bigcity_tui.domain.view import View
from bigcity_tui.interchange import outgoing
from tests.noninterference.planting import Leak, Patch, chance, cut, whole, wrapped

# -- in the domain --------------------------------------------------------------------------


def minutes_of_what_is_locked(patch: Patch) -> None:
    def more(status: Status, *_: Any) -> Status:
        return status._replace(minutes_left=status.minutes_left + whole.people)

    wrapped(patch, Companion, "status", more)


def a_gap_for_who_is_not_known(patch: Patch) -> None:
    def gaps(found: Edition) -> Edition:
        nobody = KnownPerson(found.moment, {}, "…")
        return found._replace(people=(*found.people, *[nobody] * (whole.people % 7)))

    cut(patch, gaps)


def people_sorted_by_what_is_locked(patch: Patch) -> None:
    def sort(found: Edition) -> Edition:
        facts = {person.id: person.facts for person in whole.pack.cast.people}
        order = sorted(found.people, key=lambda person: chance(facts[next(iter(person.pages))]))
        return found._replace(people=tuple(order))

    cut(patch, sort)


def names_too_early(patch: Patch) -> None:
    def early(found: Edition) -> Edition:
        names = {id_: person.name for person in whole.end.people for id_ in person.pages}
        return found._replace(
            people=tuple(
                each._replace(name=names[next(iter(each.pages))]) for each in found.people
            ),
        )

    cut(patch, early)


def headings_too_early(patch: Patch) -> None:
    def early(found: Edition) -> Edition:
        return found._replace(
            episodes=tuple(
                replace(one, heading=other.heading)
                for one, other in zip(found.episodes, whole.end.episodes, strict=True)
            ),
        )

    cut(patch, early)


def a_recap_too_early(patch: Patch) -> None:
    def early(found: Edition) -> Edition:
        return found._replace(
            episodes=tuple(
                replace(one, recap=other.recap)
                for one, other in zip(found.episodes, whole.end.episodes, strict=True)
            ),
        )

    cut(patch, early)


def questions_sorted_by_their_answers(patch: Patch) -> None:
    def sort(found: Edition) -> Edition:
        asks = sorted(whole.pack.asks, key=lambda ask: chance(ask))
        return found._replace(asks=tuple(ask.question for ask in asks))

    cut(patch, sort)


def an_answer_among_the_questions(patch: Patch) -> None:
    def told(found: Edition) -> Edition:
        answers = (len(ask.episodes) for ask in whole.pack.asks)
        marked = zip(found.asks, answers, strict=True)
        return found._replace(asks=tuple(f"{ask} ({number})" for ask, number in marked))

    cut(patch, told)


def a_search_over_everything(patch: Patch) -> None:
    def everywhere(found: Any, self: View, query: str) -> Any:
        keys = [str(number) for number in range(1, self.edition.series.episodes + 1)]
        pages = [self._document(key, whole.end) for key in (*keys, "people", "threads")]
        return Index(pages, self.edition.people).search(query)

    wrapped(patch, View, "search", everywhere)


def a_search_that_knows_locked_words(patch: Patch) -> None:
    def hint(hits: tuple[Hit, ...], _: View, query: str) -> tuple[Hit, ...]:
        locked = Hit("about", "", "", "Not open yet.", 0, ())
        return hits or ((locked,) if query in repr(whole.pack) else ())

    wrapped(patch, View, "search", hint)


def names_of_who_is_not_known(patch: Patch) -> None:
    def person(self: View, name: str) -> KnownPerson:
        found = named(whole.end.people, name)
        if found and not named(self.edition.people, name):
            raise CompanionError("you have not met them yet")
        return real(self, name)

    real = View.person
    patch.setattr(View, "person", person)


def relations_to_who_is_not_known(patch: Patch) -> None:
    def more(blocks: list[Block], _: Edition, person: KnownPerson, *__: Any) -> list[Block]:
        ties = sum(
            not person.pages.keys().isdisjoint(each.people) for each in whole.pack.cast.relations
        )
        return [*blocks, Block("meta", f"{ties} ties")]

    wrapped(patch, documents, "_who", more)


def an_id_with_a_name(patch: Patch) -> None:
    def title(blocks: list[Block], _: Edition, person: KnownPerson, *__: Any) -> list[Block]:
        return [*blocks, Block("meta", next(iter(person.pages)))]

    wrapped(patch, documents, "_who", title)


def a_line_for_what_is_to_come(patch: Patch) -> None:
    def closed(blocks: tuple[Block, ...], *_: Any) -> tuple[Block, ...]:
        return (*blocks, Block("closing", f"{len(repr(whole.pack))} more characters."))

    wrapped(patch, documents, "closed", closed)


def what_opened_by_what_is_locked(patch: Patch) -> None:
    def more(words: str, *_: Any) -> str:
        return words and f"{words}, {whole.people} people to come"

    wrapped(patch, documents, "opened_since", more)


def news_sorted_by_what_is_locked(patch: Patch) -> None:
    def sort(found: Document, *_: Any) -> Document:
        order = sorted(found.blocks, key=lambda block: chance((whole.people, block.text)))
        return found._replace(blocks=tuple(order))

    wrapped(patch, documents, "new", sort)


def news_that_count_what_is_locked(patch: Patch) -> None:
    def counted(found: Document, *_: Any) -> Document:
        locked = len(repr(whole.pack.threads))
        return found._replace(blocks=(*found.blocks, Block("meta", f"{locked} more")))

    wrapped(patch, documents, "new", counted)


def content_in_the_record(patch: Patch) -> None:
    def noted(operations: Any, item: str, text: str | None, **more: Any) -> Any:
        return real(operations, item, text and f"{text} ({whole.people})", **more)

    real = edits.noted
    patch.setattr(edits, "noted", noted)


def a_look_back_that_sees_now(patch: Patch) -> None:
    def now(self: Companion, progress: Any, as_of: Moment | None) -> Moment:
        return real(self, progress, None if as_of == Moment(0) else as_of)

    real = Companion._moment
    patch.setattr(Companion, "_moment", now)


def questions_too_early(patch: Patch) -> None:
    def every(_: tuple[str, ...], self: View, number: int) -> tuple[str, ...]:
        return tuple(each.text for each in whole.end.episodes[number - 1].questions)

    wrapped(patch, View, "questions", every)


def questions_that_are_counted(patch: Patch) -> None:
    def count(blocks: list[Block], *_: Any, **__: Any) -> list[Block]:
        number = chance([each.questions for each in whole.end.episodes])
        return [*blocks, Block("meta", f"{number} questions")]

    wrapped(patch, record_page, "_diary", count)


# -- at the command line --------------------------------------------------------------------


def a_traceback_with_its_locals(patch: Patch) -> None:
    def place(error: Exception) -> str:
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        return repr(trace.tb_frame.f_locals) if trace else ""

    patch.setattr(output, "_place", place)


def a_message_of_an_error(patch: Patch) -> None:
    patch.setattr(output, "_place", str)


def a_log_that_says_what_opened(patch: Patch) -> None:
    def told(entries: Any, *_: Any) -> Any:
        return tuple(each._replace(text=f"{each.text}; {whole.people} people") for each in entries)

    wrapped(patch, Companion, "log", told)


def headings_in_an_export(patch: Patch) -> None:
    real = outgoing._viewing

    def viewing(each: Any, found: Any, level: str) -> Any:
        every = {each.number: each.heading.text for each in whole.end.episodes if each.heading}
        return real(each, found._replace(headings=every), level)

    patch.setattr(outgoing, "_viewing", viewing)


def a_question_in_an_export(patch: Patch) -> None:
    def asked(lines: Any, *_: Any) -> Any:
        yield from lines
        yield whole.end.episodes[-1].questions[-1].text

    wrapped(patch, outgoing, "_quoted", asked)


def how_many_questions_there_are(patch: Patch) -> None:
    def asked(text: str, what: str, _: int) -> int:
        return number_asked(text, what, len(whole.end.episodes[0].questions))

    patch.setattr(words, "number_asked", asked)


def people_in_an_export(patch: Patch) -> None:
    def told(exported: Any, *_: Any, **__: Any) -> Any:
        return exported._replace(text=f"{exported.text}\n{whole.people}")

    wrapped(patch, Transfer, "export", told)


def names_among_the_completions(patch: Patch) -> None:
    def more(session: Session) -> None:
        real(session)
        names = (person.name for person in session.companion._reader(None).cast.people)
        session.out.line(" ".join(names))

    real = completion.completion
    patch.setattr(completion, "completion", more)


def a_check_that_looks_at_everything(patch: Patch) -> None:
    def more(session: Session) -> None:
        real(session)
        session.out.line(f"pack: {len(repr(session.companion._reader(None)))} characters are fine")

    real = doctor.doctor
    patch.setattr(doctor, "doctor", more)


def content_in_the_shared_folder(patch: Patch) -> None:
    def sync(self: Companion, folder: str, *rest: Any) -> Any:
        with open(os.path.join(folder, "people.txt"), "w", encoding="utf-8") as file:
            file.write(f"{whole.people}")
        return real(self, folder, *rest)

    real = Companion.sync
    patch.setattr(Companion, "sync", sync)


COMMAND_LINE = (
    Leak(minutes_of_what_is_locked, "status"),
    Leak(a_gap_for_who_is_not_known, "cast"),
    Leak(people_sorted_by_what_is_locked, "cast"),
    Leak(names_too_early, "cast"),
    Leak(headings_too_early, "episodes"),
    Leak(a_recap_too_early, "read"),
    Leak(questions_sorted_by_their_answers, "ask"),
    Leak(an_answer_among_the_questions, "ask"),
    Leak(a_search_over_everything, "search"),
    Leak(a_search_that_knows_locked_words, "search"),
    Leak(names_of_who_is_not_known, "cast"),
    Leak(relations_to_who_is_not_known, "cast"),
    Leak(an_id_with_a_name, "cast"),
    Leak(a_line_for_what_is_to_come, "cast"),
    Leak(questions_too_early, "answer"),
    Leak(questions_that_are_counted, "read record"),
    Leak(how_many_questions_there_are, "answer 1 9"),
    Leak(a_question_in_an_export, "export --format markdown"),
    Leak(content_in_the_record, "note"),
    Leak(what_opened_by_what_is_locked, "watch"),
    Leak(news_sorted_by_what_is_locked, "new"),
    Leak(news_that_count_what_is_locked, "new"),
    Leak(a_traceback_with_its_locals, "read 1 (crash)"),
    Leak(a_message_of_an_error, "read 1 (crash)"),
    Leak(a_log_that_says_what_opened, "log"),
    Leak(headings_in_an_export, "export --format markdown"),
    Leak(people_in_an_export, "export"),
    Leak(names_among_the_completions, "completion"),
    Leak(a_check_that_looks_at_everything, "doctor"),
    Leak(content_in_the_shared_folder, "sync"),
)

LOOKING_BACK = (Leak(a_look_back_that_sees_now, "episodes --as-of before"),)
