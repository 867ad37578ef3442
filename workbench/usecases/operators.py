"""In whose name a command is carried out: an administrator's."""

from __future__ import annotations

from workbench.domain.errors import StoreError
from workbench.store import people
from workbench.store.people import Person
from workbench.usecases.workbench import Workbench


def operator(wb: Workbench, login: str | None) -> Person:
    """The administrator of that login; without one, the only administrator. Raises StoreError."""
    with wb.store.reading() as conn:
        known = people.people(conn, "administrator")
    chosen = [one for one in known if login in (None, one.login)]
    if len(chosen) != 1:
        names = ", ".join(one.login for one in known) or "none"
        said = "several administrators" if login is None and known else f"no administrator {login or ''}"
        raise StoreError(f"--by: found {said.strip()}, want one of: {names}")
    return chosen[0]
