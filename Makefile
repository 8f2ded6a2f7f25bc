# Everything one does with the catalogue, by name. `make help` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
COVERAGE := $(BIN)/python -m coverage
# `make test ONLY=tests/…` runs one file or one test; where it has nothing to do, that is fine (5).
ONLY ?=
only = || { code=$$?; [ -n "$(ONLY)" ] && [ $$code = 5 ]; }
# One process a core; each has a database and a folder of its own. `load` keeps the order in which
# tests that empty their database come last.
PYTEST := pytest --numprocesses=logical --dist=load
# What has many examples or cases: `make test` goes through some of each, `make test-long` through all.
LONG = (hypothesis or long or rounds)
# Production settings for the deployment check; the secret is drawn for the occasion.
PRODUCTION = ENV_FILE=/dev/null DATABASE_URL= DATA_DIR=.cache/quality SITE_URL=https://formations.exemple.fr DEBUG=false \
	SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))")

# Examples stand in a folder and at a port of their own. What is empty here is so whatever `.env` or
# the shell says: the real catalogue, on PostgreSQL or not, cannot be reached from there.
DEMO = DATABASE_URL= DATABASE_URL_FILE= DATA_DIR=data/exemples DATA_DIR_FILE= SITE_URL= \
	SITE_URL_FILE= TRUSTED_PROXIES= TRUSTED_PROXIES_FILE= BIND_ADDRESS= BIND_ADDRESS_FILE= \
	PORT=$(or $(PORT),8010) PORT_FILE=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

## --- Utiliser ---

.PHONY: run
run: prepare ## prépare ce qui manque, puis sert le site (PORT=8000)
	@exec $(MANAGE) serve

.PHONY: prepare
prepare: $(VENV)/.runtime .env ## base de données, contenu initial, compte, fichiers statiques
	@$(MANAGE) prepare

.PHONY: seed
seed: $(VENV)/.runtime .env ## charge le contenu initial dans un catalogue vide
	@$(MANAGE) seed

.PHONY: password
password: $(VENV)/.runtime .env ## remplace le mot de passe de l’équipe et le montre une fois
	@$(MANAGE) staff_account --new-password

.PHONY: demo
demo: $(VENV)/.runtime .env ## sert un catalogue d’exemples d’un centre fictif, à part (PORT=8010)
	@$(DEMO) $(MANAGE) prepare --exemples
	@exec env $(DEMO) $(MANAGE) serve --again "make demo"

.PHONY: demo-password
demo-password: $(VENV)/.runtime .env ## remplace le mot de passe du catalogue d’exemples
	@$(DEMO) $(MANAGE) staff_account --new-password --replaced-by "make demo-password"

.PHONY: postgres
postgres: $(VENV)/.postgres ## installe le pilote de PostgreSQL (option)

## --- Développer ---

.PHONY: setup
setup: $(VENV)/.dev .env ## installe tout, outils de développement compris

.PHONY: test
test: needs $(if $(ONLY),,quality) test-sqlite test-postgres test-browser test-engines test-kit ## tout ce qui doit passer (ONLY=tests/… pour un fichier)
	@echo "Tout est passé."

.PHONY: test-fast
test-fast: $(VENV)/.dev ## style, types et tests sur SQLite, à chaque enregistrement (DAY=2027-01-15 : un autre jour)
	@$(MAKE) --no-print-directory style types
	@echo "— Tests sur SQLite, séries courtes"
	@env -u TEST_DATABASE_URL ROUNDS=fast $(BIN)/python -m $(PYTEST) -q -m "not browser and not kit and not postgres and not long" $(ONLY) $(only)

.PHONY: needs
needs: $(VENV)/.dev ## ce que les tests demandent à la machine : essayé, installé ou nommé
	@echo "— Machine"
	@$(BIN)/python -m tests.needs

.PHONY: quality
quality: style types settings ## style, types, migrations, réglages de production

.PHONY: style
style: $(VENV)/.dev
	@echo "— Style"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .

.PHONY: types
types: $(VENV)/.dev
	@echo "— Types"
	@$(BIN)/mypy

.PHONY: settings
settings: $(VENV)/.dev
	@echo "— Migrations"
	@$(PRODUCTION) $(MANAGE) create_database >/dev/null
	@$(PRODUCTION) $(MANAGE) makemigrations --check --dry-run
	@echo "— Réglages de production"
	@$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

.PHONY: fix
fix: $(VENV)/.dev ## corrige le style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: test-sqlite
test-sqlite: $(VENV)/.dev ## les tests sur SQLite
	@echo "— Tests sur SQLite"
	@env -u TEST_DATABASE_URL $(BIN)/python -m $(PYTEST) -m "not browser and not kit and not postgres" $(ONLY) $(only)

.PHONY: test-postgres
test-postgres: $(VENV)/.dev ## les tests sur PostgreSQL (TEST_DATABASE_URL, sinon un serveur jetable)
	@echo "— Tests sur PostgreSQL"
	@ROUNDS=$(or $(ROUNDS),fast) $(BIN)/python -m tests.postgres $(PYTEST) -m "not browser and not kit and not sqlite" $(ONLY) $(only)

.PHONY: test-long
test-long: $(VENV)/.dev ## les longues séries entières, sur les deux bases (`make test` en fait un tour)
	@echo "— Longues séries sur SQLite"
	@env -u TEST_DATABASE_URL ROUNDS=long $(BIN)/python -m $(PYTEST) -m "$(LONG) and not browser and not postgres" $(ONLY) $(only)
	@echo "— Longues séries sur PostgreSQL"
	@ROUNDS=long $(BIN)/python -m tests.postgres $(PYTEST) -m "$(LONG) and not browser and not sqlite" $(ONLY) $(only)

