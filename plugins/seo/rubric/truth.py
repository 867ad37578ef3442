"""What a perfect answer says of the audited pages, made again from the variant's seed."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.api import JSON

from ..tools.audit import audit_site
from ..tools.density import Density
from ..world.pages import PageSpec, World, build
from ..world.texts import Tdk
from ..world.web import key_of


@dataclass(frozen=True, slots=True)
class PageTruth:
    """One audited page as its owner left it: its T/K/D, its measured density, its planted faults."""

    page: PageSpec
    address: str
    density: Density
    kinds: frozenset[str]

    @property
    def id(self) -> str:
        """The page's id."""
        return self.page.slot.id

    @property
    def name(self) -> str:
        """What the paper calls the page."""
        return self.page.slot.name

    @property
    def tdk(self) -> Tdk:
        """The page's original T/K/D."""
        return self.page.tdk


def world_of(given: JSON) -> World:
    """The site of the variant."""
    return build(key_of(given))


def truths(given: JSON) -> tuple[PageTruth, ...]:
    """The truth of each audited page, in the paper's order."""
    world = world_of(given)
    return tuple(_truth(world, page) for page in world.audited)


def _truth(world: World, page: PageSpec) -> PageTruth:
    address = f"http://{world.company.host}{page.slot.path}"
    audit = audit_site(world.key, (), address, ())
    return PageTruth(page, address, audit.densities[0], world.plan.kinds_of(page.slot.id))
