"""The command that writes a sitting's papers into a folder."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from workbench.cli_options import AS_JSON, HOME, print_json
from workbench.cli_store import BY, opened
from workbench.domain.errors import StoreError
from workbench.usecases.filing import papers
from workbench.usecases.filing.bundle import PARTS, Wanted, bundle
from workbench.usecases.filing.rights import Asking
from workbench.usecases.operators import operator
from workbench.usecases.workbench import Workbench

KINDS = (*papers.TABLES, "pdf", "zip")
"""What ``--only`` takes: the tables, all score sheets in one PDF, the zip of everything."""


@click.command()
@click.argument("sitting", type=int)
@click.option(
    "--to", type=click.Path(file_okay=False, path_type=Path), required=True, help="A folder, made if need be."
)
@click.option(
    "--only",
    type=click.Choice(KINDS),
    multiple=True,
    help="Only this; repeatable. Without it everything is written.",
)
@click.option(
    "--part", "parts", type=click.Choice(PARTS), multiple=True, help="Only this in the zip; repeatable."
)
@click.option("--blind", is_flag=True, help="Codes in the place of names and numbers.")
@click.option("--school", default="", help="The school's name, over the score sheets.")
@HOME
@BY
@AS_JSON
def export(
    sitting: int, home: Path | None, by: str | None, *, as_json: bool, **given: Any
) -> None:  # Any: click's
    """Write the papers of a closed sitting: grade book, scores, score sheets, the zip of everything.

    A file that is there already is replaced, but for the zip, whose name has the time. The log notes each.
    """
    with opened(home) as wb:
        asking = Asking(operator(wb, by), sitting, names=not given["blind"])
        rows = []
        for row in _written(wb, asking, given, quiet=as_json):
            rows.append(row)
            if not as_json:
                print(f"{row['path']}  {row['size']} bytes  sha256 {row['sha256']}")
                print("\n".join(f"FAULT {fault}" for fault in row["faults"]) or "complete")
    if as_json:
        print_json({"sitting": sitting, "names": asking.names, "files": rows})
    sys.exit(1 if any(row["faults"] for row in rows) else 0)


def _written(
    wb: Workbench, asking: Asking, given: dict[str, Any], *, quiet: bool
) -> Iterator[dict[str, Any]]:
    # Any: click's own values, and JSON
    folder = given["to"].absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror or error}") from error
    said = papers.no_progress if quiet else _say
    for kind in given["only"] or KINDS:
        if kind == "zip":
            path = folder / _zip_name(wb, asking)
            manifest = bundle(
                wb, asking, path, Wanted(given["parts"] or PARTS, given["school"]), progress=said
            )
            yield _row(kind, path, manifest.faults)
            continue
        if kind == "pdf":
            made = papers.score_sheets(wb, asking, school=given["school"], progress=said)
        else:
            made = papers.table(wb, asking, kind)
        path = folder / made.name
        _write_whole(path, made.body)
        yield _row(kind, path, ())


def _say(done: int, of: int) -> None:
    if done == of or done % 10 == 0:
        print(f"{done} of {of} scripts", file=sys.stderr)


def _zip_name(wb: Workbench, asking: Asking) -> str:
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(wb.clock()))
    return f"sitting-{asking.sitting_id}-{'names' if asking.names else 'blind'}-{stamp}.zip"


def _write_whole(path: Path, body: bytes) -> None:
    # Beside first: a full disk leaves the old file, not half a new one. It holds names: for the owner alone.
    part = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _row(kind: str, path: Path, faults: tuple[str, ...]) -> dict[str, Any]:  # Any: JSON
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = path.stat().st_size
    return {"paper": kind, "path": str(path), "size": size, "sha256": digest, "faults": list(faults)}
