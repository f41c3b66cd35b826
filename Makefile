# Every target sets up .venv from requirements.lock first; pip, venv and make are all that is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= ../shared/data
# Sizes of the synthesised corpora of `make bench`. Larger ones take long: the graph of vectors is built on one core.
SCALE ?= 10000,50000

.PHONY: setup run test check bench eval train lock

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Python 3.11 to 3.13 is needed: make PYTHON=python3.12 …"; exit 1; }
	@echo "Setting up $(VENV): a few minutes the first time."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -qq --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: setup
	$(BIN)/shukun build
	$(BIN)/shukun serve --host $(HOST) --port $(PORT)

test: setup
	$(BIN)/pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: setup
	$(BIN)/python -m tests.benchmarks
	$(BIN)/python -m tests.benchmarks.answers
	$(BIN)/python -m tests.benchmarks.drafting
	$(BIN)/python -m tests.benchmarks.law
	$(BIN)/python -m tests.benchmarks.load
	$(BIN)/python -m tests.benchmarks.questions
	$(BIN)/python -m tests.benchmarks.relief
	$(BIN)/python -m tests.benchmarks.retrieval --scale $(SCALE) --plot docs/images/retrieval.svg

eval: setup
	$(BIN)/python -m tests.evals --json build/eval.json

train: setup
	$(BIN)/python -m knowledge.training --data $(DATA)

lock: setup
	$(BIN)/pip-compile --quiet --extra dev --strip-extras --allow-unsafe --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --no-emit-options --no-header \
	  --output-file requirements.lock pyproject.toml
	# Any build of that version will do: the name of a local one would tie the lock to this platform.
	sed -i.bak 's/^\(torch==[0-9.]*\)+.*/\1/' requirements.lock && rm requirements.lock.bak
