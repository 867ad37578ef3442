"""What one student is given: brand, goal, eight claims of which two are false, six pictures, the archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from workbench.api import JSON, Dice

from .packs import Fake, Goal, Point, Scene, platforms, rice

TRUE_CARDS, FALSE_CARDS = 6, 2  # blueprint copywriting-01 m1: 真6、伪2


@dataclass(frozen=True, slots=True)
class Claim:
    """One selling-point card. ``point`` is None for a false one, ``fake`` None for a true one."""

    id: str
    text: str
    source: str
    licence: str
    point: Point | None
    fake: Fake | None
    n: int = 0

    @property
    def is_usable(self) -> bool:
        """Whether the copy may use it."""
        return self.point is not None


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the paper: its scene, size in pixels, licence, and whether it may be used online."""

    id: str
    scene: Scene
    width: int
    height: int
    source: str
    licence: str
    is_licensed: bool
    seed: int

    @property
    def is_relevant(self) -> bool:
        """Whether it shows the product or one of its points."""
        return bool(self.scene.shows)

    @property
    def has_ratio(self) -> bool:
        """Whether its shape is one that the paper allows."""
        pack, ratio = platforms(), self.width / self.height
        wanted = [int(one.split(":")[0]) / int(one.split(":")[1]) for one in pack.ratios]
        return any(abs(ratio - one) <= pack.ratio_tolerance * one for one in wanted)


@dataclass(frozen=True, slots=True)
class World:
    """The variant of one seed."""

    seed: int
    company: str
    brand: str
    product: str
    names: tuple[str, ...]
    goal: Goal
    claims: tuple[Claim, ...]
    pictures: tuple[Picture, ...]
    archive: tuple[tuple[str, str], ...]

    @property
    def points(self) -> tuple[tuple[Point, int], ...]:
        """The true points with their numbers."""
        return tuple((claim.point, claim.n) for claim in self.claims if claim.point is not None)

    @property
    def fakes(self) -> tuple[Fake, ...]:
        """The false claims."""
        return tuple(claim.fake for claim in self.claims if claim.fake is not None)

    @property
    def by_picture(self) -> Mapping[str, Picture]:
        """The pictures by id."""
        return {picture.id: picture for picture in self.pictures}


@lru_cache(maxsize=256)
def build(seed: int) -> World:
    """The world of ``seed``: equal in difficulty, different in brand, goal, claims, numbers and pictures."""
    bank, dice = rice(), Dice("copywriting-01", seed)
    brand, goal = dice.pick(bank.brands), dice.pick(bank.goals)
    truths = [(point, dice.between(*point.n)) for point in dice.shuffled(bank.points)[:TRUE_CARDS]]
    fakes = dice.shuffled(bank.fakes)[:FALSE_CARDS]
    told: list[tuple[Point | Fake, int]] = [*truths, *((fake, 0) for fake in fakes)]
    drawn = dice.shuffled(told)
    claims = tuple(_claim(f"K{at}", item, n) for at, (item, n) in enumerate(drawn, start=1))
    names = (bank.product, *bank.also)
    pictures = _pictures(dice, seed, [point.id for point, _ in truths])
    return World(
        seed, bank.company, brand, bank.product, names, goal, claims, pictures, _archive(dice, truths, fakes)
    )


def _claim(claim_id: str, item: Point | Fake, n: int) -> Claim:
    point, fake = (item, None) if isinstance(item, Point) else (None, item)
    return Claim(claim_id, item.card.format(n=n), item.source, item.licence, point, fake, n)


def _pictures(dice: Dice, seed: int, points: list[str]) -> tuple[Picture, ...]:
    # Three licensed and fitting (one of an awkward shape), two without a licence, one stranger.
    bank = rice()
    fitting = sorted(dice.shuffled(bank.pictures), key=lambda scene: not set(scene.shows) & set(points))
    scenes = [*fitting[:5], dice.pick(bank.strangers)]
    good, bad = dice.shuffled(bank.licences["good"]), dice.shuffled(bank.licences["bad"])
    licences = [*good, good[0], bad[0], bad[1], good[1]]
    sizes = [dice.pick(bank.sizes["good"]) for _ in scenes]
    sizes[2] = dice.pick(bank.sizes["bad"])
    found = []
    for place, at in enumerate(dice.shuffled(range(len(scenes))), start=1):
        mark = licences[at]
        found.append(Picture(f"T{place}", scenes[at], *sizes[at], mark.source, mark.text, mark in good, seed))
    return tuple(found)


def _archive(dice: Dice, truths: list[tuple[Point, int]], fakes: list[Fake]) -> tuple[tuple[str, str], ...]:
    rows = [(point.source, point.basis.format(n=n)) for point, n in truths]
    rows += [("公司登记与生产档案", fake.truth) for fake in fakes]
    rows += [(one.source, one.text.format(n=dice.between(*one.n))) for one in rice().notices]
    return tuple(dice.shuffled(rows))


def vary(given: JSON, seed: int) -> JSON:
    """The whole variant: the task's fixed part and this seed's materials, but not which claims are false."""
    world = build(seed)
    goal = world.goal.text.format(brand=world.brand)
    return {
        **given,
        "world": seed,
        "company": world.company,
        "brand": world.brand,
        "product": world.product,
        "goal_name": world.goal.name,
        "goal": goal,
        "claim_rows": [
            {"编号": one.id, "卖点": one.text, "来源": one.source, "授权": one.licence}
            for one in world.claims
        ],
        "picture_rows": [
            {
                "编号": one.id,
                "画面": one.scene.subject,
                "尺寸": f"{one.width}×{one.height}",
                "来源": one.source,
                "授权": one.licence,
            }
            for one in world.pictures
        ],
        "archive_rows": [{"档案": source, "内容": text} for source, text in world.archive],
    }


def world_of(given: JSON) -> World:
    """The world of a variant."""
    return build(int(given["world"]))
