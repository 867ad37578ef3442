from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench.cli import main
from workbench.host import registry

VECTORS = str(Path(__file__).parent / "domain" / "draw_vectors.json")
BANK = {
    "service.pre": ["service.pre-01"], "service.post": ["service.post-01"], "shopdesign": ["shopdesign-01"],
    "operations": ["operations-01"], "seo": ["seo-01"], "newmedia": ["newmedia-01"], "copywriting": ["copywriting-01"],
}  # fmt: skip


def ran(*arguments: str, code: int = 0):
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, result.output
    return result.output


def said(*arguments: str, code: int = 0):
    return json.loads(ran(*arguments, "--json", code=code))


def test_plugins_lists_what_each_offers() -> None:
    (seo,) = [row for row in said("plugins")["plugins"] if row["name"] == "seo"]
    assert seo["status"] == "installed"
    assert seo["module"] == "promotion"
    assert {"seo.checker", "seo.site"} <= set(seo["tools"])
    assert "seo-02" in seo["tasks"]
    assert "tdk_query" in seo["criteria"]
    assert set(seo) == {"name", "module", "source", "status", "reason", "tools", "tasks", "criteria"}


def test_a_rejected_plugin_is_listed_with_its_reason_and_fails_the_command(tmp_path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "plugin.py").write_text("import no_such_package")
    rows = said("plugins", "--plugins-dir", str(tmp_path), code=1)["plugins"]
    (broken,) = [row for row in rows if row["name"] == "broken"]
    assert (broken["status"], broken["tasks"]) == ("rejected", [])
    assert "no_such_package" in broken["reason"]
    assert "REJECTED" in ran("check", "--plugins-dir", str(tmp_path), code=1)


def test_clauses_tells_the_truth() -> None:
    report = said("clauses")
    named = {
        clause for task in registry.load().tasks.values() for line in task.rubric for clause in line.clauses
    }
    covered = {row["id"] for row in report["clauses"] if row["tasks"]}
    assert (report["total"], len(report["clauses"]), report["covered"]) == (118, 118, len(named))
    assert covered == named
    row = next(row for row in report["clauses"] if row["id"] == "seo.req.3")
    assert row["tasks"] == ["seo-02"]
    assert "seo.checker" in row["tools"]
    assert set(row["criteria"]) >= {"tdk_query", "density_query", "problem_list"}
    assert f"{118 - len(named)} are missing" in ran("clauses")


def test_try_shows_every_point_with_its_reason() -> None:
    one = said("try", "seo/seo-02", "--sample", "good")
    assert set(one) >= {"task", "sample", "seed", "points", "max_points", "outcomes"}
    assert (one["task"], one["points"], one["max_points"]) == ("seo/seo-02", 72.0, 100.0)
    assert set(one["outcomes"][0]) >= {"criterion", "status", "points", "max_points", "reason", "cites"}
    waiting = [row for row in one["outcomes"] if row["status"] == "needs_examiner"]
    assert [row["points"] for row in waiting] == [None, None, None]
    assert {row["sample"] for row in said("try", "seo/seo-02")["samples"]} >= {
        "good",
        "weak",
        "empty",
        "hostile",
    }


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("try", "seo/none"), "seo/seo-02, seo/seo-05"),
        (("try", "seo/seo-02", "--sample", "best"), "seo/seo-02 has: good"),
        (("draw",), "--roster and --bank"),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(arguments, told) -> None:
    assert told in ran(*arguments, code=1)


def test_check_runs_every_sample() -> None:
    report = said("check")
    assert report["ok"]
    assert len(report["samples"]) == sum(len(task.samples) for task in registry.load().tasks.values())


def test_the_published_vectors_are_reproduced_and_changed_ones_are_not(tmp_path) -> None:
    assert said("draw", "--vectors", VECTORS) == {"vectors": 5, "faults": []}
    changed = json.loads(Path(VECTORS).read_text(encoding="utf-8"))
    changed[1]["first3"][0]["item"] = "seo-99"
    (tmp_path / "changed.json").write_text(json.dumps(changed))
    assert "A0001" in ran("draw", "--vectors", str(tmp_path / "changed.json"), code=1)


def test_a_draw_from_a_roster_verifies_and_a_tampered_record_does_not(tmp_path) -> None:
    (tmp_path / "roster.csv").write_text(
        "准考证号,姓名\n" + "".join(f"A{n:03d},人{n}\n" for n in range(1, 24)), "utf-8"
    )
    (tmp_path / "bank.json").write_text(json.dumps(BANK))
    arguments = ("draw", "--roster", str(tmp_path / "roster.csv"), "--bank", str(tmp_path / "bank.json"))
    record = said(*arguments, "--exam", "期末", "--ceremony", "3 1 4")
    assert len(record["assignments"]) == 23
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record), "utf-8")
    assert "recomputes" in ran("draw", "--verify", str(path))
    record["assignments"][4]["data_seed"] = "0" * 16
    path.write_text(json.dumps(record), "utf-8")
    assert "A005" in ran("draw", "--verify", str(path), code=1)


def test_a_roster_with_faults_is_refused_by_row(tmp_path) -> None:
    (tmp_path / "roster.csv").write_text("准考证号,姓名\nA1,张三\nA1,李四\n", "utf-8")
    (tmp_path / "bank.json").write_text(json.dumps(BANK))
    told = ran(
        "draw",
        "--roster",
        str(tmp_path / "roster.csv"),
        "--bank",
        str(tmp_path / "bank.json"),
        "--exam",
        "x",
        "--ceremony",
        "y",
        code=1,
    )
    assert "第 3 行" in told


def test_every_command_has_help() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert ran(name, "--help")


def test_rehearse_wants_plain_http_addresses_and_the_database_of_their_servers() -> None:
    assert "want --database-url" in ran("rehearse", "--base-url", "http://127.0.0.1:1", code=1)
    assert "want http://HOST:PORT" in ran("rehearse", "--base-url", "https://school.example", code=1)
