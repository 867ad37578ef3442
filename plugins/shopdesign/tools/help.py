"""The formulas behind the numbers, for the tools' help."""

from __future__ import annotations

from workbench.api import Formula

_CAST = Formula(
    "色偏 ΔE", "灰卡的 √(a*² + b*²)，0 为中性；是可量的指标，不等于好看", "CIE 1976 L*a*b*（D65）"
)
_BRIGHT = Formula(
    "平均亮度", "0.2126 R + 0.7152 G + 0.0722 B 的平均，0—255，长边 480 像素时量", "ITU-R BT.709"
)
_SHARP = Formula(
    "锐度",
    "轻度平滑后 1000 ×（拉普拉斯均方 − 最平静处的均方）÷ 亮度方差，长边 480 像素时量；噪点变多不算锐利",
    "Pech-Pacheco 2000 的拉普拉斯方差；归一和去噪为本工具规定",
)

DESK_FORMULAS = (
    Formula("亮度、色温、色调", "红绿蓝各乘一个倍数：色温 ±30 %，色调 ±20 %，亮度为总倍数", "本工具规定"),
    Formula("锐化", "反锐化蒙版，半径为长边的 1/320，差 3 级以内不锐化", "通行做法（Unsharp Mask）"),
    Formula("大小", "1 KB = 1024 字节", "本题规定"),
    _BRIGHT,
    _CAST,
    _SHARP,
)
CHECK_FORMULAS = (
    Formula("真实格式", "看文件开头的字节，不看后缀", "各格式的文件头规定"),
    Formula("大小", "字节数 ÷ 1024 = KB", "本题规定"),
    Formula(
        "对比度",
        "（亮 + 0.05）÷（暗 + 0.05），按文字背后最差的一格；小字 4.5，大字 3",
        "WCAG 2.1 第 1.4.3 条；最差一格为本工具规定",
    ),
    Formula("主体占比", "商品轮廓露出的像素 ÷ 全部像素", "本工具规定"),
    Formula("文字占比", "各文字框的并集 ÷ 全部像素", "本工具规定；平台的算法未核", verified=False),
    _BRIGHT,
    _CAST,
    _SHARP,
)
