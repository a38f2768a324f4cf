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
