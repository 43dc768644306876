"""tdoku (T. Dillon, C++ with SIMD, Sudoku only) through the one function its header documents.

It is not a package. Build a shared library from its sources, https://github.com/t-dillon/tdoku::

    g++ -O3 -march=native -std=c++17 -DNDEBUG -fPIC -shared -Iinclude \
        -o libtdoku.so src/solver_dpll_triad_simd.cc src/util.cc
"""

from __future__ import annotations

import ctypes
from pathlib import Path

from benchmarks.peers.base import COUNTED, NOT_UNIQUE, Peer


class Tdoku(Peer):
    """`TdokuSolverDpllTriadSimd(input, limit, configuration, solution, guesses)` of tdoku.h."""

    name, kind = "tdoku", "tdoku"

    def __init__(self, library: str) -> None:
        self.library = str(Path(library).resolve())

    def load(self) -> None:
        """Open the library."""
        try:
            function = ctypes.CDLL(self.library).TdokuSolverDpllTriadSimd
        except (OSError, AttributeError) as error:
            message = f"no tdoku library at {self.library} ({error})"
            raise ImportError(message) from None
        number = ctypes.c_size_t
        function.restype = number
        function.argtypes = [
            ctypes.c_char_p,
            number,
            ctypes.c_uint32,
            ctypes.c_char_p,
            ctypes.POINTER(number),
        ]
        self.function = function
        self.solution = ctypes.create_string_buffer(82)
        self.guesses = number()

    def answer(self, puzzle: str, *, unique: bool) -> str | None:
        """Ask for one solution, or count to two, when tdoku tells the number only."""
        limit = 2 if unique else 1
        guesses = ctypes.byref(self.guesses)
        found = self.function(puzzle.encode(), limit, 0, self.solution, guesses)
        if unique:
            return (None, COUNTED, NOT_UNIQUE)[found]
        return self.solution.raw[:81].decode() if found else None
