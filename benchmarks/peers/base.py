"""What a peer does: get ready, then answer 9 x 9 Sudokus, line by line.

Nothing of this library is imported here or by the peers of other makers, so that what starting one
of them costs is its own.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator

EASY = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
NOT_UNIQUE = "not unique"
COUNTED = "one solution, not told"


class Peer(ABC):
    """A solver of 9 x 9 Sudokus.

    Attributes:
        name: what tables call it.
        kind: peers of one kind are compared as one, by the best of them.
        package: what has to be installed, as pip calls it.
    """

    name: str
    kind: str
    package = ""

    def __str__(self) -> str:
        return self.name

    @abstractmethod
    def load(self) -> None:
        """Import and build what is kept between puzzles.

        Raises:
            ImportError: the package is not installed.
        """

    @abstractmethod
    def answer(self, puzzle: str, *, unique: bool) -> str | None:
        """Return the solution's 81 digits, None when there is none.

        Where asked to prove uniqueness: `NOT_UNIQUE` when there is a second one, and `COUNTED`
        when there is one, which the solver does not show.
        """

    def prepare(self) -> None:
        """Load, and answer an easy puzzle, so that nothing is left to happen at the first one."""
        self.load()
        list(self.answers([EASY], unique=True))

    def answers(self, puzzles: Iterable[str], *, unique: bool) -> Iterator[str | None]:
        """Answer a stream of puzzles, in order."""
        for puzzle in puzzles:
            yield self.answer(puzzle, unique=unique)
