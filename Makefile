# ImageTransfer: `make run` starts everything, `make test` tests everything, `make check` reads everything.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PORT

.PHONY: run test check audit release browser servers locale wasm

run: $(VENV)/.installed
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || \
		{ echo "Port $(PORT) is taken; please choose another one: make run PORT=8001"; exit 1; }
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@exec $(BIN)/supervisord --silent --configuration deploy/supervisord.conf --pidfile $(VENV)/supervisord.pid

test: $(VENV)/.installed-dev browser servers
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive imagetransfer clients manage.py
	$(BIN)/bandit --quiet --configfile pyproject.toml --skip B311 --recursive algorithms segmentation # their chance keeps no secret
	$(BIN)/python manage.py makemigrations --check --dry-run
	ENVIRONMENT=production SECRET_KEY=$$(head -c 40 /dev/urandom | base64) ALLOWED_HOSTS=example.org EMAIL_URL=dummymail:// \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

# Known holes in what we install, as far as the list of them can be reached from here.
audit: $(VENV)/.installed-dev
	@$(BIN)/python -c 'import requests; requests.get("https://pypi.org/pypi/pip/json", timeout=5).raise_for_status()' 2>/dev/null || \
		{ echo "The list of known holes cannot be reached; nothing was compared."; exit 0; }; \
		$(BIN)/pip-audit --requirement requirements.txt --no-deps --disable-pip --progress-spinner off

# A release: the source, and the list of all components (CycloneDX) of an installation with nothing else in it.
release: check test audit
	rm -rf dist && mkdir dist
	git archive --prefix=imagetransfer/ --output=dist/imagetransfer.tar.gz HEAD
	$(PYTHON) -m venv dist/venv && dist/venv/bin/pip install --quiet --requirement requirements.txt
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-file dist/components.cdx.json dist/venv/bin/python
	rm -rf dist/venv

# The stamps make a second run start at once: nothing is installed unless a list of requirements changed.
$(VENV)/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ImageTransfer needs Python 3.11 or newer.")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --requirement requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/pip install --quiet --requirement requirements-dev.txt
	@touch $@

# The system's browser; where it cannot be installed, Playwright's own.
browser: $(VENV)/.installed-dev
	@test -x /usr/bin/chromium || $(call apt,chromium) || $(BIN)/playwright install chromium

# Servers for the tests of what runs on several machines, and what reads the texts to translate; tests say what is missing.
servers:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || $(call apt,postgresql) || true
	@command -v redis-server >/dev/null || $(call apt,redis-server) || true
	@command -v xgettext >/dev/null || $(call apt,gettext) || true

apt = { test "$$(id -u)" = 0 && command -v apt-get && apt-get update -qq && apt-get install -y -qq $(1); } >/dev/null

# The catalogues take up what templates, code and scripts say anew, and are compiled. What comes out is in the repository, so
# that a site needs no gettext; tests compare it with its sources.
locale: $(VENV)/.installed-dev
	$(BIN)/python manage.py makemessages --locale zh_Hans $(MESSAGES)
	$(BIN)/python manage.py makemessages --locale zh_Hans $(MESSAGES) --domain djangojs
	$(BIN)/python -m tests.locale_files

MESSAGES = --no-location --no-wrap --no-obsolete $(foreach folder,.venv benchmarks clients dist media node_modules runs tests,--ignore $(folder))

# So is what the painter in the browser computes with; the source's digest at its end lets a test compare them.
WASM := site/static/js/painter/painter.wasm
CLANG ?= clang-16
wasm:
	$(CLANG) --target=wasm32 -O3 -msimd128 -nostdlib -Wall -Wextra -Werror -Wl,--no-entry,--import-memory,-z,stack-size=8192 \
		-o $(WASM) site/wasm/painter.c
	printf '\000\107\006source%s' "$$(sha256sum < site/wasm/painter.c | cut -c -64)" >> $(WASM)
