"""Solvers to compare with, each as well used as its makers show, behind one small class."""

from __future__ import annotations

from benchmarks.peers.base import Peer
from benchmarks.peers.cpsat import AllDifferentModel, BooleanModel
from benchmarks.peers.ours import Ours
from benchmarks.peers.sat import SAT_SOLVERS, FreshSat, KeptSat, Pycosat
from benchmarks.peers.tdoku import Tdoku


def all_peers(tdoku: str | None = None) -> list[Peer]:
    """Return every peer, installed or not; tdoku only where its library is given."""
    return [
        Ours("symbolic"),
        Ours("auto"),
        *map(KeptSat, SAT_SOLVERS),
        *map(FreshSat, SAT_SOLVERS),
        Pycosat(),
        AllDifferentModel(),
        BooleanModel(),
        *([Tdoku(tdoku)] if tdoku else []),
    ]
