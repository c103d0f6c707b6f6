"""What is installed beside the code: the bundled pack, schemas, templates, scripts for shells."""

import os

import bigcity_tui
from bigcity_tui.domain.errors import FileError


def data_folder() -> str:
    """The folder of it: in a wheel inside the package, in a checkout beside it."""
    package = os.path.dirname(os.path.abspath(bigcity_tui.__file__))
    inside = os.path.join(package, "data")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "data")


def read_installed(name: str) -> str:
    try:
        with open(os.path.join(data_folder(), *name.split("/")), encoding="utf-8") as file:
            return file.read()
    except (OSError, ValueError):
        raise FileError(f"{name} is missing or damaged: install bigcity-tui again") from None
