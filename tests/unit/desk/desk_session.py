"""A ToolSession over the real engines, kept in memory."""

from tests.unit.desk.test_engines import GIVEN, TOOLS


class Session:
    locked = False
    given = GIVEN

    def __init__(self, tool_id):
        self.tool = TOOLS[tool_id]
        self.steps = []
        self.seen = {name: TOOLS[name].engine.start(GIVEN, 1) for name in TOOLS if self.tool.sees(name)}
        self.state = self.tool.engine.start(GIVEN, 1)

    def do(self, action, **params):
        extra = (self.seen,) if self.tool.reads else ()
        self.state = self.tool.engine.apply(self.state, action, params, *extra)
        self.steps.append((action, params))
        return True

    def key(self, name):
        return f"{self.tool.id}-{name}"

    def download_url(self, field):
        return f"/export/a/{self.tool.id}/{field}"

    def editor(self, field, *, label, kind="text", rows=14, options=None):
        return self.state["drafts"][field]
