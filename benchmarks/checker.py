"""The checker against the straight requests-html + jieba way, on the same page bytes, interleaved in one run.

    python benchmarks/checker.py [--pages 60] [--rounds 3] [--seed 1] [--json]

Pages are 5-30 KB, half of them "plain" (nothing but visible text in the body) and half "real" (with
scripts, styles, hidden nodes, comments). On plain pages titles, counts and densities must be identical;
on real pages the straight way counts script text, and the table says on how many.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba asks for pkg_resources
    import jieba
from lxml import etree
from requests_html import HTML
from workbench_plugins.seo.tools.audit import Audit, audit_page
from workbench_plugins.seo.tools.density import segmenter
from workbench_plugins.seo.world.packs import companies, prose

from workbench.api import Dice, Page

CONTENT_TYPE = "text/html; charset=utf-8"
URL = "http://www.bench.example/list/page.html"


@dataclass(frozen=True, slots=True)
class Sample:
    """A page's bytes, the words to measure, and whether its body holds visible text alone."""

    body: bytes
    keywords: tuple[str, ...]
    is_plain: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What both ways answer: title, and hits and percent of each keyword."""

    title: str
    counts: tuple[tuple[str, int, Decimal], ...]


def make_sample(seed: int, number: int) -> Sample:
    dice = Dice("bench", seed, number)
    company = dice.pick(tuple(companies().values()))
    keyword = dice.pick(company.products).name
    is_plain = number % 2 == 0
    wanted = dice.between(5_000, 30_000)
    parts: list[str] = []
    size = 1_500
    while size < wanted:
        parts.append(_block(dice, company.brand, company.city, keyword))
        size += len(parts[-1].encode())
    unseen = "" if is_plain else _unseen(dice, keyword)
    html = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{keyword}厂家-{company.brand}</title>'
        f'<meta name="keywords" content="{keyword},{company.core}">'
        f'<meta name="description" content="{keyword}直供">'
        f"</head><body><h1>{keyword}</h1>{''.join(parts)}{unseen}</body></html>"
    )
    return Sample(html.encode(), (keyword, company.core, company.short), is_plain)


def _block(dice: Dice, brand: str, city: str, keyword: str) -> str:
    bank = [*prose().neutral, *prose().neutral, *prose().keyed]
    text = "".join(dice.pick(bank) for _ in range(3)).format(kw=keyword, brand=brand, city=city)
    href = dice.pick(("/a.html", "b.html", "http://www.other.example/", "#top"))
    link = f'<a href="{href}">更多{dice.below(90)}</a>'
    image = f'<img src="/{dice.below(99)}.jpg"{dice.pick(("", f" alt={keyword}"))}>'
    items = "".join(f"<li><span>第 {item} 项</span></li>" for item in range(3))
    return f'<div class="b"><h2>说明</h2><p>{text}</p><p>{link}{image}</p><ul>{items}</ul></div>\n'


def _unseen(dice: Dice, keyword: str) -> str:
    words = ",".join(f'"{keyword}{dice.below(99)}"' for _ in range(30))
    return (
        f"<script>var words=[{words}];</script><style>/* {keyword} */.b{{margin:0}}</style>"
        f'<div style="display:none">{keyword}{keyword}</div><!-- {keyword} -->'
    )


def straight(sample: Sample) -> Result:
    """What one writes first: requests-html's HTML on the bytes, and jieba for the words."""
    html = HTML(url=URL, html=sample.body, default_encoding="utf-8")
    title = html.find("title", first=True).text
    for name in ("keywords", "description"):
        _ = html.find(f'meta[name="{name}"]', first=True).attrs["content"]
    text = html.find("body", first=True).text
    chars = len("".join(text.split()))
    counts = tuple(
        (word, text.count(word), _percent(word, text.count(word), chars)) for word in sample.keywords
    )
    Counter(word for word in jieba.cut(text) if len(word) > 1).most_common(10)
    _ = [heading.text for heading in html.find("h1, h2, h3")]
    host = URL.split("/")[2]
    _ = [link.split("/")[2] == host for link in html.absolute_links if link.startswith("http")]
    _ = [image.attrs.get("src") for image in html.find("img") if not image.attrs.get("alt")]
    return Result(title, counts)


