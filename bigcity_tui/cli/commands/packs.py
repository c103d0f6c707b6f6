"""For the authors of packs, whole packs: `pack new`, `check`, `show` and `schema`."""

import json
import os
import shlex

from bigcity_tui.cli.session import Session
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.companion.shelf import folder_of
from bigcity_tui.domain.errors import CompanionError, UsageError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.text import count, listed
from bigcity_tui.files.reading import read_installed
from bigcity_tui.pack.findings import PackFinding, UnsoundPackError, located
from bigcity_tui.pack.lint import files_of, lint
from bigcity_tui.pack.location import ASKS, BUNDLED_ID, SCHEMAS, bundled_pack, is_bundled
from bigcity_tui.pack.rules import MOST_EPISODES
from bigcity_tui.pack.template import write_template
from bigcity_tui.pack.texts import CODES, field_of, walk
from bigcity_tui.pack.validate import validate_pack, validate_vocabulary
from bigcity_tui.pack.words import UNSEEN
from bigcity_tui.store.location import data_home


def new(session: Session) -> None:
    folder, episodes = session.args.folder, session.args.episodes
    given = "3" if episodes is None else episodes
    if not (given.isascii() and given.isdigit() and len(given) <= 4):
        raise UsageError(f"{given!r} is no number of episodes: write one such as 8")
    series_id = write_template(folder, int(given), session.args.title)
    if session.out.as_json:
        session.out.value({"folder": folder, "id": series_id})
        return
    typed = shlex.join(["--", folder] if folder.startswith("-") else [folder])
    session.out.prose(
        f"A new pack is in {folder}. Its README.md says how to go on;"
        f" '{PROGRAM} pack check {typed}' lists what is still to be written."
    )


def _folder(session: Session) -> str:
    folder, named = session.args.folder, session.args.pack
    if folder or not named:
        return folder or bundled_pack()
    return folder_of(data_home(), named) or bundled_pack()


def check(session: Session) -> None:
    folder = _folder(session)
    try:
        # Strictly, the bundled pack too: its authors want to hear of every fault.
        pack = validate_pack(folder, may_be_bundled=True)
        vocabulary = validate_vocabulary(folder)
    except UnsoundPackError as error:
        _list(session, error.findings)
        raise CompanionError(
            f"the pack cannot be used: {count(len(error.findings), 'problem')} to put right"
        ) from None
    findings = lint(pack, vocabulary)
    if pack.series.id == BUNDLED_ID and not is_bundled(folder):
        # No error: whoever works on the bundled pack works on a copy.
        says = "is the bundled pack's, so that --pack does not open this copy"
        findings.insert(0, PackFinding("style", "", "series.json", ("id",), says))
    _list(session, located(folder, findings))
    wrong = sum(each.level == "error" for each in findings)
    if wrong:
        raise CompanionError(
            f"the pack can be used, but {count(wrong, 'error')} should be put right"
        )


def _list(session: Session, findings: list[PackFinding]) -> None:
    out, files = session.out, list(dict.fromkeys(each.file for each in findings))
    findings.sort(key=lambda each: (files.index(each.file), each.line or 0))
    if out.as_json:
        keys = ("level", "rule", *_WHERE, "message")
        out.value([_json(each, keys) | {"text": each.in_full} for each in findings])
        return
    for each in findings:
        # One line each, however long: editors and grep read them.
        out.line((f"{each.level:<7}", "bold"), f" {each.in_full}")
    if not findings:
        out.line("The pack is sound, and the lint finds nothing.")


_WHERE = ("file", "line", "place", "name")


def _json(found: PackFinding, keys: tuple[str, ...]) -> dict[str, object]:
    return {key: getattr(found, key) for key in keys}


def show(session: Session) -> None:
    """Print what may be read at a moment, in the order in which it opens, and where it stands."""
    folder, args, out = _folder(session), session.args, session.out
    at = Moment.end(MOST_EPISODES) if args.at is None else Moment.asked(args.at)
    since = Moment(-1) if args.since is None else Moment.asked(args.since)
    found = [
        (opens, PackFinding("hint", "", file, path, text))
        for file, value in files_of(validate_pack(folder, may_be_bundled=True))
        for path, text, opens, _ in walk(value)
        if since < opens <= at and isinstance(text, str)
        # Answers open when they are asked for, and spellings are never shown.
        and field_of(path) not in CODES and UNSEEN.isdisjoint(path)
        and (file != ASKS or "question" in path)
    ]  # fmt: skip
    found.sort(key=lambda each: each[0])
    texts = located(folder, (text for _, text in found))
    if out.as_json:
        opened = ({"unlock": str(opens), "text": each.message} for opens, each in found)
        out.value([each | _json(text, _WHERE) for each, text in zip(opened, texts, strict=True)])
        return
    for (opens, _), text in zip(found, texts, strict=True):
        out.line((f"{opens}  ", "bold"), (text._replace(message="").in_full, "dim"))
        out.prose(text.message, indent="    ")
    if not found:
        out.line("Nothing opens in between.")


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
