"""The command line: its own commands, those of the other ``cli_`` files, and the plugins'."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Any

import click

from workbench import cli_batch, cli_draw, cli_exports, cli_store
from workbench.cli_options import AS_JSON, HOME, PLUGINS_DIR, print_json
from workbench.domain.errors import WorkbenchError
from workbench.domain.score import Outcome
from workbench.host import registry as plugins
from workbench.host.registry import Registry
from workbench.host.samples import SampleResult
from workbench.host.samples import run as run_sample
from workbench.host.standard import coverage
from workbench.settings import Settings
from workbench.usecases import drawing


class _Group(click.Group):
    """Turns the workbench's own errors into one message and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:  # Any: click's own
        try:
            return super().invoke(ctx)
        except WorkbenchError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="practical-task-workbench")
def main() -> None:
    """A workbench of timed practical tasks for 网络营销与直播电商."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)


@main.command()
@click.option("--host", help="Address to listen on; 0.0.0.0 opens the workbench to the room.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@HOME
@PLUGINS_DIR
@click.option(
    "--trusted-proxies",
    help="Addresses or networks, parted by commas, whose X-Forwarded-For and -Proto are believed.",
)
@click.option("--demo", is_flag=True, help="On an empty home, make a demo class with a sitting that is open.")
def run(**given: Any) -> None:  # Any: click's own values
    """Start the workbench and serve it until it is stopped."""
    from workbench.web.serve import serve  # noqa: PLC0415  the server is only needed here

    serve(Settings.read(os.environ, **{name: value for name, value in given.items() if value}))


@main.command(name="plugins")
@PLUGINS_DIR
@AS_JSON
def list_plugins(plugins_dir: Path | None, *, as_json: bool) -> None:
    """List the plugins, what each offers, and why any was left out."""
    rows = _plugin_rows(plugins.load(plugins_dir))
    if as_json:
        print_json({"plugins": rows})
    for row in rows if not as_json else ():
        offers = f"{len(row['tools'])} tools, {len(row['tasks'])} tasks, {len(row['criteria'])} criteria"
        text = offers if row["status"] == "installed" else f"REJECTED: {row['reason']}"
        print(f"{row['name']:14} {row['source']}\n{'':14} {text}")
    if any(row["status"] == "rejected" for row in rows):
        sys.exit(1)


def _plugin_rows(found: Registry) -> list[dict[str, Any]]:  # Any: JSON
    installed = [
        {
            "name": name,
            "module": plugin.module.module,
            "source": plugin.source,
            "status": "installed",
            "reason": "",
            "tools": list(plugin.tools),
            "tasks": list(plugin.tasks),
            "criteria": sorted(plugin.criteria),
        }
        for name, plugin in found.plugins.items()
    ]
    nothing: dict[str, Any] = {"tools": [], "tasks": [], "criteria": []}
    rejected = [
        {"name": one.name, "module": "", "source": one.source, "status": "rejected", "reason": one.reason}
        | nothing
        for one in found.rejected
    ]
    return [*installed, *rejected]


@main.command()
@click.option("--store", is_flag=True, help="Check the store of a home instead; it may be in use.")
@HOME
@PLUGINS_DIR
@AS_JSON
def check(plugins_dir: Path | None, home: Path | None, *, store: bool, as_json: bool) -> None:
    """Check every plugin, task and sample, or a store; exit code 1 when anything is wrong."""
    if store:
        cli_store.check_store(home, plugins_dir, as_json=as_json)
    found = plugins.load(plugins_dir)
    results = [run_sample(found, task, sample) for task in found.tasks.values() for sample in task.samples]
    kept = all(result.is_kept for result in results) and not found.rejected
    if as_json:
        rejected = [{"name": one.name, "source": one.source, "reason": one.reason} for one in found.rejected]
        print_json({"ok": kept, "rejected": rejected, "samples": [_sample_row(result) for result in results]})
    else:
        for result in results:
            print(_sample_line(result))
        for one in found.rejected:
            print(f"REJECTED {one.name} ({one.source})\n{one.reason}")
        print("all is well" if kept else "something is wrong")
    sys.exit(0 if kept else 1)


def _sample_line(result: SampleResult) -> str:
    promise = f"{result.sample.low}..{result.sample.high}"
    word = "ok   " if result.is_kept else "WRONG"
    name = f"{result.task.plugin}/{result.task.id} {result.sample.name}"
    return f"{word} {name}: {result.points} of {result.max_points}, promised {promise}"


def _sample_row(result: SampleResult) -> dict[str, Any]:  # Any: JSON
    return {
        "task": f"{result.task.plugin}/{result.task.id}",
        "sample": result.sample.name,
        "seed": result.sample.seed,
        "points": float(result.points),
        "max_points": float(result.max_points),
        "outcomes": [_outcome_row(outcome) for outcome in result.outcomes],
    }


def _outcome_row(outcome: Outcome) -> dict[str, Any]:  # Any: JSON
    return {
        "criterion": outcome.criterion or outcome.line,
        "line": outcome.line,
        "status": outcome.status,
        "points": None if outcome.points is None else float(outcome.points),
        "max_points": float(outcome.max_points),
        "reason": outcome.reason,
        "cites": [cite.as_json() for cite in outcome.cites],
    }


@main.command(name="try")
@click.argument("name", metavar="PLUGIN/TASK")
@click.option("--sample", "sample_name", help="One sample; without it, all of them.")
@PLUGINS_DIR
@AS_JSON
def try_task(name: str, sample_name: str | None, plugins_dir: Path | None, *, as_json: bool) -> None:
    """Run a task's worked answers and show every point with its reason."""
    found = plugins.load(plugins_dir)
    known = {f"{task.plugin}/{task.id}": task for task in found.tasks.values()}
    if name not in known:
        raise click.ClickException(f"no task {name!r}; there are: {', '.join(sorted(known)) or 'none'}")
    chosen = [one for one in known[name].samples if sample_name in (None, one.name)]
    if not chosen:
        names = ", ".join(one.name for one in known[name].samples)
        raise click.ClickException(f"no sample {sample_name!r}; {name} has: {names}")
    results = [run_sample(found, known[name], sample) for sample in chosen]
    if as_json:
        rows = [_sample_row(result) for result in results]
        print_json(rows[0] if sample_name else {"samples": rows})
    for result in results if not as_json else ():
        print(_sample_line(result))
        for outcome in result.outcomes:
            points = "-" if outcome.points is None else str(outcome.points)
            earned = f"{points:>6} of {outcome.max_points}"
            print(f"  {outcome.line:>3} {outcome.status:14} {earned}  {outcome.reason}")
    sys.exit(0 if all(result.is_kept for result in results) else 1)


