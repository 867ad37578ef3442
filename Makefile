# Two commands: `make run` and `make test`. Everything is made in .venv; nothing else is touched,
# except that `make test` installs Debian's chromium when it is root, apt is there and no browser is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-dev

.PHONY: run test lint drill bench screenshots clean

run: $(STAMP)
	$(BIN)/workbench run --demo

test: lint
	.ci/chromium $(BIN)/python
	$(BIN)/python -m pytest -n auto --dist loadfile
	$(BIN)/workbench check

lint: $(TEST_STAMP)
	$(BIN)/pip check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

drill: $(TEST_STAMP)
	$(BIN)/python -m pytest -m drill -s

bench: $(TEST_STAMP)
	$(BIN)/python benchmarks/checker.py
	$(BIN)/python benchmarks/auction.py
	$(BIN)/python benchmarks/counting.py
	$(BIN)/python benchmarks/panel_data.py
	$(BIN)/python benchmarks/likeness.py
	$(BIN)/python benchmarks/action_cost.py

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "want Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(STAMP): $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(TEST_STAMP): $(STAMP)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

# The pictures of the documents, as the browser tests take them.
SHOTS := tests/browser/shots
screenshots: $(TEST_STAMP)
	$(BIN)/python -m pytest tests/browser/test_hour.py tests/browser/test_panels.py tests/browser/test_planning.py \
	  tests/browser/test_exam_day.py tests/browser/test_after.py
	for name in exam panel; do cp $(SHOTS)/$$name.png docs/images/; done
	for name in docs/images/exam-day/*.png; do cp $(SHOTS)/$$(basename $$name) $$name; done

clean:
	rm -rf $(VENV) build dist *.egg-info
