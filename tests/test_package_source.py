"""The code as somebody new to it meets it: nothing is left over, and a name means one thing."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bigcity_tui.cli.table import ANYWHERE
from bigcity_tui.cli.table import COMMANDS as TABLE
from bigcity_tui.companion import Companion
from bigcity_tui.interchange import EXPORTS as WRITERS

ROOT = Path(__file__).parent.parent


@cache
def trees() -> dict[str, ast.Module]:
    """The whole program as trees; not before a test asks, as every worker imports this module."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "bigcity_tui").rglob("*.py"))
    }


Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef

COMMANDS = {
    *("status", "episodes", "cast", "read", "search", "ask"),
    *("start", "watch", "unwatch", "rate", "note", "rewatch", "undo", "redo", "log", "forget"),
    *("export", "import", "sync", "paths", "doctor", "completion"),
    *("pack new", "pack check", "pack schema"),
}
"""The commands that scripts may rely on; there may be more, and never fewer."""

SERVICE = {
    *("notice", "version", "status", "view", "log", "peek", "ask", "today"),
    *("start", "watch", "unwatch", "rate", "note", "rewatch", "forget", "sync", "undo", "redo"),
}
"""What a front end may ask of the companion; there may be more, and never less."""

EXPORTS = {
    "bigcity_tui": {"__version__"},
    "bigcity_tui/companion": {"Companion", "Outcome", "sound_series"},
    "bigcity_tui/interchange": {"EXPORTS", "NAMING", "OWN", "write"},
    "bigcity_tui/pack": {"decode_pack", "decode_series", "load_pack", "load_series", "pack_reader"},
}
"""What is had from a package itself; from the others, only from their modules."""


def definitions(tree: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """What a module or a class defines at its top."""
    return (node for node in tree.body if isinstance(node, Definition))


def public(tree: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    return (node for node in definitions(tree) if not node.name.startswith("_"))


def test_a_class_name_is_used_once() -> None:
    names = Counter(
        node.name
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []


def names_in(node: ast.AST) -> Counter[str]:
    """How often each name is used: as a name, an attribute, or a word of a short text."""
    found: Counter[str] = Counter()
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
            found[each.id] += 1
        elif isinstance(each, ast.Attribute):
            found[each.attr] += 1
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            # Types in quotes, and names that are looked up.
            found.update(re.findall(r"[A-Za-z_]\w*", each.value) if len(each.value) < 80 else ())
    return found


@cache
def used() -> Counter[str]:
    return sum(map(names_in, trees().values()), Counter[str]())


def test_nothing_is_left_over() -> None:
    """What is defined is used somewhere else than in itself; tests alone are no use."""
    unused = []
    for name, tree in trees().items():
        found = [node.name for node in definitions(tree) if not is_used(node)]
        for kind in definitions(tree):
            # What a class has from elsewhere (Textual, a protocol) may be for others to call.
            if isinstance(kind, ast.ClassDef) and not kind.bases:
                found += [node.name for node in definitions(kind) if not is_used(node)]
        found += [constant for constant in constants(tree) if not used()[constant]]
        unused += [f"{name}: {each}" for each in found if not re.fullmatch("__.*__", each)]
    assert unused == []


def is_used(node: Definition) -> bool:
    return used()[node.name] > names_in(node)[node.name]


def constants(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def test_no_module_is_left_over() -> None:
    # The table of commands and the registry of formats name their modules.
    imported = {f"bigcity_tui.cli.commands.{each.run.split('.')[0]}" for each in TABLE.values()}
    imported |= {f"bigcity_tui.interchange.{name.split('.')[0]}" for name in WRITERS.values()}
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                imported |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
            elif isinstance(node, ast.Import):
                imported |= {name.name for name in node.names}
    modules = {name.removesuffix(".py").replace("/", ".") for name in trees()}
    packages = {name for name in modules if name.endswith(".__init__")}
    assert modules - packages - imported <= {"bigcity_tui.__main__"}


def test_what_others_may_rely_on_is_there() -> None:
    assert COMMANDS - set(TABLE) == set()
    assert {"--pack", "--as-of", "--json", "--help"} - {option.name for option in ANYWHERE} == set()
    assert SERVICE - set(dir(Companion)) == set()


def test_packages_export_what_is_listed_and_no_more() -> None:
    found = {}
    for name, tree in trees().items():
        if name.endswith("/__init__.py"):
            names = {node.name for node in public(tree)} | set(constants(tree))
            for node in tree.body:
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                    names = set(ast.literal_eval(node.value))
            names = {each for each in names if not re.match("_[^_]", each)} - {"TYPE_CHECKING"}
            found[name.removesuffix("/__init__.py")] = names
    assert {name: names for name, names in found.items() if names} == EXPORTS
