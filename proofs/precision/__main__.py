"""``python -m proofs.precision``: print the table; with ``--refresh`` replace the golden one."""

from __future__ import annotations

import sys

from proofs.audit.case_files import write_text
from proofs.precision.table import GOLDEN, measure, to_csv


def main(arguments: list[str]) -> int:
    """Measure, then print or write."""
    if arguments not in ([], ["--refresh"]):
        sys.stderr.write("usage: python -m proofs.precision [--refresh]\n")
        return 2
    text = to_csv(measure())
    if arguments:
        write_text(GOLDEN, text)
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
