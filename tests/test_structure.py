"""How the code hangs together, and what is loaded when."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_imports_keep_the_contracts() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_first_frame_loads_neither_pydantic_nor_what_dialogs_need(tmp_path: Path) -> None:
    code = """
import asyncio, sys
from bigcity_tui.companion import Companion
from bigcity_tui.store.preferences import Preferences
from bigcity_tui.store.record import Record
from bigcity_tui.tui.app import BigCityApp
record = Record.open(sys.argv[1], lambda: 1)
app = BigCityApp(Companion(None, record, lambda: 1), Preferences(sys.argv[1]))
async def first_frame():
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        names = ("pydantic", "textual.widgets._text_area", "textual.widgets._markdown", "tomllib",
                 "bigcity_tui.pack.validate", "bigcity_tui.pack.lint",
                 "bigcity_tui.player", "jeepney")
        print([name for name in names if name in sys.modules])
asyncio.run(first_frame())
"""
    (tmp_path / "places.json").write_text('{"love-in-the-big-city": {"asked": true}}')
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