@main.command()
@PLUGINS_DIR
@AS_JSON
def clauses(plugins_dir: Path | None, *, as_json: bool) -> None:
    """Show which of the standard's 118 clauses the loaded tasks cover, and which are missing."""
    rows = coverage(plugins.load(plugins_dir).tasks)
    covered = sum(row.is_covered for row in rows)
    if as_json:
        listed = [
            {
                "id": row.clause.id,
                "zh": row.clause.zh,
                "tools": list(row.tools),
                "tasks": list(row.tasks),
                "criteria": list(row.criteria),
            }
            for row in rows
        ]
        print_json({"total": len(rows), "covered": covered, "clauses": listed})
        return
    for row in rows:
        print(f"{'covered' if row.is_covered else 'MISSING':8} {row.clause.id:24} {', '.join(row.tasks)}")
    print(f"{covered} of {len(rows)} clauses are covered; {len(rows) - covered} are missing")


@main.command()
@click.option(
    "--roster", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Class list, CSV."
)
@click.option("--bank", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Item ids, JSON.")
@click.option("--exam", default="", help="The exam's name, as published.")
@click.option("--ceremony", default="", help="The value that the two officials entered.")
@click.option("--policy", default="{}", help="The policy as JSON.")
@click.option(
    "--vectors", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Reproduce vectors."
)
@click.option(
    "--verify", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Recompute a record."
)
@AS_JSON
def draw(**given: Any) -> None:  # Any: click's own values
    """Make a draw, reproduce test vectors, or recompute a stored record."""
    report = drawing.command(**{name: value for name, value in given.items() if name != "as_json"})
    if given["as_json"]:
        print_json(report.as_json)
    else:
        print(report.text)
    sys.exit(0 if report.is_right else 1)


@main.command(name="rehearse")
@click.option("--candidates", type=click.IntRange(2, 2000), default=100, show_default=True)
@click.option(
    "--minutes-compressed", "minutes", type=click.FloatRange(0.05, 240), default=2.0, show_default=True,
    help="How long the compressed hour lasts; the pace of each candidate is that of an exam.",
)  # fmt: skip
@click.option(
    "--kills", type=click.IntRange(0, 100), default=3, show_default=True, help="Kills of the server."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed plays the same room.")
@click.option("--database-url", default="", help="An empty database in place of SQLite in a temporary home.")
@click.option(
    "--base-url",
    "bases",
    multiple=True,
    help="A running server to drive, instead of one of its own; repeatable.",
)
@click.option("--kill-command", default="", help="With --base-url: a command that kills one of the servers.")
@click.option(
    "--watch", "watched", multiple=True, metavar="NAME=PID",
    help="With --base-url: a process of this computer whose use of it is told; repeatable.",
)  # fmt: skip
@PLUGINS_DIR
@AS_JSON
def rehearse_exam(*, as_json: bool, **given: Any) -> None:  # Any: click's own values
    """Rehearse an exam on this computer and say go or no-go; exit code 0 only for go."""
    from workbench.rehearsal.command import command  # noqa: PLC0415  the client is only needed here
    from workbench.rehearsal.run import Plan  # noqa: PLC0415  as above

    report = command(Plan(home=Path(), **given))
    if as_json:
        print_json(report.as_json)
    else:
        print(report.text)
    sys.exit(0 if report.is_go else 1)


for _command in (*cli_store.COMMANDS, *cli_draw.COMMANDS, *cli_batch.COMMANDS, cli_exports.export):
    main.add_command(_command)


def _add_plugin_commands() -> None:
    for name, plugin in plugins.load(None).plugins.items():
        hook = getattr(plugin.front, "workbench_commands", None)
        if hook is None:
            continue
        group = click.Group(name, help=plugin.module.summary)
        try:
            hook(group)
        except Exception as error:  # noqa: BLE001  the border: one plugin's commands must not stop the others
            click.echo(f"workbench {name}: its commands are left out: {error}", err=True)
            continue
        if group.commands:
            main.add_command(group)


def entry() -> None:
    """The console script: the workbench's commands and those of the installed plugins."""
    _add_plugin_commands()
    main()


if __name__ == "__main__":
    entry()
