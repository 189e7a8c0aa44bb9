# From nothing: `make demo` runs the sample review, `make test` the tests. Both install what they
# need into .venv, from requirements.lock. REVIEW=dir runs the verbs on a review of your own.

PYTHON ?= python3
REVIEW ?= configs/social-support
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
PIP    := $(BIN)/python -m pip --quiet --disable-pip-version-check
RUN    := $(BIN)/review -C $(REVIEW)
TESTS  := $(BIN)/python -m pytest -n auto --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help install demo ingest dedupe screen report run check bench test test-all docs lock clean

help:            ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "%-10s %s\n", $$1, $$2}'

install: $(STAMP) ## make .venv and install into it
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(f"Python 3.11 or newer is needed, {v[0]}.{v[1]} found; try make PYTHON=python3.12") if v < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	@# the lock is complete: with --no-deps nothing is resolved anew, whatever the registry holds by now
	$(PIP) install --no-deps --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip check
	@touch $@

demo: install    ## run the sample review end to end
	@$(BIN)/review -C configs/social-support run
	@$(BIN)/review -C configs/social-support check
	@$(BIN)/review -C configs/social-support run

ingest: install  ## read the exports of REVIEW
	@$(RUN) ingest
dedupe: install  ## find the duplicates of REVIEW
	@$(RUN) dedupe
screen: install  ## apply the criteria of REVIEW
	@$(RUN) screen
report: install  ## write the report of REVIEW
	@$(RUN) report
run: install     ## run every step of REVIEW that is not up to date
	@$(RUN) run

check: install   ## lint, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

test: install    ## the tests (about three minutes)
	$(TESTS) -m "not slow"

test-all: install ## the tests, the slow ones too
	$(TESTS)

bench: install   ## time the stages on 10,000 generated records, the readers beside their peers
	$(BIN)/python benchmarks/stages.py 10000
	$(BIN)/python benchmarks/readers.py 20000
	$(BIN)/python benchmarks/dedupe.py 10000

docs: install    ## write docs/formats.md anew from the docstrings of the readers
	$(BIN)/review formats --markdown > docs/formats.md

lock:            ## write requirements.lock anew (needs uv); it must hold no address
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra dev pyproject.toml -o requirements.lock
	@! grep -n '://' requirements.lock

clean:           ## remove everything that make made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	rm -rf configs/social-support/work configs/social-support/report
