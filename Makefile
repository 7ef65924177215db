# Two commands: `make run` opens the demo, `make test` runs every test. Both set up .venv first, from pinned versions.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One more than a small machine has cores: terminals, LibreOffice and disks are waited for now and then.
WORKERS ?= 3
READY := $(VENV)/.ready

.PHONY: run test lint messages workbooks bench campaign campaign-slice sbom windows-kit linux-kit wheelhouse kit-proof bureau-proof clean

run: $(READY)
	$(BIN)/selfeval demo

# A test that hangs fails, with where it stood, and the others go on.
HANGS ?= 300
test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -o faulthandler_timeout=$(HANGS) -o faulthandler_exit_on_timeout=true

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

messages: $(READY)
	$(BIN)/python -m tests.tools.messages

workbooks: $(READY)
	$(BIN)/python workbooks/make.py

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

# Long runs, each with its seed and its figures; SEED repeats one. COUNT says how many evaluations are held against the
# second calculator, FUZZ_SECONDS how long inputs are mutated, KILLS how often the program is killed.
COUNT ?= 100000
SEED ?= random
# Single changes of a scored workbook that verify must name, counted by sheet and kind.
TAMPERS ?= 4000
FUZZ_SECONDS ?= 3600
KILLS ?= 2000
# Tables of which `make test` tries a part, another every day (`part` in tests/examples.py); CI tries all of each. Looks of the
# screen that wait for another day (tests/tui/looks.py) are what `pytest --left-out tests/tui` tries.
TABLES = tests/campaigns/test_fuzz.py tests/rulepacks/test_diff.py tests/rulepacks/test_diff_truth.py tests/cli/test_rules_excel.py tests/cli/test_verify_copy.py tests/excel/test_applicability.py tests/excel/test_rulebook.py tests/excel/test_hostile.py tests/excel/test_rulebook_removed.py tests/excel/test_verify_changes.py tests/excel/test_verify_saved.py tests/excel/test_verify_texts.py tests/tui/test_every_action.py
CAMPAIGN = $(BIN)/python -m tests.campaigns
campaign: $(READY)
	SELFEVAL_DIFFERENTIAL_COUNT=$(COUNT) SELFEVAL_DIFFERENTIAL_SEED=$(SEED) $(BIN)/python -m pytest -s tests/differential
	SELFEVAL_EVERY_LOOK=1 SELFEVAL_MANY_EXAMPLES=1 $(BIN)/python -m pytest -n $(WORKERS) tests/tui --deselect tests/tui/test_lag.py
	SELFEVAL_LAG_PROJECTS=1000 $(BIN)/python -m pytest tests/tui/test_lag.py
	SELFEVAL_MANY_EXAMPLES=1 $(BIN)/python -m pytest -n $(WORKERS) -m hypothesis
	SELFEVAL_MANY_EXAMPLES=1 SELFEVAL_REMOVALS=40 $(BIN)/python -m pytest -n $(WORKERS) $(TABLES)
	SELFEVAL_TAMPER_COUNT=$(TAMPERS) SELFEVAL_DIFFERENTIAL_SEED=$(SEED) $(BIN)/python -m pytest -s tests/tampering
	$(CAMPAIGN) fuzz --seed $(SEED) --seconds $(FUZZ_SECONDS)
	$(CAMPAIGN) kills --seed $(SEED) --count $(KILLS)
	$(CAMPAIGN) torn --seed $(SEED)
	$(CAMPAIGN) sizes
	$(CAMPAIGN) county --seed $(SEED)
	$(MAKE) kit-proof
	$(MAKE) bureau-proof

# The same for a few minutes, always with one seed, so that only a change of the code changes what it says.
campaign-slice: SEED = slice
campaign-slice: $(READY)
	SELFEVAL_DIFFERENTIAL_COUNT=2000 SELFEVAL_DIFFERENTIAL_SEED=$(SEED) $(BIN)/python -m pytest -s tests/differential
	SELFEVAL_EVERY_LOOK=1 SELFEVAL_MANY_EXAMPLES=1 $(BIN)/python -m pytest tests/tui/test_every_action.py -k "budget or history"
	$(BIN)/python -m pytest -n 2 --left-out tests/tui
	SELFEVAL_LAG_PROJECTS=1000 $(BIN)/python -m pytest tests/tui/test_lag.py
	SELFEVAL_MANY_EXAMPLES=1 SELFEVAL_REMOVALS=6 $(BIN)/python -m pytest -n 2 $(TABLES)
	SELFEVAL_TAMPER_COUNT=300 SELFEVAL_DIFFERENTIAL_SEED=$(SEED) $(BIN)/python -m pytest -s tests/tampering
	$(CAMPAIGN) fuzz --seed $(SEED) --seconds 30
	$(CAMPAIGN) kills --seed $(SEED) --count 40
	$(CAMPAIGN) torn --seed $(SEED) --each 151 --mixes 60
	$(CAMPAIGN) sizes --small
	$(MAKE) kit-proof

# What an installation consists of, for those who ask: a bill of materials in CycloneDX.
sbom: $(READY)
	$(BIN)/python -m tests.tools.sbom dist/selfeval.cdx.json

# A folder for computers without internet and without rights to install (docs/kits.md): KIT=clerk or KIT=bureau;
# PYTHON_EMBED is the archive of CPython's embeddable package, if it is at hand.
KIT ?= clerk
PYTHON_EMBED ?=
windows-kit: $(READY)
	$(BIN)/python -m tests.tools.kit windows --kit $(KIT) $(if $(PYTHON_EMBED),--python-embed $(PYTHON_EMBED))

# Likewise for Linux, on a Python that can be moved, and the wheels alone for those who have Python.
MACHINE ?= x86_64
PYTHON_STANDALONE ?=
PYTHON_STANDALONE_SHA256 ?=
linux-kit: $(READY)
	$(BIN)/python -m tests.tools.kit linux --kit $(KIT) --machine $(MACHINE) $(if $(PYTHON_STANDALONE),--python $(PYTHON_STANDALONE)) $(if $(PYTHON_STANDALONE_SHA256),--sha256 $(PYTHON_STANDALONE_SHA256))
wheelhouse: $(READY)
	$(BIN)/python -m tests.tools.kit wheelhouse --kit bureau

# The kit for finance bureaus under Wine, which takes minutes: a small county, added up as under Linux.
bureau-proof: $(READY)
	$(MAKE) windows-kit KIT=bureau
	SELFEVAL_BUREAU_KIT=$$(ls -t dist/selfeval-*-win64-bureau.zip | head -1) $(BIN)/python -m pytest tests/windows/test_bureau.py

# That kit under Wine (apt-get install wine wine64 gcc-mingw-w64-x86-64 locales); what it said is in dist/kit-proof.log.
kit-proof: windows-kit
	SELFEVAL_KIT=$$(ls -t dist/selfeval-*-win64.zip | head -1) $(BIN)/python -m pytest tests/windows

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("selfeval needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info
