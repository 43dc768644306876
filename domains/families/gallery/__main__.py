"""``python -m domains.families.gallery FOLDER``: draw the example of every family.

The gallery page of the documentation shows these pictures, and a test compares them with this.
"""

from __future__ import annotations

import sys
from pathlib import Path

from domains.families.gallery.examples import pictures


def main(arguments: list[str]) -> int:
    """Write ``FOLDER/NAME.svg`` for each family."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python -m domains.families.gallery FOLDER (one that exists)\n")
        return 2
    for name, svg in pictures():
        path = Path(arguments[0]) / f"{name}.svg"
        draft = path.with_suffix(".tmp")
        draft.write_text(f"{svg}\n", encoding="utf-8")
        draft.replace(path)  # whole or not at all
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
