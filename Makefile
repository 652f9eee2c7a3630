# ExoMech: every task of a user, a curator and a developer. `make` alone lists them.
#
#   PYTHON=/path/to/python3.12   which Python makes the private environment (default: the first suitable one found)
#   PYTEST_ARGS="-x -k kidney"   more options for pytest
#   EXOMECH_PORT=9000            and the other EXOMECH_* settings are read by the command itself

VENV := .venv
BIN := $(VENV)/bin
# Bytecode is made of what is imported, at its first import: of everything it takes a third of the time of installing.
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
PYTEST := $(BIN)/python -m pytest
PYTEST_ARGS ?=
# In the order of the tests, not the file with most tests first: the longest files have few tests, and the last would run beside nothing.
PARALLEL := --numprocesses 2 --dist loadfile --no-loadscope-reorder
PYTHONS := $(if $(PYTHON),$(PYTHON),python3.13 python3.12 python3.11 python3.14 python3)
SUITABLE := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))
UV := $(VENV)/lock/bin/uv
LOCK := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate --no-build $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve build test check lint bench docs install install-dev fmt lock clean uninstall

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: install ## install, check the curation, build the graph and serve it on 127.0.0.1:8000
	$(BIN)/exomech check
	$(BIN)/exomech build
	$(BIN)/exomech serve

build: install ## check the curation and build the graph into .exomech/
	$(BIN)/exomech check
	$(BIN)/exomech build

test: lint ## everything: lint, types, layers, the curation and its form, and every test
	$(BIN)/exomech check
	$(BIN)/exomech fmt --check
ifeq ($(strip $(PYTEST_ARGS)),)
	$(PYTEST) -m "not alone" $(PARALLEL)
	$(PYTEST) -m alone
else
	$(PYTEST) $(PYTEST_ARGS)
endif

check: lint ## under a minute, before every commit: lint, types, layers, the curation, unit tests (documents' drift included)
	$(BIN)/exomech check
	$(BIN)/exomech fmt --check
	$(PYTEST) tests/unit -m "not slow" -q $(PARALLEL) $(PYTEST_ARGS)

lint: install-dev ## ruff, mypy and the layer contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: install-dev ## re-run every published number
	$(BIN)/python -m benchmarks

docs: install-dev ## write every generated page and picture anew: JSON Schemas, reference, printed answers, gallery
	$(BIN)/python -c "from loaders.schemafiles import write_schemas; write_schemas()"
	$(BIN)/exomech build
	$(BIN)/python -m api.examples
	$(BIN)/python -m api.reference
	$(BIN)/python -m api.gallery
	EXOMECH_WRITE_DOCS=1 $(PYTEST) tests/docs -q

fmt: install-dev ## code and curation in their canonical form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(BIN)/exomech fmt

install: $(VENV)/.core ## the private environment .venv/ with what serving needs
install-dev: $(VENV)/.dev ## ... and with what testing needs

# The stamps make a second `make` start at once; a changed lock installs again.
$(VENV)/.created:
	@for python in $(PYTHONS); do \
	  if "$$python" -c '$(SUITABLE)' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "ExoMech needs Python 3.11, 3.12, 3.13 or 3.14; tried: $(PYTHONS). Name one with: make PYTHON=/path/to/python3.12" >&2; \
	  exit 1; \
	fi; \
	"$$found" -m venv --clear $(VENV) || { \
	  echo "$$found cannot make an environment; on Debian or Ubuntu install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/.core: requirements.lock pyproject.toml | $(VENV)/.created
	$(PIP_INSTALL) --require-hashes --only-binary :all: -r requirements.lock
	$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.core
	$(PIP_INSTALL) --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@

lock: $(UV) ## renew both locks after a change of pyproject.toml (UPGRADE=1 takes newer versions)
	$(LOCK) --group build -o requirements.lock
	$(LOCK) --extra py2neo --group build --group test --group check -c requirements.lock -o requirements-dev.lock

$(UV): | $(VENV)/.created
	$(BIN)/python -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: uv==0.13.9

clean: ## remove what tools left behind
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .schemathesis
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

uninstall: clean ## remove the private environment and the built graph
	rm -rf $(VENV) .exomech
