"""Lines 3 and 10: the pictures, and the post on its platform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.api import Evidence, Finding, cite_events

from ..tools.banned import counted, flags
from ..tools.checks import Copy, copy_of
from ..tools.normalise import fold, folded_words
from ..tools.placing import awkward, licence_faults, strangers
from ..tools.platforms import show
from ..tools.publish import EDITOR
from ..tools.sources import citations
from ..world.packs import platforms
from .body import cites_of, copy_in

PUBLISH = "copywriting.publish"
SHORTEST_TITLE = 4  # characters: a word alone is no title
_FIELD = ("米", "饭", "稻", "虾")  # what any topic of this trade speaks of


def pictures_fit(evidence: Evidence, *, least: int) -> Finding:
    """Share of the chosen pictures that are licensed, relevant and captioned by what they show.

    At least ``least``, beside a text of one's own that names the product. One picture that may not be
    used online is enough for nothing: publishing it would be an infringement (著作权法第五十三条).
    """
    copy = copy_in(evidence)
    if copy is None or not copy.pictures:
        return Finding(0.0, f"没有配图，要求不少于 {least} 张")
    good = [one for one in copy.pictures if one.picture.is_relevant and one.is_captioned]
    total = max(least, len(copy.pictures))
    notes = [f"配图 {len(copy.pictures)} 张，其中有关且说明相符 {len(good)} 张，{len(good)} ÷ {total}"]
    dumb = [one.picture.id for one in copy.pictures if not one.is_captioned]
    for name, found in (("与产品无关", strangers(copy.pictures)), ("说明没有或与画面不符", dumb)):
        notes += [f"{name}：{'、'.join(found)}"] if found else []
    zero = [f"未授权：{one}" for one in licence_faults(copy.pictures)]
    if not copy.own.is_own or not copy.coverage.product:
        zero.append("正文不是自己写的，或没有写到产品，谈不上图文结合")
    if zero:
        notes.append("；".join(["有下列情形，本项不得分", *zero]))
    facts = {"pictures": len(copy.pictures), "unlicensed": len(licence_faults(copy.pictures))}
    return Finding(0.0 if zero else len(good) / total, "；".join(notes), cites_of(evidence), facts)


def fits_platform(evidence: Evidence, *, platform: str, topics: list[int]) -> Finding:
    """Six rules of equal weight on the last post: topics, pictures, limits, title, words, preview.

    ``topics`` is [low, high], each of which must have to do with brand, product, goal or a point. The text
    must be the student's own and name the brand, and be the one that is handed in.
    """
    posts = [one for one in evidence.states.get(PUBLISH, {}).get("posts", []) if one["platform"] == platform]
    name = platforms().by_id[platform].name
    if not posts:
        return Finding(0.0, f"没有发布到{name}")
    post, editor = posts[-1], evidence.states[EDITOR]
    copy = copy_of(
        {
            **editor,
            "drafts": {"title": post["title"], editor["copy"]["field"]: post["body"]},
            "pictures": post["pictures"],
        }
    )
    rules = _rules(copy, post, topics)
    met = sum(is_met for is_met, _ in rules)
    notes = [f"{len(rules)} 条规则中符合 {met} 条", *(said for is_met, said in rules if not is_met)]
    zero = [] if copy.own.is_own else [copy.own.shown]
    zero += [] if copy.coverage.is_named else ["发布的正文没有写品牌名和产品名"]
    handed = copy_in(evidence)
    if handed is None or fold(handed.body).text != fold(copy.body).text:
        zero.append("发布的正文不是交上来的正文，请在最后一次修改后重新发布")
    if zero:
        notes.append("；".join(["有下列情形，本项不得分", *zero]))
    seqs = [event.seq for event in evidence.steps(PUBLISH, "publish")]
    facts = {"topics": len(post["topics"]), "rules_met": met, "label": bool(post["label"])}
    return Finding(0.0 if zero else met / len(rules), "；".join(notes), cite_events(*seqs[-1:]), facts)


def _rules(copy: Copy, post: Mapping[str, Any], topics: list[int]) -> list[tuple[bool, str]]:  # Any: as above
    shown = show(post["platform"], copy.title, copy.body, post["topics"])
    over = [f"{one.limit.name} {one.length:g}" for one in shown.checks if not one.fits]
    low, high = shown.platform.pictures
    shapes, banned = awkward(copy.pictures), _banned(copy, post["topics"])
    pictures = f"图片 {len(copy.pictures)} 张（{low}—{high}）"
    pictures += f"，宽高比不合：{'、'.join(shapes)}" if shapes else ""
    return [
        _topics_rule(copy, post["topics"], topics),
        (low <= len(copy.pictures) <= high and not shapes, pictures),
        (shown.fits, f"超出平台限制：{'、'.join(over)}"),
        (_has_own_title(copy), f"标题“{copy.title[:20]}”没有写、太短，或照抄素材"),
        (not banned, f"有禁用词：{'、'.join(banned)}"),
        (bool(post["previewed"]), "发布前没有预览这一稿"),
    ]


def _topics_rule(copy: Copy, written: Sequence[str], wanted: list[int]) -> tuple[bool, str]:
    foreign = [topic for topic in written if not _is_about(copy, topic)]
    said = f"话题 {len(written)} 个，要求 {wanted[0]}—{wanted[1]} 个"
    said += f"，与内容无关：{'、'.join(foreign)}" if foreign else ""
    return wanted[0] <= len(written) <= wanted[1] and not foreign, said


def _banned(copy: Copy, topics: Sequence[str]) -> list[str]:
    in_topics = counted(flags(" ".join(topics), citations(copy.world.seed)))
    return sorted({flag.word for flag in (*in_topics, *copy.banned)})


def _is_about(copy: Copy, topic: str) -> bool:
    world, text = copy.world, fold(topic).text
    points = [word for point, _ in world.points for word in point.accept]
    words = (world.brand, *world.names, *_FIELD, world.goal.name, *world.goal.topics, *points)
    return any(word in text for word in folded_words(words))


def _has_own_title(copy: Copy) -> bool:
    # Four characters or more, and not a piece of a card's sentence.
    title = fold(copy.title, keep_breaks=False).text
    given = [fold(claim.text, keep_breaks=False).text for claim in copy.world.claims]
    return len(title) >= SHORTEST_TITLE and not any(title in text for text in given)
