"""The packs that are installed: added, listed, opened by name, removed, and told apart."""

import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bigcity_tui.companion import installing, shelf
from bigcity_tui.domain.errors import CompanionError, FileError
from bigcity_tui.domain.moments import Moment
from bigcity_tui.domain.pack import Pack
from bigcity_tui.pack import load_pack, load_series
from bigcity_tui.pack.location import BUNDLED_ID
from tests.cli.driver import Prompt
from tests.packs import made_up_pack, twin, write_pack

ID = "made-up-0"


@pytest.fixture
def folder(made_up: Pack, tmp_path: Path) -> str:
    return write_pack(made_up, tmp_path / "written")


def zipped(folder: str, archive: Path, top: str = "") -> str:
    """A pack as an archive, in a folder of a name or at its top, with what else lies about."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(Path(folder).rglob("*.json")):
            file.write(path, top + str(path.relative_to(folder)))
        file.writestr(f"{top}README.md", "About it.")
        file.writestr("__MACOSX/._series.json", "junk")
    return str(archive)


def left_in(home: str) -> list[str]:
    """All that is on the shelf, hidden or not."""
    return sorted(os.listdir(os.path.join(home, "packs")))


def test_a_folder_is_added_and_opened_by_name(prompt: Prompt, folder: str, made_up: Pack) -> None:
    prompt.does(["pack", "add", folder]).says(made_up.series.title)
    shutil.rmtree(folder)
    prompt.does(["--pack", ID, "watch", "1"])
    status = prompt.json(["status", "--pack", ID])
    assert (status["watched"], status["episodes"]) == ([1], 3)
    assert prompt.json("status")["watched"] == []
    assert load_pack(shelf.folder_of(prompt.home, ID)) == made_up


@pytest.mark.parametrize("top", ["", "my-pack/", "a/b/"])
def test_an_archive_is_added(prompt: Prompt, folder: str, tmp_path: Path, top: str) -> None:
    prompt.does(["pack", "add", zipped(folder, tmp_path / "pack.zip", top)])
    prompt.does(["--pack", ID, "status"])
    where = shelf.folder_of(prompt.home, ID)
    assert where is not None
    assert "README.md" not in os.listdir(where)


def test_only_its_owner_may_read_it(prompt: Prompt, folder: str) -> None:
    prompt.does(["pack", "add", folder])
    for path in Path(prompt.home, "packs").rglob("*"):
        assert path.parent.name == "1" or path.stat().st_mode & 0o077 == 0 or path.is_dir()
    assert Path(prompt.home, "packs").stat().st_mode & 0o077 == 0


def test_another_version_takes_its_place_only_if_that_is_meant(
    prompt: Prompt, folder: str, made_up: Pack
) -> None:
    prompt.does(["pack", "add", folder]).does(["--pack", ID, "watch", "1"])
    write_pack(replace(made_up, series=replace(made_up.series, genre="Changed")), folder)
    prompt.fails(["pack", "add", folder], 1, "is installed already", "--force")
    prompt.does(["pack", "add", folder, "--force"])
    assert load_series(shelf.folder_of(prompt.home, ID)).genre == "Changed"
    assert os.listdir(os.path.join(prompt.home, "packs", ID)) == ["2"]
    assert prompt.json(["--pack", ID, "status"])["watched"] == [1]


def test_the_list_has_the_bundled_one_first(prompt: Prompt, folder: str, made_up: Pack) -> None:
    prompt.does("pack list").says(BUNDLED_ID, "*")
    prompt.does(["pack", "add", folder]).does("pack list").says(made_up.series.title, "3 episodes")
    first, second = prompt.json("pack list")
    assert (first["name"], first["opens"], second["name"]) == (BUNDLED_ID, True, ID)
    assert second["authors"] == list(made_up.series.authors)
    assert second["version"] == made_up.series.version


def test_what_is_removed_leaves_its_record_behind(prompt: Prompt, folder: str) -> None:
    prompt.does(["pack", "add", folder]).does(["--pack", ID, "watch", "1"])
    prompt.does(["pack", "remove", ID]).says("is kept")
    assert left_in(prompt.home) == []
    prompt.fails(["--pack", ID, "status"], 1, "there is no pack", "pack list")
    prompt.fails(["pack", "remove", ID], 1, "no pack called")
    prompt.fails(["pack", "remove", BUNDLED_ID], 2, "always there")
    prompt.fails(["pack", "remove", folder], 1, "no pack called")
    prompt.does(["pack", "add", folder])
    assert prompt.json(["--pack", ID, "status"])["watched"] == [1]


def test_a_line_for_every_series(prompt: Prompt, folder: str, made_up: Pack) -> None:
    prompt.does(["pack", "add", folder]).does(["--pack", ID, "watch", "1"])
    prompt.does("status --all")
    bundled, other = prompt.out.splitlines()
    assert "0 of 8 watched · Next is episode 1." in bundled
    assert other.startswith(made_up.series.title)
    assert other.endswith("1 of 3 watched · Next is episode 2.")
    found = prompt.json("status --all")
    assert [(each["pack"], each["watched"]) for each in found] == [(BUNDLED_ID, []), (ID, [1])]
    prompt.fails("status --all --as-of before", 2, "--as-of")
    where = shelf.folder_of(prompt.home, ID)
    assert where is not None
    Path(where, "series.json").write_text("{")
    prompt.does("status --all").says(ID, "series.json")


def broken(folder: str) -> None:
    Path(folder, "cast.json").write_text("{}")


def no_episodes(folder: str) -> None:
    shutil.rmtree(Path(folder, "episodes"))


def linked(folder: str) -> None:
    Path(folder, "cast.json").rename(Path(folder, "..", "cast.json"))
    Path(folder, "cast.json").symlink_to("../cast.json")


def linked_episodes(folder: str) -> None:
    Path(folder, "episodes").rename(Path(folder, "..", "elsewhere"))
    Path(folder, "episodes").symlink_to("../elsewhere")


def of_the_bundled_id(folder: str) -> None:
    path = Path(folder, "series.json")
    path.write_text(path.read_text().replace(ID, BUNDLED_ID))


def of_no_id(folder: str) -> None:
    path = Path(folder, "series.json")
    path.write_text(path.read_text().replace(ID, "../../out"))


def of_a_newer_format(folder: str) -> None:
    path = Path(folder, "series.json")
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 2}))


def too_large(folder: str) -> None:
    Path(folder, "cast.json").write_bytes(b" " * 5_000_001)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (broken, "people"),
        (no_episodes, "is missing"),
        (linked, "is a link to something outside"),
        (linked_episodes, "is a link to something outside"),
        (of_the_bundled_id, "belongs to the bundled pack"),
        (of_no_id, "small letters"),
        (of_a_newer_format, "update bigcity-tui"),
        (too_large, "is larger than 5 MB"),
    ],
)
def test_what_cannot_be_used_is_not_added(
    prompt: Prompt, folder: str, spoil: Callable[[str], None], says: str
) -> None:
    spoil(folder)
    prompt.fails(["pack", "add", folder], 1, says)
    assert not os.path.exists(os.path.join(prompt.home, "packs")) or left_in(prompt.home) == []


def slips_out(file: zipfile.ZipFile) -> None:
    file.writestr("../series.json", "{}")
    file.writestr("/episodes/01.json", "{}")
    file.writestr("C:\\series.json", "{}")


def a_bomb(file: zipfile.ZipFile) -> None:
    file.writestr("series.json", b" " * 4_000_000)


def many(file: zipfile.ZipFile) -> None:
    for number in range(1_001):
        file.writestr(str(number), "")


@pytest.mark.parametrize(
    ("fill", "says"),
    [
        (slips_out, "is missing"),
        (a_bomb, "would unpack to far more"),
        (many, "holds more than 1,000 files"),
    ],
)
def test_archives_that_nobody_means_well_with(
    prompt: Prompt, tmp_path: Path, fill: Callable[[zipfile.ZipFile], None], says: str
) -> None:
    archive = tmp_path / "inner" / "pack.zip"
    archive.parent.mkdir()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        fill(file)
    prompt.fails(["pack", "add", str(archive)], 1, says)
    assert sorted(os.listdir(tmp_path)) == ["home", "inner"] or says != "is missing"
    assert not os.path.exists(os.path.join(prompt.home, "packs")) or left_in(prompt.home) == []


def test_what_is_neither_folder_nor_archive(prompt: Prompt, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no archive")
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 and no more")
    prompt.fails(["pack", "add", str(tmp_path / "text.zip")], 1, "was not added")
    prompt.fails(["pack", "add", str(tmp_path / "cut.zip")], 1, "damaged ZIP")
    prompt.fails(["pack", "add", str(tmp_path / "nothing")], 1, "missing")
    prompt.fails(["pack", "add", os.devnull], 1, "is not a regular file")


def test_two_that_are_added_at_once_are_one(folder: str, tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    said: list[str] = []

    def add(*, force: bool) -> None:
        try:
            installing.add(home, folder, force=force)
        except CompanionError as error:
            said.append(str(error))

    for force in (False, True):
        threads = [threading.Thread(target=add, kwargs={"force": force}) for _ in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert left_in(home) == [ID]
    assert all("installed already" in each or "try again" in each for each in said)
    assert load_series(shelf.folder_of(home, ID)).id == ID


def test_what_a_killed_run_left_is_swept_once_it_is_old(folder: str, tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    installing.add(home, folder)
    for name, age in ((".young", 60), (".old", 7200)):
        place = Path(home, "packs", name)
        (place / "pack").mkdir(parents=True)
        then = place.stat().st_mtime - age
        os.utime(place, (then, then))
    with pytest.raises(FileError, match="installed already"):
        installing.add(home, folder)
    assert left_in(home) == [".young", ID]
    assert shelf.names(home) == [BUNDLED_ID, ID]


@pytest.mark.parametrize("name", ["", ".", "..", "../packs", "a/b", "A", "é", "made-up-0/1", "\0"])
def test_names_that_no_pack_has(folder: str, tmp_path: Path, name: str) -> None:
    home = str(tmp_path / "home")
    installing.add(home, folder)
    assert shelf.versions(home, name) == []
    with pytest.raises(CompanionError):
        installing.remove(home, name)
    assert left_in(home) == [ID]


def test_a_pack_of_another_shape_and_one_id_is_asked_about_once(
    prompt: Prompt, folder: str, made_up: Pack
) -> None:
    prompt.pack = folder
    prompt.does("watch 1 2").does("status")
    longer = made_up_pack(5)
    write_pack(replace(longer, series=replace(longer.series, id=ID)), folder)
    prompt.fails(
        "status", 1, made_up.series.title, "3 episodes", "5 episodes", "pack add DIR --force"
    )
    prompt.fails("watch 3", 1, "pack add DIR --force").fails("export", 1, "pack add DIR --force")
    prompt.does(["pack", "add", folder, "--force"])
    assert prompt.json("status")["episodes"] == 5
    retitled = replace(longer.series, id=ID, title="Another Story")
    write_pack(replace(longer, series=retitled), folder)
    prompt.fails("read 1", 1, "Another Story")
    prompt.pack = None
    prompt.does("status").fails(["--pack", folder, "status"], 1, "Another Story")


def test_the_first_pack_of_an_id_is_known_before_anything_is_marked(
    prompt: Prompt, folder: str, made_up: Pack
) -> None:
    prompt.does(["--pack", folder, "watch", "3", "--through"])
    write_pack(replace(made_up, series=replace(made_up.series, title="Another Story")), folder)
    prompt.fails(["--pack", folder, "read", "3"], 1, "Another Story", "pack add DIR --force")


def test_the_one_that_the_app_had_last_opens_first(prompt: Prompt, folder: str) -> None:
    prompt.does(["pack", "add", folder])
    shelf.use(prompt.home, ID)
    assert prompt.json("status")["episodes"] == 3
    assert [each["opens"] for each in prompt.json("pack list")] == [False, True]
    assert prompt.json(["--pack", BUNDLED_ID, "status"])["episodes"] == 8
    where = shelf.folder_of(prompt.home, ID)
    assert where is not None
    Path(where, "series.json").write_text("{")
    prompt.fails("watch 1", 1, "which was opened last", BUNDLED_ID)
    prompt.run("doctor").exits(1).says(
        "bad pack", f"'bigcity-tui pack check --pack {ID}' lists all"
    )
    assert prompt.json("pack list")[1]["problem"]
    prompt.does(["pack", "remove", ID])
    assert prompt.json("status")["episodes"] == 8


@pytest.mark.parametrize("position", range(6))
def test_twins_on_the_shelf_cannot_be_told_apart(
    prompt: Prompt, tmp_path: Path, made_up: Pack, position: int
) -> None:
    said = []
    other = twin(made_up, Moment(position), seed=position)
    for name, pack in (("one", made_up), ("two", other)):
        prompt.home = str(tmp_path / name / "home")
        prompt._patch.setenv("BIGCITY_TUI_HOME", prompt.home)
        source = write_pack(pack, tmp_path / name / "pack")
        steps = ("start 1", "watch 1", "start 2", "watch 2", "start 3")[:position]
        lines = [["pack", "add", source], *(["--pack", ID, *each.split()] for each in steps)]
        lines += [["status", "--all"], ["pack", "list"], ["--pack", ID, "status"]]
        lines += [["pack", "remove", ID], ["status", "--all"]]
        outputs = []
        for line in lines:
            for form in (line, [*line, "--json"]) if line[:2] != ["pack", "remove"] else (line,):
                prompt.run(form)
                outputs.append(
                    (prompt.code, prompt.out, prompt.err.replace(str(tmp_path / name), ""))
                )
        said.append(outputs)
    assert said[0] == said[1]


@pytest.mark.parametrize("files", [1, 5])
def test_a_run_that_is_killed_leaves_the_pack_as_it_was(
    prompt: Prompt, folder: str, made_up: Pack, files: int
) -> None:
    prompt.does(["pack", "add", folder])
    write_pack(replace(made_up, series=replace(made_up.series, genre="Changed")), folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "bigcity_tui", "pack", "add", folder, "--force"],
        stdout=subprocess.DEVNULL,
    )
    packs = Path(prompt.home, "packs")
    while process.poll() is None and len(list(packs.glob(".*/pack/**/*.json"))) < files:
        pass
    process.kill()
    process.wait()
    assert load_pack(shelf.folder_of(prompt.home, ID)).cast == made_up.cast
    assert shelf.names(prompt.home) == [BUNDLED_ID, ID]
    prompt.does(["pack", "add", folder, "--force"])
    assert load_series(shelf.folder_of(prompt.home, ID)).genre == "Changed"
