# Needs python3 (3.11 or newer, with venv) and make; everything else is installed into .venv.

PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
INSTALL := $(PYTHON) coalition/embedded/install.py
WORKERS ?= auto
export PYTHONTZPATH :=

.DEFAULT_GOAL := help
.PHONY: help run test check format messages demo lock python environment environment-dev

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: environment ## Start the portal on this machine (PORT=8000, DEMONSTRATION=0 for an empty one); Ctrl-C stops it
	@exec $(VENV_PYTHON) -m coalition.embedded

test: environment-dev ## Everything: the checks, then the tests, also in a browser (FULL=1: nothing left out, docs/adr/0032)
	@$(MAKE) --no-print-directory check
	@$(VENV_PYTHON) -m tests.chromium
	@$(VENV_PYTHON) -m pytest -n $(WORKERS) --maxprocesses 8 --dist worksteal $(ARGS)

check: environment-dev ## The quick part of the tests: style, layers, catalogue, migrations, settings
	@$(VENV_PYTHON) -m tests.checks

format: environment-dev ## Put right what the style tools can put right themselves
	@$(VENV_PYTHON) -m tests.checks --mend

messages: environment-dev ## Collect the sentences to translate into locale/*/LC_MESSAGES/django.po
	@$(VENV_PYTHON) manage.py messages

demo: environment ## Load the demonstration data into the database
	@$(VENV_PYTHON) manage.py load_demo

lock: ## Pin the packages of pyproject.toml, with hashes, in requirements*.txt
	@$(PYTHON) coalition/embedded/lock.py

python:
	@command -v $(PYTHON) >/dev/null || { echo "The portal needs python3, 3.11 or newer. On Debian or Ubuntu: apt install python3 python3-venv"; exit 1; }

environment: python
	@$(INSTALL) requirements-embedded.txt
	@$(VENV_PYTHON) -m coalition.messages_catalogue

environment-dev: python
	@$(INSTALL) requirements-dev.txt
	@$(VENV_PYTHON) -m coalition.messages_catalogue
