"""Our themes can be read: contrasts as the WCAG 2.1 measures them."""

import gc
import weakref
from pathlib import Path

import pytest
from rich.console import RenderableType
from textual.app import App
from textual.color import Color
from textual.screen import Screen
from textual.strip import Strip
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import OptionList

from bigcity_tui.tui.app import BigCityApp
from bigcity_tui.tui.styles.themes import SKY, THEMES, role_styles
from tests.screenshots import EXAMPLE
from tests.tui.driver import evening

TEXT, LINES = 4.5, 3.0


def luminance(colour: Color) -> float:
    """Relative luminance (WCAG 2.1)."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio (WCAG 2.1), from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


async def looks(theme: Theme) -> dict[str, tuple[Color, Color]]:
    """Foreground and background of every role in a theme."""
    app: App[None] = App()
    app.register_theme(theme)
    app.theme = theme.name
    async with app.run_test():
        look = role_styles(app)
        pairs = {}
        for role, style in look.items():
            full = look["base"] + style
            assert full.color is not None
            assert full.bgcolor is not None
            for over in ("cursor", "cursor-focus"):
                lit = full + look[over]
                assert lit.color is not None
                assert lit.bgcolor is not None
                pairs[f"{role} under {over}"] = (
                    Color.from_rich_color(lit.color),
                    Color.from_rich_color(lit.bgcolor),
                )
            pairs[role] = (Color.from_rich_color(full.color), Color.from_rich_color(full.bgcolor))
        return pairs


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_every_role_of_our_themes_can_be_read(theme: Theme) -> None:
    for role, (colour, ground) in (await looks(theme)).items():
        if role in ("moon", "sky", *(f"sky{band}" for band in range(SKY))):
            continue  # they tell nothing
        least = LINES if role in ("rule", "house", "window") else TEXT
        assert contrast(colour, ground) >= least, f"{role}: {contrast(colour, ground):.2f}"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_houses_stand_out_from_every_band_of_the_sky(theme: Theme) -> None:
    pairs = await looks(theme)
    for band in range(SKY):
        assert contrast(pairs["house"][0], pairs[f"sky{band}"][1]) >= LINES, band


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_borders_and_surfaces_of_our_themes_can_be_told(theme: Theme) -> None:
    ground = Color.parse(theme.background or "")
    surface = Color.parse(theme.surface or "")
    for name in ("primary", "accent", "warning", "error", "success"):
        colour = Color.parse(getattr(theme, name) or "")
        assert contrast(colour, ground) >= TEXT, name
        assert contrast(colour, surface) >= TEXT, name
    assert contrast(Color.parse(theme.variables["border-blurred"]), ground) >= LINES
    for kind in ("block-cursor", "block-cursor-blurred"):
        chosen = Color.parse(theme.variables[f"{kind}-background"])
        assert contrast(Color.parse(theme.variables[f"{kind}-foreground"]), chosen) >= TEXT


def ink(strip: Strip, text: str) -> tuple[Color, Color]:
    """Foreground and background of the part of a line that has a text."""
    (style,) = (part.style for part in strip if text in part.text)
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    return Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_what_is_muted_is_less_than_a_name_and_can_be_read(home: Path, theme: Theme) -> None:
    async with evening(home, EXAMPLE) as viewer:
        viewer.app.theme = theme.name
        await viewer.press("w")
        await viewer.sees("1 of 3")
        top = viewer.pane("#top").render_line(0)
        pairs = [(ink(top, "Am Bàta"), ink(top, "1 of 3"))]
        await viewer.press("colon")
        rows = viewer.app.screen.query_one(OptionList).render_line
        pairs += [
            (ink(rows(1), "Mark the episode"), ink(rows(0), "Watched")),  # under the highlight
            (ink(rows(3), "Start the episode"), ink(rows(2), "Start")),
        ]
        await viewer.press("escape", "slash", *"pier")
        await viewer.sees("Episode 1 › ")
        found = viewer.app.screen.query_one(OptionList).render_line
        pairs += [(ink(found(y), " › "), ink(found(y), "ier")) for y in range(3)]
        passage = viewer.app.screen.query_one(".dialog--passage").render_line(0)
        pairs.append((ink(passage, " › "), (pairs[-1][1][0], ink(passage, " › ")[1])))
        for (muted, ground), (name, _) in pairs:
            assert TEXT <= contrast(muted, ground) < contrast(name, ground)


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_in_the_terminals_own_colours_all_of_a_chosen_row_can_be_read(
    home: Path, pack: Path, theme: str
) -> None:
    async with evening(home, pack) as viewer:
        viewer.app.theme = theme
        await viewer.press("ctrl+p")
        await viewer.sees("Mark the episode as watched")
        rows = viewer.app.screen.query_one(OptionList)
        styles = [each.style for y in (0, 1) for each in rows.render_line(y) if each.text.strip()]
        assert all(style and style.underline and style.bgcolor for style in styles)
        assert {str(style.bgcolor.name) for style in styles if style and style.bgcolor} == {
            "default"
        }


async def test_under_a_dialog_nothing_is_painted_again_while_nothing_changes(
    home: Path, pack: Path
) -> None:
    async with evening(home, pack, asked=False) as viewer:
        await viewer.sees("how far are you?")
        await viewer.pilot.pause()
        painted: list[object] = []
        viewer.app._display = lambda *frame: painted.append(frame)  # type: ignore[method-assign]
        for _ in range(3):
            await viewer.app.main.look_again().wait()
            await viewer.pilot.pause()
        assert painted == []


async def test_nothing_that_was_painted_is_kept_once_it_is_gone(home: Path, pack: Path) -> None:
    async with evening(home, pack) as viewer:
        for _ in range(3):
            await viewer.press("w")
            await viewer.sees("Marked episode 1")
            await viewer.press("u")
            await viewer.sees("Undone")
        assert len(viewer.app.main.query("ToastHolder")) == 1
        viewer.app.clear_notifications()
        await viewer.press("?")
        await viewer.sees("Keys")
        painted = viewer.app.screen.walk_children(Widget, with_self=True)
        lines = [weakref.ref(widget._styles_cache) for widget in painted]
        del painted
        await viewer.press("escape")
        await viewer.sees_no("Keys")
        gc.collect()
        assert not any(each() for each in lines)


async def test_every_stock_theme_and_the_terminals_own_colours_have_a_look() -> None:
    from textual.theme import BUILTIN_THEMES

    app: App[None] = App()
    async with app.run_test():
        for name in BUILTIN_THEMES:
            app.theme = name
            assert set(role_styles(app)) >= {"base", "title", "cursor", "found"}


def test_both_our_themes_are_registered() -> None:
    assert {theme.name for theme in THEMES} == {"bigcity-night", "bigcity-day"}
    assert BigCityApp.TITLE == "bigcity-tui"


async def test_the_first_frame_is_painted_once_and_that_of_a_dialog(
    home: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    paint = BigCityApp._display

    def display(app: BigCityApp, screen: Screen[object], frame: RenderableType | None) -> None:
        made.extend([type(frame).__name__] if frame is not None else [])
        paint(app, screen, frame)

    monkeypatch.setattr(BigCityApp, "_display", display)
    async with evening(home, pack, painted=True) as viewer:
        assert made == ["LayoutUpdate"]
        for key, words in (("question_mark", "Keys"), ("r", "Your rating of episode 1")):
            made.clear()
            await viewer.press(key)
            await viewer.sees(words)
            await viewer.pilot.pause()
            assert made == ["LayoutUpdate"]
            await viewer.press("escape")
            await viewer.sees_no(words)
            await viewer.pilot.pause()
