"""What the tool stands for, and its formulas with their sources, for the help above it."""

from __future__ import annotations

from workbench.api import Formula

SIMULATES = "模拟网店的定价与成本利润核算：成本项由你录入，下月销量按试销记录推算；只在本题内有效。"

_COMMON = "管理会计通行公式"

FORMULAS: tuple[Formula, ...] = (
    Formula("成本金额", "单价 × 基数；费率 × 金额；年费 ÷ 12", "本题规定"),
    Formula("毛利、毛利率", "收入 − 货品成本；毛利 ÷ 收入", _COMMON),
    Formula("净利润、净利率", "收入 − 成本费用合计；净利润 ÷ 收入", _COMMON),
    Formula("平台佣金", "实付金额 × 佣金率（不按标价）", "平台结算通行口径", verified=False),
    Formula("平均售价", "收入 ÷ 净销售件数，四舍五入到分", "本题规定"),
    Formula("单位变动成本", "变动成本 ÷ 净销售件数，四舍五入到分", "本题规定"),
    Formula("盈亏平衡销量", "固定费用 ÷（平均售价 − 单位变动成本），不足一件进一件", _COMMON),
    Formula("安全边际率", "（净销售件数 − 盈亏平衡销量）÷ 净销售件数", _COMMON),
    Formula("目标利润销量", "（固定费用 + 目标利润）÷（平均售价 − 单位变动成本），不足一件进一件", _COMMON),
    Formula("预计销量", "试销记录中两点之间按直线，再乘（1 + 销量变化），取整件；不外推", "本题规定"),
    Formula("敏感性", "每次只动一个因素，上下各 10 %，看净利润变多少", _COMMON),
    Formula("优惠叠加", "按你排的次序逐层计算；门槛看当时还剩的金额", "本题规定"),
    Formula("尾数定价", "不高于算出价格的、合乎尾数的最高价", "本题规定"),
)
