"""What every test shares: deterministic Hypothesis profiles and the published instances."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parents[1]

# `ci` is the default everywhere, so that a red run on one machine is red on all of them.
# `explore` draws afresh each time and looks longer: HYPOTHESIS_PROFILE=explore python -m pytest
settings.register_profile("ci", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", max_examples=2000, deadline=None, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# No test, and no process a test starts, sets a compiler to work in the background.
os.environ.setdefault("LDT_COMPILE", "never")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of published instances; a test that needs it is skipped where it is absent."""
    default = REPOSITORY.parent / "shared" / "data"
    folder = Path(os.environ.get("LDT_SHARED_DATA", default))
    if not folder.is_dir():
        pytest.skip(f"published instances not found at {folder}; set LDT_SHARED_DATA to the folder")
    return folder
