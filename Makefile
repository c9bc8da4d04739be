# The two commands: `make verify` checks every claim, `make test` runs every test. Both set
# themselves up. `make deep` checks every claim with the whole effort, mutants included.
PYTHON ?= python3.11
BIN := .venv/bin
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1
export SYMPY_CACHE_SIZE ?= 20000

.PHONY: setup verify deep test slow lint bench format docs clean

setup: .venv/ready

verify: .venv/ready
	$(BIN)/verify run --quick --baseline baseline.json

deep: .venv/ready
	$(BIN)/verify run

test: lint
	$(BIN)/python -m pytest -n 2 -m "not slow"

slow: .venv/ready
	$(BIN)/python -m pytest -n 2 -m slow

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/ready
	$(BIN)/python -m tests.benchmarks

format: .venv/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The site, in site/: its findings are read off a run, which the ledger makes short.
docs: .venv/ready
	mkdir -p .flowproof
	$(BIN)/verify run --quick --resume --json .flowproof/docs.json
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt hatchling editables
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --no-build-isolation --editable ".[test]"
	touch .venv/ready

clean:
	rm -rf .venv
