"""What stands in deploy/ speaks of the same cookie, headers and sizes as the product."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import two_processes

from workbench.settings import Settings
from workbench.web import names

DEPLOY = Path(__file__).parents[2] / "deploy"
NGINX = (DEPLOY / "nginx.conf.template").read_text(encoding="utf-8")


def test_a_student_stays_on_one_process_by_our_cookie() -> None:
    assert f"map $cookie_{names.COOKIE} $workbench_route" in NGINX
    assert "hash $workbench_route consistent;" in NGINX


def test_no_client_can_name_itself() -> None:
    for header in (names.LOGIN_HEADER, names.ROLE_HEADER):
        assert f'proxy_set_header {header} "";' in NGINX


def test_the_largest_file_passes() -> None:
    (line,) = [line.split() for line in NGINX.splitlines() if "client_max_body_size" in line]
    assert int(line[1].rstrip("m;")) > names.MAX_UPLOAD_MEGABYTES


def test_braces_are_balanced_and_the_blanks_are_told() -> None:
    told = (DEPLOY / "README.md").read_text(encoding="utf-8")
    plain = NGINX
    for blank in ("SERVER_NAME", "STATIC"):
        assert f"${{{blank}}}" in NGINX
        assert f"`{blank}`" in told
        plain = plain.replace(f"${{{blank}}}", "x")
    assert "${" not in plain.replace("Replace x, x", "")
    assert plain.count("{") == plain.count("}")


def test_a_unit_raises_the_limit_of_open_files_and_starts_again() -> None:
    unit = (DEPLOY / "workbench@.service").read_text(encoding="utf-8")
    assert "LimitNOFILE=65536" in unit
    assert "Restart=always" in unit
    assert "workbench run --host 127.0.0.1 --port %i" in unit


def test_nginx_itself_takes_the_template_with_its_blanks_filled(tmp_path) -> None:
    if shutil.which("nginx") is None:
        pytest.skip("no nginx is installed on this machine")
    (tmp_path / "site.conf").write_text(two_processes.site(8600, [8601, 8602]))
    (tmp_path / "nginx.conf").write_text(two_processes.around(tmp_path))
    command = ["nginx", "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-e", tmp_path / "log"]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr


def test_the_example_of_an_environment_is_one_that_the_product_takes() -> None:
    lines = (DEPLOY / "environment.example").read_text(encoding="utf-8").splitlines()
    found = Settings.read(dict(line.split("=", 1) for line in lines))
    assert found.trusted_proxies == ("127.0.0.1",)  # without it nobody is in the room's network
    assert found.database_url.startswith("postgresql+psycopg://")


def test_the_address_that_reaches_the_workbench_is_the_one_that_nginx_saw() -> None:
    assert "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;" in NGINX
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in NGINX
