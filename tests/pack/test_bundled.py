"""The bundled pack: sound, the same by both ways, and such that an editor would change nothing."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bigcity_tui
from bigcity_tui.domain.errors import PackError
from bigcity_tui.pack import load_pack, load_series
from bigcity_tui.pack.lint import lint
from bigcity_tui.pack.location import BUNDLED_ID, bundled_pack, is_bundled
from bigcity_tui.pack.validate import validate_pack, validate_series, validate_vocabulary
from tests.pack.support import problems


def test_it_is_sound_and_the_same_by_both_ways() -> None:
    assert validate_pack(bundled_pack()) == load_pack(None) == load_pack(bundled_pack())
    assert validate_series(bundled_pack()) == load_series(None)
    assert load_series(None).id == BUNDLED_ID


def test_the_lint_finds_nothing() -> None:
    # Places and levels alone: what is wrong with a text may spoil it.
    found = lint(load_pack(None), validate_vocabulary(bundled_pack()))
    assert [(finding.file, finding.place) for finding in found] == []


def test_every_file_is_there() -> None:
    pack = load_pack(None)
    assert all((pack.cast.people, pack.cast.relations, pack.review, pack.threads, pack.asks))
    assert validate_vocabulary(bundled_pack()).terms
    assert validate_vocabulary(bundled_pack()).spellings


def test_a_copy_may_not_use_its_id(tmp_path: Path) -> None:
    folder = shutil.copytree(bundled_pack(), tmp_path / "copy")
    assert not is_bundled(str(folder))
    assert problems(validate_pack, str(folder)) == (
        "series.json: id: belongs to the bundled pack: choose another",
    )
    assert validate_pack(str(folder), may_be_bundled=True) == load_pack(None)


def test_in_a_wheel_and_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "bigcity_tui"
    monkeypatch.setattr(bigcity_tui, "__file__", str(package / "__init__.py"))
    with pytest.raises(PackError, match="install bigcity-tui again"):
        load_series(None)
    assert not is_bundled(str(tmp_path))
    folder = package / "data" / BUNDLED_ID
    folder.mkdir(parents=True)
    (folder / "series.json").write_text("{}")
    assert bundled_pack() == str(folder)
    assert is_bundled(os.path.join(str(folder), os.pardir, BUNDLED_ID))


HEAVY = {
    *("pydantic", "textual", "rich", "platformdirs", "importlib.resources", "pathlib", "tempfile"),
    *("bigcity_tui.pack." + name for name in ("lint", "rules", "validate")),
}


@pytest.mark.parametrize("call", ["load_series(None)", "load_pack(None)"])
def test_the_bundled_pack_imports_nothing_heavy(call: str) -> None:
    code = (
        f"import sys, json; before = set(sys.modules); from bigcity_tui.pack import *; {call}; "
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    ).replace("import *", "import load_pack, load_series")
    root = os.path.dirname(os.path.dirname(bigcity_tui.__file__))
    # Without site-packages, whose own start-up may import anything.
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {root!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = set(json.loads(done.stdout))
    assert not HEAVY & imported
