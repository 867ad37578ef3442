"""Everything that can go wrong, as one tree. A message says where, what was found, what is wanted."""

from __future__ import annotations


class WorkbenchError(Exception):
    """The root: catch it where any fault of the workbench is turned into words for a reader."""


class FileFault(WorkbenchError):
    """A file from outside that cannot be used. ``faults`` holds ``path:line: where: ...`` for each fault."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class TaskFileError(FileFault):
    """A task file that cannot be used."""


class PackError(FileFault):
    """A rule pack that cannot be used."""


class PluginFault(WorkbenchError):
    """A plugin broke its side of the contract: which plugin, and how."""

    def __init__(self, plugin: str, reason: str) -> None:
        super().__init__(f"{plugin}: {reason}")
        self.plugin = plugin
        self.reason = reason


class Refused(WorkbenchError):
    """The person may not do this now. ``text`` is shown to that person, in Chinese."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NotAllowed(Refused):
    """The person's role or ownership does not permit this at all."""


class Absent(Refused):
    """What was asked for does not exist, or is not this person's to see (both sound the same)."""


class TakenOver(Refused):
    """The attempt was opened in another tab or on another computer, which now holds it."""


class Closed(Refused):
    """The attempt is handed in or its time is up: nothing more is taken."""


class TooLarge(Refused):
    """What was sent is larger than what is taken."""


class RosterError(WorkbenchError):
    """A class list that cannot be used. ``faults`` holds one line for each faulty row."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class DrawError(WorkbenchError):
    """A draw that cannot be made from what was given, or a record that does not recompute."""


class StoreError(WorkbenchError):
    """The database or the blob folder did not do what was asked."""
