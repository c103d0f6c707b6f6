"""What is built: its files, what it says of itself, and that building again gives the same."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest
from trove_classifiers import classifiers

import bigcity_tui

ROOT = Path(__file__).parent.parent
VERSION = bigcity_tui.__version__
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = SETTINGS["project"]
UNPACKED = f"bigcity_tui-{VERSION}"
INFO = f"{UNPACKED}.dist-info"
SHIPPED = [
    "pyproject.toml",
    *SETTINGS["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"],
]
"""What the source distribution is to have: files and folders."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a clone has it."""
    folder = tmp_path_factory.mktemp("source")
    for name in (*SHIPPED, ".gitignore"):
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture(scope="module")
def built(source: Path) -> dict[str, Path]:
    """The source distribution and the wheel made of it, by their kind."""
    return build(source, source / "dist")


def build(source: Path, folder: Path) -> dict[str, Path]:
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, source],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONWARNINGS": ""},
    )
    return {path.suffix: path for path in folder.iterdir()}


def files(folder: Path, *names: str) -> set[str]:
    """The files that have these names, and those in the folders that have."""
    found = (path for name in names for path in (folder / name, *(folder / name).rglob("*")))
    return {path.relative_to(folder).as_posix() for path in found if path.is_file()}


def metadata(built: dict[str, Path]) -> Message:
    with zipfile.ZipFile(built[".whl"]) as wheel:
        return Parser().parsestr(wheel.read(f"{INFO}/METADATA").decode())


def test_the_wheel_has_the_program_and_its_data_and_nothing_else(
    source: Path, built: dict[str, Path]
) -> None:
    with zipfile.ZipFile(built[".whl"]) as wheel:
        names = set(wheel.namelist())
    about = {name for name in names if name.startswith(f"{INFO}/")}
    data = {f"bigcity_tui/{name}" for name in files(source, "data")}
    assert names - about == files(source, "bigcity_tui") | data
    assert "bigcity_tui/data/love-in-the-big-city/series.json" in data
    assert {name.removeprefix(f"{INFO}/") for name in about} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }


def test_the_source_distribution_has_all_that_a_clone_has(
    source: Path, built: dict[str, Path]
) -> None:
    with tarfile.open(built[".gz"]) as archive:
        names = {name.removeprefix(f"{UNPACKED}/") for name in archive.getnames()}
    assert {"bigcity_tui", "data", "tests", "LICENSE", "README.md", "CHANGELOG.md"} <= {*SHIPPED}
    # Hatchling leaves out what a Mac puts into folders; a shape of an export has one.
    there = {name for name in files(source, *SHIPPED) if not name.endswith(".DS_Store")}
    assert names == there | {".gitignore", "PKG-INFO"}


def test_building_again_gives_the_same_bytes(
    source: Path, built: dict[str, Path], tmp_path: Path
) -> None:
    # As if cloned at another time: neither dates nor the order of files may show.
    for path in source.rglob("*.py"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    again = build(source, tmp_path)
    assert hashes(again) == hashes(built)


def hashes(built: dict[str, Path]) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in built.values()}


def test_the_wheel_runs_from_where_it_is_unpacked(built: dict[str, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(built[".whl"]) as wheel:
        wheel.extractall(tmp_path / "there")
    done = subprocess.run(
        [sys.executable, "-m", "bigcity_tui", "status"],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(tmp_path / "there"),
            "BIGCITY_TUI_HOME": str(tmp_path / "home"),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert "0 of 8 watched" in done.stdout


def test_the_metadata_is_complete(built: dict[str, Path]) -> None:
    about = metadata(built)
    assert (about["Name"], about["Version"]) == ("bigcity-tui", VERSION)
    assert about["Summary"]
    assert about["License-Expression"] == "MIT"
    assert about["License-File"] == "LICENSE"
    assert about["Author"]
    assert len(about["Keywords"].split(",")) >= 5
    assert about["Description-Content-Type"] == "text/markdown"
    assert about["Requires-Python"] == ">=3.11"
    assert about.get_payload() == (ROOT / "README.md").read_text(encoding="utf-8")
    with zipfile.ZipFile(built[".whl"]) as wheel:
        entries = wheel.read(f"{INFO}/entry_points.txt").decode()
    assert entries.split("\n") == [
        "[console_scripts]",
        "bigcity-tui = bigcity_tui.__main__:main",
        "",
    ]


def test_the_classifiers_are_known_and_true() -> None:
    named = PROJECT["classifiers"]
    assert set(named) <= classifiers
    assert named == sorted(named, key=lambda name: [*map(_numbers, name.split(" :: "))])
    # Types are promised, and a type checker looks for this file before it believes so (PEP 561).
    assert ("Typing :: Typed" in named) == (ROOT / "bigcity_tui" / "py.typed").exists()
    pythons = [name.rsplit(" :: ")[-1] for name in named if "Python :: 3." in name]
    assert pythons[0] == "3.11"


def _numbers(text: str) -> tuple[list[int], str]:
    return [int(part) for part in re.findall(r"\d+", text)], text


def test_what_it_depends_on_is_bounded_on_both_sides() -> None:
    extras = PROJECT["optional-dependencies"]
    every = {*PROJECT["dependencies"], *extras["follow"], *extras["test"], *extras["dev"]}
    for requirement in every - {"bigcity-tui[test]"}:
        assert re.fullmatch(r"[a-z-]+>=[0-9.]+,<[0-9.]+", requirement), requirement


def test_the_version_stands_in_one_place() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)
    assert "version" not in PROJECT
    assert PROJECT["dynamic"] == ["version"]
    modules = sorted((ROOT / "bigcity_tui").rglob("*.py"))
    literal = f'"{VERSION}"'
    assert [path.name for path in modules if literal in path.read_text(encoding="utf-8")] == [
        "__init__.py"
    ]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+)", changes, re.M)
    assert newest is not None
    assert newest[1] == VERSION
