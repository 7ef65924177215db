"""The bill of materials names what an installation needs, with the versions that are installed and nothing else."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT
from tests.tools import sbom


def test_it_names_every_dependency_with_its_version_and_no_tool_of_the_workshop():
    made = sbom.bom()
    found = {one["name"].lower().replace("_", "-"): one["version"] for one in made["components"]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [one for one in map(Requirement, project["dependencies"]) if one.marker is None or one.marker.evaluate()]
    assert {one.name for one in asked} <= set(found)
    assert {name: version(name) for name in found} == found
    assert not {"pytest", "mypy", "ruff", "hypothesis", "babel"} & set(found)
    assert "markdown-it-py" in found  # what a dependency of ours asks for is there, too


def test_it_is_well_formed_and_the_same_each_time():
    made = sbom.bom()
    assert (made["bomFormat"], made["metadata"]["component"]["name"]) == ("CycloneDX", "selfeval")
    refs = [made["metadata"]["component"]["bom-ref"], *(one["bom-ref"] for one in made["components"])]
    assert len(refs) == len(set(refs))
    assert {one["ref"] for one in made["dependencies"]} == set(refs)
    assert {other for one in made["dependencies"] for other in one["dependsOn"]} <= set(refs)
    assert all(re.fullmatch(r"pkg:pypi/[a-z0-9.-]+@[^/@]+", ref) for ref in refs)
    assert made == sbom.bom()


def test_what_is_needed_and_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr(sbom, "PROGRAM", "no-such-program")
    monkeypatch.setattr(sbom.bom, "__defaults__", ("no-such-program",))
    assert sbom.main(tmp_path / "x.json") == 2
    assert "no-such-program" in capsys.readouterr().err
