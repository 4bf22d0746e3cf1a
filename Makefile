# Everything a developer runs. `make` alone prints the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo

.DEFAULT_GOAL := help
.PHONY: help demo test lint golden bench pictures macros office clean

help: ## print the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null || true

demo: $(VENV)/demo.stamp ## make its own environment, run the sample round, name the report
	@rm -rf $(DEMO)
	@$(BIN)/baocao demo $(DEMO)

test: $(VENV)/test.stamp office lint ## run every test; installs LibreOffice where it may
	@$(BIN)/python -m pytest -n auto $(PYTEST)

lint: $(VENV)/test.stamp ## style, types, and the house's import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

golden: $(VENV)/test.stamp office ## write the golden files anew; read the difference before committing it
	@$(BIN)/python -m pytest --golden-update -q

bench: $(VENV)/bench.stamp ## measure ours beside what a user would pick instead
	@$(BIN)/python -m benchmarks

pictures: $(VENV)/demo.stamp office ## draw the README's pictures from the demo's real output
	@$(BIN)/python docs/pictures/draw.py $(DEMO)
	@$(BIN)/python docs/pictures/desk.py

macros: $(VENV)/demo.stamp office ## build the buttons' VBA project from macros/*.bas, with LibreOffice
	@$(BIN)/python macros/make.py

office: ## install LibreOffice (calc, writer) and poppler, which some tests need, where that is allowed
	@sh tests/support/install_office.sh

clean: ## remove what was made
	@rm -rf build $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info

$(VENV)/demo.stamp: setup.cfg pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/demo.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

$(VENV)/bench.stamp: $(VENV)/demo.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@
