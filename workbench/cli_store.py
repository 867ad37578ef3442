"""The commands that keep, check, seal and erase what is stored."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from workbench.cli_options import AS_JSON, HOME, print_json
from workbench.settings import Settings
from workbench.usecases import archiving, checking_store, erasing, keeping
from workbench.usecases.operators import operator
from workbench.usecases.workbench import Workbench, open_workbench

NEW_FILE = click.Path(dir_okay=False, path_type=Path)
OLD_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
BY = click.option("--by", metavar="LOGIN", help="The administrator who does it; may be left out if only one.")
SEAL = click.option("--seal", help="The seal on paper: the file must be the one that it was printed of.")

PG_DUMP = """\
The database is PostgreSQL's: this file holds the uploaded files alone. Make both, the database first:
  pg_dump --format=custom --file=workbench.dump DATABASE   (then workbench backup)
  pg_restore --create --dbname=postgres workbench.dump     (beside workbench restore)"""


def _settings(home: Path | None, plugins_dir: Path | None = None) -> Settings:
    return Settings.read(os.environ, home=home, plugins_dir=plugins_dir)


@contextmanager
def opened(home: Path | None, plugins_dir: Path | None = None) -> Iterator[Workbench]:
    """The workbench of a home that is there. Raises ClickException where there is none."""
    settings = _settings(home, plugins_dir)
    if "WORKBENCH_DATABASE_URL" not in os.environ and not (settings.home / "workbench.db").is_file():
        raise click.ClickException(f"{settings.home}: there is no workbench; want its home")
    wb = open_workbench(settings)
    try:
        yield wb
    finally:
        wb.store.close()


@click.command()
@HOME
@click.option("--to", type=NEW_FILE, help="The new file; without it, one with the time in its name.")
@AS_JSON
def backup(home: Path | None, to: Path | None, *, as_json: bool) -> None:
    """Pack everything that is kept into one file; the workbench may be running."""
    kept = keeping.back_up(_settings(home), to)
    manifest = kept.manifest
    is_sqlite = manifest.notes["database"] == "sqlite"
    if as_json:
        print_json(_row(kept))
    else:
        blobs = sum(member.name.startswith("blobs/") for member in manifest.members)
        print(f"{kept.path}\n{sum(manifest.rows.values())} rows, {blobs} files\nseal {manifest.seal}")
        print("\n".join(f"FAULT {fault}" for fault in manifest.faults) or "complete")
        if not is_sqlite:
            print(PG_DUMP)
    sys.exit(1 if manifest.faults else 0)


def _row(kept: keeping.Kept) -> dict[str, Any]:  # Any: JSON
    manifest = kept.manifest
    return {
        "path": str(kept.path),
        "seal": manifest.seal,
        "database": manifest.notes["database"],
        "schema": manifest.schema,
        "program": manifest.program,
        "rows": dict(manifest.rows),
        "members": len(manifest.members),
        "faults": list(manifest.faults),
    }


@click.command()
@click.argument("file", type=OLD_FILE)
@click.option("--home", type=click.Path(path_type=Path), required=True, help="A folder, new or empty.")
@SEAL
@AS_JSON
def restore(file: Path, home: Path, seal: str | None, *, as_json: bool) -> None:
    """Make a new home of a backup, after everything in it was checked; all of it or nothing."""
    kept = keeping.restore(file, home, seal=seal)
    if as_json:
        print_json(_row(kept))
        return
    print(f"{kept.path} is restored; next: workbench check --store --home {kept.path}")
    for fault in kept.manifest.faults:
        print(f"FAULT known when it was backed up: {fault}")
    if kept.manifest.notes["database"] != "sqlite":
        print(PG_DUMP)
    for name in ("WORKBENCH_DATABASE_URL", "WORKBENCH_BLOBS_URL"):
        if name in os.environ:
            print(f"NOTE {name} is set: while it is, the workbench does not use what was restored")


def check_store(home: Path | None, plugins_dir: Path | None, *, as_json: bool) -> NoReturn:
    """Check that the store holds what it promises; exit code 1 with faults."""
    found = checking_store.check_home(_settings(home, plugins_dir))
    if as_json:
        faults = [{"where": one.where, "found": one.found, "wanted": one.wanted} for one in found.faults]
        print_json({"ok": not faults, "rows": dict(found.rows), "faults": faults})
    else:
        for one in found.faults:
            print(f"FAULT {one.where}: found {one.found}; wanted {one.wanted}")
        looked = ", ".join(f"{found.rows.get(name, 0)} {name}" for name in ("attempts", "events", "files"))
        print(f"{looked}: {f'{len(found.faults)} faults' if found.faults else 'all is well'}")
    sys.exit(1 if found.faults else 0)


@click.command()
@click.argument("sitting", type=int, required=False)
@HOME
@click.option("--to", type=NEW_FILE, help="The new file.")
@click.option("--without-names", is_flag=True, help="Leave out the one member that holds names.")
@click.option("--settle", is_flag=True, help="A released sitting becomes archived: it changes no more.")
@click.option("--verify", type=OLD_FILE, help="Look through an archive instead.")
@SEAL
@BY
@AS_JSON
def archive(sitting: int | None, verify: Path | None, *, as_json: bool, **given: Any) -> None:  # Any: click's
    """Seal everything of a closed sitting in one file, or verify such a file."""
    if verify is not None:
        found = archiving.verify_archive(verify, seal=given["seal"])
        _say_archive(found.manifest.notes, found.manifest.seal, found.faults, as_json=as_json)
        return
    if sitting is None or given["to"] is None:
        raise click.UsageError("want SITTING and --to FILE, or --verify FILE")
    with opened(given["home"]) as wb:
        made = archiving.archive_sitting(
            wb, operator(wb, given["by"]), sitting, given["to"].absolute(),
            with_names=not given["without_names"], settle=given["settle"],
        )  # fmt: skip
    _say_archive(made.notes, made.seal, made.faults, as_json=as_json)


def _say_archive(notes: Mapping[str, object], seal: str, faults: tuple[str, ...], *, as_json: bool) -> None:
    if as_json:
        print_json({**notes, "seal": seal, "faults": list(faults)})
    else:
        names = "with names" if notes["names"] else "without names"
        print(f"sitting {notes['sitting']} {notes['name']} ({notes['state']}), {names}\nseal {seal}")
        print("\n".join(f"FAULT {fault}" for fault in faults) or "every member is as it was sealed")
    sys.exit(1 if faults else 0)


@click.command()
@click.argument("sitting", type=int)
@click.option("--reason", required=True, help="Why; it stands in the log.")
@HOME
@BY
@AS_JSON
def erase(sitting: int, reason: str, home: Path | None, by: str | None, *, as_json: bool) -> None:
    """Put pseudonyms in the place of a released sitting's people; marks and traces stay."""
    with opened(home) as wb:
        done = erasing.erase_personal_data(wb, operator(wb, by), sitting, reason)
    if as_json:
        print_json({"erased": done.erased, "before": done.before, "needed": list(done.needed)})
        return
    print(f"{done.erased} people have pseudonyms now; {done.before} had one before")
    if done.needed:
        print(f"{len(done.needed)} sit in a sitting that is not archived yet: {', '.join(done.needed)}")


COMMANDS = (backup, restore, archive, erase)
