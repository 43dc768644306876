"""lattice-deduction: a sound solver framework built on abstract interpretation."""

from __future__ import annotations


def __getattr__(name: str) -> str:
    """Look the version up on demand: reading package metadata costs milliseconds."""
    if name == "__version__":
        from importlib.metadata import version

        return version("lattice-deduction")
    message = f"module 'ldt' has no attribute {name!r}"
    raise AttributeError(message)
