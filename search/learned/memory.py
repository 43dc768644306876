"""What a chain remembers of its guesses: the way back, and that they cannot all be right.

A refuted leap or decision leaves a nogood. Whatever the guesses were, each took candidates away by
assumption; if what is left holds no solution, at least one of those candidates is in every
solution inside the root. So a nogood is a clause over candidates, of the shape of a board, and two
operations are all there is: a board that holds none of a nogood's candidates is refuted, and one
that holds candidates of a single variable only loses that variable's others.

Source: nogoods as in Katsirelos and Bacchus, Generalized nogoods in CSPs, AAAI 2005 (assignments
and eliminations alike); that a refuted guess is followed by its opposite is chronological
backtracking.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from search.learned.boards import Boards

    Shrink = Callable[[Boards], tuple[Boards, NDArray[np.bool_]]]
    """Sound deductions over [batch, variables, values]: the boards, and which are refuted."""


class Guess(NamedTuple):
    """One guess of a chain.

    Attributes:
        before: [variables, values], where the chain stood.
        assumed: [variables, values], the candidates it took away.
        age: rounds the chain had gone by then.
    """

    before: Boards
    assumed: Boards
    age: int


def culprits(guess: Guess, shrink: Shrink) -> Boards:
    """Return [variables, values]: of the candidates a refuted guess took away, those to blame.

    A leap takes many away. As long as a half of them is refuted by sound deductions alone, that
    half is to blame; a decision concerns one variable and is left whole.
    """
    import numpy as np

    places = np.argwhere(guess.assumed)
    while len(np.unique(places[:, 0])) > 1:
        halves = np.array_split(places, 2)
        boards = np.stack([guess.before, guess.before])
        for board, half in zip(boards, halves, strict=True):
            board[tuple(half.T)] = False
        refuted = shrink(boards)[1]
        if not refuted.any():
            break
        places = halves[int(refuted.argmax())]
    blamed = np.zeros_like(guess.assumed)
    blamed[tuple(places.T)] = True
    return blamed


class TakenBack(NamedTuple):
    """Where a chain stands after its guesses were taken back.

    Attributes:
        board: [variables, values].
        age: rounds it had gone when it came here.
        first: whether no guess is left.
        refuted: whether even so no solution is left.
    """

    board: Boards
    age: int
    first: bool
    refuted: bool


class Memory:
    """The nogoods of one puzzle, which its chains share, and the guesses each of them stands on."""

    def __init__(self, chains: int) -> None:
        """Begin with chains that have guessed nothing."""
        self.nogoods: list[Boards] = []
        self.trails: list[list[Guess]] = [[] for _ in range(chains)]

    def grow(self, chains: int) -> None:
        """Add chains that have guessed nothing."""
        self.trails += [[] for _ in range(chains)]

    def note(self, chain: int, guesses: list[Guess]) -> None:
        """Remember what a chain guessed."""
        self.trails[chain] += guesses

    def forget(self, chain: int) -> None:
        """Forget the guesses of a chain; what was learned from others stays."""
        self.trails[chain].clear()

    def take_back(self, chain: int, shrink: Shrink) -> TakenBack | None:
        """Learn that the guesses of a chain are refuted, and take back as many as that takes.

        Returns:
            Where the chain stands now; None where it had guessed nothing.
        """
        import numpy as np

        trail, taken = self.trails[chain], None
        while trail and (taken is None or taken.refuted):
            last = trail.pop()
            blamed = [*(guess.assumed for guess in trail), culprits(last, shrink)]
            self.nogoods.append(np.logical_or.reduce(blamed))
            board, refuted = self.deduce(last.before, shrink)
            taken = TakenBack(board, last.age, not trail, refuted)
        return taken

    def refute(self, boards: Boards) -> NDArray[np.bool_]:
        """Tell per row of [batch, variables, values] whether some nogood refutes it."""
        import numpy as np

        found = np.zeros(len(boards), np.bool_)
        for nogood in self.nogoods:
            found |= ~(boards & nogood).any((1, 2))
        return found

    def deduce(self, board: Boards, shrink: Shrink) -> tuple[Boards, bool]:
        """Return what nogoods and sound deductions leave of a board, and whether it is refuted."""
        if not self.nogoods:
            return board, False
        refuted = bool(self.refute(board[None])[0])
        while not refuted:
            restricted = self._restrict(board)
            if (restricted == board).all():
                break
            boards, lost = shrink(restricted[None])
            board = boards[0]
            refuted = bool(lost[0]) or bool(self.refute(boards)[0])
        return board, refuted

    def _restrict(self, board: Boards) -> Boards:
        """Return a board less what unit nogoods exclude: what is left of them is one variable's."""
        board = board.copy()
        for nogood in self.nogoods:
            variables = (board & nogood).any(1)
            if variables.sum() == 1:
                board[variables] &= nogood[variables]
        return board
