# Pourparler. `make run` starts the product, `make test` proves it, `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
STAMP_DEV := $(VENV)/.installed-dev

# Talks and marks need a processor; a running product mostly waits.
IN_MEMORY := $(addprefix tests/,conversations dialogues rubrics storage) $(wildcard tests/test_*.py)
RUNNING := $(addprefix tests/,bot browser path simulator web)
PYTEST := $(BIN)/pytest -q --dist loadfile --no-loadscope-reorder
# The tests start the product many times over: it is compiled once.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-long check fmt lock clean

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Pourparler needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)

$(STAMP): requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $(STAMP)

$(STAMP_DEV): requirements-dev.lock $(STAMP)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(STAMP_DEV)

run: $(STAMP) ## Start the bot (Telegram with TELEGRAM_BOT_TOKEN set, else the local simulator)
	$(BIN)/pourparler run

test: $(STAMP_DEV) check ## Everything: checks, then all tests
	$(PYTEST) -n 2 $(IN_MEMORY)
	$(PYTEST) -n 4 $(RUNNING)

test-long: $(STAMP_DEV) ## The same tests, with every try that `make test` spares
	POURPARLER_TEST_LONG=1 $(PYTEST) -n 2 --timeout 600 $(IN_MEMORY)
	POURPARLER_TEST_LONG=1 $(PYTEST) -n 4 --timeout 600 $(RUNNING)

check: $(STAMP_DEV) ## The inner loop: format, lint, types, import contracts, content
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pourparler check

fmt: $(STAMP_DEV) ## Format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: | $(BIN)/python ## Write the lock files anew from pyproject.toml
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --group dev -o requirements-dev.lock

clean: ## Remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
