"""From a backup to a new home: all of it is checked before anything appears there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from workbench.domain.errors import StoreError
from workbench.store.backing_up import DATABASE, KIND, look_into
from workbench.store.blob_places import sync_folder
from workbench.store.engine import known_forms
from workbench.store.packing import Manifest, Packed, blob_member, packed


def restore(path: Path, home: Path, *, seal: str | None = None) -> Manifest:
    """Make ``home`` of the backup at ``path``; the backup's manifest.

    Everything is unpacked and checked in a folder beside, which becomes ``home`` in one step. Raises
    StoreError, and leaves nothing behind, for a home that holds something and for a backup that is
    damaged, tampered with, not ours, or of a form that this program does not know.
    """
    _refuse_full(home)
    with packed(path, kind=KIND, seal=seal) as backup:
        _refuse_unknown(backup)
        try:
            home.parent.mkdir(parents=True, exist_ok=True)
            staging = Path(tempfile.mkdtemp(dir=home.parent, prefix=f".{home.name}-restoring-"))
            try:
                _unpack(backup, staging)
                _compare(backup, staging)
                if home.exists():
                    home.rmdir()
                staging.rename(home)
                sync_folder(home.parent)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
        except OSError as error:
            raise StoreError(f"{home}: {error.strerror or error}") from error
        return backup.manifest


def _refuse_full(home: Path) -> None:
    if home.is_symlink() or (home.exists() and (not home.is_dir() or any(home.iterdir()))):
        raise StoreError(f"{home}: it holds something; want a folder that is new or empty")


def _refuse_unknown(backup: Packed) -> None:
    manifest = backup.manifest
    known = known_forms()
    if manifest.schema not in known:
        newest = known[0]
        raise StoreError(
            f"{backup.path}: its tables have the form {manifest.schema!r}, want one up to {newest}; "
            f"it was made by version {manifest.program}: restore it with that one or a later one"
        )
    names = {member.name for member in manifest.members}
    if (DATABASE in names) != (manifest.notes.get("database") == "sqlite"):
        raise StoreError(f"{backup.path}: the manifest does not say whether it has a database")
    if strangers := {name for name in names if name != DATABASE and not name.startswith("blobs/")}:
        raise StoreError(f"{backup.path}: member {min(strangers)!r}: no backup has such a member")


def _unpack(backup: Packed, staging: Path) -> None:
    needed = sum(member.size for member in backup.manifest.members)
    free = shutil.disk_usage(staging).free
    if needed > free:
        raise StoreError(f"{staging.parent}: {free} bytes are free, want {needed}")
    folders = {staging}
    for member in backup.manifest.members:
        # The name was held against the names that members of ours have: it cannot lead out of the folder.
        place = staging / member.name
        place.parent.mkdir(parents=True, exist_ok=True)
        folders.add(place.parent)
        with place.open("xb") as out:
            for chunk in backup.chunks(member):
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    for folder in folders:
        sync_folder(folder)


def _compare(backup: Packed, staging: Path) -> None:
    if not (staging / DATABASE).exists():
        return
    manifest, found = backup.manifest, look_into(staging / DATABASE)
    faults = [fault for fault in found.faults if fault not in manifest.faults]
    if found.form != manifest.schema:
        faults.append(f"the database has the form {found.form}, the manifest says {manifest.schema}")
    if found.rows != dict(manifest.rows):
        faults.append("the database has other rows than the manifest counts")
    faults += _blob_faults(manifest, found.blobs)
    if faults:
        raise StoreError("\n".join(f"{backup.path}: {fault}" for fault in faults))


def _blob_faults(manifest: Manifest, blobs: Iterable[str]) -> list[str]:
    names = {member.name for member in manifest.members}
    told = "\n".join(manifest.faults)
    return [
        f"blob {blob}: the database names it and the backup does not have it"
        for blob in blobs
        if blob_member(blob) not in names and blob not in told
    ]
