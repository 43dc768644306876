"""``python -m ldt`` does what the command ``ldt`` does."""

from __future__ import annotations

from ldt.cli.main import main

if __name__ == "__main__":
    main()
