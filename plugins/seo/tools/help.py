"""The tools' help: how each number comes about, and who says so."""

from __future__ import annotations

from workbench.api import Formula

from .campaign import CTR_BASE_PPM, CTR_TENTH_PPM, OFF_HOURS_PERCENT, RULES
from .creative import bid_rules
from .density import FORMULA as DENSITY
from .money import yuan
from .quality import FORMULA as QUALITY
from .report import formulas as report_formulas

_MIRROR = "百度推广帮助（公开网页转引，未见原文）"
_OWN = "试题规定"


_LENGTH = Formula("字数", "汉字和全角符号计 1 字，半角字母、数字、符号计 0.5 字（显示宽度 ÷ 2）", _OWN)


def site_formulas() -> tuple[Formula, ...]:
    """The back office's help: by which rule the saved texts are counted."""
    return (_LENGTH,)


def checker_formulas() -> tuple[Formula, ...]:
    """The checker's help."""
    return (
        Formula(
            "关键词密度", DENSITY + "；正文只算看得见的文字，空白不计", "站长工具类公开源码", verified=False
        ),
        _LENGTH,
        Formula("参考密度", "2 %—8 %，低于为过低，高于为过高", "站长工具类公开源码的提示语", verified=False),
        Formula(
            "链接内外", "网址的主机名与本站相同为站内，与端口无关；# 开头为页内", "RFC 3986 对主机名的定义"
        ),
    )


def planner_formulas() -> tuple[Formula, ...]:
    """The planner's help."""
    lowest = f"{yuan(RULES.reserve // 10)} 元 ÷ 质量度"
    places = "、".join(f"{thousandths / 10:g}%" for thousandths in RULES.places)
    ctr = f"第一名 {CTR_BASE_PPM / 10_000:g}% + 质量度 × {CTR_TENTH_PPM / 1_000:g}%"
    off = f"接单时间以外剩 {OFF_HOURS_PERCENT}%"
    quoted = {
        "综合排名": "出价 × 质量度，高的在前；相同的质量度高的在前，再相同先开户的在前",
        "点击价格": "下一名出价 × 下一名质量度 ÷ 自己的质量度 + 0.01 元，四舍五入到分；"
        "不低于自己的最低展现价，不高于自己的出价",
        "最后一名或唯一": f"付最低展现价 = {lowest}；出价低于它不展现。出价 0、暂停、质量度 0 都不参加",
        "匹配": "精确：字字相同。短语：搜索词里连着出现关键词或同义词。"
        "广泛：含全部核心词，次序不限，也认错别字",
        "质量度": f"{QUALITY}；没有合规创意为 0。三项的名称见公开资料，权重和打分为试题规定",
    }
    own = {
        "同账户多个词": "一次搜索只出一条：先比匹配松紧，再比出价 × 质量度，再比先后",
        "预算": "当天余额第一次不够按自己的出价付一次点击，该计划当天下线；账户日预算同样，所以不会超支",
        "点击机会": f"{ctr}；四个位置依次保留 {places}；短语打九折，广泛打七折",
        "转化机会": f"搜索词自己的转化率；服务地域以外为 0；{off}；落地页不对口再打折",
    }
    return (
        *(Formula(name, text, _MIRROR, verified=False) for name, text in quoted.items()),
        *(Formula(name, text, _OWN) for name, text in own.items()),
        *_creative_formulas(),
        *report_formulas(),
    )


def _creative_formulas() -> tuple[Formula, ...]:
    rules, banned = bid_rules().creative, bid_rules().banned_source
    lengths = "，".join(f"{rule.name} {rule.low}—{rule.high} 字" for rule in rules)
    words = "、".join(row.word for row in bid_rules().banned)
    return (
        Formula("创意字数", lengths, rules[0].source, verified=rules[0].verified),
        Formula("创意禁用语", words, banned.text, verified=banned.verified),
    )
