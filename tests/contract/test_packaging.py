"""The folders under plugins/, the package list and the entry points say the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_plugin_folder_is_an_entry_point_and_no_other() -> None:
    folders = {path.parent.name for path in (ROOT / "plugins").glob("*/plugin.py")}
    points = PROJECT["project"]["entry-points"]["workbench"]
    assert points == {name: f"workbench_plugins.{name}.plugin" for name in folders}


def test_every_package_is_listed_and_no_other() -> None:
    def packages(top: str, name: str) -> set[str]:
        found = (ROOT / top).rglob("__init__.py")
        return {".".join((name, *path.parent.relative_to(ROOT / top).parts)) for path in found}

    listed = set(PROJECT["tool"]["setuptools"]["packages"])
    assert listed == packages("workbench", "workbench") | packages("plugins", "workbench_plugins")


def test_every_data_file_is_matched_by_a_package_data_pattern() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["*"]
    for top in ("workbench", "plugins"):
        for path in (ROOT / top).rglob("*"):
            if path.is_file() and path.suffix not in {".py", ".pyc"} and "README" not in path.name:
                package = next(parent for parent in path.parents if (parent / "__init__.py").exists())
                inside = path.relative_to(package)
                assert any(
                    inside.match(pattern) or inside.parts[0] + "/**" == pattern for pattern in patterns
                ), path


def test_every_direct_requirement_is_pinned_in_the_constraints() -> None:
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    groups = [PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values()]
    for requirement in (line for group in groups for line in group):
        name = requirement.split(";")[0].split("[")[0]
        for mark in "<>=!~ ":
            name = name.split(mark)[0]
        assert name.lower().replace("_", "-") in pinned, requirement


def test_the_constraints_name_no_address() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert " @ " not in text
