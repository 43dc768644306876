"""Import: problems from what other libraries hold, each an optional dependency.

CPMpy models, numpy arrays of grids; graphs of networkx are read where their problems are made, by
`domains.families.colouring.graph.from_networkx` and `domains.paths.from_networkx`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.lazy import lazy_names

if TYPE_CHECKING:
    from domains.importing.arrays import from_array, to_array
    from domains.importing.cpmpy import Imported, from_cpmpy
    from domains.importing.translation import NotCoveredError

__all__ = ["Imported", "NotCoveredError", "from_array", "from_cpmpy", "to_array"]

__getattr__ = lazy_names(
    __name__,
    {
        "arrays": ["from_array", "to_array"],
        "cpmpy": ["Imported", "from_cpmpy"],
        "translation": ["NotCoveredError"],
    },
)
