"""Checks certificates. Small, to be read in one sitting; imports nothing but the standard library.

``python -m proofs.checker FILE`` is the same from a shell.
"""

from __future__ import annotations

from proofs.checker.certificate import Verdict, check
from proofs.checker.errors import Rejected

__all__ = ["Rejected", "Verdict", "check"]
