"""``python -m proofs.precision``: print the table; with ``--refresh`` replace the golden one.

``domains`` or ``effort`` before that: the table of the abstract domains, or of what the search
kernel spends, instead of that of the techniques.
"""

from __future__ import annotations

import sys
from pathlib import Path

from proofs.audit.case_files import write_text
from proofs.precision import domains, effort, table


def main(arguments: list[str]) -> int:
    """Measure, then print or write."""
    name = arguments[0] if arguments[:1] in (["domains"], ["effort"]) else ""
    rest = arguments[bool(name) :]
    if rest not in ([], ["--refresh"]):
        sys.stderr.write("usage: python -m proofs.precision [domains | effort] [--refresh]\n")
        return 2
    path, text = measured(name)
    if rest:
        write_text(path, text)
    else:
        sys.stdout.write(text)
    return 0


def measured(name: str) -> tuple[Path, str]:
    """Return where a table is kept, and the table made anew."""
    if name == "effort":
        return effort.GOLDEN, effort.to_csv(effort.measure())
    wanted = domains if name else table
    return wanted.GOLDEN, table.to_csv(wanted.measure())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
