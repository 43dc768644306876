"""Export: problems in the formats that other solvers read, OPB and DIMACS CNF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.lazy import lazy_names

if TYPE_CHECKING:
    from domains.export.dimacs import clauses, live_clauses, read_model, write_dimacs
    from domains.export.opb import write_opb

__all__ = ["clauses", "live_clauses", "read_model", "write_dimacs", "write_opb"]

__getattr__ = lazy_names(
    __name__,
    {
        "dimacs": ["clauses", "live_clauses", "read_model", "write_dimacs"],
        "opb": ["write_opb"],
    },
)
