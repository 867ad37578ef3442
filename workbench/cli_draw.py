"""The commands that add to a draw which is made: one candidate again, and late candidates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from workbench.cli_options import AS_JSON, HOME, PLUGINS_DIR, print_json
from workbench.cli_store import BY, NEW_FILE, OLD_FILE, opened
from workbench.domain.errors import WorkbenchError
from workbench.usecases import accounts, draw_sheet, latecomers, redrawing
from workbench.usecases.operators import operator
from workbench.usecases.roster import read_roster
from workbench.usecases.signed import Signed

REASON = click.option("--reason", required=True, help="Why, in ten characters or more; it is printed.")
SIGNED = click.option(
    "--signed", nargs=2, required=True, metavar="NAME NAME", help="The two people who answer for it."
)


@click.command()
@click.argument("sitting", type=int)
@click.argument("candidate")
@REASON
@SIGNED
@HOME
@PLUGINS_DIR
@BY
@AS_JSON
def redraw(sitting: int, candidate: str, *, as_json: bool, **given: Any) -> None:  # Any: click's own values
    """Draw the item of one CANDIDATE of a drawn or open sitting again; the paper before becomes void."""
    signed = Signed.typed(given["reason"], *given["signed"])
    with opened(given["home"], given["plugins_dir"]) as wb:
        done = redrawing.redraw_candidate(wb, operator(wb, given["by"]), sitting, candidate, signed)
    line = done.line
    told = {"candidate": line.candidate, "redraw": line.number, "item": line.item}
    told |= {"data_seed": line.data_seed, "had_before": done.is_had, "record_hash": done.record_hash}
    if as_json:
        print_json(told)
        return
    note = "; the candidate had it before, its numbers are new" if done.is_had else ""
    print(f"{line.candidate}: {line.item} with data seed {line.data_seed}{note}")
    print(f"record {done.record_hash}")


@click.command()
@click.argument("sitting", type=int)
@click.option("--roster", type=OLD_FILE, required=True, help="The late candidates, xlsx or CSV.")
@click.option("--ceremony", required=True, help="A public value of its own.")
@click.option("--slips", type=NEW_FILE, required=True, help="The new PDF of seat slips with the PINs.")
@click.option("--address", default="", help="The address that is printed on the slips.")
@REASON
@SIGNED
@HOME
@PLUGINS_DIR
@BY
@AS_JSON
def late(sitting: int, roster: Path, slips: Path, *, as_json: bool, **given: Any) -> None:  # Any: as above
    """Put late candidates on the roster of a drawn or open sitting, and draw for them alone."""
    rows = read_roster(roster.read_bytes())
    signed = Signed.typed(given["reason"], *given["signed"])
    with opened(given["home"], given["plugins_dir"]) as wb:
        by = operator(wb, given["by"])
        title = draw_sheet.sheet(wb, by, sitting).sitting.name
        _make(slips)  # before anything is changed: a PIN that cannot be printed is of no use
        try:
            made = latecomers.add_latecomers(wb, by, sitting, rows, (given["ceremony"], signed))
        except WorkbenchError:
            slips.unlink()
            raise
    slips.write_bytes(accounts.slips_pdf(title, given["address"], made))
    numbers = [slip.number for slip in made]
    if as_json:
        print_json({"candidates": numbers, "slips": str(slips)})
    else:
        print(f"drawn for {len(numbers)} late candidates: {', '.join(numbers)}\nslips {slips}")


def _make(slips: Path) -> None:
    try:
        slips.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise click.ClickException(
            f"{slips}: want a new file that can be written: {error.strerror}"
        ) from error


COMMANDS = (redraw, late)
