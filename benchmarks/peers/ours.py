"""This library: lines are read by the family, solved by `solve_many`, and written by the family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.peers.base import NOT_UNIQUE, Peer


class Ours(Peer):
    """`solve_many` with one strategy; every solution it returns passed the rules."""

    kind = "ours"

    def __init__(self, strategy: str) -> None:
        self.strategy, self.name = strategy, f"ours, {strategy}"

    def load(self) -> None:
        """Load the compiled kernel, as a long stream does by itself after a while."""
        from domains.families.sudoku import Sudoku, sudoku_structure
        from search.kernel.layout import COMPILED_BITS, word_count
        from search.kernel.warm import compile_now

        self.family = Sudoku()
        compile_now(word_count(sudoku_structure(3, 3), COMPILED_BITS))

    def answer(self, puzzle: str, *, unique: bool) -> str | None:
        """Answer a stream of one."""
        return next(self.answers([puzzle], unique=unique))

    def answers(self, puzzles: Iterable[str], *, unique: bool) -> Iterator[str | None]:
        """Answer a stream of puzzles, in order."""
        from domains.reading import from_text
        from search import solve_many
        from search.answer import Goal, Infeasible

        found = self.family.read(from_text("\n".join(puzzles)))
        goal = Goal.unique() if unique else Goal.first()
        problems = (puzzle.problem for puzzle in found)
        for answer in solve_many(problems, goal=goal, strategy=self.strategy):
            if isinstance(answer, Infeasible):
                yield None
            elif unique and not answer.unique:
                yield NOT_UNIQUE
            else:
                structure = answer.problem.structure
                yield self.family.solution_text(structure, answer.solutions[0])
