# One word for each thing we do. Everything lives in .venv/ and instance/, both ignored by git.
.DEFAULT_GOAL := help
.PHONY: demo test check style lint types walls bench verapdf fix lock help

# The first Python that will do; name another with: make demo PYTHON=/path/to/python
SUITABLE = for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$$name"; break; fi; done
PYTHON ?= $(shell $(SUITABLE))
BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet
FILES = pyproject.toml .build/hatch_build.py

demo: .venv/demo-ready ## Set up and serve the demonstration (options for it: TRACKER_DEMO_ARGS)
	$(BIN)/tracker demo $(TRACKER_DEMO_ARGS)

test: .venv/work-ready ## Set up and run the whole test suite (options for pytest: ARGS)
	$(BIN)/python -m pytest --numprocesses=logical $(ARGS)

check: style lint types walls test ## Style, lint, types, walls and tests; changes nothing

style: .venv/work-ready
	$(BIN)/ruff format --check .

lint: .venv/work-ready
	$(BIN)/ruff check .

types: .venv/work-ready
	$(BIN)/mypy

walls: .venv/work-ready
	$(BIN)/lint-imports

bench: .venv/work-ready ## Measure our PDF and our pages against the usual ways, side by side
	$(BIN)/python -m tests.bench

verapdf: .venv/work-ready ## Have the PDFs of the tests judged by veraPDF too (needs a JDK, and Maven the first time)
	$(BIN)/python -m tests.verapdf $(ARGS)

fix: .venv/work-ready ## Put the style right, as far as a program can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: .venv/work-ready ## Write the lock files again after a change of the dependencies
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra dev \
		--output-file requirements-dev.lock pyproject.toml

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r word does; do \
		printf '  make %-7s %s\n' "$$word" "$$does"; done

.venv/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo 'Tracker needs Python 3.11 or later, and none was found.' >&2; \
		echo 'Install it, or say where it is: make demo PYTHON=/path/to/python3.11' >&2; exit 2; fi
	@echo 'Setting up .venv (the first time takes a minute or two)'
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; \
		echo 'A virtual environment could not be made with $(PYTHON). On Debian, install python3-venv.' >&2; exit 2; }

.venv/demo-ready: requirements.lock $(FILES) | .venv/bin/python
	$(PIP) --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --editable .
	@touch $@

.venv/work-ready: requirements-dev.lock $(FILES) | .venv/bin/python
	$(PIP) --require-hashes --requirement requirements-dev.lock
	$(PIP) --no-deps --editable .
	@touch $@ .venv/demo-ready
