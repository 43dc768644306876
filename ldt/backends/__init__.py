"""`ldt` as a solver of other modelling systems. Each needs an extra."""

from __future__ import annotations