def _percent(word: str, hits: int, chars: int) -> Decimal:
    return (Decimal(len(word) * hits * 100) / chars).quantize(Decimal("0.1"), ROUND_HALF_UP)


def ours(sample: Sample) -> Result:
    audit = audit_page(Page(200, CONTENT_TYPE, sample.body), URL, sample.keywords)
    return _result(audit, len(sample.keywords))


def _result(audit: Audit, keywords: int) -> Result:
    counts = tuple((item.keyword, item.hits, item.percent) for item in audit.densities[:keywords])
    return Result(audit.reading.title or "", counts)


def parse_only(sample: Sample) -> None:
    etree.fromstring(sample.body, etree.HTMLParser(encoding="utf-8"))


def seconds_of(work: Callable[[Sample], object], sample: Sample) -> float:
    start = time.perf_counter()
    work(sample)
    return time.perf_counter() - start


def main() -> None:
    """Print the table, or JSON."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, default in (("--pages", 60), ("--rounds", 3), ("--seed", 1)):
        arguments.add_argument(name, type=int, default=default)
    arguments.add_argument("--json", action="store_true")
    asked = arguments.parse_args()
    jieba.setLogLevel(60)
    jieba.initialize()
    segmenter()
    samples = [make_sample(asked.seed, number) for number in range(asked.pages)]
    ways: dict[str, Callable[[Sample], object]] = {
        "straight": straight,
        "ours": ours,
        "parse_only": parse_only,
    }
    rounds = [
        {name: sum(times) for name, times in _one_round(samples, ways).items()} for _ in range(asked.rounds)
    ]
    _report(samples, rounds, as_json=asked.json)


def _one_round(samples: list[Sample], ways: dict[str, Callable[[Sample], object]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for sample in samples:  # interleaved page by page: a noisy neighbour meets all three alike
        for name, work in ways.items():
            times[name].append(seconds_of(work, sample))
    return times


def _report(samples: list[Sample], rounds: list[dict[str, float]], *, as_json: bool) -> None:
    names = tuple(rounds[0])
    speed = {name: statistics.median(one[name] for one in rounds) / len(samples) * 1e3 for name in names}
    ratio = statistics.median(one["straight"] / one["ours"] for one in rounds)
    bound = statistics.median(one["parse_only"] / one["ours"] for one in rounds)
    pairs = [(sample.is_plain, straight(sample), ours(sample)) for sample in samples]
    plain = [theirs == mine for is_plain, theirs, mine in pairs if is_plain]
    real = [theirs == mine for is_plain, theirs, mine in pairs if not is_plain]
    titles = sum(theirs.title == mine.title for _, theirs, mine in pairs)
    if as_json:
        found = {
            "pages": len(samples),
            "ms_a_page": speed,
            "ours_vs_straight": ratio,
            "share_of_bound": bound,
        }
        found |= {"plain_pages": len(plain), "plain_identical": sum(plain), "titles_identical": titles}
        print(json.dumps(found | {"real_pages": len(real), "real_identical": sum(real)}))
        return
    kilobytes = sum(len(sample.body) for sample in samples) / 1e3
    print(f"{len(samples)} pages, {kilobytes:.0f} KB in all, {len(rounds)} rounds, medians")
    for name, milliseconds in speed.items():
        print(f"  {name:<11} {milliseconds:8.3f} ms a page  {1e3 / milliseconds:8.0f} pages/s")
    print(f"  ours is {ratio:.1f} x the straight way (goal 12)")
    print(f"  ours reaches {bound:.0%} of the lxml-parse-only bound (goal 10 %)")
    print(f"  identical titles: {titles}/{len(pairs)}")
    print(f"  identical title, counts and densities on plain pages: {sum(plain)}/{len(plain)}")
    print(f"  pages with scripts, styles or hidden text where the straight way counts them too: "
          f"{len(real) - sum(real)}/{len(real)}")  # fmt: skip


if __name__ == "__main__":
    main()
