"""The page about models, graphs and grids from elsewhere: its blocks are run, one after another."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

pytest.importorskip("cpmpy", reason="CPMpy is an extra: pip install '.[cpmpy]'")

import cpmpy as cp

PAGE = (REPOSITORY / "docs" / "how-to" / "import.md").read_text(encoding="utf-8")
CODE = re.findall(r"^```python\n((?s:.*?))^```", PAGE, re.MULTILINE)


def test_every_block_runs_and_its_asserts_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cp.SolverLookup, "base_solvers", cp.SolverLookup.base_solvers)
    (tmp_path / "page.py").write_text("\n".join(CODE), encoding="utf-8")
    found = runpy.run_path(str(tmp_path / "page.py"))
    assert found["answer"].unique
    assert "ldt" in dict(cp.SolverLookup.base_solvers())
