# Everything a developer runs. `make help` lists it.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 4

# Each of the many processes of the tests would compile the same modules anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench chaos pictures catalogs catalogs-update lock clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: .venv/installed  ## a .venv with locked dependencies and the project in it

.venv/installed: requirements/dev.txt pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; PYTHON=/path/to/python3.11 make setup") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

catalogs: setup  ## compile the message catalogs
	@$(BIN)/python hatch_build.py

catalogs-update: setup  ## read the sentences out of the code into the catalogs
	$(BIN)/pybabel -q extract -F locales/babel.cfg --project=ita-bot --no-location --sort-output -k "pgettext:1c,2" -o locales/bot.pot bot
	for language in th en; do $(BIN)/pybabel -q update -D bot -i locales/bot.pot -d locales -l $$language --no-fuzzy-matching --ignore-obsolete -w 110; done

demo: setup catalogs  ## the bot with example data, and LINE in a box to talk to it (PEOPLE=1000: with so many people)
	DEMO_PEOPLE=$(PEOPLE) $(BIN)/python -m bot.demo

test: setup catalogs  ## the whole test suite, on SQLite and PostgreSQL
	$(BIN)/pytest tests/core --cov=ita_core --cov-branch --cov-report=term:skip-covered --cov-fail-under=100
	$(BIN)/pytest -n $(WORKERS) --dist worksteal --ignore tests/core

lint: setup catalogs  ## style, types, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup catalogs  ## speed, load, memory, growth beside other servers (half an hour; ONLY=ack,latency for some)
	$(BIN)/python -m tests.bench $(ONLY)

chaos: setup catalogs  ## kill, break and delay everything for some minutes; checked at LINE's side
	$(BIN)/python -m tests.chaos

pictures: setup catalogs  ## take the README's pictures anew, in Chromium
	$(BIN)/python -m tests.demo.pictures

lock: setup  ## write the lock files anew
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements/runtime.txt
	$(BIN)/uv pip compile pyproject.toml --group dev -c requirements/runtime.txt --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements/dev.txt

clean:  ## remove what make made (var/, where data is, stays)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage locales/*/LC_MESSAGES/*.mo
	find . -name __pycache__ -prune -exec rm -rf {} +
