"""The strict shape of a task file's head, checked once at the border and turned into domain values."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from workbench.domain import rubric, task


def _exact(value: object) -> object:
    # A float such as 0.5 becomes the decimal that its author wrote; everything else is left to pydantic.
    return Decimal(repr(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


Points = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=100, decimal_places=2)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=64)]
Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class DeliverableModel(_Strict):
    """Something to hand in."""

    id: Id
    name: Text
    tool: Id
    columns: list[Text] = []
    template: str = ""

    def value(self) -> task.Deliverable:
        """The domain's value."""
        return task.Deliverable(self.id, self.name, self.tool, tuple(self.columns), self.template)


class SubTaskModel(_Strict):
    """One step of the brief."""

    no: int = Field(ge=1)
    text: Text
    minutes: int = Field(ge=1)
    tools: list[Id] = []
    deliverable: DeliverableModel | None = None

    def value(self) -> task.SubTask:
        """The domain's value."""
        made = self.deliverable.value() if self.deliverable else None
        return task.SubTask(self.no, self.text, self.minutes, tuple(self.tools), made)


class MaterialModel(_Strict):
    """Something to read."""

    id: Id
    title: Text
    text: str = ""
    rows_from: str | None = None

    def value(self) -> task.Material:
        """The domain's value."""
        return task.Material(self.id, self.title, self.text, self.rows_from)


class DrawModel(_Strict):
    """How one value of the variant is drawn: a whole number in a range, or one of a list."""

    # The file's word is ``int``; as a Python name it would hide the type from the annotations here.
    span: Annotated[list[int], Field(min_length=2, max_length=2)] | None = Field(None, alias="int")
    choice: Annotated[list[Any], Field(min_length=1)] | None = None  # Any: the author's own JSON values

    @model_validator(mode="after")
    def _one_way(self) -> DrawModel:
        if (self.span is None) == (self.choice is None):
            raise ValueError("want one of 'int: [low, high]' and 'choice: [...]'")
        if self.span is not None and self.span[0] > self.span[1]:
            raise ValueError(f"want low <= high, found {self.span}")
        return self


class LevelModel(_Strict):
    """A step of a judged line."""

    letter: Annotated[str, Field(pattern="^[A-Z]$")]
    percent: Annotated[list[int], Field(min_length=2, max_length=2)]
    descriptor: Text

    def value(self) -> rubric.Level:
        """The domain's value."""
        return rubric.Level(self.letter, self.percent[0], self.percent[1], self.descriptor)


class LineModel(_Strict):
    """One line of the rubric."""

    id: Id
    title: Text
    points: Points
    by: Literal["auto", "examiner", "both"]
    type: Literal["process", "result"]
    clauses: Annotated[list[Text], Field(min_length=1)]
    use: str | None = None
    params: dict[str, Any] = {}  # Any: checked against the criterion's own types when the task is loaded
    auto_points: Points | None = None
    levels: list[LevelModel] = []

    @model_validator(mode="after")
    def _fits(self) -> LineModel:
        self.value()
        return self

    def value(self) -> rubric.Line:
        """The domain's value. Raises ValueError where by, use and auto_points disagree."""
        machine = {"auto": self.points, "examiner": Decimal(0)}.get(self.by, self.auto_points or Decimal(0))
        return rubric.Line(
            id=self.id,
            title=self.title,
            points=self.points,
            by=self.by,
            kind=self.type,
            clauses=tuple(self.clauses),
            use=self.use,
            params=self.params,
            auto_points=machine,
            levels=tuple(level.value() for level in self.levels) or rubric.LEVELS,
        )


class StepModel(_Strict):
    """One step of a worked answer."""

    tool: Id
    action: Id
    params: dict[str, Any] = {}  # Any: checked against the action's dataclass when the sample runs
    at: float | int | None = None

    def value(self) -> task.SampleStep:
        """The domain's value."""
        at = None if self.at is None else float(self.at)
        return task.SampleStep(self.tool, self.action, self.params, at)


class SampleModel(_Strict):
    """A worked answer and what it must earn."""

    name: Id
    kind: Literal["good", "weak", "empty", "hostile"]
    earns: Annotated[list[Points], Field(min_length=2, max_length=2)]
    steps: list[StepModel] = []
    answer: str | None = None
    seed: int = 0

    def value(self) -> task.Sample:
        """The domain's value."""
        steps = tuple(step.value() for step in self.steps)
        return task.Sample(self.name, self.kind, self.earns[0], self.earns[1], steps, self.answer, self.seed)


class TaskModel(_Strict):
    """A whole head."""

    schema_number: Literal[1] = Field(alias="schema")
    id: Id
    part: Id
    title: Text
    minutes: int = Field(ge=1, le=240)
    clauses: Annotated[list[Text], Field(min_length=1)]
    tools: Annotated[list[Id], Field(min_length=1)]
    subtasks: Annotated[list[SubTaskModel], Field(min_length=1)]
    materials: list[MaterialModel] = []
    draw: dict[str, DrawModel] = {}
    given: dict[str, Any] = {}  # Any: the author's own JSON values
    rubric: Annotated[list[LineModel], Field(min_length=1)]
    samples: Annotated[list[SampleModel], Field(min_length=1)]
    state: Literal["draft", "ready", "retired"] = "ready"
