"""A zip whose manifest holds the SHA-256 of every member: the form of a backup and of an archive."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from workbench.domain.errors import StoreError
from workbench.domain.module import JSON

FORM = 1
"""The form of these files; a reader refuses any other."""

MANIFEST = "manifest.json"
CHUNK_BYTES = 2**20
_LONGEST_MANIFEST = 64 * 2**20  # bytes; about 400 000 members
_DAY = (1980, 1, 1, 0, 0, 0)  # a member's time says nothing; the manifest has the time
_MEMBER = re.compile(r"[a-z_]+\.(db|jsonl)|blobs/([0-9a-f]{2})/\2[0-9a-f]{62}")
_UNREADABLE = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its name in the zip, the SHA-256 and the size in bytes of what it holds."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a packed file says of itself.

    ``kind`` is backup or archive; ``schema`` is the form of the database's tables; ``made`` is in seconds
    since the epoch; ``rows`` counts by table; ``notes`` is what the kind has to say besides; ``faults``
    are what was found wrong when it was packed.
    """

    kind: str
    form: int
    program: str
    schema: str
    made: float
    rows: Mapping[str, int]
    notes: JSON
    faults: tuple[str, ...]
    members: tuple[Member, ...] = ()

    def body(self) -> bytes:
        """The manifest as canonical JSON; the seal is the SHA-256 of this."""
        plain = _manifests().dump_python(self, mode="json")
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1).encode()

    @property
    def seal(self) -> str:
        """The SHA-256 over the manifest, and by it over everything."""
        return hashlib.sha256(self.body()).hexdigest()


@cache
def _manifests() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)


def blob_member(blob: str) -> str:
    """The name of the member that holds a blob: the name that it has in the blob folder."""
    return f"blobs/{blob[:2]}/{blob}"


@dataclass(slots=True)
class Packing:
    """A packed file that is being written."""

    file: zipfile.ZipFile
    members: list[Member] = field(default_factory=list)

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a member."""
        digest, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name, _DAY)
        info.compress_type = zipfile.ZIP_DEFLATED
        with self.file.open(info, "w", force_zip64=True) as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        self.members.append(Member(name, digest.hexdigest(), size))

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, the last member."""
        self.file.writestr(zipfile.ZipInfo(MANIFEST, _DAY), manifest.body())


@contextmanager
def packing(to: Path) -> Iterator[Packing]:
    """A new packed file that appears at ``to`` whole when the block ends, or not at all.

    Readable by its owner alone: it holds names and answers. Raises StoreError when ``to`` is there
    already or cannot be written.
    """
    if to.exists():
        raise StoreError(f"{to}: it is there already; want the name of a new file")
    part = to.with_name(f"{to.name}.part")
    try:
        part.unlink(missing_ok=True)
        try:
            with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as out:
                with zipfile.ZipFile(out, "w", allowZip64=True) as file:
                    yield Packing(file)
                out.flush()
                os.fsync(out.fileno())
            part.rename(to)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{to}: {error.strerror or error}") from error


@dataclass(frozen=True, slots=True)
class Packed:
    """A packed file that is read; its manifest is checked, its members are not yet."""

    path: Path
    file: zipfile.ZipFile
    manifest: Manifest

    def chunks(self, member: Member) -> Iterator[bytes]:
        """The member's bytes. Raises StoreError when they are not what was packed, at their end at latest."""
        digest, size = hashlib.sha256(), 0
        try:
            with self.file.open(member.name) as found:
                while chunk := found.read(CHUNK_BYTES):
                    size += len(chunk)
                    if size > member.size:
                        break
                    digest.update(chunk)
                    yield chunk
        except _UNREADABLE as error:
            raise StoreError(f"{self.path}: {member.name}: it cannot be read: {error}") from error
        if (size, digest.hexdigest()) != (member.size, member.sha256):
            found_text = f"found {size} bytes with SHA-256 {digest.hexdigest()}"
            raise StoreError(
                f"{self.path}: {member.name}: {found_text}, want {member.size} with {member.sha256}"
            )

    def member_faults(self) -> tuple[str, ...]:
        """A line for each member whose bytes are not what was packed."""
        faults = []
        for member in self.manifest.members:
            try:
                for _ in self.chunks(member):
                    pass
            except StoreError as error:
                faults.append(str(error))
        return tuple(faults)


@contextmanager
def packed(path: Path, *, kind: str, seal: str | None = None) -> Iterator[Packed]:
    """The packed file at ``path``, open for reading.

    Raises StoreError for a file of another kind or form, a name that no member of ours has, a member
    too many, too few or twice, and a manifest that is not the one that ``seal`` was printed of.
    """
    try:
        file = zipfile.ZipFile(path)
    except _UNREADABLE as error:
        raise StoreError(f"{path}: want a {kind} of the workbench, a zip file: {error}") from error
    with file:
        manifest = _manifest(path, file)
        faults = [*_kind_faults(manifest, kind, seal), *_name_faults(file, manifest)]
        if faults:
            raise StoreError("\n".join(f"{path}: {fault}" for fault in faults))
        yield Packed(path, file, manifest)


def _manifest(path: Path, file: zipfile.ZipFile) -> Manifest:
    try:
        with file.open(MANIFEST) as found:
            raw = found.read(_LONGEST_MANIFEST + 1)
        manifest = _manifests().validate_json(raw)
    except (KeyError, ValidationError, *_UNREADABLE) as error:
        raise StoreError(f"{path}: {MANIFEST}: it is missing or cannot be read") from error
    if manifest.body() != raw:
        raise StoreError(f"{path}: {MANIFEST}: it is not as the workbench writes it")
    return manifest


def _kind_faults(manifest: Manifest, kind: str, seal: str | None) -> Iterator[str]:
    if (manifest.kind, manifest.form) != (kind, FORM):
        yield f"found a {manifest.kind} of form {manifest.form}, want a {kind} of form {FORM}"
    wanted = "".join((seal or "").split()).lower()
    if wanted and wanted != manifest.seal:
        yield f"the seal is {manifest.seal}, want {wanted}"


def _name_faults(file: zipfile.ZipFile, manifest: Manifest) -> Iterator[str]:
    found = sorted(file.namelist())
    listed = sorted([MANIFEST, *(member.name for member in manifest.members)])
    for name in sorted(
        {name for name in (*found, *listed) if found.count(name) > 1 or listed.count(name) > 1}
    ):
        yield f"member {name!r}: it is there more than once"
    for name in sorted(set(found) - set(listed)):
        yield f"member {name!r}: the manifest does not name it"
    for name in sorted(set(listed) - set(found)):
        yield f"member {name!r}: it is missing"
    for member in manifest.members:
        if not _MEMBER.fullmatch(member.name):
            yield f"member {member.name!r}: no member of ours has such a name"
        elif member.name.startswith("blobs/") and not member.name.endswith(member.sha256):
            yield f"member {member.name!r}: the manifest gives it the SHA-256 {member.sha256}"
