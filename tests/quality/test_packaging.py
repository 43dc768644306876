"""What setup.cfg promises: the version, the packages, the command, and pins within its ranges."""

from __future__ import annotations

import configparser
import importlib

import pytest
from packaging.requirements import Requirement

from tests.quality.sources import PACKAGES, REPOSITORY, existing_packages


def configuration() -> configparser.ConfigParser:
    """The parsed setup.cfg."""
    parser = configparser.ConfigParser()
    parser.read(REPOSITORY / "setup.cfg", encoding="utf-8")
    return parser


def requirements() -> list[Requirement]:
    """Everything that the core and the extras ask for, this distribution itself left out."""
    extras = configuration()["options.extras_require"].values()
    lists = [configuration()["options"]["install_requires"], *extras]
    lines = [line for text in lists for line in text.split("\n") if line and line[0] != "#"]
    return [Requirement(line) for line in lines if not line.startswith("lattice-deduction")]


def pins() -> dict[str, str]:
    """Name -> the version that was tested, from constraints.txt."""
    lines = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {name.lower(): version for name, version in pinned}


@pytest.mark.parametrize("package", [name for name in existing_packages() if name == "ldt"])
def test_the_version_is_said_once(package: str) -> None:
    # Read from the installed metadata; where this differs, install the checkout again.
    version = importlib.import_module(package).__version__
    assert version == configuration()["metadata"]["version"]


def test_exactly_the_import_packages_are_packaged() -> None:
    include = configuration()["options.packages.find"]["include"].split()
    assert include == [pattern for name in PACKAGES for pattern in (name, f"{name}.*")]


@pytest.mark.parametrize("requirement", requirements(), ids=lambda r: r.name)
def test_what_was_tested_is_in_range(requirement: Requirement) -> None:
    version = pins()[requirement.name.lower()]
    assert requirement.specifier.contains(version, prereleases=True)


def test_the_core_needs_no_torch() -> None:
    core = configuration()["options"]["install_requires"]
    assert "torch" not in core
    assert "torch" in configuration()["options.extras_require"]["learn"]


def test_the_changelog_knows_the_version() -> None:
    version = configuration()["metadata"]["version"]
    assert f"## {version}" in (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
