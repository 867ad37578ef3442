"""The host's panels by the part of the page that they stand on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from workbench.panels import clauses, forms, groups, lines, timing, totals, variants
from workbench.panels.shown import Basis, Head, HostPanel, Shown

WHOLE, LINES, FORMS, TIME = "总体", "评分项与条款", "信度与公平", "用时"


def _panel(name: str, title: str, question: str, reading: str, show: Callable[[Basis], Shown]) -> HostPanel:
    return HostPanel(Head(name, title, question, reading), show)


PARTS: Mapping[str, tuple[HostPanel, ...]] = MappingProxyType({
    WHOLE: (
        _panel(
            "totals", "总分分布", "这场考试总体考得怎样，有多少人及格？",
            "一根柱子是一个分数段的份数，绿色及格、红色不及格，虚线是及格线。"
            "区间是合格率的 95 % 区间（Wilson）：换一批同样的考生，合格率大致落在里面。只算全部评完的答卷。",
            totals.spread,
        ),
        _panel(
            "process", "过程与结果", "过程做得规范的人，成果是不是也好？",
            "一点是一份答卷。斜线以下，过程得分率高于结果：步骤做了，成果没做好；斜线以上，成果好而过程缺项，"
            "可以去看操作回放。相关越接近 1，两类分越同步。",
            totals.process_result,
        ),
        _panel(
            "groups", "班级与模块", "哪个班、哪个模块明显高或低？",
            "横条是平均分，细线是 95 % 区间。两条细线重叠，就不要说谁比谁好。蓝色是班级，绿色是模块。",
            groups.groups,
        ),
    ),
    LINES: (
        _panel(
            "lines", "各评分项得分率", "哪一项普遍没做好，要在教学中补？",
            "横条是平均得分率，细线是中间一半答卷的范围。条短而细线也短，是大家都不会；条短而细线长，是两极分化。",
            lines.line_shares,
        ),
        _panel(
            "clauses", "条款得分率", "标准的哪一条没有学到位？",
            "一格是一道题里考到这一条的全部评分项，数字是得分率，越绿越好。一个评分项考几条，就在几格里都算。",
            clauses.clause_map,
        ),
        _panel(
            "facility", "难度与区分度", "哪一项分不出好坏，评分规则要不要改？",
            "越靠右越容易；越靠上，这一项得分高的人其他项也高，越能分出强弱。竖线是 95 % 区间。"
            "整条竖线都在 0.2 以下的项目，请核对题面和评分规则。",
            lines.telling,
        ),
    ),
    FORMS: (
        _panel(
            "reliability", "信度与标准误", "分数有多准，及格线附近的人能不能只凭分数定？",
            "信度 α 越接近 1，各评分项越一致，一般要求 0.7 以上；细线是 95 % 区间。标准误是分数里的误差："
            "两份卷相差不到一两个标准误，不能说谁好。",
            forms.exactness,
        ),
        _panel(
            "variants", "题目版本是否公平", "抽到不同数据的考生，吃亏了没有？",
            "横条是抽到这个版本的平均分减去同一道题其余版本的平均分，细线是 95 % 区间，红色报警。"
            "没有报警不等于完全一样难，只是差别没有大到说得准。",
            variants.variants,
        ),
    ),
    TIME: (
        _panel(
            "subtask-time", "各步骤用时", "题面里哪一步最花时间？",
            "横条是中位数，细线是中间一半考生。写成果的操作算在那一步；查询等其他操作算到接下来写的那一步。",
            timing.by_subtask,
        ),
        _panel(
            "tool-time", "各工具用时", "时间花在查、算还是写？",
            "一次操作之前的时间算给这次操作的工具。没有用过这个工具的答卷不计入这一条。",
            timing.by_tool,
        ),
        _panel(
            "time", "用时与总分", "时间够不够，做得慢的人是不是得分低？",
            "一点是一份答卷。多数点挤在时限处，说明题量偏大；用时很短而得分很高的，可以去看操作回放。",
            totals.working_time,
        ),
    ),
})  # fmt: skip

READY: tuple[HostPanel, ...] = tuple(panel for part in PARTS.values() for panel in part)
