# Two commands for newcomers: `make try` answers a question, `make test` runs the whole check.
# PYTHON and VENV may be set: make test PYTHON=python3.13 VENV=.venv-3.13

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: try test lint types contract knowledge tests wheel bench quality clean

try: $(VENV)/installed
	$(BIN)/cramp why do my legs kick at night

test: lint types contract knowledge tests

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

contract: $(VENV)/installed-dev
	$(BIN)/lint-imports

knowledge: $(VENV)/installed-dev
	$(BIN)/cramp check

tests: $(VENV)/installed-dev
	$(BIN)/python -m pytest

wheel: $(VENV)/installed-dev
	$(BIN)/python -m build --wheel

bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/start.py

quality: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python benchmarks/quality.py

clean:
	rm -rf $(VENV) build dist

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@
