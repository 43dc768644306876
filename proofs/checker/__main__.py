"""``python -m proofs.checker FILE...``: one verdict a line; exit status 1 when one is rejected."""

from __future__ import annotations

import sys

from proofs.checker import Rejected, check


def main(paths: list[str]) -> int:
    """Check each file."""
    status = 0
    for path in paths:
        try:
            verdict = check(path)
            line = f"{path}: verified: {verdict.claim} ({verdict.steps} steps, {verdict.formula})"
        except (Rejected, OSError) as error:
            line, status = f"{path}: rejected: {error}", 1
        sys.stdout.write(line + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
