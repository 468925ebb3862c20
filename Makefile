# Damda. `make help` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PY := .venv/bin/python
SRC := core ledger agent issuers verifiers schemas wallet_app examples tests benchmarks

.DEFAULT_GOAL := help
.PHONY: help setup demo vc-api wallet test phone fuzz lint unit screenshots verdicts contracts contexts lock clean bench bench-profile conformance differential pairs

help: ## List every target with a sentence
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## Install what the demo needs (Python and Node packages, system libraries)
	@scripts/setup demo

demo: setup ## Start everything and play the story; ONCE=1 exits after it
	@$(PY) -m damda_demo $(if $(ONCE),--once) $(DEMO_ARGS)

vc-api: ## Serve the VC-API for conformance suites at https://127.0.0.1:40443 (VC_API_PORT); one JSON line says who issues
	@scripts/setup demo >&2
	@exec $(PY) -m damda_verifiers.conformance $(VC_API_ARGS)

wallet: setup ## Open the wallet's window against the running demo
	@$(PY) wallet_app/main.py $(WALLET_ARGS)

test: ## Set up and pass all tests: linters, types, directions, then every test
	@scripts/setup test
	@$(MAKE) --no-print-directory lint
	@scripts/phone --ignore tests/unit/core/test_mutations.py
	@$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile $(PYTEST_ARGS)

unit: setup ## Run the fast tests only
	@$(PY) -m pytest tests/unit tests/vectors $(PYTEST_ARGS)

bench: ## Measure speed and memory beside the peers; BENCH_ARGS="--rounds 3 --jobs rdfc-verify"
	@scripts/setup test
	@PYTHONPATH=benchmarks $(PY) -m damda_benchmarks $(BENCH_ARGS)

bench-profile: setup ## Show where the time of verifying one badge goes
	@PYTHONPATH=benchmarks $(PY) -m damda_benchmarks.breakdown $(BENCH_ARGS)

phone: setup ## Pass core's tests with what the phone has: older packages, no PyLD, nothing compiled but cryptography
	@scripts/phone $(PYTEST_ARGS)

fuzz: setup ## Give every parser 200,000 hostile inputs and write the figures into docs/fuzzing.md; FUZZ_ARGS="--inputs 9000"
	@PYTHONPATH=tests $(PY) -m support.fuzz --page docs/fuzzing.md $(FUZZ_ARGS)

lint: ## Check style (ruff), types (mypy) and directions between packages (import-linter)
	@mkdir -p build
	@.venv/bin/ruff check --quiet $(SRC)
	@.venv/bin/ruff format --quiet --check $(SRC)
	@.venv/bin/mypy --no-error-summary
	@.venv/bin/lint-imports --no-logo > build/imports.txt || (cat build/imports.txt; exit 1)

contexts: setup ## Write and compile the JSON-LD contexts (bundled and the institutions') and their pins
	@$(PY) -m damda_schemas.build_compiled
	@$(PY) -m damda_issuers.build_contexts

conformance: setup ## Run the published test suites and write their numbers into docs/conformance.md
	@PYTHONPATH=tests $(PY) -m support.conformance docs/conformance.md

differential: setup ## Compare with PyLD on generated documents (EXAMPLES=20000 of each kind); figures into docs/conformance.md
	@PYTHONPATH=tests $(PY) -m support.differential $(or $(EXAMPLES),20000) docs/conformance.md

pairs: setup ## Derive and verify every pair of pointers over a real badge; figures into docs/conformance.md
	@PYTHONPATH=tests $(PY) -m support.pairs docs/conformance.md

lock: ## Pin the Python requirements anew, with hashes (after a change of pyproject.toml)
	@cd . && for name in tools phone dev; do \
	  if [ $$name != dev ]; then input="requirements/$$name.in"; else input="--all-extras pyproject.toml -c requirements/tools.txt"; fi; \
	  .venv/bin/uv pip compile --quiet --generate-hashes --python-version 3.13 --no-emit-index-url --no-header $$input -o requirements/$$name.txt || exit 1; done

verdicts: ## Write docs/verdicts.md anew from the tables of checks and codes
	@$(PY) -m damda_verifiers.verdict_page docs/verdicts.md

screenshots: setup ## Draw every screen of the wallet into build/screens/wallet, ko and en
	@for language in ko en; do for size in "" --large; do \
	  PYTHONPATH=tests $(PY) -m support.wallet_pictures build/screens/wallet $$language $$size 2>/dev/null; \
	done; done; echo build/screens/wallet

clean: ## Remove what was built and the demo's data (.damda); keeps .venv and node_modules
	@rm -rf build dist .damda .pytest_cache .mypy_cache .ruff_cache .hypothesis
