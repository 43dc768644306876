"""The checker shares no code with the search: it loads the standard library and itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY

PROBE = """
import sys
sys.argv = ["checker", *{paths!r}]
from proofs.checker.__main__ import main
status = main(sys.argv[1:])
print("loaded:", *sorted({{name.partition(".")[0] for name in sys.modules}}))
sys.exit(status)
"""
OWN = {"lattice", "domains", "search", "ldt"}
RIGHT = "pseudo-Boolean proof version 1.1\nf 2\np 1 2 +\nc 3\n"
OPB = "* #variable= 1 #constraint= 2\n+1 x1 >= 1 ;\n-1 x1 >= 0 ;\n"


def run(*paths: Path) -> subprocess.CompletedProcess[str]:
    """Check files in a fresh interpreter."""
    probe = PROBE.format(paths=[str(path) for path in paths])
    return subprocess.run(
        [sys.executable, "-c", probe], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )


def test_only_the_standard_library_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "proof").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "proof.opb").write_text(OPB, encoding="utf-8")
    done = run(tmp_path / "proof")
    verdict, loaded = done.stdout.splitlines()
    assert verdict.endswith(f"verified: infeasible (3 steps, {tmp_path / 'proof.opb'})")
    names = set(loaded.removeprefix("loaded: ").split())
    before = subprocess.run(
        [sys.executable, "-c", "import sys; print(*{n.partition('.')[0] for n in sys.modules})"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    at_start = set(before.stdout.split())  # what an installation loads by itself
    assert names - at_start - {"proofs"} <= set(sys.stdlib_module_names)
    assert not names & OWN


def test_the_exit_status_tells(tmp_path: Path) -> None:
    (tmp_path / "proof").write_text(RIGHT.replace("c 3", "c 1"), encoding="utf-8")
    (tmp_path / "proof.opb").write_text(OPB, encoding="utf-8")
    done = run(tmp_path / "proof", tmp_path / "nothing")
    assert done.returncode == 1
    rejected, missing, _ = done.stdout.splitlines()
    assert rejected.endswith("proof:4: constraint 1 is no contradiction")
    assert "No such file" in missing
