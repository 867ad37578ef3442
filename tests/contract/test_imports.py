"""Imports run downward only, and the libraries stay in their rooms. Every import of the tree is read."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Each room, and the rooms of ours that it may import besides itself.
MAY_IMPORT = {
    "workbench.domain": set(),
    "workbench.hookspecs": {"workbench.domain", "workbench.packs"},
    "workbench.api": {
        "workbench.domain", "workbench.hookspecs", "workbench.counting", "workbench.packs",
        "workbench.reading", "workbench.tables", "workbench.worked", "workbench",
    },
    "workbench.counting": set(),
    "workbench.packs": {"workbench.domain", "workbench.strictyaml"},
    "workbench.strictyaml": {"workbench.domain"},
    "workbench.tables": set(),
    "workbench.reading": {"workbench.domain"},
    "workbench.worked": {"workbench.domain"},
    "workbench.panels": {"workbench.domain", "workbench.statistics"},
    "workbench.statistics": {"workbench.domain"},
    "workbench.likeness": set(),
    "workbench.printing": set(),
    "workbench.testing": {"workbench.domain", "workbench.host"},
    "workbench.criteria": {"workbench.domain", "workbench.desk"},
    "workbench.desk": {"workbench.api"},
    "workbench.settings": {"workbench.domain"},
    "workbench.host": {"workbench.domain", "workbench.hookspecs", "workbench.desk", "workbench.criteria", "workbench.panels", "workbench.strictyaml", "workbench.packs", "workbench"},
    "workbench.store": {"workbench.domain"},
    "workbench.usecases": {
        "workbench.domain", "workbench.host", "workbench.store", "workbench.settings", "workbench.printing",
        "workbench.statistics", "workbench.likeness",
    },
    "workbench.ui": {"workbench.domain", "workbench.host", "workbench.store", "workbench.usecases", "workbench.web.names", "workbench.panels", "workbench.tables"},
    "workbench.web": {
        "workbench.domain", "workbench.host", "workbench.store", "workbench.usecases", "workbench.settings",
        "workbench.ui.current",
    },
    "workbench.rehearsal": {"workbench.domain", "workbench.host", "workbench.store", "workbench.usecases", "workbench.settings"},
    "workbench.cli": {
        "workbench.domain", "workbench.host", "workbench.usecases", "workbench.settings", "workbench.web.serve",
        "workbench.cli_store", "workbench.cli_draw", "workbench.cli_exports", "workbench.cli_options",
        "workbench.cli_batch", "workbench.rehearsal",
    },
    "workbench.cli_batch": {"workbench.usecases", "workbench.cli_options", "workbench.cli_store"},
    "workbench.cli_draw": {"workbench.usecases", "workbench.domain", "workbench.cli_options", "workbench.cli_store"},
    "workbench.cli_store": {"workbench.usecases", "workbench.settings", "workbench.cli_options"},
    "workbench.cli_exports": {
        "workbench.domain", "workbench.usecases", "workbench.cli_store", "workbench.cli_options",
    },
    "workbench.cli_options": set(),
    "workbench_plugins": {"workbench.api"},
}  # fmt: skip

# A library, and the rooms that may import it.
HOMES = {
    "streamlit": ("workbench.ui", "workbench.rehearsal", "workbench.web", "workbench.desk.views", "views"),
    "sqlalchemy": ("workbench.store",),
    "alembic": ("workbench.store",),
    "starlette": ("workbench.web",),
    "scipy": ("workbench.statistics", "workbench.likeness"),
    "requests_html": ("workbench_plugins.seo",),
}


def _files() -> list[Path]:
    return [path for folder in ("workbench", "plugins") for path in sorted((ROOT / folder).rglob("*.py"))]


def _module(path: Path) -> str:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    parts[0] = "workbench_plugins" if parts[0] == "plugins" else parts[0]
    return ".".join(part for part in parts if part != "__init__")


def _room(module: str) -> str | None:
    return max((room for room in MAY_IMPORT if (module + ".").startswith(room + ".")), key=len, default=None)


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", _files(), ids=_module)
def test_a_file_imports_only_from_the_rooms_below_it(path: Path) -> None:
    module = _module(path)
    room = _room(module)
    if room is None:
        assert module == "workbench"
        return
    allowed = {room, *MAY_IMPORT[room]}
    for name in _imports(path):
        if name.split(".")[0] in {"workbench", "workbench_plugins"}:
            fits = any((name + ".").startswith(home + ".") for home in allowed - {"workbench"})
            fits = fits or ("workbench" in allowed and name in {"workbench.criteria", "workbench.hookspecs"})
            assert fits, f"{module} imports {name}"


@pytest.mark.parametrize("path", _files(), ids=_module)
def test_a_library_is_imported_only_in_its_own_rooms(path: Path) -> None:
    module = _module(path)
    for name in _imports(path):
        homes = HOMES.get(name.split(".")[0])
        if homes is not None:
            assert any(
                (module + ".").startswith(home + ".") or home in module.split(".") for home in homes
            ), f"{module} imports {name}"


def test_no_plugin_is_imported_by_name() -> None:
    for path in _files():
        own = _module(path).split(".")[:2]
        for name in _imports(path):
            if name.startswith("workbench_plugins."):
                assert name.split(".")[:2] == own, f"{_module(path)} imports {name}"


def test_the_subject_is_written_with_the_standard_library_alone() -> None:
    import sys

    for path in sorted((ROOT / "workbench" / "domain").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        guarded = {
            inner for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
            for inner in ast.walk(node)
        }  # fmt: skip
        for node in ast.walk(tree):
            if node in guarded or not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            names = (
                [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            )
            for name in names:
                top = name.split(".")[0]
                assert top in sys.stdlib_module_names or name.startswith("workbench.domain"), (
                    f"{path}: {name}"
                )
