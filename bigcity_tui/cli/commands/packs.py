"""The packs that are installed, and for authors, whole packs: all that begins with `pack`."""

import json
import os
import shlex
from collections.abc import Iterator
from operator import itemgetter

from bigcity_tui.cli.session import Session
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.cli.values import moment_asked, number_asked
from bigcity_tui.companion import installing, shelf
from bigcity_tui.domain.errors import CompanionError, PackError, UsageError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Answer, EpisodeAnswer, Pack
from bigcity_tui.domain.text import count, listed
from bigcity_tui.files.reading import read_installed
from bigcity_tui.pack.findings import PackFinding, UnsoundPackError, located
from bigcity_tui.pack.lint import files_of, lint
from bigcity_tui.pack.location import ASKS, BUNDLED_ID, SCHEMAS, bundled_pack, is_bundled
from bigcity_tui.pack.rules import MOST_EPISODES
from bigcity_tui.pack.template import write_template
from bigcity_tui.pack.texts import CODES, field_of, walk
from bigcity_tui.pack.validate import validate_pack, validate_vocabulary
from bigcity_tui.store.location import data_home

_LISTED = ("title", "episodes", "version", "authors", "license", "language")
_WHERE = ("file", "line", "place", "name")


def add(session: Session) -> None:
    series = installing.add(data_home(), session.args.source, force=session.args.force)
    told = f"Added {series.title}: '{PROGRAM} --pack {series.id}' opens it."
    session.out.tell({"name": series.id, "title": series.title}, told)


def list_(session: Session) -> None:
    home, out = data_home(), session.out
    first = shelf.last_used(home) or shelf.names(home)[0]
    values: list[dict[str, object]] = []
    for name, found in shelf.packs(home).items():
        values.append({"name": name, "opens": name == first, "problem": None})
        if isinstance(found, PackError):
            values[-1]["problem"] = told = str(found)
        else:
            values[-1] |= {field: getattr(found, field) for field in _LISTED}
            told = f"{found.title} · {count(found.episodes, found.unit)}"
            told += f" · version {found.version}" if found.version else ""
        out.line("* " if name == first else "  ", (name, "bold"), f"  {told}")
    out.tell(values)


def remove(session: Session) -> None:
    installing.remove(data_home(), name := session.args.name)
    told = f"Removed {name}. What you marked, rated and wrote of it is kept."
    session.out.tell({"name": name}, told)


def new(session: Session) -> None:
    folder = session.args.folder
    given = "3" if session.args.episodes is None else session.args.episodes
    episodes = number_asked(given, "number of episodes", MOST_EPISODES)
    series_id = write_template(folder, episodes, session.args.title)
    typed = shlex.join(["--", folder] if folder.startswith("-") else [folder])
    session.out.tell(
        {"folder": folder, "id": series_id},
        f"A new pack is in {folder}. Its README.md says how to go on;"
        f" '{PROGRAM} pack check {typed}' says what is still to be written.",
    )


def _folder(session: Session) -> str:
    folder, named = session.args.folder, session.args.pack
    if not folder and named:
        folder = shelf.folder_of(data_home(), named)
    return folder or bundled_pack()


def check(session: Session) -> None:
    folder = _folder(session)
    try:
        # Strictly, the bundled pack too: its authors want to hear of every fault.
        pack = validate_pack(folder, may_be_bundled=True)
        vocabulary = validate_vocabulary(folder)
    except UnsoundPackError as error:
        _list(session, error.findings)
        # The pack itself was sound if it is this file, which is read last.
        only = error.findings[0].file == "vocabulary.json"
        says = "can be used, but not vocabulary.json" if only else "cannot be used"
        problems = count(len(error.findings), "problem")
        raise CompanionError(f"the pack {says}: {problems} to put right") from None
    findings = lint(pack, vocabulary)
    if pack.series.id == BUNDLED_ID and not is_bundled(folder):
        # No error: whoever works on the bundled pack works on a copy.
        says = "is the bundled pack's, so that --pack does not open this copy"
        findings.insert(0, PackFinding("style", "", "series.json", ("id",), says))
    _list(session, located(folder, findings))
    if not findings:
        # By its title: without a folder it was the bundled one.
        session.out.line(f"{pack.series.title}: the pack is sound, and the lint finds nothing.")
    if wrong := sum(each.level == "error" for each in findings):
        errors = count(wrong, "error")
        raise CompanionError(f"the pack can be used, but {errors} should be put right")


def _list(session: Session, findings: list[PackFinding]) -> None:
    out, files = session.out, list(dict.fromkeys(each.file for each in findings))
    findings.sort(key=lambda each: (files.index(each.file), each.line or 0))
    keys = ("level", "rule", *_WHERE, "message")
    out.value([{key: getattr(e, key) for key in keys} | {"text": e.in_full} for e in findings])
    left = [each for each in findings if each.rule == "placeholder"]
    for each in findings:
        # One line each, however long: editors and grep read them.
        if each.rule != "placeholder":
            out.line((f"{each.level:<7}", "bold"), f" {each.in_full}")
    if left:
        where = f"the first in {left[0].file}:{left[0].line}; --json lists all"
        out.line(f"Still as 'pack new' wrote it: {count(len(left), 'text')}, {where}.")


def show(session: Session) -> None:
    """Print what may be read at a moment, in the order in which it opens, and where it stands."""
    folder, args, out = _folder(session), session.args, session.out
    pack = validate_pack(folder, may_be_bundled=True)
    at = Moment.end(MOST_EPISODES) if args.at is None else moment_asked(args.at, pack.series)
    since = Moment(-1) if args.since is None else moment_asked(args.since, pack.series)
    found = sorted((e for e in _texts(pack) if since < e[0] <= at), key=itemgetter(0))
    values: list[dict[str, object]] = []
    for (opens, _), text in zip(found, located(folder, (e[1] for e in found)), strict=True):
        where = {key: getattr(text, key) for key in _WHERE}
        values.append({"unlock": str(opens), **where, "text": text.message})
        since_when = "always askable" if text.file == ASKS else opens
        out.line((f"{since_when}  ", "bold"), (text._replace(message="").in_full, "dim"))
        out.prose(text.message, indent="    ")
    out.tell(values, *([] if found else ["Nothing opens in between."]))


def _texts(pack: Pack) -> Iterator[tuple[Moment, PackFinding]]:
    """All that may be read, or finds somebody, and since when; answers as they are given."""
    for file, value in files_of(pack):
        for path, each, opens, _ in walk(value):
            if isinstance(each, (Answer, EpisodeAnswer)):
                text = Answer(each.answer, each.text).in_full
                if isinstance(each, EpisodeAnswer):
                    text = f"{pack.series.part(each.episode).capitalize()}: {text}"
            elif isinstance(each, str) and (file != ASKS or "question" in path):
                text = each
            else:
                continue
            if field_of(path) not in CODES:
                yield opens, PackFinding("hint", "", file, path, text)


def schema(session: Session) -> None:
    if session.args.file is None:
        found = {name: json.loads(read_installed(f"schema/{name}")) for name in SCHEMAS}
        session.out.document(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        return
    name = os.path.basename(session.args.file).removesuffix(".json")
    name = f"{'episode' if name.isdigit() else name}.json"
    if name not in SCHEMAS:
        raise UsageError(f"{session.args.file!r} is no file of a pack: name {listed(SCHEMAS)}")
    session.out.document(read_installed(f"schema/{name}"))
