# Two commands: `make run` and `make test`. Everything they need they fetch into .venv, from Python >= 3.11 alone.

PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
WORKERS ?= 2
PYTEST := env -u PYTHONDONTWRITEBYTECODE .venv/bin/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder
PIP := .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

.PHONY: run test test-all lint check bench speed suite calibration screens words lock clean

run: .venv/.runtime $(if $(filter-out 0,$(SEMANTIC)),.venv/.semantic) $(if $(filter-out 0,$(DOCX)),.venv/.docx)
	@exec $(if $(filter-out 0,$(SEMANTIC)),env SPOT_SEMANTIC=1) .venv/bin/python app.py serve $(ARGS)

test: .venv/.dev
	@$(PYTEST) --hypothesis-profile=quick -m "not slow" $(ARGS)

test-all: .venv/.dev
	@$(PYTEST) --hypothesis-profile=thorough $(ARGS)

lint: .venv/.dev
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

check: .venv/.runtime
	@.venv/bin/python app.py check

bench: .venv/.bench
	@.venv/bin/python tests/bench/matching.py --write docs/figures.md $(ARGS)

calibration: .venv/.dev
	@.venv/bin/python tests/bench/calibration.py $(ARGS)

speed: .venv/.bench
	@.venv/bin/python tests/bench/speed.py --write docs/speed.md $(ARGS)
	@.venv/bin/python tests/bench/saving.py --write docs/operating.md
	@.venv/bin/python tests/bench/start.py --write docs/speed.md

suite: .venv/.dev
	@.venv/bin/python tests/bench/suite.py --write docs/figures.md

screens: .venv/.dev
	@.venv/bin/python tests/browser/screens.py $(ARGS)

words: .venv/.dev
	@.venv/bin/python -m tests.bench.word_table $(ARGS)

lock:
	@python3 -m venv .cache/uv && .cache/uv/bin/python -m pip install --quiet uv
	@for name in requirements requirements-semantic requirements-docx requirements-dev requirements-bench; do .cache/uv/bin/uv pip compile --quiet --universal --generate-hashes \
		--python-version 3.11 --no-emit-index-url --no-header $$name.in -o $$name.txt; done

clean:
	@rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis tests/out

.venv/.runtime: requirements.txt
	@test -n "$(PYTHON)" || { echo "Spot needs Python 3.11 or newer, and none was found: install it from your system's packages, or name one with make PYTHON=/path/to/python3"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Spot needs Python 3.11 or newer, and $(PYTHON) is older or no Python: name another with make PYTHON=/path/to/python3"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: on Debian or Ubuntu, apt-get install python3-venv, then make again"; exit 2; }
	@test -x .venv/bin/python || { echo "Making the virtual environment ..." >&2; $(PYTHON) -m venv --clear .venv; }
	@echo "Installing what Spot runs on ..." >&2
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.semantic: .venv/.runtime requirements-semantic.txt
	@echo "Installing the extra ..." >&2
	@$(PIP) -r requirements-semantic.txt && touch $@ || echo "It could not be installed; Spot answers without it" >&2

.venv/.docx: .venv/.runtime requirements-docx.txt
	@echo "Installing what reads Word files ..." >&2
	@$(PIP) -r requirements-docx.txt && touch $@ || echo "It could not be installed; Word files are named as not read" >&2

.venv/.dev: .venv/.runtime requirements-dev.txt
	@echo "Installing what the tests need ..." >&2
	@$(PIP) -r requirements-dev.txt
	@touch $@

.venv/.bench: .venv/.dev requirements-bench.txt
	@echo "Installing the matchers that Spot is measured beside ..." >&2
	@$(PIP) -r requirements-bench.txt && touch $@ || echo "Some could not be installed; the bench goes on without them" >&2
