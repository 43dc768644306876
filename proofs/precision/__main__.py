"""``python -m proofs.precision``: print the table; with ``--refresh`` replace the golden one.

One of the names of `TABLES` before that asks for another table than that of the techniques.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from proofs.audit.case_files import write_text
from proofs.precision import domains, effort, kept, reasons, table

TABLES: dict[str, Callable[[], tuple[Path, str]]] = {
    "techniques": lambda: (table.GOLDEN, table.to_csv(table.measure())),
    "domains": lambda: (domains.GOLDEN, table.to_csv(domains.measure())),
    "reasons": lambda: (reasons.GOLDEN, kept.to_csv(reasons.Said, reasons.measure())),
    "effort": lambda: (effort.GOLDEN, kept.to_csv(effort.Effort, effort.measure())),
}
"""Where each table is kept, and the table made anew."""


def main(arguments: list[str]) -> int:
    """Measure, then print or write."""
    name, *rest = (
        arguments if arguments[:1] and arguments[0] in TABLES else ["techniques", *arguments]
    )
    if rest not in ([], ["--refresh"]):
        sys.stderr.write(f"usage: python -m proofs.precision [{' | '.join(TABLES)}] [--refresh]\n")
        return 2
    path, text = TABLES[name]()
    if rest:
        write_text(path, text)
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
