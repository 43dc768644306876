"""``python -m proofs.precision``: print the table; with ``--refresh`` replace the golden one.

``domains`` before that: the table of the abstract domains instead of that of the techniques.
"""

from __future__ import annotations

import sys

from proofs.audit.case_files import write_text
from proofs.precision import domains, table
from proofs.precision.table import to_csv


def main(arguments: list[str]) -> int:
    """Measure, then print or write."""
    wanted = domains if arguments[:1] == ["domains"] else table
    rest = arguments[wanted is domains :]
    if rest not in ([], ["--refresh"]):
        sys.stderr.write("usage: python -m proofs.precision [domains] [--refresh]\n")
        return 2
    text = to_csv(wanted.measure())
    if rest:
        write_text(wanted.GOLDEN, text)
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
