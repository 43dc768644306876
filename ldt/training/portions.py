"""What a run is trained on: files, a data set of the hub, generated puzzles; each a portion."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from domains.errors import InputError, Place
from domains.families.base import GenerateRequest, Puzzle
from ldt.training.data import read_puzzles
from ldt.training.hub import hub_file
from ldt.training.overlap import overlaps
from search.oracle import SearchOracle

if TYPE_CHECKING:
    from domains.families.base import Family


@dataclass(frozen=True, slots=True)
class Portion:
    """Puzzles from one place.

    Attributes:
        name: of the file, without its folder, or how the puzzles were made.
        puzzles: all of them, in order.
    """

    name: str
    puzzles: tuple[Puzzle, ...]

    @property
    def record(self) -> dict[str, object]:
        """The portion as JSON: its digest tells whether it is still the same puzzles."""
        digest = hashlib.sha256()
        for puzzle in self.puzzles:
            digest.update(f"{puzzle.text}\n".encode())
        return {"name": self.name, "puzzles": len(self.puzzles), "sha256": digest.hexdigest()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where puzzles are to come from.

    Attributes:
        files: paths.
        hub: ``owner/dataset`` or ``owner/dataset:file``.
        generate: how many puzzles to generate.
        size: of the generated ones.
        seed: of the generated ones.
    """

    files: Sequence[str] = ()
    hub: str | None = None
    generate: int | None = None
    size: int | None = None
    seed: int = 0


def gather(
    family: Family, wanted: Wanted, each: Callable[[], None] = lambda: None
) -> list[Portion]:
    """Return the puzzles; ``each`` is called after every one.

    Raises:
        InputError: a file cannot be read, or is empty.
        HubMissingError: no client of the hub.
        ModelError: the family generates no such puzzles.
    """
    paths = [*wanted.files, *([hub_file(wanted.hub)] if wanted.hub else [])]
    portions = [
        Portion(Path(path).name, tuple(_counted(read_puzzles(family, [path]), each)))
        for path in paths
    ]
    for path, portion in zip(paths, portions, strict=True):
        if not portion.puzzles:
            raise InputError(Place(path), "no puzzle", f"{family.name} puzzles")
    if wanted.generate:
        name = f"generated, size {wanted.size}, seed {wanted.seed}"
        portions.append(Portion(name, tuple(_counted(_generated(family, wanted), each))))
    return portions


def _generated(family: Family, wanted: Wanted) -> Iterator[Puzzle]:
    """Yield fresh puzzles; number k depends on the seed and k alone, as in `ldt generate`."""
    request, oracle = GenerateRequest(wanted.size), SearchOracle()
    for index in range(wanted.generate or 0):
        problem = family.generate(request, Random(f"{wanted.seed}/{index}"), oracle)
        yield Puzzle(family.name, problem, family.puzzle_text(problem))


def _counted(puzzles: Iterable[Puzzle], each: Callable[[], None]) -> Iterator[Puzzle]:
    for puzzle in puzzles:
        yield puzzle
        each()


def overlap_error(
    family: Family, portions: Iterable[Portion], unseen: Sequence[str]
) -> tuple[int, InputError] | None:
    """Return how many puzzles are, up to symmetry, in lists that must stay unseen.

    Args:
        family: of both.
        portions: what is trained on.
        unseen: paths of the lists.

    Returns:
        Their number and the error that shows the first; None where there are none.
    """
    puzzles = [puzzle for portion in portions for puzzle in portion.puzzles]
    found = overlaps(puzzles, list(read_puzzles(family, unseen)))
    if not found:
        return None
    first, more = found[0], f" and {len(found) - 1} more such puzzles" if found[1:] else ""
    place = first.puzzle.place or Place(f"generated puzzle {first.puzzle.text}")
    seen = f"the puzzle of {first.unseen.place}, up to symmetry,{more}"
    return len(found), InputError(place, seen, "no puzzle of the excluded lists")
