PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
REPORT ?= examples/attack.txt

.PHONY: demo test browser live check format golden record bench clean

demo: $(VENV)/installed  ## fetch the embedded model, summarise a report
	$(BIN)/summarizer models pull
	$(BIN)/summarizer run $(REPORT)

test: $(VENV)/installed  ## the offline tests: no model, no network
	$(BIN)/python -m pytest -n auto --dist worksteal
	cd examples/plain_openai && ../../$(BIN)/python -m pytest -q

browser: $(VENV)/installed  ## the HTML page in a real browser: needs chromium
	$(BIN)/python -m pytest -m browser tests/browser

live: $(VENV)/installed  ## the tests that run the embedded model
	$(BIN)/summarizer models pull
	$(BIN)/python -m pytest -m live tests/live

check: $(VENV)/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports

format: $(VENV)/installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: $(VENV)/installed  ## write the golden files of the formats anew; look at the diff
	WRITE_GOLDEN=1 $(BIN)/python -m pytest -q tests/render

record: $(VENV)/installed  ## record again what the code no longer asks in the same words
	$(BIN)/summarizer models pull
	$(BIN)/summarizer cassettes record --changed

bench: $(VENV)/installed
	$(BIN)/python benchmarks/cassettes.py
	$(BIN)/python benchmarks/conflicts.py
	$(BIN)/python benchmarks/many_reports.py
	$(BIN)/summarizer models pull
	$(BIN)/python benchmarks/extraction.py

clean:
	rm -rf $(VENV) build dist

# One virtual environment for all of it, made again when what belongs into it changes.
$(VENV)/installed: pyproject.toml constraints.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
	    --requirement requirements-dev.txt --editable '.[embedded,anthropic,fit,html,pdf]'
	touch $@
