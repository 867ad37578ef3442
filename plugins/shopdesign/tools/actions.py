"""What a student can do at the picture desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from workbench.api import Action


@dataclass(frozen=True, slots=True)
class OnCanvas:
    """A step on a whole canvas; ``canvas`` is the id of what is to be handed in."""

    canvas: str


@dataclass(frozen=True, slots=True)
class SetCanvas:
    """Size in pixels and background colour."""

    canvas: str
    width: int
    height: int
    background: str


@dataclass(frozen=True, slots=True)
class AddPicture:
    """A picture of the shelf or an upload."""

    canvas: str
    source: str


@dataclass(frozen=True, slots=True)
class AddText:
    """A text in the default style."""

    canvas: str
    text: str


@dataclass(frozen=True, slots=True)
class AddShape:
    """A shape in the default style."""

    canvas: str
    form: str


@dataclass(frozen=True, slots=True)
class CopyFrom:
    """All layers of another canvas."""

    canvas: str
    other: str


@dataclass(frozen=True, slots=True)
class OnLayer:
    """A step on one layer."""

    canvas: str
    layer: str


@dataclass(frozen=True, slots=True)
class PlaceLayer:
    """Corner, size (pixels), turn (degrees clockwise), opacity (percent)."""

    canvas: str
    layer: str
    x: int
    y: int
    width: int
    height: int
    rotate: float
    opacity: int


@dataclass(frozen=True, slots=True)
class Adjust:
    """Slider positions, see Adjustments."""

    canvas: str
    layer: str
    brightness: float
    contrast: float
    colour: float
    sharpness: float
    temperature: float
    tint: float


@dataclass(frozen=True, slots=True)
class Crop:
    """Shares that are cut off at each side."""

    canvas: str
    layer: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class SetText:
    """Words and style of type."""

    canvas: str
    layer: str
    text: str
    size: int
    colour: str
    weight: int
    outline: int
    outline_colour: str


@dataclass(frozen=True, slots=True)
class SetShape:
    """Form and style of a shape."""

    canvas: str
    layer: str
    form: str
    fill: str
    border: int
    border_colour: str
    radius: int


@dataclass(frozen=True, slots=True)
class Rename:
    """Another name for a layer."""

    canvas: str
    layer: str
    name: str


@dataclass(frozen=True, slots=True)
class Hide:
    """Whether a layer is hidden."""

    canvas: str
    layer: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Move:
    """One step up or down, or to the top or bottom."""

    canvas: str
    layer: str
    to: Literal["up", "down", "top", "bottom"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A student's own picture; ``owner`` says where it comes from."""

    owner: Literal["own", "other"] = "other"
    file: str = ""
    name: str = ""
    size: int = 0
    facts: dict[str, Any] = field(default_factory=dict)  # Any: what intake read


@dataclass(frozen=True, slots=True)
class Export:
    """The picture of a canvas as a file; ``quality`` from 1 to 100 where the format has one."""

    canvas: str
    quality: int = 90
    file: str = ""
    name: str = ""
    size: int = 0
    facts: dict[str, Any] = field(default_factory=dict)  # Any: as above


ACTIONS = (
    Action("set_canvas", "设置画布", SetCanvas),
    Action("add_picture", "加入图片", AddPicture),
    Action("add_text", "加入文字", AddText),
    Action("add_shape", "加入形状", AddShape),
    Action("copy_from", "取用另一画布的图层", CopyFrom),
    Action("place", "位置与角度", PlaceLayer),
    Action("adjust", "调色", Adjust),
    Action("crop", "裁剪", Crop),
    Action("set_text", "修改文字", SetText),
    Action("set_shape", "修改形状", SetShape),
    Action("rename", "图层改名", Rename),
    Action("hide", "隐藏或显示", Hide),
    Action("move", "图层次序", Move),
    Action("copy", "复制图层", OnLayer),
    Action("delete", "删除图层", OnLayer),
    Action("undo", "撤销", OnCanvas),
    Action("redo", "重做", OnCanvas),
    Action("compare", "保存校正前后对比", OnCanvas),
    Action("upload", "上传图片", Upload, takes_file=True),
    Action("export", "导出图片", Export, takes_file=True),
)
