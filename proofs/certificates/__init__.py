"""Certificates: files that let someone who trusts none of this code check an answer.

A module is imported when one of its names is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.lazy import lazy_names

if TYPE_CHECKING:
    from proofs.certificates.certificate import FORMATS, Certificate, certify
    from proofs.certificates.explanation import certify_steps
    from proofs.certificates.solving import solve_certified
    from proofs.certificates.tree import TreeLogger

__all__ = ["FORMATS", "Certificate", "TreeLogger", "certify", "certify_steps", "solve_certified"]

__getattr__ = lazy_names(
    __name__,
    {
        "certificate": ["FORMATS", "Certificate", "certify"],
        "explanation": ["certify_steps"],
        "solving": ["solve_certified"],
        "tree": ["TreeLogger"],
    },
)
