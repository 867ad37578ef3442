"""What the commands' modules share: common options, and how JSON is printed."""

from __future__ import annotations

import json
from pathlib import Path

import click

PLUGINS_DIR = click.option(
    "--plugins-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="WORKBENCH_PLUGINS_DIR",
    help="A folder of drop-in plugins: every DIR/*/plugin.py.",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
HOME = click.option(
    "--home", type=click.Path(path_type=Path), help="Folder that holds everything that is kept."
)


def print_json(value: object) -> None:
    """Print ``value`` for programs."""
    print(json.dumps(value, ensure_ascii=False, indent=1))
