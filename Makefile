# The commands of Drogowskaz. They need git, make and a Python >= 3.12; everything else they fetch themselves.

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes

# bytecode is written on first use, which makes the second start fast
unexport PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH VIRTUAL_ENV
# the demo is on unless the environment or .env says otherwise
DEMO ?= $(if $(shell grep -s '^DEMO=' .env),,1)

.PHONY: help run test browsers check bench bench-long requirements
.DEFAULT_GOAL := help

help: ## Say what each command does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

run: $(VENV)/.run staticfiles/.stamp ## Serve the portal on http://localhost:8000 (PORT=8123 make run: elsewhere)
	@$(if $(DEMO),DEMO=$(DEMO)) exec $(PYTHON) manage.py run

test: $(VENV)/.dev ## Run all tests on SQLite and PostgreSQL, and in Chromium
	@exec deploy/test $(PYTHON)

browsers: $(VENV)/.dev ## Walk the stories of a member and an applicant in Firefox and WebKit
	@deploy/find-other-browsers && exec $(PYTHON) -m pytest -q -n 0 --db sqlite --show-capture=no tests/other_browsers.py

check: $(VENV)/.dev ## Lint, format, missing migrations, settings of a production instance
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check
	@find templates -name '*.html' -o -name '*.txt' | xargs $(VENV)/bin/djade --check --target-version 6.1
	@DEMO=1 $(PYTHON) manage.py makemigrations --check --dry-run
	@DEMO=0 DEBUG=0 SITE_URL=https://grupy.example.org DATABASE_URL= ALLOWED_HOSTS= EMAIL_URL= \
		SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		$(PYTHON) manage.py check --deploy --fail-level WARNING

bench: $(VENV)/.dev ## Run the benchmarks; one JSON object a line
	@exec deploy/bench $(PYTHON)

bench-long: $(VENV)/.dev ## Run what takes longer: whole products of tests, long walks and outages, 10,000 schedules
	@THOROUGH=1 deploy/test $(PYTHON); tests=$$?; EDITING=10000 $(PYTHON) bench/editing.py && exit $$tests

requirements: ## Compile requirements*.txt anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--upgrade -o requirements.txt
	uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--group dev -c requirements.txt -o requirements-dev.txt

$(PYTHON):
	@python=$$(deploy/find-python) && $$python -m venv --clear $(VENV) || { \
		rm -rf $(VENV); echo "No virtual environment could be made (on Debian the package python3-venv is needed)." >&2; exit 1; }

$(VENV)/.run: requirements.txt | $(PYTHON)
	@echo "Fetching packages…"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Fetching packages for development…"
	@$(PIP) -r requirements-dev.txt
	@touch $@

staticfiles/.stamp: $(VENV)/.run $(wildcard portal/serving/*.py) $(shell find static -type f -o -type d)
	@DEMO=1 $(PYTHON) manage.py collectstatic --noinput --verbosity 0
	@touch $@
