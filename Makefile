# Damda. `make help` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PY := .venv/bin/python
SRC := core ledger agent issuers verifiers schemas wallet_app examples tests

.DEFAULT_GOAL := help
.PHONY: help setup demo wallet test lint unit screenshots contracts contexts lock clean

help: ## List every target with a sentence
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## Install what the demo needs (Python and Node packages, system libraries)
	@scripts/setup demo

demo: setup ## Start everything and play the story; ONCE=1 exits after it
	@$(PY) -m damda_demo $(if $(ONCE),--once) $(DEMO_ARGS)

wallet: setup ## Open the wallet's window against the running demo
	@$(PY) wallet_app/main.py $(WALLET_ARGS)

test: ## Set up and pass all tests: linters, types, directions, then every test
	@scripts/setup test
	@$(MAKE) --no-print-directory lint
	@$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile $(PYTEST_ARGS)

unit: setup ## Run the fast tests only
	@$(PY) -m pytest tests/unit tests/vectors $(PYTEST_ARGS)

lint: ## Check style (ruff), types (mypy) and directions between packages (import-linter)
	@mkdir -p build
	@.venv/bin/ruff check --quiet $(SRC)
	@.venv/bin/ruff format --quiet --check $(SRC)
	@.venv/bin/mypy --no-error-summary
	@.venv/bin/lint-imports --no-logo > build/imports.txt || (cat build/imports.txt; exit 1)

lock: ## Pin the Python requirements anew, with hashes (after a change of pyproject.toml)
	@cd . && for name in tools dev; do \
	  if [ $$name = tools ]; then input="requirements/tools.in"; else input="--all-extras pyproject.toml -c requirements/tools.txt"; fi; \
	  .venv/bin/uv pip compile --quiet --generate-hashes --python-version 3.13 --no-emit-index-url --no-header $$input -o requirements/$$name.txt || exit 1; done

screenshots: setup ## Draw every screen of the wallet into build/screens/wallet, ko and en
	@for language in ko en; do for size in "" --large; do \
	  PYTHONPATH=tests $(PY) -m support.wallet_pictures build/screens/wallet $$language $$size 2>/dev/null; \
	done; done; echo build/screens/wallet

clean: ## Remove what was built and the demo's data (.damda); keeps .venv and node_modules
	@rm -rf build dist .damda .pytest_cache .mypy_cache .ruff_cache .hypothesis
