"""For the authors of packs, whole packs: `pack new`, `pack check` and `pack schema`."""

import shlex

from bigcity_tui.cli.session import Session
from bigcity_tui.cli.table import PROGRAM
from bigcity_tui.companion.shelf import folder_of
from bigcity_tui.domain.errors import CompanionError, UsageError
from bigcity_tui.domain.text import count
from bigcity_tui.files.reading import read_installed
from bigcity_tui.pack.findings import PackFinding, UnsoundPackError, located
from bigcity_tui.pack.lint import lint
from bigcity_tui.pack.location import BUNDLED_ID, bundled_pack, is_bundled
from bigcity_tui.pack.template import write_template
from bigcity_tui.pack.validate import validate_pack, validate_vocabulary
from bigcity_tui.store.location import data_home


def new(session: Session) -> None:
    folder, episodes = session.args.folder, session.args.episodes
    given = "3" if episodes is None else episodes
    if not (given.isascii() and given.isdigit() and len(given) <= 4):
        raise UsageError(f"{given!a} is no number of episodes: write one such as 8")
    series_id = write_template(folder, int(given), session.args.title)
    if session.out.as_json:
        session.out.value({"folder": folder, "id": series_id})
        return
    typed = shlex.join(["--", folder] if folder.startswith("-") else [folder])
    session.out.prose(
        f"A new pack is in {folder}. Its README.md says how to go on;"
        f" '{PROGRAM} pack check {typed}' lists what is still to be written."
    )


def check(session: Session) -> None:
    folder = session.args.folder or _named(session) or bundled_pack()
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


def _named(session: Session) -> str | None:
    named = session.args.pack
    return folder_of(data_home(), named) if named else None


def _list(session: Session, findings: list[PackFinding]) -> None:
    out = session.out
    if out.as_json:
        keys = ("level", "rule", "file", "line", "place", "name", "message")
        out.value(
            [
                {key: getattr(each, key) for key in keys} | {"text": each.in_full}
                for each in findings
            ]
        )
        return
    for each in findings:
        # One line each, however long: editors and grep read them.
        out.line((f"{each.level:<7}", "bold"), f" {each.in_full}")
    if not findings:
        out.line("The pack is sound, and the lint finds nothing.")


def schema(session: Session) -> None:
    session.out.document(read_installed("schema.json"))