.PHONY: test-browser
test-browser: $(VENV)/.dev ## les tests dans un vrai navigateur
	@echo "— Tests dans Chromium"
	@$(BIN)/python -m tests.needs driver chromium
	@env -u TEST_DATABASE_URL $(BIN)/python -m $(PYTEST) -m "browser and not engines" $(or $(ONLY),tests/browser) $(only)

.PHONY: test-engines
test-engines: $(VENV)/.dev ## les pages dans WebKit et Firefox, là où ils sont ou peuvent être installés
	@echo "— Tests dans WebKit et Firefox"
	@$(BIN)/python -m tests.needs webkit firefox
	@found="$$($(BIN)/python -m tests.browser.engines.which)"; [ -z "$$found" ] || \
		{ env -u TEST_DATABASE_URL $(BIN)/python -m pytest -m "$$found" $(or $(ONLY),tests/browser) $(only); }

.PHONY: test-kit
test-kit: $(VENV)/.dev ## l’installation de deploy/ essayée en vrai, là où nginx est ou peut être installé
	@echo "— Installation derrière nginx"
	@if $(BIN)/python -m tests.needs nginx && $(BIN)/python -m tests.kit.house; then \
		env -u TEST_DATABASE_URL $(BIN)/python -m pytest -m kit $(or $(ONLY),tests/kit) $(only); fi

# What the site survives (docs/reliability.md): guessing, backups, outages, kills.
BATTERY = tests/accounts/test_guessing.py tests/catalogue/test_backup.py tests/catalogue/test_backup_under_load.py \
	tests/catalogue/test_concurrency.py tests/catalogue/test_crash.py tests/catalogue/test_health.py \
	tests/catalogue/test_outages.py tests/catalogue/test_reopening.py tests/catalogue/test_serving.py

.PHONY: battery
battery: $(VENV)/.dev ## ce à quoi le site survit, en longues séries, sur les deux bases, puis derrière nginx
	@echo "— Pannes sur SQLite"
	@env -u TEST_DATABASE_URL ROUNDS=long $(BIN)/python -m $(PYTEST) -m "not browser and not postgres" $(BATTERY)
	@echo "— Pannes sur PostgreSQL"
	@ROUNDS=long $(BIN)/python -m tests.postgres $(PYTEST) -m "not browser and not sqlite" $(BATTERY)
	@ROUNDS=long $(MAKE) --no-print-directory test-kit

.PHONY: coverage
coverage: $(VENV)/.dev ## la couverture des tests, les deux bases réunies (deux fois plus long)
	@$(COVERAGE) erase
	@env -u TEST_DATABASE_URL $(COVERAGE) run -m $(PYTEST) -q -m "not browser and not kit and not postgres" $(ONLY) $(only)
	@$(BIN)/python -m tests.postgres coverage run -m $(PYTEST) -q -m "not browser and not kit and not sqlite" $(ONLY) $(only)
	@$(COVERAGE) combine --quiet
	@$(COVERAGE) report

.PHONY: lighthouse
lighthouse: ## les scores Lighthouse d’un site ouvert (Node.js et Chromium ; URL=http://127.0.0.1:8000)
	@command -v npx >/dev/null 2>&1 || { echo "npx manque : installez Node.js." >&2; exit 1; }
	@sh bench/lighthouse.sh $(URL)

.PHONY: pictures
pictures: $(VENV)/.dev ## reprend les images du README et du guide, d’après les exemples
	@$(BIN)/python -m tests.needs driver chromium
	@$(BIN)/python -m tests.pictures

.PHONY: requirements
requirements: $(VENV)/.dev ## recalcule les versions épinglées (UPGRADE=--upgrade pour monter)
	@for name in requirements requirements-postgres requirements-dev; do \
		$(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
			--no-header --no-annotate --no-emit-index-url --no-emit-find-links \
			$(UPGRADE) $$name.in --output-file $$name.txt || exit 1; \
	done

.PHONY: audit
audit: $(VENV)/.dev ## failles connues et licences de ce qui est épinglé, et sa liste (SBOM=.cache/sbom.cdx.json)
	@$(BIN)/python -m tests.audit $(SBOM)

.PHONY: clean
clean: ## retire ce qui se recalcule (garde .env et data/)
	rm -rf $(VENV) .cache data/static data/exemples/static

.PHONY: help
help: ## cette liste
	@awk 'BEGIN { FS = ":.*## " } /^## / { print "\n" substr($$0, 4) } \
		/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- Ce qui ne se fait qu’une fois ---
# Stamps: an installation is redone only when its pinned list has changed.

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null 2>&1 || \
		{ echo "Python manque : installez Python 3.11 ou plus récent." >&2; exit 1; }
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		{ echo "Python 3.11 ou plus récent est nécessaire ; indiquez-le : make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c "import venv, ensurepip" 2>/dev/null || \
		{ echo "Le module venv manque (Debian : apt install python3-venv)." >&2; exit 1; }
	@echo "Création de l’environnement Python ($(VENV))…"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	@echo "Installation de ce que le site utilise (requirements.txt)…"
	@$(PIP) --requirement requirements.txt
	@touch $@

$(VENV)/.postgres: requirements-postgres.txt | $(VENV)/bin/python
	@echo "Installation du pilote de PostgreSQL (requirements-postgres.txt)…"
	@$(PIP) --requirement requirements-postgres.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Installation des outils de développement (requirements-dev.txt)…"
	@$(PIP) --requirement requirements-dev.txt
	@touch $@

.env: | $(VENV)/.runtime
	@$(BIN)/python -m catalogue.server.env
