"""A new folder must be drawn before it is used."""

from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.drawing import PACKAGE, containers, layers


def folders_without_a_place(folder: Path, drawn: set[str]) -> set[str]:
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    return packages - drawn - {"tests"}


@pytest.mark.parametrize("container", containers())
def test_every_folder_has_a_place(container: str) -> None:
    drawn = {name for siblings in layers(container) for name in siblings}
    folder = PACKAGE.parent / container.replace(".", "/")

    assert folders_without_a_place(folder, drawn) == set()
    assert all((folder / name / "__init__.py").exists() for name in drawn)


def test_a_folder_nobody_drew_is_found(tmp_path: Path) -> None:
    (tmp_path / "helpers").mkdir()
    (tmp_path / "helpers" / "__init__.py").touch()

    assert folders_without_a_place(tmp_path, {"web"}) == {"helpers"}


@pytest.mark.parametrize("container", ["roundtable.casework", "roundtable.foundation"])
def test_every_part_is_an_app_named_as_its_folder(container: str) -> None:
    installed = {config.name: config.label for config in apps.get_app_configs()}
    expected = {f"{container}.{name}": name for names in layers(container) for name in names}

    assert {name: installed.get(name) for name in expected} == expected
