"""Export: problems in the formats that other solvers read, OPB and DIMACS CNF."""

from __future__ import annotations

from domains.export.dimacs import clauses, live_clauses, read_model, write_dimacs
from domains.export.opb import write_opb

__all__ = ["clauses", "live_clauses", "read_model", "write_dimacs", "write_opb"]
