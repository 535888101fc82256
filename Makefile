# Family Hubs. `make` alone says what there is.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check fix lock bench clean
.NOTPARALLEL:

# Without its compiled files Python reads all of Django anew at each start, for seconds.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
PYTHON ?=
ARGS ?=
HOUSEHOLDS ?= 200
SETUP = python=$$(PYTHON='$(PYTHON)' sh familyhubs/local/find-python) \
	&& "$$python" -m familyhubs.local.bootstrap
# What the checks of the production settings need to be told; nothing is connected to.
PRODUCTION := env -u FAMILYHUBS_DEMO -u DEBUG DATABASE_URL=postgres://nobody@127.0.0.1:1/none \
	CELERY_BROKER_URL=redis://127.0.0.1:1/0 ALLOWED_HOSTS=hubs.example.gov.uk \
	SECRET_KEY=only-for-the-checks-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG \
	MASTER_KEYS=checks:b25seS1mb3ItdGhlLWNoZWNrcy1hLW1hc3Rlci1rZXk= \
	FAMILYHUBS_FILES=/var/lib/familyhubs-files \
	LOOKUP_KEY=b25seS1mb3ItdGhlLWNoZWNrcy1hLWxvb2t1cC1rZXk=
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install everything, start nothing
	@$(SETUP)

demo: ## Serve a synthetic council on http://127.0.0.1:8000 (HOUSEHOLDS=2000 for a larger one)
	@$(SETUP) --for-demo
	@$(BIN)/python -m familyhubs.local demo --households $(HOUSEHOLDS)

test: setup ## Every test, the browser's too (ARGS='-k sharing' for some)
	@$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal $(ARGS)

check: setup ## Lint, format, types, floors, templates, migrations, production settings, compose file
	@echo '== Lint' && $(BIN)/ruff check --quiet .
	@echo '== Format' && $(BIN)/ruff format --quiet --check .
	@echo '== Types' && $(PRODUCTION) $(BIN)/mypy
	@echo '== Floors' && $(BIN)/lint-imports
	@echo '== Templates' && $(BIN)/djlint --quiet --lint templates && $(BIN)/djlint --quiet --check templates
	@echo '== Migrations' && $(BIN)/python manage.py makemigrations --check --dry-run
	@echo '== Production settings' && $(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	@echo '== Compose file' && $(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

fix: setup ## Put right what the linters can
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djlint --quiet --reformat templates || true

lock: setup ## Make the locks from pyproject.toml (UPGRADE=1 takes the newest versions)
	@$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml -o requirements.lock
	@$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

bench: setup ## The measurements of bench/, each as a ratio
	@$(BIN)/python -m bench

clean: ## Remove what was installed and made, the local databases too
	@rm -rf .venv .local .assets staticfiles test-results node_modules
	@find . -name __pycache__ -prune -exec rm -rf {} +
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
