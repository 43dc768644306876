"""Errors of the order theory; each message shows the offending value and what was expected."""

from __future__ import annotations


class LatticeError(ValueError):
    """Base of every error that this package raises on purpose."""


class ImproperElementError(LatticeError):
    """A value breaks the representation invariant of its lattice."""


class TooManyElementsError(LatticeError):
    """An exhaustive operation was asked for on a lattice above its limit."""


class NotALatticeError(LatticeError):
    """A relation is no partial order, or two elements lack a meet or a join."""


class BrokenOperatorError(LatticeError):
    """An operator is not what its caller declared, for instance not reductive."""


class NoUniverseError(LatticeError):
    """A connection without a declared concrete universe was asked to enumerate gamma."""
