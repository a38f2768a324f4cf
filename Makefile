# What a newcomer needs is `make run` and `make test`; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9

export VIRTUAL_ENV := $(CURDIR)/$(VENV)
# An interpreter is never fetched: a missing one is an error to read, not a download.
export UV_PYTHON_DOWNLOADS := never

COMPILE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --extra build

.DEFAULT_GOAL := help

.PHONY: help
help:  ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(BIN)/uv: Makefile
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

$(VENV)/.installed: $(BIN)/uv requirements.lock pyproject.toml
	@$(BIN)/uv pip install -q --require-hashes -r requirements.lock
	@$(BIN)/uv pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(BIN)/uv pip install -q --require-hashes -r requirements-dev.lock
	@touch $@

.PHONY: install install-dev
install: $(VENV)/.installed  ## Make .venv with what running needs
install-dev: $(VENV)/.installed-dev  ## Make .venv with what developing needs

.PHONY: lock
lock: $(BIN)/uv  ## Resolve the dependencies anew and write both lock files
	@$(COMPILE) --extra dev pyproject.toml -o requirements-dev.lock
	@$(COMPILE) --constraint requirements-dev.lock pyproject.toml -o requirements.lock

.PHONY: run
run: install  ## Run the application with the demo authority; PORT=8001 for another port
	@exec $(BIN)/roundtable run --until-parent-ends

.PHONY: stop destroy
stop:  ## Stop the embedded PostgreSQL; its data stay
	@test ! -x $(BIN)/roundtable || $(BIN)/roundtable stop
destroy:  ## Stop the embedded PostgreSQL and remove all its data
	@test ! -x $(BIN)/roundtable || $(BIN)/roundtable destroy

.PHONY: format
format: install-dev  ## Format the code and mend what can be mended
	@$(BIN)/ruff check -q --fix-only .
	@$(BIN)/ruff format .

.PHONY: docs
docs: install-dev  ## Print docs/reference from the rules
	@$(BIN)/roundtable print-reference

.PHONY: check check-format check-types check-imports check-migrations check-locks check-docs check-requirements
check: check-format check-types check-imports check-migrations check-locks check-docs check-requirements  ## Everything but the tests

check-format: install-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/djlint --lint --quiet roundtable/web

check-types: install-dev
	@$(BIN)/mypy

check-imports: install-dev
	@$(BIN)/lint-imports --no-logo

check-migrations: install-dev
	@$(TEST_SETTINGS) $(BIN)/roundtable makemigrations --check --dry-run

# The locks hold names, versions and hashes alone: no address and no path of anybody's machine.
check-locks:
	@if grep -nE '://|^-|(^|[ @=])(file:|\.{0,2}/)' requirements.lock requirements-dev.lock; then \
		echo "The lock files name an address or a path: run make lock" >&2; exit 1; fi

check-docs: install-dev
	@$(BIN)/roundtable print-reference --check

check-requirements: install-dev
	@test ! -f docs/requirements.toml || $(TEST_SETTINGS) $(BIN)/roundtable check-requirements

TEST_SETTINGS := DJANGO_SETTINGS_MODULE=roundtable.config.settings.test
# One process for each core; the browser's tests apart, because a browser needs one too.
JOBS ?= 2

.PHONY: test browser
test: check browser  ## Everything: make check, then all the tests
	@$(BIN)/pytest -n $(JOBS) --dist loadscope -m "not browser"
	@$(BIN)/pytest -n $(JOBS) --dist loadscope -m browser

browser: install-dev
	@VENV=$(VENV) sh tests/support/ensure_browser.sh

.PHONY: bench
SIZE ?= la
bench: install  ## Measure the pages against generated data; SIZE=large for more of it
	@$(BIN)/roundtable bench --size $(SIZE)
