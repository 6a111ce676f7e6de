# make run    install what is needed, build the sample programme if there is no database, serve
# make test   install what the tests need, then every check and every test
# make check  the checks alone: format, lint, types, import rules, generated docs
# make bench  how fast the figures are, as ratios within one run (BENCH_ARGS=--full: 1000×, too)
# make bench-ui  how fast the pages are, in a real browser beside a bare Streamlit app
# make bench-load  whether analysts' queries slow other readers' pages
# make mutation  whether the tests notice a changed line: hours, or one module (docs/mutation.md)
# make format · make docs · make lock · make clean
#
# Variables: PYTHON (3.11 or later), PORT, VENV, PYTEST_ARGS.

PYTHON ?= python3
PORT ?= 8501
VENV ?= .venv
# Two to four processes; the tests of one file stay in one process and share its server.
PYTEST_ARGS ?= -n auto --maxprocesses 4 --dist loadfile

PY := $(VENV)/bin/python
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check
SOURCES := s3metrics ui pages tools bench tests dashboard.py

.DELETE_ON_ERROR:
.PHONY: help run test check bench bench-ui bench-load mutation format docs lock clean

help:
	@sed -n '1,10s/^# \{0,1\}//p' Makefile

# ── what is installed ───────────────────────────────────────────────────────────────────────────
$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed; '$(PYTHON)' is not. Name one that is: make PYTHON=python3.12" >&2; \
	  exit 1; }
	@$(PYTHON) -m venv $(VENV) && $(PY) -m pip --version >/dev/null || { \
	  rm -f $(VENV)/bin/python*; \
	  echo "'$(PYTHON)' cannot make a virtual environment with pip." >&2; \
	  echo "On Debian and Ubuntu: apt-get install python3-venv, then again." >&2; \
	  exit 1; }

# The stamp is as old as the last installation: a changed lock installs again, nothing else does.
$(VENV)/.installed: requirements.lock pyproject.toml | $(PY)
	$(PIP_INSTALL) --requirement requirements.lock
	$(PIP_INSTALL) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.installed-test: requirements-test.lock $(VENV)/.installed
	$(PIP_INSTALL) --requirement requirements-test.lock
	@touch $@

# ── what people call ────────────────────────────────────────────────────────────────────────────
run: $(VENV)/.installed
	@database="$${S3METRICS_DB:-data/s3.duckdb}"; [ -e "$$database" ] || $(PY) -m s3metrics demo || \
	  { [ $$? -eq 1 ] && [ -e "$$database" ]; }  # 1: done, and the sample has rows to correct
	$(PY) -m streamlit run dashboard.py --server.port $(PORT)

# The browser comes before the tests: without one the run fails here, saying what to do.
test: check
	$(PY) -m tools.browser --install
	$(PY) -m pytest $(PYTEST_ARGS)

check: $(VENV)/.installed-test
	$(PY) -m ruff format --check $(SOURCES)
	$(PY) -m ruff check $(SOURCES)
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-logo
	$(PY) -m tools.docs --check

bench: $(VENV)/.installed-test
	$(PY) -m bench $(BENCH_ARGS)

bench-ui: $(VENV)/.installed-test
	$(PY) -m tools.browser --install
	$(PY) -m bench.ui $(BENCH_ARGS)

bench-load: $(VENV)/.installed-test
	$(PY) -m bench.load $(BENCH_ARGS)

# The copy that is mutated lies in mutants/; results are kept there, and only what has changed since
# is tried again. Not in the lock of the tests: it brings a dozen packages that nothing else needs.
# Everything takes hours; a module or a room is what one runs:
#   make mutation MUTATION_ARGS="'s3metrics.engine.rows*'"
MUTMUT := import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["mutation"])
mutation: $(VENV)/.installed-test
	$(PIP_INSTALL) $$($(PY) -c '$(MUTMUT)')
	PATH="$(abspath $(VENV))/bin:$$PATH" $(VENV)/bin/mutmut run $(MUTATION_ARGS)
	$(PY) -m tools.mutation --survivors

format: $(VENV)/.installed-test
	$(PY) -m ruff format $(SOURCES)
	$(PY) -m ruff check --fix $(SOURCES)

docs: $(VENV)/.installed-test
	$(PY) -m tools.docs

# Pins again what pyproject.toml asks for, for every system and Python at once, without upgrading
# what is pinned already; make lock LOCK_ARGS=--upgrade takes the newest.
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --no-header \
  --generate-hashes --annotation-style line $(LOCK_ARGS) pyproject.toml --group build
lock: $(VENV)/.installed
	$(PIP_INSTALL) uv
	$(LOCK) --output-file requirements.lock
	$(LOCK) --group test --constraint requirements.lock --output-file requirements-test.lock

clean:
	rm -rf $(VENV) build s3metrics.egg-info mutants
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
