# make demo: a practice of fictional people at a local address.   make test: everything, browser journeys included.
PY = .venv/bin/python
unexport PYTHONDONTWRITEBYTECODE  # compiled files make every run after the first a quicker one
.DEFAULT_GOAL = help
.PHONY: help setup demo test test-fast test-postgres test-browser check format bench screenshots docs lock

help:
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' Makefile

setup: ## make .venv and install the pinned packages
	@python3 scripts/setup dev

demo: ## open a practice of fictional people at a local address
	@python3 scripts/setup base
	@AMPERSAND_DEMO=yes AMPERSAND_HTTPS=no $(PY) -m ampersand.project.command demo --serve

test: setup ## run everything: checks of the rules, both databases, the browser
	@sh scripts/system-packages
	@$(MAKE) --no-print-directory test-postgres test-browser test-fast

test-fast: ## everything without a browser, on SQLite
	$(PY) -m pytest -m "not browser" -n 2

test-postgres: ## everything without a browser, on a PostgreSQL of its own
	scripts/with-postgres $(PY) -m pytest -m "not browser" -n 2

test-browser: ## the journeys in headless Chromium
	scripts/with-postgres $(PY) -m pytest -m browser -n 2

check: setup ## style, types, floors, templates
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-cache
	.venv/bin/djlint --lint --quiet ampersand

format: ## put the code into its form
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: setup ## measure speed, on SQLite and on a PostgreSQL of its own
	DURABLE=1 scripts/with-postgres $(PY) -m bench

screenshots: setup ## take the pictures of docs/pictures anew
	$(PY) -m pytest -m browser tests/journeys/test_screenshots.py --take-screenshots

docs: setup ## write the generated tables of the docs anew
	$(PY) scripts/generate-docs

lock: ## compile the requirement files anew, without naming any host
	for kind in base dev; do uv pip compile --universal --python-version 3.12 --no-emit-index-url --no-emit-find-links \
	  --generate-hashes --no-header -q requirements/$$kind.in -o requirements/$$kind.txt; done
