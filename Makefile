PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
REPORT ?= examples/attack.txt

.PHONY: demo test check record bench clean

demo: $(VENV)/installed
	$(BIN)/summarizer models pull
	$(BIN)/summarizer run $(REPORT)

test: $(VENV)/installed
	$(BIN)/python -m pytest tests

check: $(VENV)/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports

# One virtual environment for all of it; made anew when what it holds is asked for differently.
$(VENV)/installed: pyproject.toml constraints.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --requirement requirements-dev.txt --editable '.[embedded,anthropic]'
	touch $@

clean:
	rm -rf $(VENV)
