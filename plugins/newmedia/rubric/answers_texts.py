"""The documents of worked answers, written from the account's own figures."""

from __future__ import annotations

from ..tools.ratio import Ratio
from ..world.build import World
from ..world.packs import account
from ..world.variant import spread
from .truth import best, growths, largest, month_groups, net_change, peak, week_readers


def analysis(world: World, *, by_sums: bool = False) -> str:
    """Document 04; ``by_sums`` chooses the best hour and topic by raw counts, as a careless student does."""
    day, count = peak(world)
    date = world.days.day(day)
    choose = largest if by_sums else best
    hours, topics = month_groups(world, "hour"), month_groups(world, "topic")
    hour, topic = choose(hours, "open"), choose(topics, "share")
    now, before = net_change(world)
    change = growths(world.key)["全月"].growth if by_sums else Ratio(now - before, before)
    return f"""# 粉丝分析

## 一、趋势与峰值
新增最多的一天：{date.month} 月 {date.day} 日，{count} 人
净增环比：{change.shown}
最佳推送时段：{hour}，打开率 {hours[hour].open.shown}
转发率最高的主题：{topic}，转发率 {topics[topic].share.shown}

## 二、粉丝类型、性质与分布
{_nature(world)}
"""


def _nature(world: World) -> str:
    women, busiest = spread(world, "sex")[0], spread(world, "age")[2]
    scan, quiet = growths(world.key)["扫码"], spread(world, "kind")[2]
    return (
        f"粉丝里女性占 {women.part.shown}，26—35岁占 {busiest.part.shown}，是关注手作的青年群体。"
        f"沉默粉丝占 {quiet.part.shown}，是下一步要唤醒的对象。扫码带来的新增集中在市集当日，"
        f"但取关率 {scan.churn.shown}，高于全体，说明领礼品的粉丝不稳定。省内粉丝过半，线下活动有基础；"
        "视频号和直播来的粉丝更年轻，适合发短内容。"
    )


def report(world: World, *, adds_days: bool = False) -> str:
    """Document 05; ``adds_days`` sums the daily readers instead of counting each person once."""
    month = growths(world.key)["全月"]
    once, summed = week_readers(world.key)
    found = month_groups(world, "hour")
    hour = best(found, "open")
    due = world.days.now(0).date().replace(day=15)
    return f"""# 反馈简报

致：{account().company}运营部
统计周期：{world.days.month} 至 {world.days.last}

## 关键数据
期末累计粉丝：{month.total}
本月净增：{month.net}
最后七天阅读人数（去重）：{summed if adds_days else once}

## 主要发现
新增靠市集拉动，{hour} 推送的打开率最高，沉默粉丝接近一半。

## 优化建议
1. 把主要图文改到 {hour} 推送，连续四周比较打开率。
2. 增加转发率高的主题，每月至少三篇。
3. 扫码关注后三天内发欢迎图文，降低取关。
4. 对沉默粉丝做一次有奖征集，带动互动。

责任人：内容组 田苗
完成时间：{due}
"""
