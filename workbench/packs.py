"""Rule packs: a plugin's YAML files of law, limits, words, fees and made-up worlds, read strictly."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import GenericAlias
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError

from workbench.domain.errors import PackError
from workbench.domain.site import Card
from workbench.strictyaml import Loc, in_words, mapped, text_of

T = TypeVar("T")

MAX_BYTES = 1_000_000
"""The largest pack that is read; the largest built-in one has 17 000 bytes."""

MOST_KEPT = 256
"""Packs kept in memory; the six built-in plugins have 33 together."""

Text = Annotated[str, Field(min_length=1)]


def _compiles(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"want a regular expression ({error})") from error
    return text


Expression = Annotated[str, AfterValidator(_compiles)]
"""A text that is a regular expression."""

_STRICT = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True, slots=True)
class Head:
    """What every pack says of itself at its top.

    ``id`` is ``<plugin>.<file name without its suffix>``. ``source`` is who says what the pack says, for a
    made-up world that it is made up. ``date`` is the day of this edition, ``version`` its name.
    ``verified``: every source in it was read first-hand; one row that was not makes it false.
    """

    schema: Literal[1]
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=64)]
    source: Text
    date: dt.date
    version: Text
    verified: bool

    @property
    def edition(self) -> str:
        """Version and date, to print beside what the pack says."""
        return f"{self.version}，{self.date.isoformat()}"


@dataclass(frozen=True, slots=True)
class Pack(Generic[T]):
    """A pack as it was read: its head, and its content in the plugin's own type."""

    head: Head
    content: T


@dataclass(frozen=True, slots=True)
class PackFile(Generic[T]):
    """Where a plugin's packaged pack lies, and the dataclass that its content fills.

    Lists become tuples and mappings the dataclasses that the fields of ``kind`` name; nothing is guessed:
    ``"3"`` is no number and ``3`` no text. Pydantic's ``Annotated[..., Field(ge=0)]`` bounds a field.
    """

    path: Path
    kind: type[T]

    @property
    def id(self) -> str:
        """The id that the pack's head must have: the plugin's folder, a dot, the name of the file."""
        return f"{self.path.parent.parent.name}.{self.path.stem}"

    def read(self) -> Pack[T]:
        """The packaged pack, read once. Raises PackError with every fault found."""
        return _kept(self)

    @property
    def content(self) -> T:
        """The packaged pack's content. Raises PackError."""
        return self.read().content

    def read_copy(self, path: Path) -> Pack[T]:
        """The pack in ``path``, an edited copy of this one, read anew. Raises PackError."""
        return read(path, self.kind, self.id)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The content of a pack of shelf cards."""

    cards: tuple[Card, ...]

    def filled(self, text: str, head: Head) -> tuple[Card, ...]:
        """The cards; a blank one shows ``text`` of the pack of ``head`` and is verified only if that is."""
        return tuple(
            card if card.text else replace(card, text=text, verified=card.verified and head.verified)
            for card in self.cards
        )


@lru_cache(maxsize=MOST_KEPT)
def _kept(file: PackFile[Any]) -> Pack[Any]:  # Any: the file's own type, which a cache cannot name
    return file.read_copy(file.path)


def read(path: Path, kind: type[T], pack_id: str) -> Pack[T]:
    """The pack in ``path`` with a content of ``kind``. Raises PackError with every fault found.

    A fault reads ``path:line: where: what is wanted, what was found``.
    """
    if path.is_file() and (size := path.stat().st_size) > MAX_BYTES:
        raise PackError((f"{path}:1: want at most {MAX_BYTES} bytes, found {size}",))
    found = mapped(path, text_of(path, PackError), PackError)
    own = {field.name for field in fields(Head)}
    faults: list[tuple[Loc, str]] = []
    head = _filled(Head, {name: found.data[name] for name in found.data if name in own}, faults)
    content = _filled(kind, {name: found.data[name] for name in found.data if name not in own}, faults)
    if head is not None:
        faults += _untrue(head, content, pack_id)
    if head is None or content is None or faults:
        raise PackError(found.faults(faults))
    return Pack(head, content)


def _filled(
    kind: type[T],
    rows: Mapping[str, Any],  # Any: leaves are whatever YAML allows, until they are checked here
    faults: list[tuple[Loc, str]],
) -> T | None:
    """The ``kind`` that ``rows`` fill; None after adding to ``faults``."""
    # By way of JSON: pydantic's strict mode then takes a list for a tuple, a mapping for a dataclass, and
    # nothing else. The tuple around ``kind`` carries the configuration, which a dataclass cannot be given.
    shape: Any = GenericAlias(tuple, (kind,))  # Any: a type that is made here
    try:
        checked: tuple[T] = TypeAdapter(shape, config=_STRICT).validate_json(json.dumps([rows]))
    except ValidationError as error:
        faults += [(loc[1:], text) for loc, text in in_words(error)]
        return None
    return checked[0]


def _untrue(head: Head, content: object, pack_id: str) -> Iterator[tuple[Loc, str]]:
    if head.id != pack_id:
        yield ("id",), f"want {pack_id}, found {head.id!r}"
    if head.verified and (loc := next(_unverified(content, ()), None)):
        where = ".".join(str(part) for part in loc)
        yield ("verified",), f"want false, since {where} is not verified, found true"


def _unverified(value: object, loc: Loc) -> Iterator[Loc]:
    """Where in a pack's content a row says that its source was not read."""
    if getattr(value, "verified", True) is False:
        yield loc
    if is_dataclass(value):
        parts: Any = ((field.name, getattr(value, field.name)) for field in fields(value))
    elif isinstance(value, Mapping):
        parts = value.items()
    else:
        parts = enumerate(value) if isinstance(value, tuple) else ()
    for name, part in parts:  # Any: keys and values of every shape that a pack may have
        yield from _unverified(part, (*loc, name))
